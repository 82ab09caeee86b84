package sources

import (
	"strings"

	"gongwen/data"
	"gongwen/data/records"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// sheets is a workbook or a file of comma-separated values.
type sheets struct {
	name string
	all  []*records.Sheet
}

func readSheets(name string, content []byte) (shelf, diag.List) {
	all, said := records.Open(name, content)
	if said.HasErrors() {
		return nil, said
	}
	return &sheets{name, all}, nil
}

// area splits 表1!C7:H7, whose sheet may stand in quotation marks.
var area = pattern.New(`^(?:(?:'([^']+)'|([^'!]+))[!！])?\$?([A-Za-z]{1,3}\$?[0-9]{1,7}(?:[:：]\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?)$`)

func (s *sheets) find(p data.Place) ([][]found, *diag.Text) {
	if p.Named() {
		return s.byName(p)
	}
	sheet, cells, fault := s.area(p)
	if fault != nil {
		return nil, fault
	}
	var rows [][]found
	for row := cells.From.Row; row <= cells.To.Row; row++ {
		var values []found
		for col := cells.From.Col; col <= cells.To.Col; col++ {
			values = append(values, at(sheet, workbook.Ref{Row: row, Col: col}))
		}
		rows = append(rows, values)
	}
	return rows, nil
}

// area is the cells at a place that is given by their names.
func (s *sheets) area(p data.Place) (sheet *records.Sheet, cells workbook.Range, fault *diag.Text) {
	m := area.FindStringSubmatch(p.At)
	if m == nil {
		return nil, cells, why("位置“%s”看不懂，应如 表1!C7 或 表1!C7:H7", "the place “%s” is not understood, it should be such as 表1!C7 or 表1!C7:H7", p.At)
	}
	if sheet, fault = s.sheet(m[1] + m[2]); fault != nil {
		return nil, cells, fault
	}
	ok := false
	if cells, ok = workbook.ParseRange(strings.ReplaceAll(m[3], "：", ":")); !ok {
		return nil, cells, why("位置“%s”看不懂", "the place “%s” is not understood", p.At)
	}
	if (cells.To.Row-cells.From.Row+1)*(cells.To.Col-cells.From.Col+1) > maxArea {
		return nil, cells, why("“%s”超过 %d 个单元格", "“%s” has more than %d cells", p.At, maxArea)
	}
	return sheet, cells, nil
}

// wholeSheet splits 表1!全部.
var wholeSheet = pattern.New(`^(?:(?:'([^']+)'|([^'!]+))[!！])?(?:all|全部)$`)

// list is the cells of an area, or of a whole sheet, with the heads of their columns.
func (s *sheets) list(p data.Place) (*grid, *diag.Text) {
	if p.Named() {
		return nil, why("清单的位置应如 表1!A1:F20、表1!全部", "the place of a list should be such as 表1!A1:F20 or 表1!all")
	}
	sheet, cells := (*records.Sheet)(nil), workbook.Range{}
	var fault *diag.Text
	if m := wholeSheet.FindStringSubmatch(p.At); m != nil {
		if sheet, fault = s.sheet(m[1] + m[2]); fault == nil {
			cells = workbook.Range{From: workbook.Ref{Row: 1, Col: 1}, To: workbook.Ref{Row: sheet.Rows, Col: sheet.Cols}}
		}
	} else {
		sheet, cells, fault = s.area(p)
	}
	if fault != nil {
		return nil, fault
	}
	if fault := tooLarge(cells.To.Row-cells.From.Row+1, cells.To.Col-cells.From.Col+1); fault != nil {
		return nil, fault
	}
	g := &grid{all: s.name}
	if sheet.Name != "" {
		g.all += "!" + sheet.Name
	}
	for row := cells.From.Row; row <= cells.To.Row; row++ {
		var values []found
		for col := cells.From.Col; col <= cells.To.Col; col++ {
			values = append(values, listed(sheet, workbook.Ref{Row: row, Col: col}))
		}
		first, last := workbook.Ref{Row: row, Col: cells.From.Col}, workbook.Ref{Row: row, Col: cells.To.Col}
		g.rows, g.from = append(g.rows, values), append(g.from, sheet.Said(first)+":"+last.String())
	}
	return g, nil
}

// listed is the value of a cell of a list, which may be a date or nothing.
func listed(s *records.Sheet, ref workbook.Ref) found {
	v := at(s, ref)
	if c := s.Cell(ref); !c.Lost && (c.Kind == workbook.Date || c.Kind != workbook.Fault && c.Text == "") {
		v.not = nil
	}
	return v
}

// sheet is the sheet of a name, or the only one where none is given.
func (s *sheets) sheet(name string) (*records.Sheet, *diag.Text) {
	var names []string
	for _, sheet := range s.all {
		if sheet.Name == name || name == "" && len(s.all) == 1 {
			return sheet, nil
		}
		names = append(names, sheet.Name)
	}
	list := strings.Join(names, "、")
	switch {
	case name == "":
		return nil, why("有几个工作表，位置要写明是哪一个：%s", "there are several sheets, the place has to say which: %s", list)
	case records.IsText(s.name):
		return nil, why("文本文件没有工作表“%s”，位置写成 C7 或 C7:H7", "a text file has no sheet “%s”: places are such as C7 or C7:H7", name)
	}
	return nil, why("没有工作表“%s”，有的是：%s", "there is no sheet “%s”; there are: %s", name, list)
}

func why(zh, en string, args ...any) *diag.Text {
	t := diag.T(zh, en, args...)
	return &t
}

// decimals is a number format that shows so many of them.
var decimals = pattern.New(`^[#,]*0\.(0{1,6})(?:_.*|;.*)?$`)

// at is the value of a cell. A number has the decimals that its format shows where
// it has not more.
func at(s *records.Sheet, ref workbook.Ref) found {
	c := s.Cell(ref)
	v := found{text: c.Text, from: s.Said(ref)}
	switch {
	case c.Kind == workbook.Fault:
		v.not = why("公式出错：%s", "a formula with an error: %s", c.Text)
	case c.Lost:
		v.not = why("公式没有存下结果，在 WPS 或 Excel 中打开后保存", "the result of a formula is not stored: open and save the workbook in a spreadsheet program")
	case c.Kind == workbook.Date:
		v.not = why("这是日期 %s，不是数", "a date, %s, is no figure", c.Text)
	case c.Text == "":
		v.not = why("没有数（空白）", "there is no figure (it is blank)")
	case c.Kind == workbook.Number:
		if m := decimals.FindStringSubmatch(c.Format); m != nil {
			_, has, _ := strings.Cut(c.Text, ".")
			if more := len(m[1]) - len(has); more > 0 && more == len(m[1]) {
				v.text += "." + strings.Repeat("0", more)
			} else if more > 0 {
				v.text += strings.Repeat("0", more)
			}
		}
	}
	return v
}

// sameWord reports whether two labels name the same.
func sameWord(a, b string) bool { return a == b || source.Normalize(a) == source.Normalize(b) }

// byName finds a figure, or the figures of a row, by the names beside and above
// them: a row's name stands to the left, a column's above.
func (s *sheets) byName(p data.Place) ([][]found, *diag.Text) {
	var hits [][]found
	for _, sheet := range s.all {
		if p.Sheet != "" && sheet.Name != p.Sheet {
			continue
		}
		for _, row := range places(sheet, p.Row) {
			if p.Column == "" {
				if values := rightOf(sheet, row); len(values) > 0 {
					hits = append(hits, values)
				}
				continue
			}
			for _, head := range places(sheet, p.Column) {
				if head.Row < row.Row && head.Col > row.Col {
					hits = append(hits, []found{at(sheet, workbook.Ref{Row: row.Row, Col: head.Col})})
				}
			}
		}
	}
	name := p.Row
	if p.Column != "" {
		name += " · " + p.Column
	}
	switch len(hits) {
	case 1:
		return hits, nil
	case 0:
		return nil, s.lacks(p, name)
	}
	return nil, why("“%s”有 %d 处，分不清是哪一处：%s、%s", "“%s” is found %d times, which is meant is not clear: %s, %s", name, len(hits), hits[0][0].from, hits[1][0].from)
}

// lacks says which of the names of a place no cell has, and which one may be meant.
func (s *sheets) lacks(p data.Place, name string) *diag.Text {
	var texts []string
	row, column := false, p.Column == ""
	for _, sheet := range s.all {
		if p.Sheet != "" && sheet.Name != p.Sheet {
			continue
		}
		row, column = row || len(places(sheet, p.Row)) > 0, column || len(places(sheet, p.Column)) > 0
		for r := 1; r <= min(sheet.Rows, maxNamed); r++ {
			for c := 1; c <= sheet.Cols; c++ {
				if cell := sheet.Cell(workbook.Ref{Row: r, Col: c}); cell.Kind == workbook.Text && cell.Text != "" {
					texts = append(texts, cell.Text)
				}
			}
		}
	}
	said := diag.T("没有“%s”", "there is no “%s”", name)
	missing := p.Row
	switch {
	case len(texts) == 0:
		return why("%s：里面没有文字", "%s: there is no text in it", said)
	case row && column:
		return why("%s：列名下面、行名右边没有格子", "%s: no cell is below the column's name and right of the row's", said)
	case row:
		missing = p.Column
	}
	if near := source.Closest(missing, texts); near != "" {
		return why("%s：没有写着“%s”的格子，是不是“%s”？", "%s: no cell says “%s”; did you mean “%s”?", said, missing, near)
	}
	return why("%s：没有写着“%s”的格子", "%s: no cell says “%s”", said, missing)
}

// places are the cells of a sheet that hold a name.
func places(s *records.Sheet, name string) []workbook.Ref {
	var list []workbook.Ref
	word := source.Normalize(name)
	for row := 1; row <= min(s.Rows, maxNamed); row++ {
		for col := 1; col <= s.Cols; col++ {
			ref := workbook.Ref{Row: row, Col: col}
			if text := s.Cell(ref).Text; text != "" && (text == name || source.Normalize(text) == word) {
				list = append(list, ref)
			}
		}
	}
	return list
}

// rightOf are the values to the right of a cell, to the last that holds something.
func rightOf(s *records.Sheet, ref workbook.Ref) []found {
	last := ref.Col
	for col := ref.Col + 1; col <= s.Cols; col++ {
		if s.Cell(workbook.Ref{Row: ref.Row, Col: col}).Text != "" {
			last = col
		}
	}
	var values []found
	for col := ref.Col + 1; col <= last; col++ {
		values = append(values, at(s, workbook.Ref{Row: ref.Row, Col: col}))
	}
	return values
}
