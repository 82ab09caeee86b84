package xlsx

import (
	"slices"
	"strconv"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
)

// The colours of figures that break a rule.
const (
	errorFill, errorText     = "FFC7CE", "9C0006"
	warningFill, warningText = "FFEB9C", "7F6000"
)

// rules turns the template's rules about the table's figures into conditional
// formats: a figure that breaks one changes its colour while it is typed.
// Conditions that spreadsheets have no words for, such as those about the
// agency's name, are left to check.
func (w *tableWriter) rules() {
	for i := range w.report.Template.Rules {
		r := &w.report.Template.Rules[i]
		if r.Table != w.table.ID || r.When != "" || r.Cell == "" {
			continue
		}
		switch r.Each.Subject() {
		case configs.RowsOfColumn:
			w.columnRule(r)
		case configs.ColumnsOfRow:
			w.rowRule(r)
		}
	}
}

func (w *tableWriter) columnRule(r *configs.Rule) {
	i := slices.IndexFunc(w.leaves, func(l data.Leaf) bool { return l.Path == r.Cell })
	if i < 0 {
		return
	}
	for _, column := range w.leaves[i].Columns {
		t := translator{tableWriter: w, figure: func(id string) (workbook.Ref, bool) {
			at, ok := w.cells[data.Ref{Row: id, Column: column.ID}]
			return at, ok
		}, sum: func(group string) []workbook.Ref { return w.group(group, column.ID) }}
		w.condition(r, data.Ref{Row: r.Cell, Column: column.ID}, t)
	}
}

// group are the places of a column in the rows of a group, or the one row of
// that path, without totals.
func (w *tableWriter) group(path, column string) []workbook.Ref {
	var places []workbook.Ref
	for _, l := range w.leaves {
		if at, ok := w.cells[data.Ref{Row: l.Path, Column: column}]; ok && !l.Total && (l.Path == path || l.Within(path)) {
			places = append(places, at)
		}
	}
	return places
}

func (w *tableWriter) rowRule(r *configs.Rule) {
	for _, leaf := range w.leaves {
		if len(r.Rows) > 0 && !slices.Contains(r.Rows, leaf.Path) {
			continue
		}
		t := translator{tableWriter: w, figure: func(id string) (workbook.Ref, bool) {
			at, ok := w.cells[data.Ref{Row: leaf.Path, Column: id}]
			return at, ok
		}}
		w.condition(r, data.Ref{Row: leaf.Path, Column: r.Cell}, t)
	}
}

// condition colours a figure where it breaks the rule.
func (w *tableWriter) condition(r *configs.Rule, blamed data.Ref, t translator) {
	at, ok := w.cells[blamed]
	if !ok {
		return
	}
	source := r.Check
	if r.Equals != "" {
		source = r.Equals
	}
	formula, ok := t.translate(source)
	if !ok {
		return
	}
	if r.Equals != "" {
		formula = cellName(at, true) + "<>" + formula
	} else {
		formula = "NOT(" + formula + ")"
	}
	fill, text := errorFill, errorText
	if r.Level != diag.Error {
		fill, text = warningFill, warningText
	}
	w.sheet.Condition(at.String(), formula, w.book.Marking(fill, text))
}

// translator writes an expression of a rule as a formula.
type translator struct {
	*tableWriter
	figure func(id string) (workbook.Ref, bool)
	sum    func(group string) []workbook.Ref // nil where there is none
}

// translate gives false for an expression that has no formula.
func (t translator) translate(source string) (string, bool) {
	tree, err := parser.Parse(source)
	if err != nil {
		return "", false
	}
	return t.node(tree.Node)
}

// comparisons and the arithmetic of formulas, by the operators of expressions.
var operators = map[string]string{
	"+": "+", "-": "-", "*": "*", "/": "/", "==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
}

func (t translator) node(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return strconv.Itoa(n.Value), true
	case *ast.FloatNode:
		return strconv.FormatFloat(n.Value, 'f', -1, 64), true
	case *ast.IdentifierNode, *ast.MemberNode:
		id, ok := rowPath(n)
		if !ok {
			return "", false
		}
		at, ok := t.figure(id)
		return cellName(at, true), ok
	case *ast.UnaryNode:
		inner, ok := t.node(n.Node)
		switch {
		case n.Operator == "not" || n.Operator == "!":
			return "NOT(" + inner + ")", ok
		case n.Operator == "-":
			return "(-" + inner + ")", ok
		}
	case *ast.BinaryNode:
		return t.binary(n)
	case *ast.BuiltinNode:
		return t.call(n.Name, n.Arguments)
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok {
			return t.call(callee.Value, n.Arguments)
		}
	}
	return "", false
}

func (t translator) binary(n *ast.BinaryNode) (string, bool) {
	left, okLeft := t.node(n.Left)
	right, okRight := t.node(n.Right)
	if !okLeft || !okRight {
		return "", false
	}
	switch n.Operator {
	case "and", "&&":
		return "AND(" + left + "," + right + ")", true
	case "or", "||":
		return "OR(" + left + "," + right + ")", true
	}
	operator, ok := operators[n.Operator]
	return "(" + left + operator + right + ")", ok
}

// call writes sum("group").
func (t translator) call(function string, arguments []ast.Node) (string, bool) {
	if function != "sum" || t.sum == nil || len(arguments) != 1 {
		return "", false
	}
	group, ok := arguments[0].(*ast.StringNode)
	if !ok {
		return "", false
	}
	places := t.sum(group.Value)
	return sumOf(places, true), len(places) > 0
}

// rowPath is the dotted path of a row that an expression names.
func rowPath(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return n.Value, true
	case *ast.MemberNode:
		before, ok := rowPath(n.Node)
		property, isName := n.Property.(*ast.StringNode)
		if ok && isName {
			return before + "." + property.Value, true
		}
	}
	return "", false
}
