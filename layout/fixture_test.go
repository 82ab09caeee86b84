package layout

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// pagesOf is the pages of a document.
func pagesOf(d *doc.Document, book *fonts.Book) ([]frame.Page, diag.List) {
	pages, _, problems := Typeset(context.Background(), d, book, Wants{Lines: true})
	return pages, problems
}

// testBook holds the carried faces in the roles of GB/T 9704-2012.
var testBook = sync.OnceValues(func() (*fonts.Book, diag.List) {
	const regular, bold = "LiberationSerif-Regular", "LiberationSerif-Bold"
	return fonts.NewBook([]fonts.Role{
		{ID: "小标宋", Latin: "NotoSerifSC-Bold", Faces: []fonts.Use{{Face: "NotoSerifSC-Bold"}}},
		{ID: "仿宋", Latin: regular, LatinBold: bold, Faces: []fonts.Use{
			{Face: "FandolFang-Regular", Only: []string{"gb2312-hanzi", "、，。：；？！“”‘’（）…·〔〕【】「」『』"}},
			{Face: "LXGWWenKai-Light", Except: []string{"“”‘’·—…"}},
			{Face: "NotoSerifSC-Regular"},
		}},
		{ID: "楷体", Latin: regular, LatinBold: bold, Faces: []fonts.Use{{Face: "LXGWWenKai-Light", Except: []string{"“”‘’·—…"}}, {Face: "NotoSerifSC-Regular"}}},
		{ID: "黑体", Latin: "NotoSansSC-Medium", Faces: []fonts.Use{{Face: "NotoSansSC-Medium"}}},
		{ID: "宋体", Latin: regular, LatinBold: bold, Faces: []fonts.Use{{Face: "NotoSerifSC-Regular"}}},
	}, fonts.Options{})
})

func book(t testing.TB) *fonts.Book {
	t.Helper()
	b, problems := testBook()
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return b
}

// emptyDocument has the page and styles of GB/T 9704-2012.
func emptyDocument() *doc.Document {
	const pt, mm = unit.Point, unit.Millimetre
	pitch := 579 * unit.Twip
	body := doc.TextStyle{Role: "body", Font: "仿宋", Size: 16 * pt, Leading: pitch, Tracking: -5 * unit.Twip, IndentChars: 2}
	as := func(s doc.TextStyle, role, font string, align doc.Align) doc.TextStyle {
		s.Role, s.Font, s.Align = role, font, align
		return s
	}
	cell := doc.TextStyle{Size: 10 * pt, Leading: 13 * pt}
	d := &doc.Document{
		Page: doc.PageStyle{
			Width: 210 * mm, Height: 297 * mm, Top: 37 * mm, Left: 28 * mm, Right: 26 * mm, Bottom: 35 * mm,
			Lines: 22, Characters: 28, Widows: 2, Pitch: pitch, DraftMark: "草稿",
			Number: doc.PageNumber{Before: "— ", After: " —", Drop: 7 * mm, Inset: 14 * pt},
		},
		Styles: []doc.TextStyle{
			body,
			as(body, "heading-1", "黑体", doc.Left),
			as(body, "heading-2", "楷体", doc.Left),
			as(body, "heading-3", "仿宋", doc.Left),
			as(body, "signature", "仿宋", doc.AlignRight),
			as(cell, "table-head", "宋体", doc.Centred),
			as(cell, "table-stub", "宋体", doc.Left),
			as(cell, "table-centre", "宋体", doc.Centred),
			as(cell, "table-number", "宋体", doc.Centred),
			as(cell, "table-note", "楷体", doc.Left),
			{Role: "table-band", Font: "宋体", Size: 10 * pt, Leading: 14 * pt, Align: doc.Left},
			{Role: "note", Font: "宋体", Size: 10 * pt, Leading: 15 * pt, Align: doc.Left},
			{Role: "title", Font: "小标宋", Size: 22 * pt, Leading: 36 * pt, Align: doc.Centred},
			{Role: "page-number", Font: "宋体", Size: 14 * pt, Leading: 18 * pt},
			{Role: "draft", Font: "黑体", Size: 16 * pt, Leading: 18 * pt, Color: doc.Color{R: 0x80, G: 0x80, B: 0x80}},
		},
		Tables: doc.TableStyle{Border: pt / 2, CellMargin: 57 * unit.Twip, BandFill: &doc.Color{R: 0xC6, G: 0xD9, B: 0xF1}, Gap: 225 * mm / 4},
	}
	slices.SortFunc(d.Styles, func(a, b doc.TextStyle) int { return cmp.Compare(a.Role, b.Role) })
	return d
}

