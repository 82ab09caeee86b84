package rules

import (
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/rules/lexicon"
	"gongwen/data/rules/reading"
	"gongwen/internal/numeral"
)

// ranked says whether what words name has a rank among the lines of the table that are
// of its kind: the rows of its group, or the columns. What stands before it tells among
// what. It holds where that is not clear.
func (c *check) ranked(word string, a any, among string) bool {
	l := c.wordsOfRules()
	one, is := a.(side)
	if l == nil || !is || len(one.texts) != 1 {
		return true
	}
	place := 1
	switch {
	case slices.Contains(l.Particles.Second, word):
		place = 2
	case slices.Contains(l.Particles.Third, word):
		place = 3
	case slices.Contains(l.Particles.Least, word):
		place = -1
	}
	classes := c.classesOf(l, one.texts[0])
	if classes == nil {
		return true
	}
	context, clear := c.contextOf(l, among)
	if !clear {
		return true
	}
	found := false
	for _, p := range c.rules {
		rule := ready(c, p.compiled)
		if rule == nil || rule.lexicon != l {
			continue
		}
		for i := range rule.statements {
			m, has := c.lineOf(l, &rule.statements[i], classes, context)
			if !has {
				continue
			}
			if holds, known := c.ranksIn(l, m, classes, context, place); known {
				if holds {
					return true
				}
				found = true
			}
		}
	}
	c.lacking = c.lacking || !found
	return !found
}

// rankContext is what is said before something that has a rank.
type rankContext struct {
	subject, event int
	whom           bool
	except         []int // classes that are left out: 除自然人外
}

// contextOf reads it; not clear where another time or place is meant.
func (c *check) contextOf(l *lexicon.Words, text string) (rankContext, bool) {
	out := rankContext{subject: none, event: none}
	off := c.without(l)
	except := false
	for _, x := range l.Split(text, func(int) bool { return false }, c.agency()) {
		if x.Ends() || x.Kind == lexicon.Unknown && lexicon.Begins(text[x.From:x.To], l.Particles.Outside) > 0 {
			if !x.Ends() && !except {
				return out, false // 公开类之外
			}
			except = false
			continue
		}
		if x.Kind != lexicon.Word || off[x.Class] || l.Own(x.Class) {
			continue
		}
		switch d := l.Dimension[x.Class]; {
		case d == l.Scope && l.Classes[x.Class].Name == configs.ExceptClass:
			except = true
		case except:
			out.except = append(out.except, x.Class)
		case d == l.Period, d == l.Scope, l.Classes[x.Class].Name == configs.CompareClass, x.Class == l.Foreign && out.event == none:
			return out, false
		case l.Role[x.Class] != "":
		case d == l.Subject && (len(l.Refers[x.Class]) == 0 || out.subject == none):
			out.subject = x.Class
		case d == l.Event:
			out.event = x.Class
		case l.Happens(x.Class):
			out.whom = true
		}
	}
	return out, true
}

// lineOf is the line of a grid that words name.
func (c *check) lineOf(l *lexicon.Words, s *statement, classes []int, context rankContext) (match, bool) {
	if s.grid == nil {
		return match{}, false
	}
	subjects := []int{classes[l.Subject]}
	if subjects[0] == none && context.subject != none {
		subjects = append(subjects, context.subject)
		subjects = append(subjects, l.Refers[context.subject]...)
	}
	f := fact{Reading: reading.Reading{Amount: configs.AllRole, Classes: slices.Clone(classes), Inherited: none, Including: none}}
	for _, subject := range subjects {
		f.Classes[l.Subject] = subject
		if m, ok := c.says(s, &f, l, subject, classes[l.Event]); ok {
			return m, true
		}
	}
	return match{}, false
}

// ranksIn compares the line that words name with the others of its kind; known is false
// where it has none, or what is said before means others.
func (c *check) ranksIn(l *lexicon.Words, m match, classes []int, context rankContext, place int) (holds, known bool) {
	grid := ready(c, m.grid)
	value := func(row, column *gridLine) (numeral.Quantity, bool) {
		e := grid.expectation(row, column)
		if e.reads == nil || !c.readable(&claim{reads: e.reads}) {
			return numeral.Quantity{}, false
		}
		return c.sum(e), true
	}
	own, ok := value(m.row, m.column)
	if !ok {
		return false, false
	}
	byColumn := slices.ContainsFunc(grid.columns.dimensions, func(d int) bool { return classes[d] != none })
	if context.whom || context.event != none && slices.Contains(grid.rows.dimensions, l.Event) && byColumn && !slices.Contains(m.row.classes[l.Event], context.event) {
		return false, false
	}
	lines := &grid.rows
	line := m.row
	if byColumn {
		lines, line = &grid.columns, m.column
	}
	more, less, others := 0, 0, 0
	for i := range lines.lines {
		other := &lines.lines[i]
		if other == line || !line.isLike(other) || other.isOf(context.except) {
			continue
		}
		row, column := other, m.column
		if byColumn {
			row, column = m.row, other
		}
		v, ok := value(row, column)
		if !ok {
			return false, false
		}
		others++
		if v.Low.GreaterThan(own.Low) {
			more++
		}
		if v.Low.LessThan(own.Low) {
			less++
		}
	}
	if others < 2 {
		return false, false
	}
	if place < 0 {
		more, less, place = less, more, -place
	}
	return more < place && others+1-less >= place, true
}

// isLike reports whether two lines are of one group: parts of the same, or rows that stand
// side by side.
func (g *gridLine) isLike(other *gridLine) bool {
	return g.group() == other.group() && len(g.whole) == len(other.whole) && (len(g.whole) == 0 || len(g.names) == 1 && len(other.names) == 1)
}

// group is the path of the group of a line.
func (g *gridLine) group() string {
	if i := strings.LastIndexByte(g.label, '.'); i >= 0 {
		return g.label[:i]
	}
	return ""
}

// isOf reports whether a line is of one of the classes.
func (g *gridLine) isOf(classes []int) bool {
	for _, own := range g.classes {
		for _, class := range own {
			if class != none && slices.Contains(classes, class) {
				return true
			}
		}
	}
	return false
}
