package pdf_test

import (
	"fmt"
	"gongwen/data/intake/flow/flowtest"
	"strings"
	"testing"

	"gongwen/data/intake/pdf"
	"gongwen/internal/growth"
	"gongwen/internal/judge"
	"gongwen/internal/tier"
)

// file is a PDF file of objects numbered from 1, the first being the catalog.
func file(objects ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	places := make([]int, len(objects))
	for i, o := range objects {
		places[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return []byte(b.String())
}

func stream(content string) string {
	return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
}

// tagged is a file with one page of that content, and a structure tree whose
// element objects are 10 and up.
func tagged(content, kids string, elements ...string) []byte {
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>",
		"<</Type/Pages/Kids[4 0 R]/Count 1>>",
		"<</Type/StructTreeRoot/K " + kids + "/RoleMap<</Para/P/Title/P>>>>",
		"<</Type/Page/Parent 2 0 R/Contents[5 0 R]/Resources<</Font<</F1 6 0 R/F2 8 0 R>>>>>>",
		stream(content),
		"<</Type/Font/Subtype/Type0/BaseFont/X/ToUnicode 7 0 R>>",
		stream("1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <4E00> <0002> <D868DF88> endbfchar 2 beginbfrange <0010> <0012> <0030> <0020> <0021> [<4EF6> <6761>] endbfrange"),
		"<</Type/Font/Subtype/Type1/BaseFont/Times-Bold>>",
		"<</Type/Annot/Subtype/Link/A<</S/URI/URI(http://example.cn/a)>>>>",
	}
	return file(append(objects, elements...)...)
}

func TestReadsTheStructure(t *testing.T) {
	for _, c := range []struct {
		name, content, kids string
		elements            []string
		want                string
	}{
		{"paragraphs in the order of the tree", "/P<</MCID 0>>BDC /F1 9 Tf <0010> Tj EMC /P<</MCID 1>>BDC [<0001> -3 <0020>] TJ EMC", "[10 0 R 11 0 R]",
			[]string{"<</S/P/Pg 4 0 R/K 1>>", "<</S/Para/Pg 4 0 R/K[<</Type/MCR/MCID 0>>]>>"}, "一件\n0\n"},
		{"ranges and characters beyond the plane", "/H1<</MCID 0>>BDC /F1 9 Tf <001100120002> ' EMC", "10 0 R", []string{"<</S/H1/Pg 4 0 R/K 0>>"}, "H1 12\U0002A388\n"},
		{"actual text in place of glyphs", "/Span<</MCID 0/ActualText<FEFF300B>>>BDC /F1 9 Tf <0001> Tj EMC", "10 0 R", []string{"<</S/P/Pg 4 0 R/K 0>>"}, "》\n"},
		{"artifacts are left out", "/Artifact BMC /F1 9 Tf <0010> Tj EMC /P<</MCID 0>>BDC <0001> Tj EMC", "10 0 R", []string{"<</S/P/Pg 4 0 R/K 0>>"}, "一\n"},
		{"bold by stroke and by face", "/P<</MCID 0>>BDC /F1 9 Tf <0001> Tj 2 Tr <0020> Tj 0 Tr <0021> Tj /F2 9 Tf (ok) Tj EMC", "10 0 R", []string{"<</S/P/Pg 4 0 R/K 0>>"}, "一**件**条**ok**\n"},
		{"a link with its target", "/P<</MCID 0>>BDC /F1 9 Tf <0001> Tj EMC /Link<</MCID 1>>BDC <0010> Tj EMC", "10 0 R",
			[]string{"<</S/P/Pg 4 0 R/K[0 11 0 R]>>", "<</S/Link/Pg 4 0 R/K[1 <</Type/OBJR/Obj 9 0 R>>]>>"}, "一<0 http://example.cn/a>\n"},
		{"a table with spans", "/F1 9 Tf /TD<</MCID 0>>BDC <0010> Tj EMC /TD<</MCID 1>>BDC <0011> Tj EMC /TD<</MCID 2>>BDC <0012> Tj EMC", "10 0 R",
			[]string{"<</S/Table/Pg 4 0 R/K[<</S/TBody/K[11 0 R 12 0 R]>>]>>",
				"<</S/TR/K[<</S/TH/A<</O/Table/RowSpan 2>>/Pg 4 0 R/K 0>> <</S/TD/A[<</O/Layout>><</O/Table/ColSpan 3>>]/Pg 4 0 R/K 1>>]>>",
				"<</S/TR/K[<</S/TD/Pg 4 0 R/K[<</S/P/K 2>>]>>]>>"}, "|0 2x1 0|1 1x3 1|\n|1 1x1 2|\n"},
		{"a picture and an equation beside figures", "/F1 9 Tf /TD<</MCID 0>>BDC <0010> Tj EMC /TD<</MCID 1>>BDC <0011> Tj EMC /TD<</MCID 2>>BDC <0012> Tj EMC /TD<</MCID 3>>BDC <0020> Tj EMC", "10 0 R",
			[]string{"<</S/Table/Pg 4 0 R/K[11 0 R]>>",
				"<</S/TR/K[<</S/TD/K[<</S/P/K[<</S/Figure/Alt(5)>> <</Type/MCR/MCID 0>>]>>]>> <</S/TD/K[1 <</S/Formula/Alt(5)>>]>> <</S/TD/K[<</S/Formula>>]>> <</S/TD/K[<</S/Figure>> 3]>> <</S/TD/K 2>>]>>"},
			"|0 1x1 \uFFFC0{@5}|1 1x1 1\uFFFC|2 1x1 \uFFFC|3 1x1 件{@}|4 1x1 2|\n"},
		{"a figure by its alternative text", "", "10 0 R", []string{"<</S/Figure/Pg 4 0 R/Alt(chart)/K 0>>"}, "PICTURE chart\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, said := pdf.Read(t.Context(), "a.pdf", tagged(c.content, c.kids, c.elements...))
			if d == nil {
				t.Fatal(said)
			}
			if got := flowtest.Dump(d); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestListsAndCaptionsOfTheStructure(t *testing.T) {
	const text = "/F1 9 Tf /P<</MCID 0>>BDC <0011> Tj EMC /P<</MCID 1>>BDC <0001> Tj EMC /P<</MCID 2>>BDC <0020> Tj EMC /P<</MCID 3>>BDC /F2 9 Tf (2.) Tj EMC /P<</MCID 4>>BDC (*) Tj EMC"
	item := func(label, body string) string {
		return "<</S/LI/K[<</S/Lbl/Pg 4 0 R/K " + label + ">> <</S/LBody/Pg 4 0 R/K " + body + ">>]>>"
	}
	for kids, want := range map[string]string{
		"[<</S/L/K[" + item("3", "1") + item("4", "2") + "]>>]": "item 2 (2.) 一\nitem 0 (*) 件\n",
		"[<</S/L/K[" + item("0", "1") + "]>>]":                  "", // 1 alone is no mark
		"[<</S/L/K[<</S/LI/K[<</S/LBody/Pg 4 0 R/K 1>>]>>]>>]":  "item 0 () 一\n",
		"[<</S/Table/K[<</S/Caption/Pg 4 0 R/K 1>> <</S/THead/K[<</S/TR/K[<</S/TH/Pg 4 0 R/K 2/A<</O/Layout/TextAlign/Center>>>>]>>]>> <</S/TBody/K[<</S/TR/K[<</S/TD/Pg 4 0 R/K 0/A[<</O/Table>><</O/Layout/TextAlign/End>>]>>]>>]>>]>>]": "caption 一\ntable, head 1|^件|>1|\n",
	} {
		d, said := pdf.Read(t.Context(), "a.pdf", tagged(text, kids))
		if d == nil {
			t.Fatal(said)
		}
		if got := flowtest.Parts(d); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", kids, got, want)
		}
	}
}

func TestRefuses(t *testing.T) {
	deep := "[10 0 R]"
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"no structure", file("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), "里面没有文字"},
		{"no PDF", []byte("%PDF-1.7\nnothing"), "读不了"},
		{"a structure in a circle", tagged("", deep, "<</S/Sect/K 10 0 R>>"), "绕成圈"},
		{"an element in two places", tagged("", "[10 0 R 11 0 R]", "<</S/Sect/K 11 0 R>>", "<</S/P>>"), "（对象 11）放在两处"},
		{"a row in two tables", tagged("", "[10 0 R 11 0 R]", "<</S/Table/K 12 0 R>>", "<</S/Table/K 12 0 R>>", "<</S/TR>>"), "（对象 12）放在两处"},
		{"encrypted", []byte(strings.Replace(string(file("<</Type/Catalog>>")), "/Root", "/Encrypt<<>>/Root", 1)), "加了密"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, said := pdf.Read(t.Context(), "a.pdf", c.file)
			if d != nil || !strings.Contains(said.Error(), c.want) {
				t.Errorf("%v, %v", d, said)
			}
		})
	}
}

// TestCostIsBounded feeds files whose parts are named so often, or hold so much,
// that a few thousand bytes stand for gigabytes or for hours.
func TestCostIsBounded(t *testing.T) {
	tier.Long(t, "reads files at the limits")
	standard := pdf.StandardLimits()
	paragraph := "<</S/P/Pg 4 0 R/K 0>>"
	var halves []string // arrays that hold the next one twice
	for i := range 60 {
		halves = append(halves, fmt.Sprintf("[%d 0 R %d 0 R]", 11+i, 11+i))
	}
	for _, c := range []struct {
		name   string
		limits pdf.Limits
		file   []byte
		want   string
	}{
		{"contents named often", standard, file(
			"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>", "<</Type/Pages/Kids[4 0 R]/Count 1>>", "<</Type/StructTreeRoot/K 6 0 R>>",
			"<</Type/Page/Contents["+strings.Repeat("5 0 R ", 100_000)+"]>>", stream(strings.Repeat(" ", 2500)), paragraph), "解压后太大"},
		{"codes in ranges", standard, file(
			"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>", "<</Type/Pages/Kids[4 0 R]/Count 1>>", "<</Type/StructTreeRoot/K 8 0 R>>",
			"<</Type/Page/Contents 5 0 R/Resources<</Font<</F1 6 0 R>>>>>>", stream("/F1 9 Tf"), "<</Type/Font/Subtype/Type0/ToUnicode 7 0 R>>",
			stream(strings.Repeat("<0000> <FFFF> <0041> ", 200)+"endbfrange"), paragraph), "第 1 页：标记结构太大"},
		{"marks in one another", standard, tagged(strings.Repeat("/P BMC ", 100_000), "10 0 R", paragraph), "第 1 页：标记结构套了 64 层以上"},
		{"arrays that double", standard, tagged("", "10 0 R", append(halves, "[]")...), "标记结构太大"},
		{"states that are saved", pdf.Limits{Unpacked: 1 << 20, Text: 100, Steps: 50, Glyphs: 2000}, tagged(strings.Repeat("q ", 100), "10 0 R", paragraph), "第 1 页：标记结构太大"},
		{"marked content named often", pdf.Limits{Unpacked: 1 << 20, Text: 100, Steps: 1000, Glyphs: 2000}, tagged("/P<</MCID 0>>BDC /F1 9 Tf <00010001> Tj EMC", "10 0 R", "<</S/P/Pg 4 0 R/K["+strings.Repeat("0 ", 100)+"]>>"), "文字太多"},
		{"alternative text named often", pdf.Limits{Unpacked: 1 << 20, Text: 100, Steps: 1000, Glyphs: 2000}, tagged("", "["+strings.Repeat("<</S/Figure/Alt 10 0 R>>", 100)+"]", "(0123456789)"), "文字太多"},
		{"one string of much text", pdf.Limits{Unpacked: 1 << 20, Text: 100, Steps: 1000, Glyphs: 2000}, tagged("/P<</MCID 0>>BDC /F1 9 Tf <"+strings.Repeat("0001", 1000)+"> Tj EMC", "10 0 R", paragraph), "文字太多"},
		{"glyphs", pdf.Limits{Unpacked: 1 << 20, Text: 1 << 20, Steps: 1 << 20, Glyphs: 50}, untagged(strings.Repeat(at(110, 485, 10, "0020"), 60)), "第 1 页：文字太多"},
		{"columns", standard, tagged("", "10 0 R", "<</S/Table/K<</S/TR/K["+strings.Repeat("<</S/TD/A<</O/Table/ColSpan 200>>>>", 2)+"]>>>>"), "256 列以上"},
		{"attributes named often", pdf.Limits{Unpacked: 1 << 20, Text: 100, Steps: 5000, Glyphs: 2000}, tagged("", "10 0 R",
			"<</S/Table/K<</S/TR/K["+strings.Repeat("<</S/TD/A 11 0 R>>", 200)+"]>>>>", "["+strings.Repeat("<<>>", 200)+"]"), "标记结构太大"},
		{"links that double", standard, tagged("", "<</S/Link/K 10 0 R>>", append(halves, "[]")...), "标记结构太大"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, said := c.limits.Read(t.Context(), "a.pdf", c.file)
			if d != nil || !strings.Contains(said.Error(), c.want) {
				t.Errorf("%v, want “%s”", said, c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(untagged(boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "00110012") + "q 1 0 0 -1 0 800 cm [<0011> -300 <0020>] TJ T* Q 0 0 m 9 9 l h B"))
	f.Add(tagged("/P<</MCID 0>>BDC /F1 9 Tf <0001> Tj EMC", "10 0 R", "<</S/Table/K[<</S/TR/K[<</S/TD/Pg 4 0 R/K 0>>]>>]>>"))
	for _, made := range judge.Seeds(f, "pdf") {
		f.Add(made)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		if d, said := pdf.Read(t.Context(), "a.pdf", content); d == nil && !said.HasErrors() {
			t.Error("neither a document nor a reason")
		}
	}))
}
