package layout

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/growth"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

func paginate(t testing.TB, d *doc.Document) []frame.Page {
	t.Helper()
	pages, problems := pagesOf(d, book(t))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return pages
}

func TestReport(t *testing.T) {
	golden.Check(t, filepath.Join("testdata", "report.golden"), []byte(dump(paginate(t, report(t)))))
}

func TestDividedTable(t *testing.T) {
	d := report(t)
	for i, b := range d.Body {
		if b, ok := b.(*doc.Table); ok && b.Title == "requests" {
			d.Body = append([]doc.Block{&doc.Paragraph{ID: 9999, Style: "body", Runs: []doc.Run{{Text: strings.Repeat("收到申请。", 55)}}}}, d.Body[i-1:i+1]...)
			break
		}
	}
	last := d.Body[len(d.Body)-1].(*doc.Table)
	last.Notes = []*doc.Paragraph{{ID: 9998, Style: "note", Runs: []doc.Run{{Text: "注：数量含上年度结转数量。"}}}}
	golden.Check(t, filepath.Join("testdata", "divided.golden"), []byte(dump(paginate(t, d))))
}

func TestSmallDocuments(t *testing.T) {
	tests := []struct{ name, text string }{
		{"signature", "其他需要报告的事项如下。\n本年度未收取信息处理费。\n~ 云川市青禾区人民政府信访局\n~ 2024年1月5日"},
		{"signature-long-date", "无。\n~ 信访局\n~ 2024年11月25日"},
		{"title-broken-evenly", "= 金平苗族瑶族傣族自治县民族宗教事务委员会办公室\n= 2023年政府信息公开工作年度报告\n正文。"},
		{"link-over-two-lines", "报告电子版可以在门户网站（<http://www.example.gov.cn/zfxxgk/zfxxgkndbg/2023/index.html>）查询下载。"},
		{"bold", "一是**健全工作机制2023。**落实分工。"},
		{"figures-that-are-too-wide", "@disclosure 0 1 22（其中修订16件） 22（其中修订16件、重新公布3件并予以延长有效期，详见附件所列各项内容和门户网站公告、公示、通知） 7 8 9 10 11 1234567.8901\n@review 123456789 1234567 123456 12345 1234"},
		{"note", "@review\n^ 注：行政复议、行政诉讼数量含上年结转数量。\n# 存在的主要问题\n无。"},
		{"headings", "# 总体情况\n## 主动公开\n### 政策解读\n正文。"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, test.text)
			pages := paginate(t, d)
			checkWhole(t, d, pages)
			golden.Check(t, filepath.Join("testdata", test.name+".golden"), []byte(dump(pages)))
		})
	}
}

// TestPageBegins sets lines of the text block's height and more, and says what
// the second page begins with.
func TestPageBegins(t *testing.T) {
	line := strings.Repeat("行", 26)
	three := line + strings.Repeat("二", 28) + "三行。"
	four := line + strings.Repeat("二", 28) + strings.Repeat("三", 28) + "四行。"
	tests := []struct {
		name, text string
		lines      int // of one character each before text
		want       string
	}{
		{"a paragraph never leaves its first line", four, 21, line},
		{"two lines may stay and two go", four, 20, strings.Repeat("三", 28)},
		{"three lines go together", three, 20, line},
		{"a heading goes with the text", "# 标题\n正文", 21, "一、标题"},
		{"headings go with the next heading", "# 标题\n## 标题\n正文", 20, "一、标题"},
		{"a heading with one line below it may end a page", "# 标题\n" + four, 20, strings.Repeat("二", 28)},
		{"a heading goes with its table", "# 标题\n@review", 19, "一、标题"},
		{"a note goes with its table", "@review\n^ 注：无。", 19, "行政复议"},
		{"a table may stand at the very end", "@review\n正文", 19, "正文"},
		{"a signature takes two lines along", "甲\n乙\n~ 某局\n~ 2024年1月5日", 20, "甲"},
		{"a signature takes the end of a paragraph along", four + "\n~ 某局\n~ 2024年1月5日", 17, strings.Repeat("三", 28)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pages := paginate(t, read(t, strings.Repeat("无\n", test.lines)+test.text))
			if len(pages) != 2 {
				t.Fatalf("%d pages", len(pages))
			}
			first, begins := unit.Length(0), ""
			each(pages[1:], func(_ frame.Page, text *frame.Text) {
				if first == 0 {
					first = text.Y
				}
				if text.Y == first && len(begins) < len(test.want) {
					begins += text.String
				}
			})
			if begins != test.want {
				t.Errorf("the second page begins with %q, want %q", begins, test.want)
			}
		})
	}
}

