package docx

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// element is any element of a part.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func parse(t testing.TB, part string) element {
	t.Helper()
	var e element
	if err := xml.Unmarshal([]byte(part), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all is the descendants of a name, in document order.
func (e element) all(name string) []element {
	var out []element
	for _, c := range e.Children {
		if c.XMLName.Local == name {
			out = append(out, c)
		}
		out = append(out, c.all(name)...)
	}
	return out
}

// child is the first child of a name, found by a path such as pPr/pStyle.
func (e element) child(path string) (element, bool) {
	name, rest, deeper := strings.Cut(path, "/")
	for _, c := range e.Children {
		if c.XMLName.Local == name {
			if deeper {
				return c.child(rest)
			}
			return c, true
		}
	}
	return element{}, false
}

func (e element) children(name string) []element {
	var out []element
	for _, c := range e.Children {
		if c.XMLName.Local == name {
			out = append(out, c)
		}
	}
	return out
}

// plain is the text of all w:t, with line breaks for w:br.
func (e element) plain() string {
	switch e.XMLName.Local {
	case "t":
		return e.Text
	case "br":
		return "\n"
	case "tab":
		return "\t"
	}
	var b strings.Builder
	for _, c := range e.Children {
		b.WriteString(c.plain())
	}
	return b.String()
}

// shapes is documents that between them hold every structure.
func shapes(t *testing.T) map[string]*doc.Document {
	tables := officialTables(t)
	adjacent := look()
	adjacent.Body = []doc.Block{tables[0], tables[1], tables[2]}
	single := look()
	single.Body = []doc.Block{&doc.Table{
		Widths: []unit.Length{unit.Centimetre}, HeadRows: 1,
		Rows: []doc.Row{{Cells: []doc.Cell{{RowSpan: 1, ColSpan: 1, Style: "table-head"}}}},
	}}
	return map[string]*doc.Document{"report": report(t), "tables side by side": adjacent, "one empty cell": single, "no body": look(), "changes and remarks": revised()}
}

func TestEveryStyleUsedExists(t *testing.T) {
	for name, d := range shapes(t) {
		file := export(t, d)
		kinds := map[string]string{}
		for _, s := range parse(t, partOf(t, file, "word/styles.xml")).all("style") {
			if _, twice := kinds[s.attr("styleId")]; twice {
				t.Errorf("%s: style %s is defined twice", name, s.attr("styleId"))
			}
			kinds[s.attr("styleId")] = s.attr("type")
		}
		for part, uses := range map[string]map[string]string{
			"word/document.xml": {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"},
			"word/footer1.xml":  {"pStyle": "paragraph"},
			"word/footer2.xml":  {"pStyle": "paragraph"},
			"word/styles.xml":   {"next": "paragraph"},
		} {
			root := parse(t, partOf(t, file, part))
			for use, kind := range uses {
				for _, e := range root.all(use) {
					if got := kinds[e.attr("val")]; got != kind {
						t.Errorf("%s: %s uses the %s style %q, which is of type %q", name, part, kind, e.attr("val"), got)
					}
				}
			}
		}
	}
}

func TestBodyEndsWithAParagraphAndTablesAreApart(t *testing.T) {
	for name, d := range shapes(t) {
		body, _ := parse(t, partOf(t, export(t, d), "word/document.xml")).child("body")
		for i, e := range body.Children {
			if e.XMLName.Local == "tbl" && body.Children[i+1].XMLName.Local != "p" {
				t.Errorf("%s: a table is followed by %s, want a paragraph", name, body.Children[i+1].XMLName.Local)
			}
		}
	}
}

func TestNoEmptyParagraphBeforeAHeading(t *testing.T) {
	for _, p := range parse(t, partOf(t, export(t, report(t)), "word/document.xml")).all("body")[0].children("p") {
		if p.plain() == "" {
			t.Error("the report has an empty paragraph outside its tables")
		}
	}
}

func TestTablesAreWellFormed(t *testing.T) {
	for name, d := range shapes(t) {
		for i, tbl := range parse(t, partOf(t, export(t, d), "word/document.xml")).all("tbl") {
			if err := checkTable(tbl); err != nil {
				t.Errorf("%s, table %d: %v", name, i+1, err)
			}
		}
	}
}

// checkTable finds what schema validation does not.
func checkTable(tbl element) error {
	var widths []int
	for _, c := range tbl.all("gridCol") {
		widths = append(widths, number(c.attr("w")))
	}
	above := map[int]int{} // grid column of a merged cell in the row above: its span
	headed := true
	for r, row := range tbl.children("tr") {
		_, head := element{Children: row.Children}.child("trPr/tblHeader")
		if head && !headed {
			return fmt.Errorf("row %d is a header row below one that is not", r+1)
		}
		headed = head
		col, merged := 0, map[int]int{}
		for _, cell := range row.children("tc") {
			if n := len(cell.Children); n == 0 || cell.Children[n-1].XMLName.Local != "p" {
				return fmt.Errorf("row %d: a cell does not end with a paragraph", r+1)
			}
			span := 1
			if s, ok := cell.child("tcPr/gridSpan"); ok {
				span = number(s.attr("val"))
			}
			if col+span > len(widths) {
				return fmt.Errorf("row %d reaches beyond the %d grid columns", r+1, len(widths))
			}
			want := 0
			for _, w := range widths[col : col+span] {
				want += w
			}
			if w, _ := cell.child("tcPr/tcW"); number(w.attr("w")) != want {
				return fmt.Errorf("row %d: a cell is %s wide over grid columns of %d", r+1, w.attr("w"), want)
			}
			if m, ok := cell.child("tcPr/vMerge"); ok {
				if m.attr("val") == "continue" && above[col] != span {
					return fmt.Errorf("row %d continues a cell at column %d that is not above it", r+1, col+1)
				}
				if m.attr("val") == "continue" && cell.plain() != "" {
					return fmt.Errorf("row %d: a continued cell holds the text %q", r+1, cell.plain())
				}
				merged[col] = span
			}
			col += span
		}
		if col != len(widths) {
			return fmt.Errorf("row %d covers %d of %d grid columns", r+1, col, len(widths))
		}
		above = merged
	}
	if w, _ := tbl.child("tblPr/tblW"); number(w.attr("w")) != total(widths) {
		return fmt.Errorf("the table is %s wide, its columns %d", w.attr("w"), total(widths))
	}
	return nil
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

func total(ns []int) int {
	sum := 0
	for _, n := range ns {
		sum += n
	}
	return sum
}

func TestOfficialTablesKeepTheirGrid(t *testing.T) {
	tables := officialTables(t)
	written := parse(t, partOf(t, export(t, report(t)), "word/document.xml")).all("tbl")
	if len(written) != len(tables) {
		t.Fatalf("%d tables, want %d", len(written), len(tables))
	}
	for i, tbl := range written {
		var want []string
		for _, row := range tables[i].Rows {
			for _, c := range row.Cells {
				want = append(want, place(c.Row, c.Col, c.RowSpan, c.ColSpan, doc.Text(c.Runs)))
			}
		}
		slices.Sort(want)
		if got := cells(tbl); !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", tables[i].Title, got, want)
		}
		heads := 0
		for _, row := range tbl.children("tr") {
			heads += len(row.all("tblHeader"))
		}
		if heads != tables[i].HeadRows {
			t.Errorf("%s: %d header rows, want %d", tables[i].Title, heads, tables[i].HeadRows)
		}
		widths := 0
		for _, c := range tbl.all("gridCol") {
			widths += number(c.attr("w"))
		}
		if widths != 8844 { // 156 mm in twips
			t.Errorf("%s is %d twips wide", tables[i].Title, widths)
		}
	}
}

// cells reads a table back as its merged cells.
func cells(tbl element) []string {
	type open struct{ row, span, rows int }
	var out []string
	texts := map[int]string{}
	opened := map[int]*open{}
	end := func(col int) {
		if o := opened[col]; o != nil {
			out = append(out, place(o.row, col, o.rows, o.span, texts[col]))
			delete(opened, col)
		}
	}
	for r, row := range tbl.children("tr") {
		col := 0
		for _, cell := range row.children("tc") {
			span := 1
			if s, ok := cell.child("tcPr/gridSpan"); ok {
				span = number(s.attr("val"))
			}
			if m, ok := cell.child("tcPr/vMerge"); ok && m.attr("val") == "continue" && opened[col] != nil {
				opened[col].rows++
			} else {
				for c := col; c < col+span; c++ {
					end(c)
				}
				opened[col], texts[col] = &open{row: r, span: span, rows: 1}, cell.plain()
			}
			col += span
		}
	}
	for col := range opened {
		end(col)
	}
	slices.Sort(out)
	return out
}

func place(row, col, rows, cols int, text string) string {
	return fmt.Sprintf("%02d/%02d %dx%d %s", row, col, rows, cols, text)
}
