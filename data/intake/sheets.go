package intake

import (
	"cmp"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/data/xlsx"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// hasLists reports whether a template has tables of any number of rows. These are
// found as in workbooks, by their titles and the places of their heads: a row of
// them cannot be told by its label.
func hasLists(t *configs.Template) bool {
	return slices.ContainsFunc(t.Tables, func(table configs.Table) bool { return table.HasLists() })
}

// asFigure is a figure as documents print it, with or without separators.
var asFigure = pattern.New(`^-?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})*|[1-9][0-9]*)(?:\.[0-9]+)?$`)

// mostAbove is how many lines above a table may belong to it.
const mostAbove = 5

// sheeted takes the tables of the template out of the blocks, with the lines above
// and below them.
func (r *reading) sheeted(blocks []flow.Block, known title) []flow.Block {
	blocks = joinedTables(blocks)
	var sheets []*workbook.Sheet
	at := map[*workbook.Sheet][2]int{} // first line above, and the table
	for i, b := range blocks {
		if b.Kind != flow.Tabular {
			continue
		}
		first := i
		for first > 0 && i-first < mostAbove && isAbove(blocks[first-1]) && !(known.found && first-1 <= known.last) {
			first--
		}
		s := sheetOf(r.pos.File, blocks[first:i], b.Table)
		sheets, at[s] = append(sheets, s), [2]int{first, i}
	}
	found := xlsx.Tables(r.pos.File, sheets, r.template, cmp.Or(r.options.Year, known.year))
	r.said = append(r.said, found.Said...)
	r.found = found.Tree.Entries
	taken := map[int]bool{}
	own := ownLines(r.template)
	for s := range found.In {
		place := at[s]
		taken[place[1]] = true
		for i := place[0]; i < place[1]; i++ {
			taken[i] = taken[i] || own.above(blocks[i].Text())
		}
		for i := place[1] + 1; i < len(blocks) && own.below(blocks[i].Text()); i++ {
			taken[i] = true
		}
	}
	var rest []flow.Block
	for i, b := range blocks {
		if !taken[i] {
			rest = append(rest, b)
		}
	}
	return rest
}

// isAbove reports whether a block may be a line above a table.
func isAbove(b flow.Block) bool {
	text := strings.TrimSpace(b.Text())
	return (b.Kind == flow.Paragraph || b.Kind == flow.Heading) && runes(text) <= maxHeading && !running.MatchString(text)
}

// sheetOf is a table with the lines above it as cells.
func sheetOf(file string, above []flow.Block, t *flow.Table) *workbook.Sheet {
	s := workbook.NewSheet(file, "")
	n := 1
	for _, b := range above {
		// A line may have a part at its left and one at its right.
		parts := strings.FieldsFunc(b.Text(), func(r rune) bool { return r == '\t' || r == '\n' })
		for i, part := range parts {
			s.Put(workbook.Cell{Ref: workbook.Ref{Row: n, Col: i + 1}, Text: strings.TrimSpace(part)}, 1, 1, b.Pos)
		}
		n++
	}
	for r, row := range t.Rows {
		for i, c := range row.Cells {
			col, height, width := extent(t, c, i)
			own := workbook.Cell{Ref: workbook.Ref{Row: n + r, Col: col + 1}, Text: strings.TrimSpace(strings.ReplaceAll(c.Text, "\n", "")), Marks: c.Marks}
			if asFigure.MatchString(own.Text) {
				own.Kind, own.Text, own.Stored = workbook.Number, strings.ReplaceAll(own.Text, ",", ""), true
			}
			s.Put(own, min(height, len(t.Rows)-r), width, c.Pos)
		}
	}
	return s
}

// extent is the column of a cell and how many rows and columns it covers.
func extent(t *flow.Table, c flow.Cell, i int) (col, height, width int) {
	if !t.Placed {
		return i, 1, 1
	}
	const widest = 200
	return min(c.Col, widest), max(1, c.RowSpan), min(max(1, c.ColSpan), widest)
}

// joinedTables joins a table with what it goes on in on the next page: a table of as
// many columns that begins with the same row, or without its heads with another row of
// figures, with nothing between but lines that are short, such as the number of the page
// and 续表.
func joinedTables(blocks []flow.Block) []flow.Block {
	var list []flow.Block
	last := -1 // the table before, in the list
	marked := false
	for _, b := range blocks {
		switch {
		case b.Kind != flow.Tabular:
			list = append(list, b)
			mark := cell.Compact(b.Text()) == "续表"
			marked = marked || mark
			if !isBlank(b.Text()) && !isPageNumber(b.Text()) && !mark {
				last, marked = -1, false
			}
			continue
		case last >= 0 && (sameHead(list[last].Table, b.Table) || headless(list[last].Table, b.Table, marked)):
			marked = false
			whole := *list[last].Table
			whole.Rows = append(slices.Clone(whole.Rows), b.Table.Rows...)
			list[last].Table = &whole
			list = list[:last+1]
			continue
		}
		last, marked = len(list), false
		list = append(list, b)
	}
	return list
}

// headless reports whether a table is the rest of another that does not say its heads
// again: it has as many columns and begins with a row of figures, as the other ends with
// one, or stands below 续表.
func headless(a, b *flow.Table, marked bool) bool {
	if len(a.Rows) == 0 || len(b.Rows) == 0 || breadth(a) != breadth(b) || breadth(b) < 2 {
		return false
	}
	first, last := b.Rows[0], a.Rows[len(a.Rows)-1]
	return hasValue(first) && (marked || hasValue(last) && beginsWithValue(first) && beginsWithValue(last))
}

func breadth(t *flow.Table) int {
	cols := 0
	for _, row := range t.Rows {
		for i, c := range row.Cells {
			col, _, width := extent(t, c, i)
			cols = max(cols, col+width)
		}
	}
	return cols
}

// hasValue reports whether a row has a figure behind its first cell.
func hasValue(row flow.Row) bool {
	return len(row.Cells) > 1 && slices.ContainsFunc(row.Cells[1:], func(c flow.Cell) bool { return asFigure.MatchString(strings.TrimSpace(c.Text)) })
}

// beginsWithValue reports whether the first cell of a row is a code or a number.
func beginsWithValue(row flow.Row) bool { return len(row.Cells) > 0 && isValue(row.Cells[0].Text) }

// sameHead reports whether two tables begin with the same row of words.
func sameHead(a, b *flow.Table) bool {
	if len(a.Rows) == 0 || len(b.Rows) == 0 || len(a.Rows[0].Cells) != len(b.Rows[0].Cells) {
		return false
	}
	words := false
	for i, c := range a.Rows[0].Cells {
		if cell.NameOf(c.Text) != cell.NameOf(b.Rows[0].Cells[i].Text) {
			return false
		}
		words = words || !isBlank(c.Text) && !isValue(c.Text)
	}
	return words
}

// lines are what a template prints above and below its tables, by their names.
type lines map[string]bool

func ownLines(t *configs.Template) lines {
	own := lines{}
	for _, table := range t.Tables {
		s := t.Section(table.ID)
		texts := []string{s.Label, table.Note, table.Empty, table.Continued}
		for _, line := range table.Above {
			texts = append(texts, line.Text, line.Right)
		}
		for _, text := range texts {
			if n := yearWord.ReplaceAllString(cell.Compact(placeholder.ReplaceAllString(strings.ReplaceAll(text, "{year}", "2000"), "")), ""); n != "" {
				own[n] = true
			}
		}
	}
	return own
}

// above reports whether a line stands above a table: one of the template's, one that
// names an agency or the unit.
func (own lines) above(text string) bool {
	if own.has(text) || isBlank(text) {
		return true
	}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\t' || r == ' ' }) {
		if _, isUnit := cell.UnitsOf(part); isUnit {
			return true
		}
	}
	for n := range own {
		if strings.HasSuffix(n, ":") && strings.HasPrefix(cell.Compact(text), n) {
			return true
		}
	}
	return false
}

func (own lines) below(text string) bool { return own.has(text) || isBlank(text) || isPageNumber(text) }

func (own lines) has(text string) bool {
	return own[yearWord.ReplaceAllString(cell.Compact(text), "")]
}

// putFound puts the tables that were found into the tree, and says which were not.
func (r *reading) putFound() {
	for i := range r.template.Sections {
		s := &r.template.Sections[i]
		if s.Kind != configs.TableSection {
			continue
		}
		n := slices.IndexFunc(r.found, func(e source.Entry) bool { return e.Key.Text == s.ID })
		switch {
		case n >= 0:
			r.exact++
			r.figured += len(r.found[n].Value.Entries)
			put(r.tree, s.ID, r.found[n].Value)
		case !s.Optional:
			r.lost(&table{section: s})
			put(r.tree, s.ID, &source.Node{Kind: source.Null, Said: true, Pos: missing})
		}
	}
}
