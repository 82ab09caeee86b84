package arch

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Go vet holds the English verbs of every message against its arguments
// (diag.T says why it can). Here the Chinese verbs are held against the English.
func TestVerbsAreTheSameInBothLanguages(t *testing.T) {
	files := sources(t)
	formats := formatters(files)
	checked := 0
	for _, f := range files {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			at, known := formats[callee(f, call)]
			if !known || len(call.Args) < at+2 {
				return true
			}
			zh, zhOK := constant(call.Args[at])
			en, enOK := constant(call.Args[at+1])
			switch {
			case zhOK != enOK:
				t.Errorf("%s: one language is a constant and the other not", f.set.Position(call.Pos()))
			case zhOK:
				checked++
				if fault := differ(zh, en); fault != "" {
					t.Errorf("%s: %s\n  %s\n  %s", f.set.Position(call.Pos()), fault, zh, en)
				}
			}
			return true
		})
	}
	if len(formats) < 10 || checked < 1000 {
		t.Errorf("only %d calls of %d functions were read", checked, len(formats))
	}
}

// formatters are the functions that take a format in Chinese, the same in
// English and arguments, by package and name, with the place of the first
// format. A method has the name of its function: two of one name in a package
// must take their formats at the same place.
func formatters(files []sourceFile) map[string]int {
	found := map[string]int{}
	for _, f := range files {
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				if at := formatsAt(fn.Type.Params); at >= 0 {
					found[key(f.pkg, fn.Name.Name)] = at
				}
			}
		}
	}
	return found
}

func key(pkg, name string) string {
	if ast.IsExported(name) {
		return name // a method of another package's type is called without its package's name
	}
	return pkg + " " + name
}

// formatsAt is the number of the parameter zh of "…, zh, en string, args ...any", or -1.
func formatsAt(params *ast.FieldList) int {
	var names []string
	for _, field := range params.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	n := len(names)
	if n < 3 || names[n-3] != "zh" || names[n-2] != "en" {
		return -1
	}
	if _, variadic := params.List[len(params.List)-1].Type.(*ast.Ellipsis); !variadic {
		return -1
	}
	return n - 3
}

func callee(f sourceFile, call *ast.CallExpr) string {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return key(f.pkg, fun.Name)
	case *ast.SelectorExpr:
		return key(f.pkg, fun.Sel.Name)
	}
	return ""
}

// constant is the text of string literals, joined or not.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, e.Kind == token.STRING && err == nil
	case *ast.ParenExpr:
		return constant(e.X)
	case *ast.BinaryExpr:
		left, leftOK := constant(e.X)
		right, rightOK := constant(e.Y)
		return left + right, leftOK && rightOK
	}
	return "", false
}

// verb is one use of an argument in a format.
type verb struct {
	arg    int
	flags  string
	letter rune
}

// differ says how the verbs of two formats differ, whatever their order.
func differ(zh, en string) string {
	a, b := verbs(zh), verbs(en)
	if slices.EqualFunc(a, b, verb.like) {
		return ""
	}
	return fmt.Sprintf("the verbs are %s in Chinese and %s in English", a, b)
}

// like reports whether two verbs print an argument alike. Chinese puts “%s” or
// “%c” where English has %q.
func (v verb) like(other verb) bool {
	if v.letter != other.letter && (other.letter != 'q' || v.letter != 's' && v.letter != 'c') {
		return false
	}
	return v.arg == other.arg && v.flags == other.flags
}

func (v verb) String() string { return fmt.Sprintf("%%[%d]%s%c", v.arg, v.flags, v.letter) }

// verbs reads a format as package fmt does, without %%. They are ordered by
// their arguments, each once.
func verbs(format string) []verb {
	var found []verb
	arg := 1
	for {
		_, rest, more := strings.Cut(format, "%")
		if !more {
			break
		}
		if strings.HasPrefix(rest, "%") {
			format = rest[1:]
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("+-# 0123456789.*[]", r) })
		if end < 0 {
			found = append(found, verb{arg: arg, flags: rest})
			break
		}
		flags := rest[:end]
		if open, shut := strings.IndexByte(flags, '['), strings.IndexByte(flags, ']'); open >= 0 && shut > open {
			if n, err := strconv.Atoi(flags[open+1 : shut]); err == nil {
				arg = n
			}
			flags = flags[:open] + flags[shut+1:]
		}
		letter := []rune(rest[end:])[0]
		format = rest[end+len(string(letter)):]
		found = append(found, verb{arg, flags, letter})
		arg++
	}
	slices.SortFunc(found, func(a, b verb) int {
		return cmp.Or(a.arg-b.arg, cmp.Compare(a.letter, b.letter), strings.Compare(a.flags, b.flags))
	})
	return slices.Compact(found)
}

func TestVerbs(t *testing.T) {
	for _, c := range []struct {
		zh, en string
		same   bool
	}{
		{"没有%s", "no %s", true},
		{"没有“%s”", "no %q", true},
		{"没有“%c”", "no %q", true},
		{"没有“%d”", "no %q", false},
		{"100%%", "all", true},
		{"%[2]s的%[1]d", "%d of %s", true},
		{"%d 与 %s", "%[2]s with %[1]d", true},
		{"%s，%[1]s", "%s", true},
		{"%d 与 %s", "%s with %d", false},
		{"没有", "no %s", false},
		{"没有%s", "none", false},
		{"%d 件", "%s cases", false},
		{"%.1f 毫米", "%f mm", false},
		{"%s%s", "%s", false},
		{"%s%", "%s", false},
	} {
		if fault := differ(c.zh, c.en); (fault == "") != c.same {
			t.Errorf("%q and %q: %q", c.zh, c.en, fault)
		}
	}
}
