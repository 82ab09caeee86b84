package docx

import (
	"bytes"
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/output"
)

// set exports a document of the given blocks with a setting.
func set(t *testing.T, s doc.Setting, blocks ...doc.Block) []byte {
	t.Helper()
	return setAs(t, Options{}, s, blocks...)
}

func setAs(t *testing.T, opts Options, s doc.Setting, blocks ...doc.Block) []byte {
	t.Helper()
	d := look()
	d.Body = blocks
	var file bytes.Buffer
	if err := New(opts).Export(&file, output.Input{Doc: d, Setting: &s}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestExactLinesAreRunsWithTheirSpacing(t *testing.T) {
	p := &doc.Paragraph{ID: 3, Style: "body", Runs: []doc.Run{{Text: "公开政府信息"}, {Text: "三百条", Bold: true}, {Text: "。"}}}
	n := len("公")
	stretches := doc.Setting{Stretches: map[doc.NodeID][]doc.Stretch{
		3: {{From: 2 * n, To: 7 * n, By: -3 * twip}, {From: 9 * n, To: 10 * n, By: 2 * twip}},
	}}
	if clean := partOf(t, set(t, stretches, p), "word/document.xml"); strings.Contains(clean, `<w:spacing w:val=`) || strings.Count(clean, "<w:r>") != 3 {
		t.Errorf("without being asked the runs are %s", clean)
	}
	file := setAs(t, Options{ExactLines: true}, stretches, p)
	var got []string
	for _, r := range parse(t, partOf(t, file, "word/document.xml")).all("r") {
		spacing, _ := r.child("rPr/spacing")
		mark := ""
		if _, bold := r.child("rPr/b"); bold {
			mark = "*"
		}
		got = append(got, mark+r.plain()+spacing.attr("val"))
	}
	// The style's own spacing is -5.
	if want := "公开 政府信息-8 *三-8 *百条 。-3"; strings.Join(got, " ") != want {
		t.Errorf("runs %q, want %q", strings.Join(got, " "), want)
	}
}

func TestMarksAreSqueezedOnceOnly(t *testing.T) {
	for name, want := range map[string]string{"exact": "doNotCompress", "set": "compressPunctuation", "not set": "compressPunctuation"} {
		file := export(t, look())
		if name != "not set" {
			file = setAs(t, Options{ExactLines: name == "exact"}, doc.Setting{})
		}
		c := parse(t, partOf(t, file, "word/settings.xml")).all("characterSpacingControl")
		if len(c) != 1 || c[0].attr("val") != want {
			t.Errorf("%s: characterSpacingControl %v, want %s", name, c, want)
		}
	}
}

// review is a table of two rows of two cells, the first with its words marked.
func review() *doc.Table {
	cell := func(id doc.NodeID, row, col int, style, s string) doc.Cell {
		return doc.Cell{ID: id, Row: row, Col: col, RowSpan: 1, ColSpan: 1, Role: doc.Number, Style: style, Runs: text(s)}
	}
	t := &doc.Table{ID: 1, RowHeight: 340 * twip, Widths: []unit.Length{700 * twip, 700 * twip}, Rows: []doc.Row{
		{ID: 2, Cells: []doc.Cell{cell(3, 0, 0, "table-stub", "（三）不予公开"), cell(4, 0, 1, "table-number", "0")}},
		{ID: 5, Cells: []doc.Cell{cell(6, 1, 0, "table-stub", "总计"), cell(7, 1, 1, "table-number", "15731792")}},
	}}
	t.Rows[0].Cells[0].Runs[0].Breaks = []int{len("（三）"), len("（三）不予")}
	return t
}

func TestRowsAreAsHighAndKeptAsTheyWereSet(t *testing.T) {
	file := set(t, doc.Setting{Rows: map[doc.NodeID]doc.RowSetting{2: {Height: 500 * twip, Keep: true}, 5: {Height: 340 * twip}}}, review())
	rows := parse(t, partOf(t, file, "word/document.xml")).all("tr")
	for i, want := range []struct {
		height string
		kept   int
	}{{"500", 2}, {"340", 0}} {
		h, _ := rows[i].child("trPr/trHeight")
		if h.attr("val") != want.height || h.attr("hRule") != "atLeast" || len(rows[i].all("keepNext")) != want.kept {
			t.Errorf("row %d is %s %s high and has %d kept cells", i+1, h.attr("hRule"), h.attr("val"), len(rows[i].all("keepNext")))
		}
	}
}

func TestFiguresAlignedByTheirPointsAreIndented(t *testing.T) {
	content := partOf(t, set(t, doc.Setting{Free: map[doc.NodeID]unit.Length{7: 120 * twip}}, review()), "word/document.xml")
	const want = `<w:ind w:left="0" w:right="120" w:firstLineChars="0" w:firstLine="0"/></w:pPr><w:r><w:t xml:space="preserve">15731792`
	if !strings.Contains(content, want) {
		t.Errorf("the document has no %s:\n%s", want, content)
	}
}

func TestSmallFiguresHaveAStyle(t *testing.T) {
	file := set(t, doc.Setting{Sizes: map[doc.NodeID]unit.Length{7: 13 * unit.Point / 2}}, review())
	for _, c := range parse(t, partOf(t, file, "word/document.xml")).all("tc") {
		style := c.all("pStyle")[0].attr("val")
		if small := c.plain() == "15731792"; small != (style == "gw-table-number-13") || len(c.all("sz")) > 0 {
			t.Errorf("%s has the style %s", c.plain(), style)
		}
	}
	for _, s := range parse(t, partOf(t, file, "word/styles.xml")).all("style") {
		if s.attr("styleId") != "gw-table-number-13" {
			continue
		}
		name, _ := s.child("name")
		base, _ := s.child("basedOn")
		size, _ := s.child("rPr/sz")
		if name.attr("val") != "表格数字（6.5磅）" || base.attr("val") != "gw-table-number" || size.attr("val") != "13" {
			t.Errorf("the style is %s on %s of size %s", name.attr("val"), base.attr("val"), size.attr("val"))
		}
		return
	}
	t.Error("the style is not defined")
}

func TestSpaceBesideTables(t *testing.T) {
	p := &doc.Paragraph{ID: 9, Style: "body", Runs: text("正文")}
	file := set(t, doc.Setting{Above: map[doc.NodeID]unit.Length{9: 300 * twip}, Below: map[doc.NodeID]unit.Length{9: 72 * twip}}, p)
	s, _ := parse(t, partOf(t, file, "word/document.xml")).all("p")[0].child("pPr/spacing")
	if s.attr("before") != "290" || s.attr("after") != "72" || s.attr("line") != "" {
		t.Errorf("spacing before %s, after %s, line %s", s.attr("before"), s.attr("after"), s.attr("line"))
	}
}

func TestNarrowLabelsBreakBetweenWords(t *testing.T) {
	const em = 200 // twips of 10 pt; the cell margins are 57
	label := func(s string, breaks ...int) *doc.Cell {
		return &doc.Cell{Style: "table-stub", Runs: []doc.Run{{Text: s, Breaks: breaks}}}
	}
	n := len("三")
	b := &builder{doc: look()}
	for _, c := range []struct {
		name  string
		cell  *doc.Cell
		width int64
		below int64 // room for the lines below the first; 0 for no indent
	}{
		{"number first", label("（三）不予公开", 3*n, 5*n), 3*em + 114 + 50, 3*em - em/5},
		{"longest word first", label("三、本年度办理结果", 3*n, 5*n, 7*n), 3*em + 114, 3*em - em/5},
		{"lines end at words anyway", label("自然人", 2*n), 2*em + 114 + 50, 0},
		{"words of one length", label("结果维持", 2*n), 2*em + 114 + 50, 0},
		{"room for the whole", label("（三）不予公开", 3*n, 5*n), 8*em + 114, 0},
		{"no words marked", label("（三）不予公开"), 3*em + 114, 0},
	} {
		got := b.wordIndent(c.cell, c.width)
		if c.below == 0 {
			if got != (indent{}) {
				t.Errorf("%s: %+v", c.name, got)
			}
			continue
		}
		if room := c.width - 114 - got.left; room != c.below || got.firstLine != -got.left {
			t.Errorf("%s: %d twips for the lines below, want %d (%+v)", c.name, room, c.below, got)
		}
	}
}
