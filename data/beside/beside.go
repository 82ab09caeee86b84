// Package beside reads the tables that a report file names: CSV files, and the
// sheets of workbooks, in its folder or below it.
package beside

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"gongwen/data/records"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/internal/source"
)

// Limits is what the tables beside a report may cost at most.
type Limits struct {
	File  int64 // bytes of each
	Files int   // that are read; one that is named several times counts once
}

// StandardLimits admits tables of tens of thousands of rows.
func StandardLimits() Limits { return Limits{File: 16 << 20, Files: 50} }

// Tables reads tables from a folder, each file once.
type Tables struct {
	folder fs.FS
	limits Limits
	known  map[string][]*records.Sheet
	opened int
}

// In are the tables of a folder. It is up to the caller that the folder opens
// nothing outside itself.
func In(folder fs.FS, limits Limits) *Tables {
	return &Tables{folder: folder, limits: limits, known: map[string][]*records.Sheet{}}
}

// Rows implements load.Files.
func (t *Tables) Rows(file, sheet string, most int) ([][]*source.Node, diag.List) {
	name := path.Clean(file)
	if !records.IsText(name) && !strings.EqualFold(path.Ext(name), ".xlsx") {
		return nil, diag.List{diag.Errorf(diag.Pos{}, "表格文件“%s”应是 .csv 或 .xlsx", "the table file “%s” should be .csv or .xlsx", file)}
	}
	sheets, said := t.open(name)
	if said.HasErrors() {
		return nil, said
	}
	var names []string
	for _, s := range sheets {
		if s.Name == sheet || sheet == "" {
			rows, more := cells(s, most)
			return rows, append(said, more...)
		}
		names = append(names, s.Name)
	}
	d := diag.Errorf(diag.Pos{}, "“%s”里没有工作表“%s”", "“%s” has no sheet “%s”", name, sheet)
	if !records.IsText(name) {
		d = source.Suggest(d, sheet, names)
	}
	return nil, append(said, d)
}

func (t *Tables) open(name string) ([]*records.Sheet, diag.List) {
	if sheets, known := t.known[name]; known {
		return sheets, nil
	}
	if t.opened++; t.opened > t.limits.Files {
		return nil, diag.List{diag.Errorf(diag.Pos{}, "表格文件太多，一份报告最多可以有 %d 个", "too many table files, a report may have %d", t.limits.Files)}
	}
	content, err := infile.ReadIn(t.folder, name, t.limits.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, diag.List{diag.Errorf(diag.Pos{}, "找不到表格文件“%s”", "there is no table file “%s”", name).
			WithHint("文件名从报告文件所在的文件夹算起，大小写要一致", "the name is relative to the report file's folder; capitals matter")}
	case err != nil:
		return nil, diag.List{diag.Errorf(diag.Pos{}, "读不了表格文件“%s”：%v", "the table file “%s” cannot be read: %v", name, err)}
	}
	sheets, said := records.Open(name, content)
	if !said.HasErrors() {
		t.known[name] = sheets
	}
	return sheets, said
}

// cells are the cells of a sheet row by row.
func cells(s *records.Sheet, most int) ([][]*source.Node, diag.List) {
	if s.Rows > most {
		return nil, diag.List{diag.Errorf(diag.Pos{File: s.File, Sheet: s.Name}, "连同表头最多 %d 行，实有 %d 行", "at most %d rows with the heads, there are %d", most, s.Rows)}
	}
	var said diag.List
	rows := make([][]*source.Node, s.Rows)
	for r := range rows {
		nodes := make([]source.Node, s.Cols)
		rows[r] = make([]*source.Node, s.Cols)
		for i := range nodes {
			at := workbook.Ref{Row: r + 1, Col: i + 1}
			c := s.Cell(at)
			nodes[i] = source.Node{Kind: source.Scalar, Text: c.Text, Quoted: c.Kind == workbook.Text, Pos: s.Pos(at)}
			switch {
			case c.Lost, c.Kind == workbook.Fault:
				said.Add(diag.Errorf(s.Pos(at), "公式没有结果，或者出错了", "the formula has no result or an error").
					WithHint("在 WPS 或 Excel 中打开、重新计算并保存，或直接填数", "open, recalculate and save it in a spreadsheet program, or type the figure"))
			case c.Text == "":
				nodes[i].Kind = source.Null
			}
			rows[r][i] = &nodes[i]
		}
	}
	if said.HasErrors() {
		return nil, said
	}
	return rows, nil
}
