package rules

import (
	"errors"
	"reflect"
	"sync"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	exprcompiler "github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/optimizer"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/patcher"
	"github.com/expr-lang/expr/vm"

	"gongwen/internal/diag"
)

// compiled compiles an expression as expr.Compile does, but for two things that
// cost most of what it takes: types are checked once, and once more after operators
// have been replaced, instead of twice for every operator; and what a text is matched
// with is compiled when it is first matched, where the expression is known to have no
// faults.
func (c *compiler) compiled(source string, options []expr.Option) (*vm.Program, error) {
	config := newConfig()
	for _, option := range options {
		option(config)
	}
	operators := operatorsOf(config)
	config.Check()
	tree, err := parser.ParseWithConfig(source, config)
	if err != nil {
		return nil, err
	}
	if hasRange(tree) {
		return nil, &wordedError{diag.T("不能用“..”", "“..” is not possible")}
	}
	if !c.all {
		c.postponeMatches(tree)
	}
	for {
		_, err = checker.Check(tree, config)
		if !operators.replaced(tree) {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	if err := optimizer.Optimize(&tree.Node, config); err != nil {
		var at *file.Error
		if errors.As(err, &at) {
			return nil, at.Bind(tree.Source)
		}
		return nil, err
	}
	return exprcompiler.Compile(tree, config)
}

// usual is what all expressions are compiled with: what expr offers but for what is
// useless here.
var usual = sync.OnceValue(func() *conf.Config {
	config := conf.CreateNew()
	for name := range useless {
		delete(config.Builtins, name)
	}
	return config
})

// newConfig is usual with room for what one expression needs beside. The table of
// expr's own functions, which nothing changes, is the same for all: making it took
// more than many an expression does.
func newConfig() *conf.Config {
	config := *usual()
	config.ConstFns, config.Functions, config.Disabled = map[string]reflect.Value{}, conf.FunctionsTable{}, nil
	return &config
}

// hasRange reports whether there is a list of numbers from one to another, which may
// be long.
func hasRange(tree *parser.Tree) bool {
	found := false
	ast.Walk(&tree.Node, visitor(func(node *ast.Node) {
		n, ok := (*node).(*ast.BinaryNode)
		found = found || ok && n.Operator == ".."
	}))
	return found
}

// operators are those that types of this package bring with them.
type operators []*patcher.OperatorOverloading

// operatorsOf takes the operators out of what expr would do with a tree by itself.
func operatorsOf(config *conf.Config) operators {
	var own operators
	for _, v := range config.Visitors {
		own = append(own, v.(*patcher.OperatorOverloading))
	}
	for _, o := range own {
		o.Check()
	}
	config.Visitors = nil
	return own
}

// replaced puts calls in place of the operators whose operands have the types for
// it, and reports whether there was one.
func (o operators) replaced(tree *parser.Tree) bool {
	some := false
	for _, operator := range o {
		operator.Reset()
		ast.Walk(&tree.Node, operator)
		some = some || operator.ShouldRepeat()
	}
	return some
}

// matchesName is the function that stands for the operator matches with a pattern
// that is not compiled yet.
const matchesName = "text matches"

var matchesFunction = expr.Function(matchesName, func(args ...any) (any, error) {
	text, ok := args[0].(string)
	return ok && args[1].(*search).in(text), nil
}, new(func(text, pattern any) bool))

// postponeMatches puts matchesFunction in place of the operator.
func (c *compiler) postponeMatches(tree *parser.Tree) {
	ast.Walk(&tree.Node, visitor(func(node *ast.Node) {
		n, ok := (*node).(*ast.BinaryNode)
		if !ok || n.Operator != "matches" {
			return
		}
		pattern, literal := n.Right.(*ast.StringNode)
		if !literal {
			return
		}
		if found, err := c.patterns.search(pattern.Value); err == nil {
			ast.Patch(node, &ast.CallNode{Callee: &ast.IdentifierNode{Value: matchesName}, Arguments: []ast.Node{n.Left, &ast.ConstantNode{Value: found}}})
		}
	}))
}
