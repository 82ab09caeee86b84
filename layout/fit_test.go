package layout

import (
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

func typeset(t *testing.T, text string) (*doc.Document, *doc.Setting) {
	t.Helper()
	d := read(t, text)
	_, setting, problems := Typeset(t.Context(), d, book(t), Wants{Lines: true})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return d, setting
}

func TestLinesThatAreFullAnywaySayNothing(t *testing.T) {
	for name, text := range map[string]string{
		"characters of one width": strings.Repeat("政", 100),
		"one line":                "无。",
		"a heading":               "# 总体情况",
		"short last line":         strings.Repeat("政", 26) + "信息。",
	} {
		if _, setting := typeset(t, text); len(setting.Stretches) != 0 {
			t.Errorf("%s: %v", name, setting.Stretches)
		}
	}
}

func TestSqueezedLinesAreCloser(t *testing.T) {
	// 29 characters, of which marks give up two halves, stand on the second line.
	text := strings.Repeat("政", 26) + strings.Repeat("务", 12) + "（公）、（开）。" + strings.Repeat("信", 40)
	d, setting := typeset(t, text)
	stretches := setting.Stretches[d.Body[0].Node()]
	if len(stretches) != 1 || stretches[0].By >= 0 || stretches[0].By%unit.Twip != 0 {
		t.Fatalf("stretches %v, want one that is closer by whole twips", stretches)
	}
	if s := text[stretches[0].From:stretches[0].To]; !strings.HasPrefix(s, "务") || !strings.Contains(s, "（公）、（开）。") {
		t.Errorf("the stretch is %q, want the line with the marks", s)
	}
}

func TestStretchesCountFromTheBlocksOwnText(t *testing.T) {
	d, setting := typeset(t, "报告电子版可以在门户网站（<http://www.example.gov.cn/zfxxgk/zfxxgkndbg/2023/index.html>）查询下载，欢迎查阅，如有疑问请联系。")
	p := d.Body[0].(*doc.Paragraph)
	last := 0
	for _, s := range setting.Stretches[p.ID] {
		if s.From < last || s.To <= s.From || s.To > len(doc.Text(p.Runs)) {
			t.Errorf("stretch %+v after %d in a text of %d bytes", s, last, len(doc.Text(p.Runs)))
		}
		last = s.To
	}
	for node := range setting.Stretches {
		if node != p.ID {
			t.Errorf("node %d has stretches, which is no paragraph", node)
		}
	}
}

// TestFiguresOfOneTableHaveOneSize: as small as the widest needs where no column
// of labels has width to give.
func TestFiguresOfOneTableHaveOneSize(t *testing.T) {
	d, setting := typeset(t, "@review 12345678 15731792 12345 1234 9")
	table := d.Body[0].(*doc.Table)
	for _, c := range table.Rows[3].Cells[:5] {
		if got := setting.Sizes[c.ID]; got != 13*unit.Point/2 {
			t.Errorf("%s is set in %v, want 6.5 pt", doc.Text(c.Runs), got)
		}
	}
	if len(setting.Widths) > 0 {
		t.Errorf("widths %v, and no column of labels", setting.Widths)
	}
	if h := setting.Rows[table.Rows[3].ID].Height; h >= 2*13*unit.Point {
		t.Errorf("the row is %v high", h)
	}
}

func TestLabelsBreakBetweenTheirWords(t *testing.T) {
	d := read(t, "@review")
	table := d.Body[0].(*doc.Table)
	c := &table.Rows[1].Cells[0]
	c.Runs = []doc.Run{{Text: "其他结果", Breaks: []int{len("其他")}}}
	s := &setter{doc: d, shop: new(Workshop), book: book(t), styles: map[string]doc.TextStyle{}, setting: newSetting(), wants: Wants{Lines: true}}
	var got []string
	for _, l := range s.cellLines(c, table.Widths, 0) {
		from, to := l.broken.Placed[0].Cluster, l.broken.Placed[len(l.broken.Placed)-1].Cluster
		got = append(got, l.text.string[l.text.glyphs[from].Start:l.text.glyphs[to].End])
	}
	if strings.Join(got, "/") != "其他/结果" {
		t.Errorf("lines %q", got)
	}
}

func TestRowsOfAWholeTableAreKept(t *testing.T) {
	d, setting := typeset(t, "@review")
	rows := d.Body[0].(*doc.Table).Rows
	for i, row := range rows {
		if got := setting.Rows[row.ID]; got.Keep != (i < len(rows)-1) || got.Height <= 0 {
			t.Errorf("row %d: %+v", i+1, got)
		}
	}
}

func TestRowThatWasMovedIsKeptWithTheNext(t *testing.T) {
	d, setting := typeset(t, strings.Repeat("正文。\n", 10)+"@requests")
	rows := d.Body[10].(*doc.Table).Rows
	kept := ""
	for _, row := range rows {
		kept += map[bool]string{true: "k", false: "."}[setting.Rows[row.ID].Keep]
	}
	if !strings.HasPrefix(kept, "kkkk.") || strings.HasSuffix(kept, "k") {
		t.Errorf("rows kept: %s", kept)
	}
}

func TestTextBelowATableIsOnTheGrid(t *testing.T) {
	d, setting := typeset(t, "正文。\n@review\n正文。")
	above, below := setting.Above[d.Body[2].Node()], setting.Below[d.Body[0].Node()]
	height := unit.Length(0)
	for _, row := range d.Body[1].(*doc.Table).Rows {
		height += setting.Rows[row.ID].Height
	}
	if all := below + height + above; below <= 0 || all%d.Page.Pitch != 0 {
		t.Errorf("%v, a table of %v and %v are no whole lines", below, height, above)
	}
}

// TestLabelsGiveWidthToFigures: a column of labels gives up to a third of its
// width before any figure is smaller, and the table's width stays.
func TestLabelsGiveWidthToFigures(t *testing.T) {
	d, setting := typeset(t, "@requests 12345678 15731792")
	table := d.Body[0].(*doc.Table)
	widths := setting.Widths[table.ID]
	if len(widths) != len(table.Widths) || unit.Sum(widths) != unit.Sum(table.Widths) {
		t.Fatalf("widths %v, of the table %v", widths, table.Widths)
	}
	if len(setting.Sizes) > 0 {
		t.Errorf("figures are smaller: %v", setting.Sizes)
	}
	labels, figure := 2, 3
	if widths[labels] >= table.Widths[labels] || widths[labels] < table.Widths[labels]*2/3 || widths[figure] <= table.Widths[figure] {
		t.Errorf("the columns of labels and of figures are %v and %v wide, were %v and %v", widths[labels], widths[figure], table.Widths[labels], table.Widths[figure])
	}
}

// TestCodesStayOnOneLine: columns of labels give width to a code or a date as they do to
// figures, and no type is smaller for it.
func TestCodesStayOnOneLine(t *testing.T) {
	d := emptyDocument()
	narrow := 40 * unit.Point
	table := &doc.Table{ID: 50, Widths: []unit.Length{narrow, d.Page.TextWidth() - narrow}, RowHeight: 20 * unit.Point}
	text := func(id doc.NodeID, col int, text string) doc.Cell {
		return doc.Cell{ID: id, Col: col, RowSpan: 1, ColSpan: 1, Role: doc.Stub, Style: doc.TableStubRole, Runs: []doc.Run{{Text: text}}}
	}
	for _, whole := range []bool{false, true} {
		code := text(52, 0, "2050101000")
		code.Whole = whole
		table.Rows = []doc.Row{{ID: 51, Cells: []doc.Cell{code, text(53, 1, "行政运行")}}}
		d.Body = []doc.Block{table}
		_, setting, said := Typeset(t.Context(), d, book(t), Wants{Lines: true})
		if said.HasErrors() {
			t.Fatal(said)
		}
		widths := setting.Widths[table.ID]
		if wider := len(widths) > 0 && widths[0] > narrow && unit.Sum(widths) == unit.Sum(table.Widths); wider != whole {
			t.Errorf("whole %v: widths %v", whole, widths)
		}
		if len(setting.Sizes) > 0 {
			t.Errorf("smaller: %v", setting.Sizes)
		}
	}
}
