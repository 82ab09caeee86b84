package docx

import (
	"strings"
	"testing"

	"gongwen/layout/doc"
)

// bodyOf is word/document.xml of a document with one block.
func bodyOf(t *testing.T, b doc.Block) string {
	t.Helper()
	d := look()
	d.Body = []doc.Block{b}
	return partOf(t, export(t, d), "word/document.xml")
}

func TestLabelHangsBeforeAParagraph(t *testing.T) {
	got := bodyOf(t, &doc.Paragraph{
		Style: "body", Blank: 1, Runs: text("任务分工"),
		Label: doc.Label{Text: "附件：1.", At: 2, Hang: 6},
	})
	for _, want := range []string{
		`<w:spacing w:before="579" w:after="0"/>`,
		`w:firstLineChars="0" w:hanging="12`,
		`附件：1.</w:t><w:tab/>`,
		`任务分工`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the document has no %s:\n%s", want, got)
		}
	}
}

func TestParagraphBeginsAPage(t *testing.T) {
	got := bodyOf(t, &doc.Paragraph{Style: "body", NewPage: true, Runs: text("附件1")})
	if !strings.Contains(got, "<w:pageBreakBefore/>") {
		t.Errorf("no page begins:\n%s", got)
	}
}

func TestHeadingInTheLookOfAnotherRole(t *testing.T) {
	got := bodyOf(t, &doc.Heading{Level: 2, Role: "heading-1", Number: "一、", Runs: text("统计范围")})
	if !strings.Contains(got, `<w:pStyle w:val="Heading1"/>`) {
		t.Errorf("the heading is not in the style of its role:\n%s", got)
	}
}
