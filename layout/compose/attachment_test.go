package compose

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/load"
	"gongwen/layout/doc"
)

// TestAttachmentsAreComposed writes the blocks of the example from the
// 附件说明 on, one a line.
func TestAttachmentsAreComposed(t *testing.T) {
	d := composed(t, "invented-rule-of-law-2023")
	var got []string
	paragraph := func(b *doc.Paragraph) {
		line := []rune(doc.Text(b.Runs))
		line = line[:min(len(line), 8)]
		got = append(got, fmt.Sprintf("%s %s|%d|%d %s blank %d page %t", b.Style, b.Label.Text, b.Label.At, b.Label.Hang, string(line), b.Blank, b.NewPage))
	}
	for _, b := range d.Body {
		switch b := b.(type) {
		case *doc.Heading:
			got = append(got, fmt.Sprintf("%s level %d %s%s", b.StyleRole(), b.Level, b.Number, doc.Text(b.Runs)))
		case *doc.Paragraph:
			paragraph(b)
		case *doc.SignOff:
			paragraph(&b.Agency)
			paragraph(&b.Date)
		}
	}
	const want = `attachment-list 附件：1.|2|6 云岭市住房和城乡 blank 1 page false
attachment-list 2.|5|6 2024年法治政 blank 0 page false
signature |0|0 云岭市住房和城乡 blank 0 page false
signature |0|0 2024年2月2 blank 0 page false
attachment-label |0|0 附件1 blank 0 page true
attachment-title level 1 云岭市住房和城乡建设局2023年度行政执法数据统计说明
heading-1 level 2 一、统计范围
body |0|0 本说明所列数据的 blank 0 page false
heading-1 level 2 二、执法数据
heading-2 level 3 （一）行政许可
body |0|0 全年受理行政许可 blank 0 page false
heading-2 level 3 （二）行政处罚
body |0|0 全年作出行政处罚 blank 0 page false
attachment-label |0|0 附件2 blank 0 page true
attachment-title level 1 2024年法治政府建设重点任务分工
body |0|0 一是局法规科牵头 blank 0 page false`
	text := strings.Join(got, "\n")
	if !strings.HasSuffix(text, want) {
		t.Errorf("got %s\nwant at its end %s", text, want)
	}
	if !strings.Contains(text, "heading-1 level 1 一、2023年推进法治政府建设的主要举措和成效") {
		t.Error("the year is not in the heading")
	}
}

func TestOneAttachmentHasNoNumber(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-rule-of-law-2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before, after, found := bytes.Cut(content, []byte("  - 标题: 2024年"))
	_, rest, end := bytes.Cut(after, []byte("\n落款:"))
	if !found || !end {
		t.Fatal("the example has changed")
	}
	library := configs.NewLibrary(nil)
	r, said := load.Report("r.yaml", append(append(bytes.Clone(before), "\n落款:"...), rest...), library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	sheet, _ := library.Style(r.Template.Style)
	d, said := Document(r, sheet, Options{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	var labels []string
	for _, b := range d.Body {
		if p, ok := b.(*doc.Paragraph); ok && (p.Style == doc.AttachmentListRole || p.NewPage) {
			labels = append(labels, p.Label.Text+string([]rune(doc.Text(p.Runs))[:2]))
		}
	}
	if got := strings.Join(labels, " "); got != "附件：云岭 附件" {
		t.Errorf("labels are %s", got)
	}
}

func TestChartOfWhatIsLessThanZeroIsRefused(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-2020.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const block = "  chart:\n    type: bar\n    title: 图1\n    table: disclosure\n    rows: [licensing, penalties]\n    columns: change\n"
	library := configs.NewLibrary(nil)
	r, said := load.Report("r.yaml", bytes.Replace(content, []byte("overview: |\n"), []byte("overview: |\n"+block+"\n"), 1), library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	sheet, _ := library.Style(r.Template.Style)
	_, said = Document(r, sheet, Options{})
	if !said.HasErrors() || !strings.Contains(said[0].Message.ZH, "图表画不了小于零的数：行政许可") || said[0].Pos.Line == 0 {
		t.Errorf("said %v", said)
	}
}
