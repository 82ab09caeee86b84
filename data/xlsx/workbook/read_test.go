package workbook

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

func TestCells(t *testing.T) {
	for _, c := range []struct{ name, cell, want string }{
		{"number", `<c r="A1"><v>12</v></c>`, `1 "12" ""`},
		{"number that Excel could not write exactly", `<c r="A1"><v>59237.244899999998</v></c>`, `1 "59237.2449" ""`},
		{"number with an exponent", `<c r="A1"><v>1.2345E-3</v></c>`, `1 "0.0012345" ""`},
		{"number with a format", `<c r="A1" s="3"><v>12.386</v></c>`, `1 "12.386" "0.0000"`},
		{"number whose format has words", `<c r="A1" s="4"><v>3</v></c>`, `1 "3" "0\"（dmy）\""`},
		{"date", `<c r="A1" s="1"><v>45296</v></c>`, `2 "2024-01-05" ""`},
		{"date of a Chinese format", `<c r="A1" s="2"><v>45296.5</v></c>`, `2 "2024-01-05" "yyyy\"年\"m\"月\"d\"日\""`},
		{"date in ISO form", `<c r="A1" t="d"><v>2024-01-05T00:00:00</v></c>`, `2 "2024-01-05" ""`},
		{"shared text", `<c r="A1" t="s"><v>0</v></c>`, `0 "甲" ""`},
		{"text of several runs without its phonetic guide", `<c r="A1" t="s"><v>1</v></c>`, `0 "乙 丙" ""`},
		{"text with escapes", `<c r="A1" t="s"><v>2</v></c>`, `0 "a\nb_x0041_" ""`},
		{"text in its cell", `<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>甲</t></r><r><t>乙</t></r></is></c>`, `0 "甲乙" ""`},
		{"text that is not there", `<c r="A1" t="s"><v>99</v></c>`, ``},
		{"truth value", `<c r="A1" t="b"><v>1</v></c>`, `3 "TRUE" ""`},
		{"error", `<c r="A1" t="e"><f>B1</f><v>#REF!</v></c>`, `4 "#REF!" ""`},
		{"cell of a format only", `<c r="A1" s="1"/>`, ``},
		{"place that is not said", `<c><v>7</v></c>`, `1 "7" ""`},
		{"elements that are not known", `<c r="A1"><extLst><ext><v>9</v></ext></extLst><v>7</v></c>`, `1 "7" ""`},
		{"namespace with a prefix", `<x:c r="A1"><x:v>7</x:v></x:c>`, `1 "7" ""`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if cell := first(t, `<row r="1">`+c.cell+`</row>`).Cell(Ref{1, 1}); cell != nil {
				got = fmt.Sprintf("%d %q %q", cell.Kind, cell.Text, cell.Format)
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestMergedCells(t *testing.T) {
	s := first(t, `<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="B2:C3"/><mergeCell ref="A1:XFD1"/><mergeCell ref="?"/></mergeCells>`)
	if c := s.Cell(Ref{3, 3}); c == nil || c.Text != "1" {
		t.Errorf("C3 is %v", c)
	}
	if got := s.Extent(Ref{3, 2}); got != (Range{Ref{2, 2}, Ref{3, 3}}) {
		t.Errorf("extent %v", got)
	}
	if got := s.Extent(Ref{5, 5}); got != (Range{Ref{5, 5}, Ref{5, 5}}) {
		t.Errorf("extent of a cell that is not merged %v", got)
	}
}

func TestHiddenParts(t *testing.T) {
	b, said := Read("b.xlsx", packed(t, map[string]string{
		"xl/workbook.xml":          strings.Replace(book, "<sheet ", `<sheet state="veryHidden" `, 1),
		"xl/worksheets/sheet1.xml": sheetOf(`<cols><col min="2" max="3" hidden="true"/></cols><sheetData><row r="4" hidden="1"><c r="A4"><v>1</v></c></row></sheetData>`),
	}))
	if b == nil {
		t.Fatal(said)
	}
	s := b.Sheets[0]
	if !s.Hidden || !s.Hides(Ref{4, 1}) || !s.Hides(Ref{1, 3}) || s.Hides(Ref{1, 1}) {
		t.Errorf("hidden: %v %v %v %v", s.Hidden, s.Hides(Ref{4, 1}), s.Hides(Ref{1, 3}), s.Hides(Ref{1, 1}))
	}
}

func TestDatesSince1904(t *testing.T) {
	b, said := Read("b.xlsx", packed(t, map[string]string{
		"xl/workbook.xml":          strings.Replace(book, "<workbook>", `<workbook><workbookPr date1904="1"/>`, 1),
		"xl/worksheets/sheet1.xml": sheetOf(`<row><c s="1"><v>43834</v></c></row>`),
	}))
	if b == nil {
		t.Fatal(said)
	}
	if got := b.Sheets[0].Cell(Ref{1, 1}).Text; got != "2024-01-05" {
		t.Errorf("got %s", got)
	}
}

func TestFormulas(t *testing.T) {
	const cells = `<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2.5</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c><c r="D1"><f>A1+B1</f><v>0</v></c></row>
<row r="2"><c r="A2"><f>%s</f></c></row>
<row r="3"><c r="A3"><f t="shared" ref="A3:C3" si="0">A$1+$B1</f></c><c r="C3"><f t="shared" si="0"/></c></row><row r="9"><c r="Z9"><v>4</v></c></row>`
	value := func(c *Cell) (decimal.Decimal, bool) {
		if c.Kind != Number {
			return decimal.Zero, false
		}
		d, err := decimal.NewFromString(c.Text)
		return d, err == nil
	}
	for _, c := range []struct{ formula, want string }{
		{"A1", "1"}, {"SUM(A1:D1)", "7"}, {"SUM(A1,B1,10)", "13.5"}, {"sum(a1:b1)", "3.5"}, {"A1-(B1+1)", "-2.5"}, {"-A1+ +2", "1"},
		{"$A$1+D1", "4.5"}, {"SUM(A1:XFD1048576)", ""}, {"A1+Q7", "1"}, {"SUM(A1:B1)+SUM(D1)", "7"},
		{"A1+C1", ""}, {"A2", ""}, {"A1*2", ""}, {"IF(A1,1,2)", ""}, {"表!A1", ""}, {"A1:B1", ""}, {"SUM(A1:B1", ""}, {"[1]表!A1", ""}, {"", ""}, {"1e9", ""},
		{strings.Repeat("(", 500) + "1" + strings.Repeat(")", 500), ""}, {strings.Repeat("-", 500) + "1", ""},
	} {
		s := first(t, fmt.Sprintf(cells, c.formula))
		cell := s.Cell(Ref{2, 1})
		got := ""
		if cell != nil {
			if d, ok := s.Compute(cell, value); ok {
				got = d.String()
			}
		}
		if got != c.want {
			t.Errorf("%.40s = %s, want %s", c.formula, got, c.want)
		}
	}
	s := first(t, fmt.Sprintf(cells, "1"))
	if got := s.Cell(Ref{3, 3}).Formula; got != "C$1+$B1" {
		t.Errorf("the shared formula is %s", got)
	}
}

func TestFormulasThatNeedEachOtherVeryOften(t *testing.T) {
	var rows strings.Builder
	for i := 1; i < 60; i++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d"><f>A%d+A%d</f></c></row>`, i, i, i+1, i+1)
	}
	s := first(t, rows.String())
	if _, ok := s.Compute(s.Cell(Ref{1, 1}), func(*Cell) (decimal.Decimal, bool) { return decimal.Zero, true }); ok {
		t.Error("2^60 additions were done")
	}
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		ref  Ref
		want string
	}{{Ref{1, 1}, "A1"}, {Ref{12, 26}, "Z12"}, {Ref{3, 27}, "AA3"}, {Ref{1048576, 16384}, "XFD1048576"}} {
		if got := c.ref.String(); got != c.want {
			t.Errorf("%v is %s, want %s", c.ref, got, c.want)
		}
		if got, ok := parseRef(c.want); !ok || got != c.ref {
			t.Errorf("%s is %v", c.want, got)
		}
	}
	for _, s := range []string{"", "A", "1", "A0", "XFE1", "A1048577", "AAAAAAAAAA1", "A+1", "A-1", "A1B", "$", "中1"} {
		if got, ok := parseRef(s); ok {
			t.Errorf("%q is %v", s, got)
		}
	}
}
