package arch

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// englishErrors says which packages make errors that speak English alone, and why no
// user comes to read them inside of a Chinese message: diag.Cause says of each that
// it has no Chinese words.
var englishErrors = map[string]string{
	"cmd/guard":                    "a tool for those who work on the program",
	"cmd/fidelity":                 "a tool for those who work on the program",
	"cmd/internal/fidelity":        "a tool for those who work on the program",
	"cmd/release":                  "a tool for those who work on the program",
	"internal/refpic":              "for tests",
	"output/pdf":                   "a document or pages that no part of the program makes",
	"output/svg":                   "pages that no part of the program makes",
	"output/ofd":                   "a document or pages that no part of the program makes",
	"layout/frame":                 "pages that no part of the program makes",
	"internal/unit":                "configs says in Chinese what is no length",
	"cmd/internal/command":         "told apart from other errors, never printed",
	"cmd/internal/office/store":    "told apart from other errors, or logged",
	"cmd/internal/office/confined": "told apart from other errors, or logged",
	"cmd/internal/office/jobs":     "told apart from other errors, or logged",
	"cmd/internal/office/people":   "told apart from other errors, never printed",
	"cmd/internal/office/page":     "an asset that the program does not carry",
	"output/bag":                   "told apart from other errors, never printed",
	"internal/source":              "as the YAML library makes them, whose faults are worded one by one",
	"data/rules":                   "told apart from other errors, or worded by faultOf",
}

// TestErrorsSpeakBothLanguages: an error that is not another one's wrapping is made
// by diag.NewError or diag.Because.
func TestErrorsSpeakBothLanguages(t *testing.T) {
	used := map[string]bool{}
	for _, f := range sources(t) {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is || !calls(call, "errors", "New") && !(calls(call, "fmt", "Errorf") && !wraps(call)) {
				return true
			}
			if used[f.pkg] = true; englishErrors[f.pkg] == "" {
				t.Errorf("%s: the error has no Chinese words: use diag.NewError", f.set.Position(call.Pos()))
			}
			return true
		})
	}
	for pkg := range englishErrors {
		if !used[pkg] {
			t.Errorf("%s makes no error that speaks English alone and need not be listed", pkg)
		}
	}
}

// wraps reports whether the format of fmt.Errorf wraps another error.
func wraps(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args[:1], func(arg ast.Expr) bool {
		literal, is := arg.(*ast.BasicLit)
		if !is || literal.Kind != token.STRING {
			return false
		}
		text, err := strconv.Unquote(literal.Value)
		return err == nil && strings.Contains(text, "%w")
	})
}
