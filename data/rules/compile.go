package rules

import (
	"slices"
	"strings"
	"sync"

	"github.com/expr-lang/expr/types"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/rules/lexicon"
	"gongwen/internal/diag"
)

// Compile makes the rules of a template ready for use. What is wrong with them
// is said at the rule's place in the template's file; a rule that is wrong is
// left out of the result.
//
// An expression may use, besides what configs.Rule says of its Each: the
// header fields (a year as a number), headings (the first-level headings of the
// report), number(s) (the first number in s, Chinese or Arabic, or -1),
// items(s, names) (how many items the enumeration s has), sum("group") in a
// rule for each column (the group's rows without totals), and in messages cell,
// and where the rule has Equals, expected and actual; abbreviates(short, name)
// (whether short is name with characters left out). A rule for each section has
// length (its characters but numbers and punctuation), characters (all of them,
// as people count) and, with Previous,
// similar (how many in a hundred of its pieces of five characters are in last
// year's) and carried (sentences that are in last year's). Figures are whole numbers
// or, where the table's value type has decimals, exact decimals for which + - *
// and comparisons are defined.
func Compile(t *configs.Template) (*Set, diag.List) {
	c := newCompiler(t)
	c.all = true
	rules := &Set{template: t, figures: c.figures, totals: unruled(t, c.figures)}
	for _, r := range judged(t) {
		before := len(c.found)
		compiled := c.postponed(r)
		if !c.found[before:].HasErrors() {
			rules.rules = append(rules.rules, compiled)
		}
	}
	return rules, c.found
}

// judged are the rules of a template but those that are judged where the file
// is read.
func judged(t *configs.Template) []configs.Rule {
	return slices.DeleteFunc(slices.Clone(t.Rules), func(r configs.Rule) bool {
		k, known := kindOf(r.Each)
		return known && k.compile == nil
	})
}

// compiler compiles one rule after another.
type compiler struct {
	template *configs.Template
	figures  map[string]*figures
	tables   func() types.Map      // the types of all figures, for claims
	patterns *patterns             // of claims
	lexicon  func() *lexicon.Words // of the template
	all      bool                  // nothing is put off
	found    diag.List
	rule     rule
	env      types.Map // what the rule's expressions may use, with types
}

func newCompiler(t *configs.Template) *compiler {
	all := make(map[string]*figures, len(t.Tables))
	for i := range t.Tables {
		all[t.Tables[i].ID] = newFigures(t, &t.Tables[i])
	}
	tables := sync.OnceValue(func() types.Map { return tableTypes(all) })
	return &compiler{template: t, figures: all, tables: tables, patterns: &patterns{}, lexicon: sync.OnceValue(func() *lexicon.Words { return lexicon.New(t.Lexicon) })}
}

func (c *compiler) compile() {
	c.env = c.baseTypes()
	k, known := kindOf(c.rule.Each)
	if !known {
		c.errorf("规则 %s 没有写明 each", "rule %s has no each", c.rule.ID)
		return
	}
	if c.rule.kind = k; k.table {
		f, ok := c.figures[c.rule.Table]
		if !ok {
			c.errorf("规则 %s 的 table “%s”不存在", "rule %s: there is no table “%s”", c.rule.ID, c.rule.Table)
			return
		}
		c.rule.figures = f
	}
	k.compile(c)
}

func (c *compiler) baseTypes() types.Map {
	env := types.Map{"headings": types.TypeOf([]string(nil))}
	fieldTypes(env, c.template)
	return env
}

func (c *compiler) addStrings(names ...string) {
	for _, name := range names {
		c.env[name] = types.String
	}
}

// conditions compiles When, Check, Equals and the messages. It must run when
// the environment is complete.
func (c *compiler) conditions() {
	r := &c.rule
	r.when = c.condition("when", r.When)
	r.check = c.condition("check", r.Rule.Check)
	if r.Equals != "" {
		r.equals = c.number("equals", r.Equals)
		c.addStrings("expected", "actual")
	}
	switch {
	case r.Equals != "" && (r.Rule.Check != "" || r.figures == nil || r.Cell == ""):
		c.errorf("规则 %s：equals 与 table、cell 同用，不与 check 同用", "rule %s: equals needs table and cell and excludes check", r.ID)
	case r.Equals == "" && r.Rule.Check == "" && r.Each != configs.EachMatch:
		c.errorf("规则 %s 既没有 check 也没有 equals", "rule %s has neither check nor equals", r.ID)
	}
	if r.figures != nil {
		r.allows = r.figures.table.Allows(max(1, len(r.reads)))
	}
	c.texts()
}

// texts compiles the messages. It must run when the environment is complete.
func (c *compiler) texts() {
	r := &c.rule
	if r.figures != nil {
		c.addStrings("cell")
	}
	r.message = c.textLater("message", r.Message)
	r.hint = c.textLater("hint", r.Hint)
}

