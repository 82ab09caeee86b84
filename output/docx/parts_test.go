package docx

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongwen/internal/golden"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/output"
)

// small is a document with one of everything.
func small() *doc.Document {
	d := look()
	d.Meta.Draft = true
	d.Meta.Created = time.Date(2024, time.January, 25, 0, 0, 0, 0, time.FixedZone("CST", 8*60*60))
	cell := func(row, col, rows, cols int, role doc.CellRole, style, s string) doc.Cell {
		return doc.Cell{Row: row, Col: col, RowSpan: rows, ColSpan: cols, Role: role, Style: style, Runs: text(s)}
	}
	d.Body = []doc.Block{
		&doc.Title{Lines: [][]doc.Run{text("沙县区信访局"), text("2023年度报告")}},
		heading(1, "一、", "总体情况"),
		&doc.Paragraph{Style: "body", Runs: []doc.Run{
			{Text: "坚持“公开”，见"}, {Text: "网站", Link: "http://www.fjsx.gov.cn/"}, {Text: "。一是"}, {Text: "健全机制", Bold: true}, {Text: "。"},
		}},
		heading(2, "（一）", "主动公开"),
		noted(&doc.Table{
			Title: "主动公开政府信息情况", RowHeight: 340 * twip, HeadRows: 1,
			Widths: []unit.Length{40 * unit.Millimetre, 58 * unit.Millimetre, 58 * unit.Millimetre},
			Rows: []doc.Row{
				{Cells: []doc.Cell{cell(0, 0, 1, 3, doc.Band, "table-band", "第二十条第（一）项")}},
				{Height: 672 * twip, Cells: []doc.Cell{
					cell(1, 0, 2, 1, doc.Stub, "table-stub", "规章"), cell(1, 1, 1, 2, doc.Number, "table-number", "22（其中修订16件）"),
				}},
				{Cells: []doc.Cell{cell(2, 1, 1, 1, doc.Number, "table-number", "0"), cell(2, 2, 1, 1, doc.Number, "table-number", "0")}},
			},
		}, "注：含上年结转。"),
		signOff("沙县区信访局", "2024年1月25日"),
	}
	return d
}

func TestPartsAsWritten(t *testing.T) {
	file := export(t, small())
	var all strings.Builder
	for _, f := range unzip(t, file) {
		fmt.Fprintf(&all, "=== %s\n%s\n", f.Name, strings.ReplaceAll(partOf(t, file, f.Name), "><", ">\n<"))
	}
	golden.Check(t, filepath.Join("testdata", "small.golden"), []byte(all.String()))
}

func TestPageNumbers(t *testing.T) {
	for _, c := range []struct {
		place doc.Placement
		want  []string // of each footer: type, alignment, left and right indent, text
	}{
		{doc.Outside, []string{"default right 0 280 — 1 —", "even left 280 0 — 2 —"}},
		{doc.Centre, []string{"default center 0 0 — 1 —"}},
		{doc.Right, []string{"default right 0 280 — 1 —"}},
	} {
		d := look()
		d.Page.Number.Place = c.place
		file := export(t, d)
		var got []string
		for i, ref := range parse(t, partOf(t, file, "word/document.xml")).all("footerReference") {
			p := parse(t, partOf(t, file, fmt.Sprintf("word/footer%d.xml", i+1))).all("p")[0]
			jc, _ := p.child("pPr/jc")
			ind, _ := p.child("pPr/ind")
			if fields := p.all("fldSimple"); len(fields) != 1 || fields[0].attr("instr") != " PAGE " {
				t.Errorf("place %d: the number is no PAGE field", c.place)
			}
			got = append(got, strings.Join([]string{ref.attr("type"), jc.attr("val"), ind.attr("left"), ind.attr("right"), p.plain()}, " "))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("place %d: footers %q, want %q", c.place, got, c.want)
		}
		different := len(parse(t, partOf(t, file, "word/settings.xml")).all("evenAndOddHeaders")) == 1
		if different != (len(c.want) == 2) {
			t.Errorf("place %d: evenAndOddHeaders %v", c.place, different)
		}
	}
}

func TestPage(t *testing.T) {
	section := parse(t, partOf(t, export(t, look()), "word/document.xml")).all("sectPr")[0]
	for path, attrs := range map[string]map[string]string{
		"pgSz": {"w": "11906", "h": "16838"},
		// The middle of the number's line, 360 twips high, is 7 mm below the text block: 1984 - 397 - 180.
		"pgMar":   {"top": "2098", "bottom": "1984", "left": "1587", "right": "1474", "footer": "1407"},
		"docGrid": {"type": "lines", "linePitch": "579"},
	} {
		e, _ := section.child(path)
		for name, want := range attrs {
			if got := e.attr(name); got != want {
				t.Errorf("%s %s is %q, want %s", path, name, got, want)
			}
		}
	}
}

