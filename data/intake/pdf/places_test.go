package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/data/intake/flow/flowtest"
	"gongwen/data/intake/pdf"
)

// untagged is a file without structure with a page of each content. Digits and
// a few characters are known: 一 (1), 件 (0x20), 条 (0x21); 0x22 is not.
func untagged(contents ...string) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type0/BaseFont/X/ToUnicode 4 0 R/DescendantFonts[<</W[16[500 500 500 500 500 500 500 500 500 500]]>>]>>",
		stream("1 beginbfchar <0001> <4E00> endbfchar 2 beginbfrange <0010> <0019> <0030> <0020> <0021> [<4EF6> <6761>] endbfrange")}
	kids := ""
	for _, c := range contents {
		n := len(objects) + 1
		kids += fmt.Sprintf("%d 0 R ", n)
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>", n+1), stream(c))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(contents))
	return file(objects...)
}

func at(x, y, size int, codes string) string {
	return fmt.Sprintf("BT /F %d Tf 1 0 0 1 %d %d Tm <%s> Tj ET ", size, x, y, codes)
}

// box is the rules of a table of columns and rows, each 100 and 20 points.
func boxOf(columns, rows int) string {
	var b strings.Builder
	for c := range columns + 1 {
		fmt.Fprintf(&b, "%d %d 1 %d re f ", 100+100*c, 500-20*rows, 20*rows)
	}
	for r := range rows + 1 {
		fmt.Fprintf(&b, "100 %d m %d %d l S ", 500-20*r, 100+100*columns, 500-20*r)
	}
	return b.String()
}

