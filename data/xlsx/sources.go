package xlsx

import (
	"strings"

	"gongwen/data"
	"gongwen/data/write"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/source"
)

// The sheets of where figures lie and of what was pulled, and the heads of their
// columns. A source has a row for each place; what names it stands in the first.
const (
	sourcesSheet = "来源"
	pulledSheet  = "取数记录"
)

// column is a column of one of these sheets: what it is called, and its key in a
// report file.
type column struct{ label, id string }

var (
	ofSources = []column{{"名称", "name"}, {"文件", "file"}, {"查询", "query"}, {"连接", "connection"}}
	ofPlaces  = []column{{"填入", "into"}, {"位置", "at"}, {"工作表", "sheet"}, {"行", "row"}, {"列", "column"}}
	ofPulled  = []column{{"填入", "into"}, {"数值", "value"}, {"来自", "from"}}
)

// sources writes where figures lie and what was pulled.
func (w *writer) sources() {
	var rows [][]string
	for _, s := range w.report.Sources {
		named := []string{s.Name.Text, s.File.Text, s.Query.Text, s.Connection.Text}
		for _, t := range s.Into {
			path := t.Section
			for _, part := range []string{t.Row, t.Column} {
				if part != "" {
					path = data.JoinPath(path, part)
				}
			}
			rows = append(rows, append(named, path, t.Place.At, t.Place.Sheet, t.Place.Row, t.Place.Column))
			named = make([]string, len(ofSources))
		}
	}
	if len(rows) > 0 {
		w.plainSheet(sourcesSheet, append(ofSources[:len(ofSources):len(ofSources)], ofPlaces...), rows)
	}
	rows = nil
	for _, s := range w.report.Template.Sections {
		if table := w.report.Template.Table(s.ID); table != nil {
			for _, o := range write.InOrder(table, w.report.Pulled[s.ID]) {
				rows = append(rows, []string{write.Path(s.ID, o.Ref), o.Value.Text, o.From})
			}
		}
	}
	if len(rows) > 0 {
		w.plainSheet(pulledSheet, ofPulled, rows)
	}
}

// plainSheet writes a sheet of texts below their heads.
func (w *writer) plainSheet(name string, columns []column, rows [][]string) {
	sheet := w.addSheet(name)
	last := workbook.ColumnName(len(columns))
	sheet.Width(1, len(columns), labelWidth)
	for i, c := range columns {
		sheet.Text(workbook.Ref{Row: 1, Col: i + 1}.String(), c.label)
	}
	w.set(sheet, "A1", last+"1", cellStyle{role: roleHead, size: textSize, border: true, fill: w.style.TableRules.BandFill})
	for n, row := range rows {
		for i, text := range row {
			sheet.Text(workbook.Ref{Row: n + 2, Col: i + 1}.String(), text)
		}
	}
	w.set(sheet, "A2", workbook.Ref{Row: len(rows) + 1, Col: len(columns)}.String(), cellStyle{role: roleStub, size: textSize, border: true, open: true, top: true, format: "@"})
	w.print(sheet, true)
}

// readSources puts what the sheets of sources say into the tree.
func (r *reader) readSources() {
	for _, s := range r.beside {
		rows := r.plainRows(s)
		if len(rows) == 0 {
			continue
		}
		at := s.Pos(workbook.Ref{Row: 1, Col: 1})
		if s.Name == pulledSheet {
			m := &source.Node{Kind: source.Map, Pos: at}
			for _, row := range rows {
				if into := row.cells["填入"]; into != nil {
					origin := &source.Node{Kind: source.Map, Pos: into.Pos}
					row.give(origin, ofPulled[1:])
					put(m, into.Text, into.Pos, origin)
				}
			}
			put(r.root, "pulled", at, m)
			continue
		}
		list := &source.Node{Kind: source.List, Pos: at}
		var into *source.Node
		for _, row := range rows {
			if item := (&source.Node{Kind: source.Map, Pos: s.Pos(workbook.Ref{Row: row.n, Col: 1})}); row.give(item, ofSources) {
				into = &source.Node{Kind: source.Map, Pos: item.Pos}
				put(item, "into", item.Pos, into)
				list.Items = append(list.Items, item)
			}
			if path := row.cells["填入"]; path != nil && into != nil {
				put(into, path.Text, path.Pos, row.place(path))
			}
		}
		put(r.root, "sources", at, list)
	}
}

// plainRow is the cells of a row by the heads of their columns.
type plainRow struct {
	n     int
	cells map[string]*source.Node
}

func (r *reader) plainRows(s *workbook.Sheet) []plainRow {
	var rows []plainRow
	for n := 2; n <= s.Rows; n++ {
		row := plainRow{n: n, cells: map[string]*source.Node{}}
		for col := 1; col <= s.Cols; col++ {
			ref := workbook.Ref{Row: n, Col: col}
			head, c := s.Cell(workbook.Ref{Row: 1, Col: col}), s.Cell(ref)
			if head == nil || c == nil || strings.TrimSpace(c.Text) == "" {
				continue
			}
			row.cells[strings.TrimSpace(head.Text)] = &source.Node{Kind: source.Scalar, Quoted: c.Kind == workbook.Text, Text: r.printable(c.Text, s.Pos(ref)), Pos: s.Pos(ref)}
		}
		if len(row.cells) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// give puts the cells of columns into a map and reports whether there are any.
func (row plainRow) give(m *source.Node, columns []column) bool {
	given := false
	for _, c := range columns {
		if n := row.cells[c.label]; n != nil {
			put(m, c.id, n.Pos, n)
			given = true
		}
	}
	return given
}

// place is where a row says that figures stand: by words, or by names.
func (row plainRow) place(path *source.Node) *source.Node {
	if n := row.cells["位置"]; n != nil {
		return n
	}
	m := &source.Node{Kind: source.Map, Pos: path.Pos}
	row.give(m, ofPlaces[2:])
	return m
}
