package main

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// testFunc is a test: its package's folder below the root, and its name.
type testFunc struct{ folder, name string }

func (f testFunc) String() string { return f.folder + "/" + f.name }

// testsBelow finds the functions of test files below root that take a *testing.T,
// *testing.F or *testing.B and are wanted, which is given their name and that
// letter, in the order of their names.
func testsBelow(root string, wanted func(name, of string) bool) ([]testFunc, error) {
	var found []testFunc
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "node_modules"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(file, "_test.go"):
			return nil
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		for _, decl := range syntax.Decls {
			if fn, is := decl.(*ast.FuncDecl); is && fn.Recv == nil && wanted(fn.Name.Name, takes(fn)) {
				found = append(found, testFunc{filepath.ToSlash(folder), fn.Name.Name})
			}
		}
		return nil
	})
	slices.SortFunc(found, func(a, b testFunc) int { return strings.Compare(a.String(), b.String()) })
	return found, err
}

// takes is the letter of the only parameter's type, as F of f *testing.F; it is
// empty for other functions.
func takes(fn *ast.FuncDecl) string {
	if fn.Type.Params.NumFields() != 1 {
		return ""
	}
	pointer, is := fn.Type.Params.List[0].Type.(*ast.StarExpr)
	if !is {
		return ""
	}
	if of, is := pointer.X.(*ast.SelectorExpr); is {
		return of.Sel.Name
	}
	return ""
}

// rootOf is the folder that a command is given, else the one it stands in.
func rootOf(flags *flag.FlagSet) string {
	if flags.NArg() > 0 {
		return flags.Arg(0)
	}
	return "."
}

// matching finds the functions below root whose names begin with prefix, whose
// argument is a *testing.of, and whose FOLDER/NAME matches pattern.
func matching(root, pattern, prefix, of string) ([]testFunc, error) {
	wanted, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	found, err := testsBelow(root, func(name, arg string) bool { return strings.HasPrefix(name, prefix) && arg == of })
	return slices.DeleteFunc(found, func(f testFunc) bool { return !wanted.MatchString(f.String()) }), err
}
