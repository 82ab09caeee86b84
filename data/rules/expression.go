package rules

import (
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/types"
	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/agencyname"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
)

// condition compiles an expression that is true or false; nil for an empty source.
func (c *compiler) condition(key, source string) *program {
	if source == "" {
		return nil
	}
	p := c.expression(key, source, expr.AsBool())
	c.collect(p)
	return p
}

// number compiles an expression whose value is a figure.
func (c *compiler) number(key, source string) *program {
	p := c.expression(key, source)
	if p == nil {
		return nil
	}
	c.collect(p)
	if t := p.Node().Type(); t != reflect.TypeFor[int]() && t != reflect.TypeFor[decimal.Decimal]() {
		c.errorAt(key, "规则 %s 的 %s 的结果应当是整数或金额，不是%s", "rule %s: the value of %s should be a whole number or an amount, not %s",
			c.rule.ID, key, diag.Text{ZH: typeName(t.String()), EN: t.String()})
	}
	return p
}

func (c *compiler) expression(key, source string, more ...expr.Option) *program {
	options := append([]expr.Option{expr.Env(mentioned(c.env, source)), numberFunction, itemsFunction, abbreviatesFunction, matchesFunction}, more...)
	options = append(options, confined(source)...)
	options = append(options, decimalOperators(source)...)
	options = append(options, quotientOperators(source)...)
	if c.rule.kind.calculates {
		options = append(options, quantityOperators(source)...)
		options = append(options, roundsFunction, shareFunction, completeFunction, consistentFunction, atLeastFunction, nearlyFunction, averagesFunction, nearlyIsFunction, unscaledFunction)
	}
	compiled, err := c.compiled(source, options)
	if err != nil {
		c.errorAt(key, "规则 %s 的 %s 写法有误：%s", "rule %s: %s is wrong: %s", c.rule.ID, key, faultOf(err))
		return nil
	}
	p, fault := newProgram(compiled, c.env)
	if fault.ZH != "" {
		c.errorAt(key, "规则 %s 的 %s 写法有误：%s", "rule %s: %s is wrong: %s", c.rule.ID, key, fault)
		return nil
	}
	return p
}

// mentioned is the names of env, and of the groups in it, that may stand in an
// expression. Those of all figures are many, and reading them again for every
// expression takes its time.
func mentioned(env types.Map, source string) types.Map {
	few := types.Map{}
	for name, t := range env {
		if !strings.Contains(source, name) {
			continue
		}
		if group, ok := t.(types.Map); ok {
			t = mentioned(group, source)
		}
		few[name] = t
	}
	return few
}

// textLater compiles a message; nil for an empty one. Most are never said.
func (c *compiler) textLater(key string, message diag.Text) later[text] {
	if message == (diag.Text{}) {
		return nil
	}
	return postpone(c, func(c *compiler) text { return c.text(key, message) })
}

func (c *compiler) text(key string, message diag.Text) text {
	return text{zh: c.parts(key, message.ZH), en: c.parts(key, message.EN)}
}

func (c *compiler) parts(key, message string) []textPart {
	if message == "" {
		return nil
	}
	pieces, err := splitText(message)
	if err != nil {
		c.errorAt(key, "规则 %s 的 %s 里有没有配对的花括号", "rule %s: a brace in %s is not closed", c.rule.ID, key)
		return nil
	}
	parts := make([]textPart, 0, len(pieces))
	for i, piece := range pieces {
		if i%2 == 0 {
			parts = append(parts, textPart{words: piece})
		} else if p := c.expression(key, piece); p != nil {
			parts = append(parts, textPart{program: p})
		}
	}
	return parts
}

var numberFunction = expr.Function("number", func(args ...any) (any, error) {
	return numeral.First(args[0].(string)), nil
}, new(func(string) int))

var itemsFunction = expr.Function("items", func(args ...any) (any, error) {
	return countItems(args[0].(string), args[1].([]string)), nil
}, new(func(string, []string) int))

var abbreviatesFunction = expr.Function("abbreviates", func(args ...any) (any, error) {
	return agencyname.Abbreviates(args[0].(string), args[1].(string)), nil
}, new(func(string, string) bool))

