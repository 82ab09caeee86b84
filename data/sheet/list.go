package sheet

import (
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/source"
)

// The value of a list (多行的行) is its rows, a line each, and in each the cells of all
// columns in their order, as spreadsheets copy them. A line of blanks is no row, but keeps
// its number.
const (
	betweenRows  = "\n"
	betweenCells = "\t"
)

// MaxRows is how many rows a list has at most that is edited place by place.
const MaxRows = 2000

// MaxText is how many bytes the texts of a report have at most that is edited place by place:
// ten times those of a long one. The worst of them takes two hundred megabytes and six
// seconds to be laid out.
const MaxText = 400 << 10

// Text is how many bytes of values stand outside of lists.
func Text(values map[Place]string) (n int) {
	for at, value := range values {
		if at.Kind() != List {
			n += len(value)
		}
	}
	return n
}

// Holds reports whether a report can be edited place by place: its lists and its texts are
// short enough.
func Holds(r *data.Report) bool {
	if Text(Of(r).Values) > MaxText {
		return false
	}
	for _, table := range r.Tables {
		for _, list := range table.Lists {
			if len(list.Rows) > MaxRows {
				return false
			}
		}
	}
	return true
}

// rowSign stands between the path of a list and the number of one of its rows, from 1.
const rowSign = "#"

// ListAt is the place of the rows of a list of a table.
func ListAt(table, path string) Place { return At(List, table+"/"+path) }

// RowCellAt is the place of a cell of a row of a list, by the number of the row from 1.
// Messages and pages speak of it; what stands there is a part of what stands at ListAt.
func RowCellAt(table, path string, row int, column string) Place {
	return CellAt(table, data.Ref{Row: path + rowSign + strconv.Itoa(row), Column: column})
}

// List is the table and the path that a place of a list names.
func (p Place) List() (table, path string, ok bool) {
	table, path, ok = strings.Cut(p.ID(), "/")
	return table, path, ok && p.Kind() == List
}

// RowCell is what RowCellAt made a place of.
func (p Place) RowCell() (table, path string, row int, column string, ok bool) {
	table, ref, is := p.Figure()
	path, number, has := strings.Cut(ref.Row, rowSign)
	row, err := strconv.Atoi(number)
	return table, path, row, ref.Column, is && has && err == nil
}

// Cells are the cells of a row of a list.
func Cells(row string) []string { return strings.Split(row, betweenCells) }

// Rows are the rows of the value of a list; none for an empty one.
func Rows(value string) []string {
	if value == "" {
		return nil
	}
	return strings.Split(value, betweenRows)
}

// rowsOf is the value of a list of a report.
func rowsOf(leaf data.Leaf, list data.List) string {
	rows := make([]string, len(list.Rows))
	for i := range list.Rows {
		cells := make([]string, len(leaf.Columns))
		for c, column := range leaf.Columns {
			cells[c] = strings.Map(inLine, typedIn(column, list.Rows[i].Cells[c]))
		}
		rows[i] = strings.Join(cells, betweenCells)
	}
	return strings.Join(rows, betweenRows)
}

// inLine is a character as it may stand in a cell.
func inLine(r rune) rune {
	if r == '\n' || r == '\r' || r == '\t' {
		return ' '
	}
	return r
}

// typedIn is what a cell of a column is edited as.
func typedIn(c configs.Column, cell data.Cell) string {
	if c.Kind != configs.NumberValue && cell.State == data.Given {
		return cell.Text
	}
	return typed(cell)
}

// list gives the rows of a list, each cell with its place.
func (s *Sheet) list(table string, leaf data.Leaf) *source.Node {
	at := ListAt(table, leaf.Path)
	n := &source.Node{Kind: source.List, Pos: Pos(at)}
	for i, line := range Rows(s.Values[at]) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := Cells(line)
		row := &source.Node{Kind: source.List, Pos: Pos(RowCellAt(table, leaf.Path, i+1, leaf.Columns[0].ID))}
		for c := range max(len(cells), len(leaf.Columns)) {
			// A row with a cell too many is said to be wrong as a whole.
			column, value := leaf.Columns[min(c, len(leaf.Columns)-1)], ""
			if c < len(cells) {
				value = cells[c]
			}
			place := RowCellAt(table, leaf.Path, i+1, column.ID)
			if column.Kind == configs.NumberValue {
				row.Items = append(row.Items, figure(place, value))
			} else {
				row.Items = append(row.Items, scalar(place, strings.TrimSpace(value)))
			}
		}
		n.Items = append(n.Items, row)
	}
	return n
}
