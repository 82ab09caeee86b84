package arch

import (
	"go/ast"
	"testing"
)

// TestFuzzTargetsAreBounded: an input that hurts is found as well as one that
// is judged wrongly.
func TestFuzzTargetsAreBounded(t *testing.T) {
	for _, f := range goFiles(t, true) {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if call, is := n.(*ast.CallExpr); is && calls(call, "f", "Fuzz") && len(call.Args) == 1 {
				if inner, is := call.Args[0].(*ast.CallExpr); !is || !calls(inner, "growth", "Bounded") {
					t.Errorf("%s: the target is not in growth.Bounded", f.set.Position(call.Pos()))
				}
			}
			return true
		})
	}
}

// calls reports whether a call is that of a name of something.
func calls(call *ast.CallExpr, of, name string) bool {
	s, is := call.Fun.(*ast.SelectorExpr)
	if !is {
		return false
	}
	x, is := s.X.(*ast.Ident)
	return is && x.Name == of && s.Sel.Name == name
}