func decimalSum(string) decimal.Decimal { return decimal.Zero }

func figureType(whole bool) types.Type {
	if whole {
		return types.Int
	}
	return types.TypeOf(decimal.Zero)
}

// collect notes which figures and header fields a condition uses.
func (c *compiler) collect(p *program) {
	if p == nil {
		return
	}
	node := p.Node()
	ast.Walk(&node, (*collector)(c))
}

// collector is a compiler that looks at the nodes of an expression.
type collector compiler

// Visit implements ast.Visitor.
func (c *collector) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		c.field(n.Value)
		c.figure(n.Value)
	case *ast.MemberNode:
		if path, ok := memberPath(n); ok {
			c.figure(path)
			c.rule.signs = c.rule.signs || path == signedName+".agencies"
		}
		c.group(n)
	case *ast.CallNode:
		c.sum(n)
	}
}

func (c *collector) field(id string) {
	if (*compiler)(c).isBase(id) && !slices.Contains(c.rule.fields, id) {
		c.rule.fields = append(c.rule.fields, id)
	}
}

func (c *collector) figure(id string) {
	if c.rule.kind.names != nil && !slices.Contains(c.rule.reads, id) {
		c.rule.kind.names(c, id)
	}
}

// row notes a row of a rule for each column.
func (c *collector) row(id string) {
	if _, ok := c.rule.figures.leaf(id); ok {
		c.rule.reads = append(c.rule.reads, id)
	}
}

// column notes a column of a rule for each row.
func (c *collector) column(id string) {
	if slices.ContainsFunc(c.rule.columns, func(column configs.Column) bool { return column.ID == id }) {
		c.rule.reads = append(c.rule.reads, id)
	}
}

// sum notes the rows that sum("group") adds up.
func (c *collector) sum(call *ast.CallNode) {
	callee, ok := call.Callee.(*ast.IdentifierNode)
	if ok && callee.Value == capturedName && c.env[capturedName] != nil {
		c.capture(call)
		return
	}
	if ok && looksUp(callee.Value) && c.env[callee.Value] != nil && len(c.figures) > 0 {
		c.lookup(callee.Value, call)
		return
	}
	if !ok || callee.Value != "sum" || c.rule.Each.Subject() != configs.RowsOfColumn {
		return
	}
	if len(call.Arguments) == 1 {
		if path, ok := call.Arguments[0].(*ast.StringNode); ok {
			some := false
			for l := range c.rule.figures.addends(path.Value) {
				c.figure(l.Path)
				some = true
			}
			for _, l := range c.rule.figures.lists {
				if l.Path == path.Value || l.Within(path.Value) {
					some, c.rule.sumsLists = true, true
				}
			}
			if some {
				return
			}
		}
	}
	(*compiler)(c).errorf(`规则 %s：sum 的括号里应当是加引号的一组行，如 sum("outcome")`,
		`rule %s: sum needs a group of rows in quotes, as in sum("outcome")`, c.rule.ID)
}

// group refuses group[n] where the rule's find has no such group.
func (c *collector) group(n *ast.MemberNode) {
	id, ok := n.Node.(*ast.IdentifierNode)
	index, literal := n.Property.(*ast.IntegerNode)
	if !ok || !literal || id.Value != "group" || c.rule.Each != configs.EachMatch || index.Value <= c.rule.subexpressions() {
		return
	}
	(*compiler)(c).errorf("规则 %s 的 find 没有第 %d 个括号", "rule %s: find has no group %d", c.rule.ID, index.Value)
}

// subexpressions is how many groups a rule for matches has beside the whole match.
func (r *rule) subexpressions() int {
	if r.find == nil {
		return 2 // the character that stands there and the one that is meant
	}
	return r.find.groups
}

// memberPath is outcome.refused.third_party as a path.
func memberPath(n *ast.MemberNode) (string, bool) {
	property, ok := n.Property.(*ast.StringNode)
	if !ok {
		return "", false
	}
	switch group := n.Node.(type) {
	case *ast.IdentifierNode:
		return data.JoinPath(group.Value, property.Value), true
	case *ast.MemberNode:
		path, ok := memberPath(group)
		return data.JoinPath(path, property.Value), ok
	}
	return "", false
}
