package fidelity

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"gongwen/internal/judge"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// printed makes marks of lines of text: "|" begins another page. A character
// is 10 points wide, a line 20 high.
func printed(lines ...string) []Mark {
	var marks []Mark
	page, y := 1, 110.0
	for _, line := range lines {
		if line == "|" {
			page, y = page+1, 110
			continue
		}
		for i, r := range []rune(line) {
			if r != ' ' {
				marks = append(marks, Mark{Rune: r, Page: page, X: 105 + 10*float64(i), Y: y, word: 100 + 10*float64(i)})
			}
		}
		y += 20
	}
	order(marks)
	return marks
}

// sample is a heading, a paragraph and a table of two columns of 30 points.
func sample() *doc.Document {
	run := func(s string) []doc.Run { return []doc.Run{{Text: s}} }
	cell := func(row, col int, s string) doc.Cell {
		return doc.Cell{Row: row, Col: col, RowSpan: 1, ColSpan: 1, Runs: run(s)}
	}
	const pt = unit.Point
	return &doc.Document{
		Page: doc.PageStyle{Width: 400 * pt, Height: 500 * pt, Top: 100 * pt, Bottom: 100 * pt, Left: 100 * pt, Right: 100 * pt},
		Body: []doc.Block{
			&doc.Heading{ID: 1, Number: "一、", Runs: run("总体")},
			&doc.Paragraph{ID: 2, Style: "body", Runs: run("公开政府信息2023年，共三条。")},
			&doc.Table{ID: 3, Widths: []unit.Length{30 * pt, 30 * pt}, Rows: []doc.Row{
				{ID: 4, Cells: []doc.Cell{cell(0, 0, "维持"), cell(0, 1, "0")}},
				{ID: 5, Cells: []doc.Cell{cell(1, 0, "总计"), cell(1, 1, "0")}},
			}},
		},
	}
}

func TestScores(t *testing.T) {
	ours := printed("一、总体", "公开政府信息", "2023年，共三", "条。", "维持 0", "总计 0")
	for _, c := range []struct {
		name                  string
		theirs                []Mark
		headings, rows, lines int // that are the same
		class                 Class
	}{
		{"the same", ours, 1, 2, 3, ""},
		{"a row on the next page", printed("一、总体", "公开政府信息", "2023年，共三", "条。", "维持 0", "|", "总计 0"), 1, 1, 3, OtherPage},
		{"a number parted", printed("一、总体", "公开政府信息2023", "年，共三", "条。", "维持 0", "总计 0"), 1, 2, 1, Number},
		{"a shorter line", printed("一、总体", "公开政府信", "息2023年，共三", "条。", "维持 0", "总计 0"), 1, 2, 1, EarlierEnd},
		{"a longer line", printed("一、总体", "公开政府信息", "2023年，共三条", "。", "维持 0", "总计 0"), 1, 2, 1, LaterEnd},
		{"marks", printed("一、总体", "公开政府信息", "2023年，", "共三条。", "维持 0", "总计 0"), 1, 2, 1, EarlierEnd},
		{"text that is not there", printed("一、总体", "维持 0", "总计 0"), 1, 2, 0, NotFound},
		{"rows in head again", printed("一、总体", "公开政府信息", "2023年，共三", "条。", "维持 0", "|", "维持 0", "总计 0"), 1, 1, 3, OtherPage},
	} {
		s := Compare(sample(), ours, c.theirs)
		if s.Headings.Same != c.headings || s.Rows.Same != c.rows || s.Lines.Same != c.lines || s.Headings.All != 1 || s.Rows.All != 2 || s.Lines.All != 3 {
			t.Errorf("%s: headings %v, rows %v, lines %v", c.name, s.Headings, s.Rows, s.Lines)
		}
		if c.class == "" && len(s.Differences) > 0 || c.class != "" && (len(s.Differences) == 0 || s.Differences[0].Class != c.class) {
			t.Errorf("%s: differences %+v, want %s", c.name, s.Differences, c.class)
		}
	}
}

func TestWhatIsAroundTheTextBlockIsNotRead(t *testing.T) {
	marks := append(printed("一、总体"), Mark{Rune: '1', Page: 1, X: 200, Y: 440}, Mark{Rune: '草', Page: 1, X: 200, Y: 60})
	order(marks)
	if got := Locate(sample(), marks)[0]; got.Page != 1 {
		t.Errorf("the heading is on page %d", got.Page)
	}
}

