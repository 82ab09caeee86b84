package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"gongwen/data/intake/look"
	"gongwen/internal/growth"
)

// looksOf is how a document sets its text, a paragraph a line.
func looksOf(t *testing.T, content []byte) (*look.Document, string) {
	t.Helper()
	d, said := Look(t.Context(), "r.docx", content, StandardLimits())
	if d == nil {
		t.Fatal(said)
	}
	var b strings.Builder
	for _, p := range d.Paragraphs {
		fmt.Fprintf(&b, "%s %s %d/%d/%d %d/%d %s%d", p.Pos.Cell, p.Align, p.Left, p.Right, p.First, p.FirstChars, p.RightChars, p.LineRule, p.Line)
		for _, r := range p.Runs {
			fmt.Fprintf(&b, " [%s %s %s %d %v %s]", r.Text, r.EastAsia, r.ASCII, r.Size, r.Bold, r.Color)
		}
		if p.NewPage {
			b.WriteString(" page")
		}
		if p.Floating {
			b.WriteString(" floating " + p.Place)
		}
		if p.Blank > 0 {
			fmt.Fprintf(&b, " blank %d", p.Blank)
		}
		if p.Counted {
			b.WriteString(" counted")
		}
		if p.Top.Width > 0 || p.Bottom.Width > 0 {
			fmt.Fprintf(&b, " lines %d%s %d%s", p.Top.Width, p.Top.Color, p.Bottom.Width, p.Bottom.Color)
		}
		if p.Table > 0 {
			fmt.Fprintf(&b, " table %d", p.Table)
		}
		b.WriteByte('\n')
	}
	return d, b.String()
}

const formStyles = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>` +
	`<w:pPrDefault><w:pPr><w:spacing w:after="200" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="N"/><w:pPr><w:jc w:val="both"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="B"/><w:pPr><w:ind w:firstLineChars="0" w:firstLine="0"/><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>` +
	`<w:style w:type="character" w:styleId="K"><w:rPr><w:rFonts w:eastAsia="楷体"/><w:color w:val="FF0000"/></w:rPr></w:style>`

// TestFormattingIsWhatWordMakesOfIt: defaults, styles and what these are based on, and
// direct formatting, in this order (17.7.2); faces of a theme.
func TestFormattingIsWhatWordMakesOfIt(t *testing.T) {
	para := func(props, run, text string) string {
		return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:rPr>` + run + `</w:rPr><w:t>` + text + `</w:t></w:r></w:p>`
	}
	for _, c := range []struct{ name, body, want string }{
		{"defaults", para("", "", "甲"), "第1段 left 0/0/0 0/0 auto276 [甲   21 false ]\n"},
		{"a style", para(`<w:pStyle w:val="B"/>`, "", "甲"), "第1段 both 0/0/640 200/0 exact579 [甲 仿宋_GB2312  32 false ]\n"},
		{"a style based on another", para(`<w:pStyle w:val="C"/>`, "", "甲"), "第1段 both 0/0/0 0/0 exact579 [甲 仿宋_GB2312  32 false ] counted\n"},
		{"direct formatting", para(`<w:pStyle w:val="B"/><w:jc w:val="end"/><w:ind w:right="1280" w:rightChars="400" w:hanging="20"/>`, `<w:rStyle w:val="K"/><w:rFonts w:ascii="Arial"/><w:b/>`, "甲"), "第1段 right 0/1280/-20 200/400 exact579 [甲 楷体 Arial 32 true FF0000]\n"},
		{"runs of one look are one", `<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>丙</w:t></w:r></w:p>`, "第1段 left 0/0/0 0/0 auto276 [甲乙   21 false ] [丙   28 false ]\n"},
		{"blank paragraphs", p("甲") + `<w:p/><w:p/>` + p("乙"), "第1段 left 0/0/0 0/0 auto276 [甲   21 false ]\n第2段 left 0/0/0 0/0 auto276 [乙   21 false ] blank 2\n"},
		{"pages", para(`<w:pageBreakBefore/>`, "", "甲") + `<w:p><w:r><w:t>乙</w:t><w:br w:type="page"/></w:r></w:p>` + p("丙") + `<w:p><w:r><w:br w:type="page"/><w:t>丁</w:t></w:r></w:p>`, "第1段 left 0/0/0 0/0 auto276 [甲   21 false ] page\n第2段 left 0/0/0 0/0 auto276 [乙   21 false ]\n第3段 left 0/0/0 0/0 auto276 [丙   21 false ] page\n第4段 left 0/0/0 0/0 auto276 [丁   21 false ] page\n"},
		{"lines and a frame", para(`<w:framePr w:xAlign="outside"/><w:pBdr><w:top w:val="nil"/><w:bottom w:val="single" w:sz="12" w:color="FF0000"/></w:pBdr>`, "", "甲"), "第1段 left 0/0/0 0/0 auto276 [甲   21 false ] floating outside lines 0 12FF0000\n"},
		{"a text box", `<w:p><w:r><w:drawing><wp:anchor><wp:positionH><wp:align>center</wp:align></wp:positionH><w:txbxContent>` + p("甲") + `</w:txbxContent></wp:anchor></w:drawing></w:r></w:p>`, "第1段 left 0/0/0 0/0 auto276 [甲   21 false ] floating center\n"},
		{"a table", `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="dxa"/></w:tblPr>` + tr(tc("", "甲")) + `</w:tbl>`, "第1行第1格 left 0/0/0 0/0 auto276 [甲   21 false ] table 1\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, got := looksOf(t, word(t, c.body, file{"styles.xml", formStyles})); got != c.want {
				t.Errorf("got\n%s, want\n%s", got, c.want)
			}
		})
	}
}