func TestReadsByPlaces(t *testing.T) {
	line := strings.Repeat("0001", 20)
	for _, c := range []struct {
		name  string
		pages []string
		want  string
	}{
		{"lines that reach the margin go on", []string{at(120, 700, 10, strings.Repeat("0001", 18)) + at(100, 680, 10, line) + at(100, 660, 10, "00200021") + at(120, 640, 10, "0020")},
			strings.Repeat("一", 38) + "件条\n件\n"},
		{"a paragraph goes on over a page and its number", []string{at(100, 700, 10, line) + at(100, 680, 10, line) + at(200, 50, 10, "0011"), at(100, 700, 10, "0020") + at(100, 680, 10, line)},
			strings.Repeat("一", 40) + "件\n1\n" + strings.Repeat("一", 20) + "\n"},
		{"a gap is a blank", []string{at(100, 700, 10, "0020") + at(150, 700, 10, "00110012") + at(200, 700, 10, "0013")}, "件   12   3\n"},
		{"a table", []string{at(100, 700, 10, "0021") + boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "00110012") + at(110, 465, 10, "0021") + at(210, 465, 10, "0013") + at(100, 400, 10, "0001")},
			"条\n|0 1x1 件|1 1x1 12|\n|0 1x1 条|1 1x1 3|\n一\n"},
		{"cells that are merged", []string{boxOf(3, 1) + "100 440 m 400 440 l S 100 440 1 40 re f 400 440 1 40 re f " + at(110, 485, 10, "0011") + at(210, 485, 10, "0012") + at(310, 485, 10, "0013") + at(150, 455, 10, "0020")},
			"|0 1x1 1|1 1x1 2|2 1x1 3|\n|0 1x3 件|\n"},
		{"a raised mark", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "00110014") + at(220, 489, 6, "0011")}, "|0 1x1 件|1 1x1 14{^1}|\n|0 1x1 |1 1x1 |\n"},
		{"struck out", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "00110012") + "210 488 10 0.5 re f " + at(222, 485, 10, "00110015")}, "|0 1x1 件|1 1x1 15{-12}|\n|0 1x1 |1 1x1 |\n"},
		{"struck out across", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "00110012") + "210 485 m 220 492 l S " + at(222, 485, 10, "00110015")}, "|0 1x1 件|1 1x1 15{-12}|\n|0 1x1 |1 1x1 |\n"},
		{"drawn twice", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "00110012") + at(211, 485, 10, "00110012")}, "|0 1x1 件|1 1x1 12|\n|0 1x1 |1 1x1 |\n"},
		{"one on the other", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "00110012") + at(213, 485, 10, "0013")}, "|0 1x1 件|1 1x1 13 2|\n|0 1x1 |1 1x1 |\n"},
		{"of another size", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "00110014") + at(220, 485, 6, "0011")}, "|0 1x1 件|1 1x1 14 1|\n|0 1x1 |1 1x1 |\n"},
		{"of another colour", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + "1 0 0 rg " + at(210, 485, 10, "00110012") + "0 g " + at(220, 485, 10, "0015")}, "|0 1x1 件|1 1x1 12 5|\n|0 1x1 |1 1x1 |\n"},
		{"white on white", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + "1 1 1 rg " + at(210, 485, 10, "00110012") + "0 g " + at(220, 485, 10, "0015")}, "|0 1x1 件|1 1x1 5|\n|0 1x1 |1 1x1 |\n"},
		{"white on a colour", []string{"0 0 1 rg 200 480 100 20 re f 0 g " + boxOf(2, 2) + at(110, 485, 10, "0020") + "0 0 0 0 k " + at(210, 485, 10, "00110012") + "0 g "}, "|0 1x1 件|1 1x1 12|\n|0 1x1 |1 1x1 |\n"},
		{"white on an image", []string{"q 100 0 0 20 200 480 cm BI /W 1 /H 1 ID x EI Q " + boxOf(2, 2) + at(110, 485, 10, "0020") + "1 g " + at(210, 485, 10, "00110012") + "0 g "}, "|0 1x1 件|1 1x1 12|\n|0 1x1 |1 1x1 |\n"},
		{"white with an outline", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + "1 g 2 Tr " + at(210, 485, 10, "00110012") + "0 g 0 Tr "}, "|0 1x1 件|1 1x1 12|\n|0 1x1 |1 1x1 |\n"},
		{"black in three ways", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + "0 0 0 1 k " + at(210, 485, 10, "0011") + "0 0 0 rg " + at(215, 485, 10, "0012") + "0 g " + at(220, 485, 10, "0015")}, "|0 1x1 件|1 1x1 125|\n|0 1x1 |1 1x1 |\n"},
		{"covered", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "00110012") + "1 g 214 483 6 10 re f 0 g "}, "|0 1x1 件|1 1x1 1\uFFFC|\n|0 1x1 |1 1x1 |\n"},
		{"clipped", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + "q 200 480 15 20 re W n " + at(210, 485, 10, "00110012") + "Q "}, "|0 1x1 件|1 1x1 1\uFFFC|\n|0 1x1 |1 1x1 |\n"},
		{"said to be another", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "0011") + "/Span<</ActualText<FEFF0039>>>BDC " + at(215, 485, 10, "0012") + "EMC "}, "|0 1x1 件|1 1x1 1\uFFFC|\n|0 1x1 |1 1x1 |\n"},
		{"a character that is not known", []string{boxOf(2, 2) + at(110, 485, 10, "0020") + at(210, 485, 10, "001100220012")}, "|0 1x1 件|1 1x1 1\uFFFD2|\n|0 1x1 |1 1x1 |\n"},
		{"text on its side", []string{at(100, 700, 10, "0020") + "BT /F 10 Tf 0 1 -1 0 50 500 Tm <0021> Tj ET"}, "件\n"},
		{"a running head", []string{at(100, 800, 8, "00200011") + at(100, 700, 10, "0001"), at(100, 800, 8, "00200012") + at(100, 700, 10, "0021"), at(100, 800, 8, "00200013") + at(100, 600, 10, "0011"+"0021")}, "一\n条\n1条\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, said := pdf.Read(t.Context(), "a.pdf", untagged(c.pages...))
			if d == nil {
				t.Fatal(said)
			}
			if got := flowtest.Dump(d); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if !strings.Contains(said.Error(), "按文字和表格线的位置读取") {
				t.Error(said)
			}
		})
	}
	if d, said := pdf.Read(t.Context(), "a.pdf", untagged(at(100, 700, 10, strings.Repeat("0022", 40)))); d != nil || !strings.Contains(said.Error(), "乱码") {
		t.Errorf("%v %v", d, said)
	}
}

