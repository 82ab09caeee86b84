package docx

import (
	"slices"
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// lines is the diagnostics as they are printed, without their hints.
func lines(t *testing.T, d *doc.Document) []string {
	t.Helper()
	var out []string
	for _, diagnostic := range refused(t, d) {
		line, _, _ := strings.Cut(diagnostic.Format(0), "\n")
		out = append(out, line)
	}
	return out
}

func TestCharactersThatXMLForbids(t *testing.T) {
	d := look()
	d.Body = []doc.Block{
		body("一二\x01三"), body("一\n二\t三\x0B"), body("坏\xFF"), body("\uFFFE\uFFFF"), body("\r"),
		body("可以 \u007F\u0085\uFFFD\U0010FFFF"),
		&doc.Table{Title: "表\x02", Widths: []unit.Length{unit.Centimetre}, Rows: []doc.Row{{Cells: []doc.Cell{
			{RowSpan: 1, ColSpan: 1, Style: "table-number", Runs: text("\x1F")},
		}}}},
	}
	d.Meta.Title, d.Meta.Subject = "一二\x01三", "题\x03"
	want := []string{
		"report.yaml:7:5: 错误: 字符 U+0001 不能写入 DOCX",
		"report.yaml:7:8: 错误: 字符 U+000B 不能写入 DOCX",
		"report.yaml:7:4: 错误: 字符 0xFF 不能写入 DOCX",
		"report.yaml:7:3: 错误: 字符 U+FFFE 不能写入 DOCX",
		"report.yaml:7:4: 错误: 字符 U+FFFF 不能写入 DOCX",
		"report.yaml:7:3: 错误: 字符 U+000D 不能写入 DOCX",
		"错误: 字符 U+0002 不能写入 DOCX",
		"report.yaml:7:3: 错误: 字符 U+001F 不能写入 DOCX",
		"错误: 字符 U+0003 不能写入 DOCX",
	}
	if got := lines(t, d); !slices.Equal(got, want) {
		t.Errorf("diagnostics\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestStylesAndFontsThatAreNotDefined(t *testing.T) {
	d := look()
	d.Styles = slices.DeleteFunc(d.Styles, func(s doc.TextStyle) bool { return s.Role == "page-number" || s.Role == "body" })
	d.Fonts = slices.DeleteFunc(d.Fonts, func(f doc.FontRole) bool { return f.ID == "黑体" })
	d.Body = []doc.Block{
		&doc.Paragraph{Style: "verse", Runs: text("诗")}, &doc.Paragraph{Style: "verse", Runs: text("诗")}, heading(10, "", "深"),
	}
	want := []string{
		"错误: 样式表没有文字样式“page-number”",
		"错误: 样式表没有文字样式“body”",
		"错误: 文字样式“draft”的字体“黑体”没有定义",
		"report.yaml:7:3: 错误: 样式表没有文字样式“verse”",
		"report.yaml:7:3: 错误: 样式表没有文字样式“heading-10”",
	}
	if got := lines(t, d); !slices.Equal(got, want) {
		t.Errorf("diagnostics\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTablesThatDoNotTile(t *testing.T) {
	cell := func(row, col, rows, cols int) doc.Cell {
		return doc.Cell{Row: row, Col: col, RowSpan: rows, ColSpan: cols, Style: "table-number", Runs: text("0")}
	}
	two := []unit.Length{unit.Centimetre, unit.Centimetre}
	overlap := "report.yaml:7:3: 错误: 表格“表”第 1 行第 %s 列的单元格与别的单元格重叠、次序不对或超出表格"
	at := func(col string) string { return strings.Replace(overlap, "%s", col, 1) }
	for _, c := range []struct {
		name   string
		widths []unit.Length
		rows   []doc.Row
		want   string
	}{
		{"hole", two, []doc.Row{{Cells: []doc.Cell{cell(0, 0, 1, 1)}}}, "report.yaml:7:3: 错误: 表格“表”第 1 行第 2 列没有单元格"},
		{"overlap", two, []doc.Row{{Cells: []doc.Cell{cell(0, 0, 1, 2), cell(0, 1, 1, 1)}}}, at("2")},
		{"too wide", two, []doc.Row{{Cells: []doc.Cell{cell(0, 0, 1, 1), cell(0, 1, 1, 2)}}}, at("2")},
		{"too high", two, []doc.Row{{Cells: []doc.Cell{cell(0, 0, 2, 2)}}}, at("1")},
		{"span of nothing", two, []doc.Row{{Cells: []doc.Cell{cell(0, 0, 1, 0)}}}, at("1")},
		{"left of the table", two, []doc.Row{{Cells: []doc.Cell{cell(0, -1, 1, 2)}}}, at("0")},
		{"in another row", two, []doc.Row{{Cells: []doc.Cell{cell(1, 0, 1, 2)}}}, at("1")},
		{"span beyond all numbers", two, []doc.Row{{Cells: []doc.Cell{cell(0, 0, 1<<62, 1<<62)}}}, at("1")},
		{"no columns", nil, []doc.Row{{}}, "错误: 表格“表”有 1 行 0 列，DOCX 的表格为 1 至 32767 行、1 至 63 列"},
		{"no rows", two, nil, "错误: 表格“表”有 0 行 2 列，DOCX 的表格为 1 至 32767 行、1 至 63 列"},
		{"more columns than Word has", make([]unit.Length, 64), []doc.Row{{}}, "错误: 表格“表”有 1 行 64 列，DOCX 的表格为 1 至 32767 行、1 至 63 列"},
	} {
		d := look()
		d.Body = []doc.Block{&doc.Table{Title: "表", Widths: c.widths, Rows: c.rows}}
		if got := lines(t, d); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLinksThatAreNoURL(t *testing.T) {
	d := look()
	d.Body = []doc.Block{&doc.Paragraph{Style: "body", Runs: []doc.Run{{Text: "下载", Link: "http://[::1", Pos: text("")[0].Pos}}}}
	if got, want := lines(t, d), "report.yaml:7:3: 错误: 链接“http://[::1”不是有效的网址"; !slices.Equal(got, []string{want}) {
		t.Errorf("%q, want %q", got, want)
	}
}