// columnRule compiles a rule for each column: rows are its figures.
func (c *compiler) columnRule() {
	f := c.rule.figures
	for _, l := range f.leaves {
		putType(c.env, l.Path, figureType(f.wholeLeaves(l)))
	}
	c.env["sum"] = types.TypeOf(func(string) int { return 0 })
	if !f.wholeLeaves(f.leaves...) || !f.wholeLeaves(f.lists...) {
		c.env["sum"] = types.TypeOf(decimalSum)
	}
	c.lookUps()
	c.addStrings(columnName)
	if c.rule.Previous {
		c.putPrevious(f.leaves)
	}
	c.conditions()
	anchor, ok := f.leaf(c.rule.blamed())
	if !ok {
		c.errorf("规则 %s 的 cell “%s”不是表“%s”的行", "rule %s: cell “%s” is not a row of table “%s”", c.rule.ID, c.rule.Cell, c.rule.Table)
		return
	}
	for _, column := range anchor.Columns {
		if c.inAllRows(column.ID) {
			c.rule.columns = append(c.rule.columns, column)
		}
	}
	if len(c.rule.columns) == 0 {
		c.errorf("规则 %s 所用的行没有共同的列", "rule %s: the rows it uses have no column in common", c.rule.ID)
	}
}

func (c *compiler) inAllRows(column string) bool {
	return !slices.ContainsFunc(c.rule.reads, func(path string) bool {
		l, _ := c.rule.figures.leaf(path)
		_, has := l.Column(column)
		return !has
	})
}

// rowRule compiles a rule for each row: columns are its figures.
func (c *compiler) rowRule() {
	rows := c.candidates()
	c.lookUps()
	for _, l := range rows {
		for _, column := range l.Columns {
			if !slices.ContainsFunc(c.rule.columns, func(o configs.Column) bool { return o.ID == column.ID && o.Type == column.Type }) {
				c.rule.columns = append(c.rule.columns, column)
			}
		}
	}
	if !hasColumn(c.rule.columns, codeName) {
		c.addStrings(codeName)
	}
	for _, column := range c.rule.columns {
		figure := figureType(c.rule.figures.whole[column.Type])
		if column.Kind != configs.NumberValue {
			figure = types.String
		}
		if before, ok := c.env[column.ID]; ok && !before.Equal(figure) && !c.isBase(column.ID) {
			c.errorf("规则 %s：列“%s”在不同的行里类型不同，用 rows 写明所指的行",
				"rule %s: column “%s” has different types in different rows; name the rows with rows", c.rule.ID, column.ID)
			return
		}
		c.env[column.ID] = figure
	}
	if c.rule.Previous {
		previous := make(types.Map, len(c.rule.columns))
		for _, column := range c.rule.columns {
			previous[column.ID] = c.env[column.ID]
		}
		c.env[previousName] = previous
	}
	c.env[noteName] = types.TypeOf(func(string) string { return "" })
	c.conditions()
	needed := c.rule.reads
	if blamed := c.rule.blamed(); !slices.Contains(needed, blamed) {
		needed = append(slices.Clone(needed), blamed)
	}
	for _, l := range rows {
		has := !slices.ContainsFunc(needed, func(id string) bool { _, has := l.Column(id); return !has })
		switch {
		case l.Row.Many != nil && c.rule.Previous: // which row of last year is meant is not known
		case has && l.Row.Many != nil:
			c.rule.lists = append(c.rule.lists, l)
		case has:
			c.rule.rows = append(c.rule.rows, l)
		case len(c.rule.Rows) > 0:
			c.errorf("规则 %s：行“%s”没有所用的列", "rule %s: row “%s” has not the columns it uses", c.rule.ID, l.Path)
		}
	}
	if len(c.rule.rows)+len(c.rule.lists) == 0 {
		c.errorf("规则 %s：没有一行有它所用的列", "rule %s: no row has the columns it uses", c.rule.ID)
	}
}

func (c *compiler) isBase(id string) bool {
	return c.template.Field(id) != nil
}

// candidates are the rows the rule names, or all of its table.
func (c *compiler) candidates() []data.Leaf {
	if len(c.rule.Rows) == 0 {
		return append(slices.Clone(c.rule.figures.leaves), c.rule.figures.lists...)
	}
	var rows []data.Leaf
	for _, path := range c.rule.Rows {
		leaves := c.rule.figures.within(path)
		for _, l := range c.rule.figures.lists {
			if l.Path == path || l.Within(path) {
				leaves = append(leaves, l)
			}
		}
		if len(leaves) == 0 {
			c.errorf("规则 %s 的行“%s”不存在", "rule %s: there is no row “%s”", c.rule.ID, path)
		}
		rows = append(rows, leaves...)
	}
	return rows
}

// previousName is what expressions call the report of the year before.
const previousName = "previous"

func (c *compiler) putPrevious(leaves []data.Leaf) {
	previous := make(types.Map)
	for _, l := range leaves {
		putType(previous, l.Path, figureType(c.rule.figures.wholeLeaves(l)))
	}
	c.env[previousName] = previous
}

func putType(env types.Map, path string, t types.Type) {
	for {
		group, rest, nested := strings.Cut(path, ".")
		if !nested {
			env[path] = t
			return
		}
		inner, ok := env[group].(types.Map)
		if !ok {
			inner = make(types.Map)
			env[group] = inner
		}
		env, path = inner, rest
	}
}

// errorAt reports a fault in the value of a key of the rule.
func (c *compiler) errorAt(key, zh, en string, args ...any) {
	pos, known := c.rule.Places.Get(key)
	if !known {
		pos = c.rule.Pos
	}
	c.found.Add(diag.Errorf(pos, zh, en, args...))
}

func (c *compiler) errorf(zh, en string, args ...any) {
	c.found.Add(diag.Errorf(c.rule.Pos, zh, en, args...))
}
