package load

import (
	"gongwen/data"
	"gongwen/internal/diag"
)

// causes gathers faults of the rows of a table that have one cause, such as a
// column that is missing altogether.
type causes struct {
	order []string
	of    map[string][]rowFault
}

// rowFault is a fault of one row: what is said of it alone, and what is said
// where many rows have it.
type rowFault struct {
	diag diag.Diagnostic
	many diag.Text
}

// manyRows is how many rows with the same fault have one cause.
const manyRows = 4

// add notes a fault of a row; those of one cause have many in common.
func (c *causes) add(d diag.Diagnostic, many diag.Text) {
	if c.of == nil {
		c.of = map[string][]rowFault{}
	}
	if c.of[many.ZH] == nil {
		c.order = append(c.order, many.ZH)
	}
	c.of[many.ZH] = append(c.of[many.ZH], rowFault{d, many})
}

// say reports a cause once with the number of rows, at the first of them, and
// what few rows have for each row.
func (c *causes) say(problems *diag.List) {
	for _, cause := range c.order {
		faults := c.of[cause]
		if len(faults) < manyRows {
			for _, f := range faults {
				problems.Add(f.diag)
			}
			continue
		}
		d := faults[0].diag
		d.Message = diag.T("%[2]d 行%[1]s", "%[2]d rows: %[1]s", faults[0].many, len(faults))
		problems.Add(d)
	}
}

// wrongCount says that a row has another number of figures than columns.
func (t *tableBuilder) wrongCount(l data.Leaf, pos diag.Pos, given int) {
	many := diag.T("都应有 %s，实有 %d 个", "there should be %s, there are %d", countOf(l), given)
	t.causes.add(diag.Errorf(pos, "%s：应有 %s，实有 %d 个", "%s: there should be %s, there are %d", l.Name, countOf(l), given), many)
}

// missingColumn says that a row lacks one of its columns.
func (t *tableBuilder) missingColumn(l data.Leaf, column string, pos diag.Pos) {
	name := l.Name + " · " + column
	t.causes.add(diag.Errorf(pos, "缺少“%s”", "%q is missing", name), diag.T("都缺少“%s”这一栏", "the column %q is missing", column))
}