func TestDraftIsMarkedOnEveryPage(t *testing.T) {
	d := look()
	d.Meta.Draft = true
	file := export(t, d)
	var kinds []string
	for i, ref := range parse(t, partOf(t, file, "word/document.xml")).all("headerReference") {
		kinds = append(kinds, ref.attr("type"))
		if got := parse(t, partOf(t, file, fmt.Sprintf("word/header%d.xml", i+1))).plain(); got != "草稿" {
			t.Errorf("a header says %q", got)
		}
	}
	if want := []string{"default", "even"}; !slices.Equal(kinds, want) {
		t.Errorf("headers for %q pages, want %q", kinds, want)
	}
	d.Meta.Draft = false
	if refs := parse(t, partOf(t, export(t, d), "word/document.xml")).all("headerReference"); len(refs) > 0 {
		t.Error("a document that is no draft has headers")
	}
}

func TestTrackingKeepsTheCharactersOfALine(t *testing.T) {
	for in, want := range map[unit.Length]int64{0: 0, -5 * unit.Twip: -5, -4*unit.Twip - 1: -5, -1: -1, 3*unit.Twip + 1: 3} {
		if got := trackingTwips(in); got != want {
			t.Errorf("a tracking of %d EMU is %d twips, want %d", in, got, want)
		}
	}
}

func TestPropertiesNameTheAgencyOnly(t *testing.T) {
	core := parse(t, partOf(t, export(t, report(t)), "docProps/core.xml"))
	got := map[string]string{}
	for _, e := range core.Children {
		got[e.XMLName.Local] = e.Text
	}
	for name, want := range map[string]string{
		"title":    "三明市沙县区人民政府信访局2023年政府信息公开工作年度报告",
		"creator":  "三明市沙县区人民政府信访局",
		"subject":  "政府信息公开工作年度报告",
		"keywords": "政府信息公开; 年度报告",
		"language": "zh-CN",
		"created":  "2024-01-25T00:00:00Z",
		"modified": "2024-01-25T00:00:00Z",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
		delete(got, name)
	}
	if len(got) > 0 {
		t.Errorf("further properties: %v", got)
	}
}

func TestNoDateNoDateProperties(t *testing.T) {
	if core := partOf(t, export(t, look()), "docProps/core.xml"); strings.Contains(core, "dcterms:created") {
		t.Errorf("a document without a date has one: %s", core)
	}
}

func TestApplicationCanBeNamed(t *testing.T) {
	var out bytes.Buffer
	if err := New(Options{Application: "gongwen 1.2"}).Export(&out, output.Input{Doc: look()}); err != nil {
		t.Fatal(err)
	}
	if got := parse(t, partOf(t, out.Bytes(), "docProps/app.xml")).all("Application")[0].Text; got != "gongwen 1.2" {
		t.Errorf("Application is %q", got)
	}
}

func TestFontsCanBeSubstituted(t *testing.T) {
	var got []string
	for _, f := range parse(t, partOf(t, export(t, look()), "word/fontTable.xml")).all("font") {
		alt, _ := f.child("altName")
		charset, _ := f.child("charset")
		family, _ := f.child("family")
		got = append(got, strings.Join([]string{f.attr("name"), alt.attr("val"), charset.attr("val"), family.attr("val")}, "|"))
	}
	want := []string{
		"仿宋_GB2312|仿宋|86|modern", "宋体|SimSun|86|auto", "方正小标宋简体|小标宋|86|auto", "楷体_GB2312|楷体|86|modern", "黑体|SimHei|86|modern",
		"Times New Roman||00|roman",
	}
	if !slices.Equal(got, want) {
		t.Errorf("fonts %q\nwant  %q", got, want)
	}
}

// TestNumbersOfTurnedPages: in every footer of pages that are turned the number stands in
// the same place of the page, in a cell whose text is turned.
func TestNumbersOfTurnedPages(t *testing.T) {
	d := small()
	for _, b := range d.Body {
		if table, ok := b.(*doc.Table); ok {
			table.Turned = true
		}
	}
	file := export(t, d)
	places := map[string]int{}
	for i := range 4 {
		footer := parse(t, partOf(t, file, fmt.Sprintf("word/footer%d.xml", i+1)))
		for _, at := range footer.all("tblpPr") {
			if fields, cells := footer.all("fldSimple"), footer.all("textDirection"); len(fields) != 1 || len(cells) != 1 || cells[0].attr("val") != "tbRl" {
				t.Errorf("footer %d: %d numbers in %d turned cells", i+1, len(fields), len(cells))
			}
			places[at.attr("horzAnchor")+" "+at.attr("tblpX")+" "+at.attr("vertAnchor")+" "+at.attr("tblpY")]++
		}
	}
	if len(places) != 1 || places["page 1407 page 1587"] != 2 {
		t.Errorf("the numbers of turned pages stand at %v", places)
	}
}