// TestThemesHaveFaces: of Latin and of East Asian text, by script where none is named.
func TestThemesHaveFaces(t *testing.T) {
	r := &reader{}
	const theme = `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme><a:majorFont><a:latin typeface="Cambria"/><a:ea typeface="黑体"/></a:majorFont>` +
		`<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="宋体"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>`
	if err := r.readTheme([]byte(theme)); err != nil {
		t.Fatal(err)
	}
	for face, want := range map[string]string{"theme:majorEastAsia": "黑体", "theme:minorEastAsia": "宋体", "theme:majorHAnsi": "Cambria", "theme:minorAscii": "Calibri", "仿宋": "仿宋"} {
		if got := r.theme.resolve(face); got != want {
			t.Errorf("%s is %q, want %q", face, got, want)
		}
	}
}

// TestPagesAndTables: sections with their footers and grids, settings, lines and widths
// of tables.
func TestPagesAndTables(t *testing.T) {
	const sect = `<w:sectPr><w:footerReference w:type="default" r:id="p1"/><w:footerReference w:type="even" r:id="none"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1588" w:right="1474" w:gutter="10"/><w:docGrid w:type="lines" w:linePitch="579" w:charSpace="-5"/><w:titlePg/></w:sectPr>`
	body := `<w:p><w:pPr>` + sect + `</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>` +
		`<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="auto"/><w:bottom w:val="single" w:sz="6"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="4000"/></w:tblGrid>` + tr(tc("", "甲"), tc("", "乙")) + `</w:tbl>` +
		`<w:tbl><w:tblPr/>` + tr(tc(`<w:tcBorders><w:top w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="12"/></w:tcBorders>`, "丙")) + `</w:tbl>` +
		`<w:p><w:r><w:t>丁</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:footerReference w:type="first" r:id="p1"/></w:sectPr>`
	footer := file{"footer.xml", ""}
	content := word(t, body, file{"styles.xml", formStyles}, footer, file{"settings.xml", `<w:evenAndOddHeaders/><w:mirrorMargins w:val="1"/>`})
	content = withPart(t, content, "word/footer.xml", `<w:ftr`+namespaces+`><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>— </w:t></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> —</w:t></w:r></w:p></w:ftr>`)
	d, _ := looksOf(t, content)
	if len(d.Sections) != 2 || !d.EvenOdd || !d.Mirrored || d.Usual != 21 {
		t.Fatalf("got %+v", d)
	}
	s := d.Sections[0]
	if s.Width != 11906 || s.Top != 2098 || s.Gutter != 10 || s.Grid != "lines" || s.LinePitch != 579 || s.CharSpace != -5 || !s.FirstPage || s.Before != 1 || s.Even != nil {
		t.Errorf("the first section is %+v", s)
	}
	if s.Footer == nil || len(s.Footer.Paragraphs) != 1 || !s.Footer.Paragraphs[0].PageNumber || s.Footer.Paragraphs[0].Text() != "— 1 —" {
		t.Errorf("its footer is %+v", s.Footer)
	}
	if last := d.Sections[1]; !last.Landscape || last.Footer == nil || last.First == nil {
		t.Errorf("the last section is %+v", last)
	}
	if len(d.Tables) != 2 || d.Tables[0].Width != 7000 || d.Tables[0].Lines[0].Width != 8 || d.Tables[0].Lines[1].Width != 6 || d.Tables[1].Lines[0].Width != 4 || d.Tables[1].Lines[1].Width != 12 {
		t.Errorf("the tables are %+v", d.Tables)
	}
}

