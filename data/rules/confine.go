package rules

import (
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"

	"gongwen/internal/diag"
)

// useful are the functions of the language that rules have as they are.
var useful = []string{
	"len", "string", "int", "abs", "max", "min", "trim", "trimPrefix", "trimSuffix", "upper", "lower",
	"hasPrefix", "hasSuffix", "indexOf", "lastIndexOf", "all", "any", "none", "one", "count",
}

// useless are the other functions of the language: they read the clock, make
// texts and lists without end, or take any type for text.
var useless = func() map[string]bool {
	names := map[string]bool{}
	for name := range builtin.Index {
		names[name] = !slices.Contains(useful, name)
	}
	return names
}()

// confined are the options that keep an expression small: of the functions of
// the language those that a rule needs, and texts that have an end.
func confined(source string) []expr.Option {
	options := []expr.Option{func(c *conf.Config) { c.MaxNodes, c.Disabled = maxNodes, useless }}
	with := func(word string, o expr.Option) {
		if strings.Contains(source, word) {
			options = append(options, o)
		}
	}
	with("replace", replaceFunction)
	with("join", joinFunction)
	with("+", joinedFunction)
	return options
}

// joinedName is the function that + is between texts; decimalOperators names it.
const joinedName = "text +"

var joinedFunction = expr.Function(joinedName, func(args ...any) (any, error) {
	return built(args[0].(string), args[1].(string))
}, new(func(a, b string) string))

var joinFunction = expr.Function("join", func(args ...any) (any, error) {
	list, separator := args[0].([]string), ""
	if len(args) > 1 {
		separator = args[1].(string)
	}
	size := len(separator) * len(list)
	for _, s := range list {
		size += len(s)
	}
	if size > maxBuilt {
		return nil, errTooLong
	}
	return strings.Join(list, separator), nil
}, new(func([]string, string) string), new(func([]string) string))

var replaceFunction = expr.Function("replace", func(args ...any) (any, error) {
	text, from, to := args[0].(string), args[1].(string), args[2].(string)
	if more := len(to) - len(from); more > 0 && len(text)+strings.Count(text, from)*more > maxBuilt {
		return nil, errTooLong
	}
	return strings.ReplaceAll(text, from, to), nil
}, new(func(text, from, to string) string))

func built(a, b string) (any, error) {
	if len(a)+len(b) > maxBuilt {
		return nil, errTooLong
	}
	return a + b, nil
}

// program is a compiled expression.
type program struct {
	*vm.Program
	weight int64 // how often it looks through the texts that it is about, at most
	builds int64 // texts that it makes
}

// evaluate runs a program on behalf of a rule that is about so many bytes of
// text.
func (c *check) evaluate(p *program, env map[string]any) (any, error) {
	const least, ofBuilt = 64, 8 << 10
	if c.work.share -= p.weight*int64(least+c.about) + p.builds*ofBuilt; c.work.share < 0 {
		return nil, errTooMuch
	}
	return vm.Run(p.Program, env)
}

// errTooLong says that an expression makes a text without end.
var errTooLong = &wordedError{diag.T("结果太长，超过 %d 字节", "the result is longer than %d bytes", maxBuilt)}

// wordedError is an error in both languages.
type wordedError struct{ text diag.Text }

// Error is the error in English, for what wraps it.
func (e *wordedError) Error() string { return e.text.EN }

// newProgram weighs what has been compiled.
func newProgram(compiled *vm.Program, env types.Map) (p *program, fault diag.Text) {
	p = &program{Program: compiled}
	const ofPattern, ofLoop = 16, 64
	node := compiled.Node()
	ast.Walk(&node, visitor(func(n *ast.Node) {
		p.weight++
		switch n := (*n).(type) {
		case *ast.BinaryNode:
			if n.Operator == "matches" {
				p.weight += ofPattern
			}
			if n.Operator == "+" && vague(n.Left) && vague(n.Right) {
				fault = diag.T("“+”两边是什么类型不清楚", "it is not clear of what types both sides of “+” are")
			}
		case *ast.BuiltinNode:
			p.weight += ofLoop
		case *ast.PredicateNode:
			ast.Walk(&n.Node, visitor(func(inner *ast.Node) {
				if _, loop := (*inner).(*ast.PredicateNode); loop {
					fault = diag.T("循环里不能再有循环", "a loop in a loop is not possible")
				}
			}))
		case *ast.CallNode:
			callee, named := n.Callee.(*ast.IdentifierNode)
			switch {
			case named && callee.Value == matchesName:
				p.weight += ofPattern
				return
			case named && (looksUp(callee.Value) || strings.HasPrefix(callee.Value, decimalName)):
				p.weight++ // of a figure, whose digits are few
				return
			}
			p.builds++
			if named && env[callee.Value] == nil && unknown(callee.Value) {
				fault = diag.T("没有函数 %s", "there is no function %s", callee.Value)
			}
		}
	}))
	return p, fault
}

// unknown says whether a function of the language is none that a rule has. The
// compiler lets their names pass.
func unknown(name string) bool {
	return useless[name] && name != "replace" && name != "join"
}

// vague says whether the type of an operand is not known before it is evaluated.
func vague(n ast.Node) bool { return n.Type() == nil || n.Type().Kind() == reflect.Interface }

// visitor is a function as an ast.Visitor.
type visitor func(*ast.Node)

// Visit implements ast.Visitor.
func (v visitor) Visit(n *ast.Node) { v(n) }