// TestLooksInTaggedFiles: a mark that is raised and a figure that is struck out are told apart.
func TestLooksInTaggedFiles(t *testing.T) {
	content := "/P<</MCID 0>>BDC BT /F1 10 Tf 1 0 0 1 100 700 Tm <00110012> Tj ET BT /F1 6 Tf 1 0 0 1 120 704 Tm <0011> Tj ET EMC " +
		"/P<</MCID 1>>BDC BT /F1 10 Tf 1 0 0 1 100 600 Tm <0011> Tj ET EMC 100 603 10 0.5 re f /P<</MCID 2>>BDC BT /F1 10 Tf 1 0 0 1 112 600 Tm <0012> Tj ET EMC"
	d, said := pdf.Read(t.Context(), "a.pdf", tagged(content, "10 0 R",
		"<</S/Table/K[<</S/TR/K[<</S/TD/Pg 4 0 R/K 0>> <</S/TD/Pg 4 0 R/K[1 2]>>]>>]>>"))
	if d == nil {
		t.Fatal(said)
	}
	if got, want := flowtest.Dump(d), "|0 1x1 12{^1}|1 1x1 2{-1}|\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestReadsWhatFontsSay: forms, predefined CMaps and the encodings of simple fonts.
func TestReadsWhatFontsSay(t *testing.T) {
	composite := func(cmap string) string {
		return "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/" + cmap + "/DescendantFonts[<</CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
	}
	const show = "BT /F 10 Tf 1 0 0 1 100 700 Tm %s Tj ET"
	for _, c := range []struct{ name, font, content, want string }{
		{"UCS2", composite("UniGB-UCS2-H"), fmt.Sprintf(show, "<4EF600310032>"), "件12\n"},
		{"UTF16", composite("UniGB-UTF16-H"), fmt.Sprintf(show, "<4EF6D842DFB70031>"), "件\U00020BB7" + "1\n"},
		{"GBK", composite("GBK-EUC-H"), fmt.Sprintf(show, "<BCFE3132>"), "件12\n"},
		{"GB 2312", composite("GB-EUC-H"), fmt.Sprintf(show, "<BCFE3132>"), "件12\n"},
		{"GB 18030", composite("GBK2K-H"), fmt.Sprintf(show, "<BCFE9532823631>"), "件\U00020000" + "1\n"},
		{"from the top down", composite("UniGB-UCS2-V"), fmt.Sprintf(show, "<4EF66761>"), "件\n条\n"},
		{"differences", "<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[1/one/two 65/uni4EF6/a.alt/three]>>>>", fmt.Sprintf(show, "<4101024243>"), "件12a3\n"},
		{"a name", "<</Type/Font/Subtype/TrueType/BaseFont/X/Encoding/WinAnsiEncoding/FontDescriptor<</Flags 4>>>>", fmt.Sprintf(show, "(12)"), "12\n"},
		{"its own", "<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</Flags 4/FontFile 6 0 R>>>>", fmt.Sprintf(show, "(AB)"), "12\n"},
		{"nobody knows", "<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</Flags 4>>>>", fmt.Sprintf(show, "(12)"), "\uFFFD\uFFFD\n"},
		{"a form", composite("UniGB-UCS2-H"), "1 0 0 1 5 5 cm /X Do", "件1\n"},
		{"a form of itself", composite("UniGB-UCS2-H"), "/Y Do", ""},
		{"a layer that is off", composite("UniGB-UCS2-H"), "/OC /L BDC " + fmt.Sprintf(show, "<0031>") + " EMC " + fmt.Sprintf(show, "<0032>"), "2\n"},
		{"struck out by a note", composite("UniGB-UCS2-H"), fmt.Sprintf(show, "<4EF600310032>"), "件{-12}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			annots := ""
			if c.name == "struck out by a note" {
				annots = "/Annots[<</Subtype/StrikeOut/QuadPoints[109 710 121 710 109 698 121 698]>>]"
			}
			d, said := pdf.Read(t.Context(), "a.pdf", file("<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[9 0 R]/D<</OFF[9 0 R]>>>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
				"<</Type/Page/Parent 2 0 R/Contents 4 0 R"+annots+"/Resources 10 0 R>>", stream(c.content), c.font,
				stream("/Encoding 256 array dup 65 /one put dup 66 /two put readonly def eexec dup 65 /nine put"),
				"<</Subtype/Form/Matrix[1 0 0 1 9 9]/Resources<</Font<</F 5 0 R>>>>"+strings.TrimPrefix(stream(fmt.Sprintf(show, "<4EF60031>")), "<<"),
				"<</Subtype/Form/Resources 10 0 R"+strings.TrimPrefix(stream("/Y Do"), "<<"), "<</Type/OCG>>",
				"<</Font<</F 5 0 R>>/XObject<</X 7 0 R/Y 8 0 R>>/Properties<</L 9 0 R>>>>"))
			if c.want == "" {
				if d != nil {
					t.Error("read")
				}
				return
			}
			if d == nil {
				t.Fatal(said)
			}
			if got := flowtest.Dump(d); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