func TestParse(t *testing.T) {
	marks, err := parse([]byte("<html><head><title>\xed\xa1\x88</title></head><body><doc><page width=\"1\" height=\"1\">\n" +
		"<word xMin=\"40\" yMin=\"100\" xMax=\"60\" yMax=\"110\">&lt;开</word>\n<word xMin=\"20\" yMin=\"101\" xMax=\"40\" yMax=\"112\">公</word></page>" +
		"<page width=\"1\" height=\"1\"><word xMin=\"0\" yMin=\"0\" xMax=\"1\" yMax=\"1\">二</word></page></doc></body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, m := range marks {
		got.WriteRune(rune('0' + m.Page))
		got.WriteRune(m.Rune)
	}
	if got.String() != "1公1<1开2二" {
		t.Errorf("read %s", got.String())
	}
}

// TestPagesOfTheSameText: characters in other lines are the same text, those on
// another page or beside a page that is turned are not.
func TestPagesOfTheSameText(t *testing.T) {
	ours := printed("一、总体", "维持 0", "|", "总计 0")
	for _, c := range []struct {
		theirs []Mark
		want   Count
	}{
		{printed("一、总", "体维持 0", "|", "总计 0"), Count{2, 2}},
		{printed("一、总体", "维持", "|", "总计 0 0"), Count{0, 2}},
		{printed("一、总体", "维持 0"), Count{1, 2}},
	} {
		if got := Compare(sample(), ours, c.theirs).Texts; got != c.want {
			t.Errorf("got %v, want %v", got, c.want)
		}
	}
	beside := Mark{Rune: '5', Page: 2, X: 60, Y: 200, Turned: true}
	if inText(sample().Page, beside) || !inText(sample().Page, Mark{X: 200, Y: 200, Turned: true}) {
		t.Error("what stands beside the text of a turned page is text")
	}
}

// TestFortyPagesOfTables asks LibreOffice: the accounts of a department, most of whose
// tables go on over many pages, some of them turned, have the same pages with the same
// text in both formats.
func TestFortyPagesOfTables(t *testing.T) {
	judge.Path(t, "soffice")
	judge.Path(t, "pdftotext")
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	defer stop()
	results, err := Measure(ctx, Variants()[0], []string{"testdata/department/forty-pages-of-tables.yaml", "../../../examples/documents/final-accounts.yaml"}, "../../../fonts/files", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if n := results[0].Pages; n < 45 {
		t.Errorf("%d pages", n)
	}
	for _, r := range results {
		s := r.Score
		if r.Pages != r.Printed || s.Rows.All < 200 || s.Rows.Same != s.Rows.All || s.Headings.Same != s.Headings.All || s.Texts.Same != s.Texts.All {
			t.Errorf("%s: %d pages of the PDF, %d of the DOCX; headings %v, rows %v, pages of the same text %v", r.Name, r.Pages, r.Printed, s.Headings, s.Rows, s.Texts)
			for _, d := range s.Differences {
				t.Logf("%s: %s | %s", d.Class, d.Ours, d.There)
			}
		}
	}
}

// TestSeedIsTheSameInBothFormats asks LibreOffice.
func TestSeedIsTheSameInBothFormats(t *testing.T) {
	judge.Path(t, "soffice")
	judge.Path(t, "pdftotext")
	if _, err := os.Stat("../../../fonts/files/FandolFang-Regular.otf"); err != nil {
		t.Skip("the build carries no FandolFang")
	}
	// Per cent of headings and rows on the same page, and of lines that are the
	// same. A plain file has its pages alone.
	least := map[string][2]float64{"plain": {}, "embedded": {}, "word": {100, 95}, "exact": {100, 97}}
	for _, v := range Variants() {
		t.Run(v.Name, func(t *testing.T) {
			ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
			defer stop()
			results, err := Measure(ctx, v, []string{"../../../examples/shaxian-xinfangju-2023.yaml"}, "../../../fonts/files", t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			r := results[0]
			if r.Pages < 5 || r.Printed < r.Pages-1 || r.Printed > r.Pages+1 {
				t.Errorf("the PDF has %d pages, the DOCX %d", r.Pages, r.Printed)
			}
			want, s := least[v.Name], r.Score
			if s.Headings.Percent() < want[0] || s.Rows.Percent() < want[0] || s.Lines.Percent() < want[1] || s.Lines.All < 50 || s.Rows.All < 40 {
				t.Errorf("headings %v, rows %v, lines %v", s.Headings, s.Rows, s.Lines)
				for _, d := range s.Differences {
					t.Logf("%s: %s | %s", d.Class, d.Ours, d.There)
				}
			}
		})
	}
}