func TestFurniture(t *testing.T) {
	tests := []struct {
		name  string
		place doc.Placement
	}{{"outside", doc.Outside}, {"centre", doc.Centre}, {"right", doc.Right}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, strings.Repeat("无。\n", 23))
			d.Page.Number.Place, d.Meta.Draft = test.place, true
			var pages []frame.Page
			for _, p := range paginate(t, d) {
				var kept []frame.Item
				for _, item := range p.Items {
					if text := item.(*frame.Text); text.Artifact != frame.Content || text.Node == doc.DraftNode {
						kept = append(kept, text)
					}
				}
				p.Items = kept
				pages = append(pages, p)
			}
			golden.Check(t, filepath.Join("testdata", "furniture-"+test.name+".golden"), []byte(dump(pages)))
		})
	}
}

func TestEverythingMissingIsSaidOnce(t *testing.T) {
	d := read(t, "= 𰻟县人民政府\n# 总体𰻠情况\n前𰻟后𰻟\n@review 𰻟 𰻟\n~ 𰻟县人民政府")
	d.Page.Number.After, d.Page.DraftMark, d.Meta.Draft = "𰻟", "𰻠", true
	pages, problems := pagesOf(d, book(t))
	if pages != nil {
		t.Error("there are pages")
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Pos.String()+" "+p.Level.String()+" "+p.Message.EN)
	}
	want := []string{
		" error no face has “𰻠” (U+30EE0)",
		" error no face has “𰻟” (U+30EDF)",
		"report.txt:1:3 error no face has “𰻟” (U+30EDF)",
		"report.txt:2:5 error no face has “𰻠” (U+30EE0)",
		"report.txt:3:2 error no face has “𰻟” (U+30EDF)",
		"report.txt:3:4 error no face has “𰻟” (U+30EDF)",
		"report.txt:5:3 error no face has “𰻟” (U+30EDF)",
	}
	for col := range 2 {
		want = append(want, fmt.Sprintf("tables.tsv:4:%d error no face has “𰻟” (U+30EDF)", col+1))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestBadDocuments(t *testing.T) {
	noPitch := read(t, "无。")
	noPitch.Page.Pitch = 0
	noStyle := read(t, "无。")
	noStyle.Styles = noStyle.Styles[1:] // body
	torn := read(t, "@review")
	torn.Body[0].(*doc.Table).Rows[0].Cells[0].ColSpan = 7
	tall := read(t, "@review")
	tall.Body[0].(*doc.Table).Rows[3].Height = tall.Page.TextHeight()
	tests := []struct {
		name string
		doc  *doc.Document
		pos  diag.Pos
		want string
	}{
		{"no pitch", noPitch, diag.Pos{}, "the text block is too small for a line"},
		{"no style", noStyle, diag.Pos{}, `the style sheet has no style "body"`},
		{"overlapping cells", torn, diag.Pos{File: "tables.tsv", Line: 1, Col: 6}, `table "review": the cell at row 1, column 6 covers another, is out of order or leaves the table`},
		{"a row higher than a page", tall, diag.Pos{File: "tables.tsv", Line: 1, Col: 1}, "a row of the table is higher than a page's text block"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pages, problems := pagesOf(test.doc, book(t))
			if pages != nil || len(problems) != 1 || problems[0].Message.EN != test.want || problems[0].Pos != test.pos {
				t.Errorf("%d pages, problems %q at %v; want %q at %v", len(pages), problems, problems, test.want, test.pos)
			}
		})
	}
}

func TestSameInputSamePages(t *testing.T) {
	a, b := dump(paginate(t, report(t))), dump(paginate(t, report(t)))
	if a != b {
		t.Error("two runs differ")
	}
}

func BenchmarkPaginate(b *testing.B) {
	d, faces := report(b), book(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := pagesOf(d, faces); problems.HasErrors() {
			b.Fatal(problems)
		}
	}
}

// FuzzText: whatever is set, in running text and in a narrow cell, comes out whole.
func FuzzText(f *testing.F) {
	f.Add("2023年，收到（上年结转）12 件，见http://www.example.gov.cn/a?b=c。", false)
	f.Add("  一 二\u200b三\u00a0四——五……六　 ", true)
	f.Add("a\u0301\U000E0100好\u200d", true)
	f.Fuzz(growth.Bounded(func(t *testing.T, text string, bold bool) {
		d := read(t, "@review")
		run := []doc.Run{{Text: text, Bold: bold}}
		d.Body[0].(*doc.Table).Rows[1].Cells[0].Runs = run
		d.Body[0].(*doc.Table).Rows[3].Cells[0].Runs = run
		d.Body = append(d.Body, &doc.Paragraph{ID: 900, Style: "body", Runs: run}, &doc.Title{ID: 901, Lines: [][]doc.Run{run}})
		pages, problems := pagesOf(d, book(t))
		if problems.HasErrors() {
			if pages != nil {
				t.Error("there are pages")
			}
			return
		}
		checkWhole(t, d, pages)
	}))
}

func TestLayoutEndsWithItsContext(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	pages, setting, problems := Typeset(ended, report(t), book(t), Wants{})
	if pages != nil || setting != nil || !problems.HasErrors() {
		t.Errorf("%v, %v, %v", pages, setting, problems)
	}
}