// withPart is a package with another content of a part.
func withPart(t *testing.T, content []byte, name, text string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var files []file
	for _, f := range archive.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		old, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == name {
			old = []byte(text)
		}
		files = append(files, file{f.Name, string(old)})
	}
	return packed(t, files...)
}

func TestLooksOfWhatIsNoDocument(t *testing.T) {
	if d, said := Look(t.Context(), "r.docx", []byte("<html>"), StandardLimits()); d != nil || !said.HasErrors() {
		t.Errorf("got %v, %v", d, said)
	}
	if d, said := Look(t.Context(), "r.docx", word(t, "<w:p><w:r></w:p>"), StandardLimits()); d != nil || !said.HasErrors() {
		t.Errorf("got %v, %v", d, said)
	}
}

func FuzzLook(f *testing.F) {
	f.Add(`<w:p><w:pPr><w:pStyle w:val="B"/><w:sectPr><w:pgSz w:w="1"/></w:sectPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`, formStyles)
	f.Add(`<w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid></w:tbl><w:sectPr><w:docGrid w:linePitch="-1"/></w:sectPr>`, `<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>`)
	f.Fuzz(growth.Bounded(func(t *testing.T, body, styles string) {
		d, list := Look(t.Context(), "r.docx", word(t, body, file{"styles.xml", styles}), StandardLimits())
		if (d == nil) != list.HasErrors() {
			t.Fatalf("document %v, said %v", d != nil, list)
		}
	}))
}

// TestTextThatIsMarked: by a line, by a ground, by the distance of its characters; runs
// that differ in that alone stay apart.
func TestTextThatIsMarked(t *testing.T) {
	run := func(props, text string) string {
		return `<w:r><w:rPr>` + props + `</w:rPr><w:t>` + text + `</w:t></w:r>`
	}
	body := `<w:p>` + run(``, "甲") + run(`<w:u w:val="single"/>`, "乙") + run(`<w:highlight w:val="yellow"/>`, "丙") + run(`<w:u w:val="none"/>`, "丁") + run(`<w:spacing w:val="-20"/>`, "戊") + `</w:p>`
	d, _ := looksOf(t, word(t, body, file{"styles.xml", formStyles}))
	var got []string
	for _, r := range d.Paragraphs[0].Runs {
		got = append(got, fmt.Sprint(r.Text, r.Marked, r.Spacing))
	}
	if all := strings.Join(got, " "); all != "甲false 0 乙丙true 0 丁false 0 戊false -20" {
		t.Error(all)
	}
}
