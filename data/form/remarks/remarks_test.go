package remarks

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"gongwen/data/intake/docx"
	"gongwen/data/intake/flow/flowtest"
	"gongwen/internal/diag"
	"gongwen/internal/growth"
)

const (
	relationTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	rootRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + relationTypes + `officeDocument" Target="word/document.xml"/></Relationships>`
	types         = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
)

// word is a Word file with parts by their names, beside what every file has.
func word(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	files := append([]string{"[Content_Types].xml", types, "_rels/.rels", rootRelations, "word/document.xml", body}, parts...)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		part, err := w.Create(files[i])
		if err == nil {
			_, err = part.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const document = `<w:document xmlns:w="` + transitional + `"><w:body><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p><w:p/></w:body></w:document>`

func at(cell string) diag.Pos { return diag.Pos{File: "a.docx", Sheet: "正文", Cell: cell} }

func marked(t testing.TB, content []byte, said diag.List) ([]byte, error) {
	t.Helper()
	l, problems := docx.Look(t.Context(), "a.docx", content, docx.StandardLimits())
	if l == nil {
		t.Fatal(problems)
	}
	return Write(content, l, said, diag.ZH)
}

// partOf is a part of a package.
func partOf(t *testing.T, content []byte, name string) string {
	t.Helper()
	f, err := unpack(content)
	if err != nil {
		t.Fatal(err)
	}
	return string(f.parts[name])
}

// TestCommentsStandAtTheirParagraphs: the text is what it was, and comments are where
// they belong; what speaks of no paragraph is at the first.
func TestCommentsStandAtTheirParagraphs(t *testing.T) {
	said := diag.List{
		diag.Warnf(at("第2段"), "错 & 误", "wrong").WithHint("改", "mend").WithRule("W5"),
		diag.Warnf(diag.Pos{File: "a.docx"}, "页边距", "margins"),
		diag.Warnf(at("第2段"), "又错", "again"),
	}
	content := word(t, document)
	got, err := marked(t, content, said)
	if err != nil {
		t.Fatal(err)
	}
	want := `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:commentRangeStart xmlns:w="` + transitional + `" w:id="0"/><w:r><w:t>甲</w:t></w:r><w:commentRangeEnd xmlns:w="` + transitional + `" w:id="0"/>`
	if main := partOf(t, got, "word/document.xml"); !strings.Contains(main, want) || !strings.Contains(main, `<w:p><w:commentRangeStart xmlns:w="`+transitional+`" w:id="1"/><w:r><w:t>乙</w:t></w:r><w:commentRangeEnd`) {
		t.Error(main)
	}
	if comments := partOf(t, got, "word/comments.xml"); !strings.Contains(comments, "错 &amp; 误 [W5]") || !strings.Contains(comments, "提示：改") || strings.Index(comments, "页边距") > strings.Index(comments, "又错") {
		t.Error(comments)
	}
	if !strings.Contains(partOf(t, got, "[Content_Types].xml"), `PartName="/word/comments.xml"`) || !strings.Contains(partOf(t, got, "word/_rels/document.xml.rels"), "rIdGongwenComments") {
		t.Error("the part of comments is not named")
	}
	before, _ := docx.Read(t.Context(), "a.docx", content)
	after, list := docx.Read(t.Context(), "a.docx", got)
	if after == nil || flowtest.Dump(before) != flowtest.Dump(after) || !strings.Contains(list.Error(), "批注没有读入（2 处）") {
		t.Errorf("the copy is read otherwise: %v", list)
	}
	if again, err := marked(t, content, said); err != nil || !bytes.Equal(again, got) {
		t.Error("the same gives other bytes")
	}
	if _, err := marked(t, got, said); !errors.Is(err, ErrMarked) {
		t.Errorf("a copy is marked again: %v", err)
	}
}

// TestCommentsOfOthersStay: their numbers are not given again.
func TestCommentsOfOthersStay(t *testing.T) {
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c" Type="` + relationTypes + `comments" Target="notes.xml"/></Relationships>`
	const old = `<w:comments xmlns:w="` + transitional + `"><w:comment w:id="7" w:author="某人"><w:p/></w:comment></w:comments>`
	got, err := marked(t, word(t, document, "word/_rels/document.xml.rels", rels, "word/notes.xml", old), diag.List{diag.Warnf(at("第1段"), "错", "wrong")})
	if err != nil {
		t.Fatal(err)
	}
	if notes := partOf(t, got, "word/notes.xml"); !strings.Contains(notes, `w:author="某人"`) || !strings.Contains(notes, `w:id="8" w:author="gongwen"`) || !strings.HasSuffix(notes, "</w:comments>") {
		t.Error(notes)
	}
}

func TestFilesThatGetNoComments(t *testing.T) {
	said := diag.List{diag.Warnf(at("第1段"), "错", "wrong")}
	if _, err := marked(t, word(t, `<?xml version="1.0" encoding="GBK"?>`+strings.NewReplacer("甲", "A", "乙", "B").Replace(document)), said); !errors.Is(err, ErrEncoding) {
		t.Errorf("another encoding: %v", err)
	}
	if _, err := marked(t, word(t, `<w:document xmlns:w="`+transitional+`"><w:body><w:p/></w:body></w:document>`), said); !errors.Is(err, ErrEmpty) {
		t.Errorf("no paragraph: %v", err)
	}
	if got, err := marked(t, word(t, document), nil); err != nil || strings.Contains(partOf(t, got, "word/document.xml"), "comment") {
		t.Errorf("nothing said: %v", err)
	}
}

// TestStrictFilesStayStrict: comments are in the namespaces of the file.
func TestStrictFilesStayStrict(t *testing.T) {
	got, err := marked(t, word(t, strings.ReplaceAll(document, transitional, strict)), diag.List{diag.Warnf(at("第1段"), "错", "wrong")})
	if err != nil || !strings.Contains(partOf(t, got, "word/comments.xml"), strict) || !strings.Contains(partOf(t, got, "word/_rels/document.xml.rels"), strictly) {
		t.Error(err)
	}
}

// TestFaultsAreMarked: every paragraph that the example of faults has something said of.
func TestFaultsAreMarked(t *testing.T) {
	content, err := os.ReadFile("../testdata/faults.docx")
	if err != nil {
		t.Fatal(err)
	}
	var said diag.List
	for _, cell := range []string{"第1段", "第5段", "第10段", "第22段"} {
		said.Add(diag.Warnf(diag.Pos{File: "a.docx", Sheet: "正文", Cell: cell}, "在%s", "at %s", cell))
	}
	said.Add(diag.Warnf(diag.Pos{File: "a.docx", Sheet: "表1", Cell: "第1行"}, "在表里", "in a cell"))
	got, err := marked(t, content, said)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(partOf(t, got, "word/document.xml"), "<w:commentRangeStart"); n != len(said) {
		t.Errorf("%d comments", n)
	}
	if d, list := docx.Read(t.Context(), "a.docx", got); d == nil || list.HasErrors() {
		t.Error(list)
	}
}

func FuzzWrite(f *testing.F) {
	f.Add(document, "")
	f.Add(`<a:document xmlns:a="`+transitional+`"><a:body><a:p><a:pPr/></a:p><a:p><a:r><a:t>x</a:t></a:r></a:p></a:body></a:document>`, `<Relationships/>`)
	f.Fuzz(growth.Bounded(func(t *testing.T, body, rels string) {
		content := word(t, body, "word/_rels/document.xml.rels", rels)
		l, _ := docx.Look(t.Context(), "a.docx", content, docx.StandardLimits())
		if l == nil {
			return
		}
		got, err := Write(content, l, diag.List{diag.Warnf(at("第1段"), "错", "wrong")}, diag.ZH)
		if err != nil {
			return
		}
		if d, said := docx.Read(t.Context(), "a.docx", got); d == nil {
			t.Errorf("the copy cannot be read: %v", said)
		}
	}))
}