// read makes a document of text, a block a line: "= " begins a line of the
// title, "# " and "## " a heading, "^ " a note, "~ " a line of the signature,
// "@" names a table of tables.tsv, which figures may follow. In running text
// **…** is bold and <…> a link.
func read(t testing.TB, text string) *doc.Document {
	t.Helper()
	r := reader{Document: emptyDocument()}
	for i, line := range strings.Split(text, "\n") {
		r.pos = diag.Pos{File: "report.txt", Line: i + 1, Col: 1}
		mark, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "":
		case mark == "=":
			r.title(rest)
		case strings.HasPrefix(mark, "#"):
			r.heading(len(mark), rest)
		case mark == "^":
			b := r.Body[len(r.Body)-1].(*doc.Table)
			b.Notes = append(b.Notes, r.text("note", rest, 2))
		case mark == "~":
			r.signOff(r.text("signature", rest, 2))
		case strings.HasPrefix(mark, "@"):
			r.table(t, mark[1:], strings.Fields(rest))
		default:
			r.Body = append(r.Body, r.text("body", line, 0))
		}
	}
	return r.Document
}

type reader struct {
	*doc.Document
	last     doc.NodeID
	ordinals [4]int
	pos      diag.Pos
}

func (r *reader) id() doc.NodeID {
	r.last++
	return r.last
}

func (r *reader) title(text string) {
	if len(r.Body) == 0 {
		r.Body = append(r.Body, &doc.Title{ID: r.id()})
	}
	b := r.Body[0].(*doc.Title)
	b.Lines = append(b.Lines, []doc.Run{{Text: text, Pos: r.pos.Offset(2)}})
}

func (r *reader) heading(level int, text string) {
	r.ordinals[level-1]++
	clear(r.ordinals[level:])
	number := doc.HeadingNumber([]string{"一、", "（一）", "1."}[level-1], r.ordinals[level-1])
	r.Body = append(r.Body, &doc.Heading{ID: r.id(), Level: level, Number: number, Runs: []doc.Run{{Text: text, Pos: r.pos.Offset(level + 1)}}})
}

// signOff adds a line of the 落款: the agency, then the date.
func (r *reader) signOff(line *doc.Paragraph) {
	if b, begun := r.Body[len(r.Body)-1].(*doc.SignOff); begun {
		b.Date = *line
		return
	}
	r.Body = append(r.Body, &doc.SignOff{Agency: *line})
}

func (r *reader) text(style, text string, skipped int) *doc.Paragraph {
	r.pos = r.pos.Offset(skipped)
	p := &doc.Paragraph{ID: r.id(), Style: style}
	for i, part := range strings.Split(text, "**") {
		before, rest, linked := strings.Cut(part, "<")
		p.Runs = append(p.Runs, doc.Run{Text: before, Bold: i%2 == 1, Pos: r.pos})
		if linked {
			target, after, _ := strings.Cut(rest, ">")
			p.Runs = append(p.Runs, doc.Run{ID: r.id(), Text: target, Link: target, Pos: r.pos}, doc.Run{Text: after, Pos: r.pos})
		}
	}
	return p
}

func (r *reader) table(t testing.TB, name string, figures []string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "tables.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	b := &doc.Table{ID: r.id(), Title: name, RowHeight: 340 * unit.Twip, HeadRows: map[string]int{"requests": 3, "review": 3}[name]}
	for _, line := range strings.Split(string(raw), "\n") {
		f := strings.Split(line, "\t")
		if f[0] != name {
			continue
		}
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(f[i+1])
		}
		if n[0] == len(b.Rows) {
			b.Rows = append(b.Rows, doc.Row{ID: r.id()})
		}
		c := doc.Cell{ID: r.id(), Row: n[0], Col: n[1], RowSpan: n[2], ColSpan: n[3], Style: "table-" + f[5]}
		c.Role = doc.CellRole(slices.Index([]string{"band", "head", "stub", "number"}, f[5]))
		switch {
		case c.Role == doc.Number && len(figures) > 0:
			f[6], figures = figures[0], figures[1:]
		case name == "disclosure" && c.Role == doc.Stub:
			c.Style = "table-centre"
		case name == "requests" && c.RowSpan == 3 && c.ColSpan == 3:
			c.Style = "table-note"
		}
		c.Runs = []doc.Run{{Text: f[6], Pos: diag.Pos{File: "tables.tsv", Line: len(b.Rows), Col: c.Col + 1}}}
		b.Rows[n[0]].Cells = append(b.Rows[n[0]].Cells, c)
	}
	weights := map[string][]unit.Length{
		"disclosure": {1, 1, 1, 1},
		"requests":   {754, 921, 3271, 685, 685, 685, 685, 685, 685, 685},
		"review":     {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
	}[name]
	b.Widths = share(r.Page.TextWidth(), weights)
	r.Body = append(r.Body, b)
}

// share divides a width in proportion to weights.
func share(width unit.Length, weights []unit.Length) []unit.Length {
	var sum, done, placed unit.Length
	for _, w := range weights {
		sum += w
	}
	shares := make([]unit.Length, len(weights))
	for i, w := range weights {
		done += w
		end := width.MulDiv(int64(done), int64(sum))
		shares[i], placed = end-placed, end
	}
	return shares
}

// report is the report in testdata.
func report(t testing.TB) *doc.Document {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "report.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return read(t, string(text))
}
