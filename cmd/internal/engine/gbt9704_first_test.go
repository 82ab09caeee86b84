package engine

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/output"
)

// saidOf is what is said of an official document beside that it is laid out.
func saidOf(t *testing.T, text string) diag.List {
	t.Helper()
	e, o := New(configs.NewLibrary(nil), fonts.Options{}), Order{Exporters: []output.Exporter{&onlooker{}}}
	report, said := e.Check(t.Context(), uploaded("r.yaml", text), o)
	if report == nil {
		t.Fatal(said)
	}
	_, more := e.Documents(t.Context(), report, "r", o)
	return append(said, more...)
}

// TestDocumentWithoutText is no document whose first page has no room for it.
func TestDocumentWithoutText(t *testing.T) {
	text := letterOf([]string{"云岭市财政局"}, []string{"各区县"}, 1)
	said := saidOf(t, text[:strings.Index(text, "正文:")]+"正文: \"\"\n")
	if !said.HasErrors() || strings.Contains(said.Error(), "首页") {
		t.Error(said)
	}
}

// TestMarkOfAnEndlessName is set on one line, which is said where nobody can read it.
func TestMarkOfAnEndlessName(t *testing.T) {
	for name, small := range map[string]bool{"云岭市人力资源和社会保障局": false, "云岭市" + strings.Repeat("人力资源和社会保障", 8) + "局": true} {
		said := saidOf(t, strings.ReplaceAll(letterOf([]string{"云岭市财政局"}, []string{"各区县"}, 1), "云岭市财政局", name))
		if strings.Contains(said.Error(), "发文机关标志太长") != small {
			t.Errorf("%s: %v", name, said)
		}
	}
}

// noteOf is a document with a 附注 that reaches below the seal, of so many paragraphs.
func noteOf(paragraphs int) string {
	return letterOf([]string{"云岭市财政局"}, []string{"各区县"}, paragraphs) + "附注: 联系人：李文清，联系电话：0871—12345678\n"
}

// noted: the 附注 stands on the line below the date, with or without room for a seal.
func noted(m measured) {
	page, date := m.lastOn("2024年1月5日")
	on, note := m.lastOn("（联系人：李文清")
	if on != page {
		m.Errorf("7.3.6: the 附注 stands on page %d, the date on %d", on, page)
	}
	m.is("7.3.6 成文日期下一行", note.top-date.top, linePitch, exact)
}

// TestNoteStandsWithTheDate, however long the text is.
func TestNoteStandsWithTheDate(t *testing.T) {
	for n := range 24 {
		noted(laid(t, noteOf(n), ""))
	}
	noted(laid(t, noteOf(3), "sign_off: {seal: 60mm}\n"))
	noted(laid(t, noteOf(3), noSeal))
}

// titledAttachment has an attachment whose title needs several lines.
func titledAttachment() string {
	return letterOf([]string{"云岭市财政局"}, []string{"各区县"}, 1) +
		"附件: [{标题: 2025年市级部门整体支出绩效评价对象名单及分组情况、评价时间安排和联系人信息一览表, 正文: 见下。}]\n"
}

// attachmentTitle: its lines end at words, behind a mark where that is nearly as even.
func attachmentTitle(m measured) {
	last, _ := m.lastOn("见下。")
	for i, text := range []string{"2025年市级部门整体支出", "绩效评价对象名单及分组情况、", "评价时间安排和联系人信息一览表"} {
		b := m.line(last, text)
		m.is("7.3.7 居中", (b.left+b.right)/2, axis, 8*mmPerPoint)
		m.is("7.3.7 标题行距", b.top-m.line(last, "2025年市级").top, float64(i)*linePitch, exact)
	}
}
