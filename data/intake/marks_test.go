package intake_test

import (
	"testing"

	"gongwen/data/intake"
	"gongwen/data/intake/flow"
)

// TestParagraphsKeepTheMarksTheyBeginWith imports paragraphs that Markdown would
// take for items of a list.
func TestParagraphsKeepTheMarksTheyBeginWith(t *testing.T) {
	for _, text := range []string{"* 甲。", "- 甲。", "+ 甲。", "1. 甲。"} {
		document := &flow.Document{Blocks: []flow.Block{
			{Runs: []flow.Run{{Text: "一、总体情况"}}}, {Runs: []flow.Run{{Text: text}}}, {Runs: []flow.Run{{Text: "2. 乙。"}}},
		}}
		report, said := intake.Report("a.docx", document, library(), intake.Options{Agency: "某局", Year: 2023})
		if report == nil {
			t.Fatal(said)
		}
		blocks := report.Prose["overview"].Blocks
		if len(blocks) != 2 || blocks[0].Text() != text || blocks[0].Item != nil || blocks[1].Item != nil {
			t.Errorf("%q is read as %+v (written %q)", text, blocks, report.Prose["overview"].Source)
		}
	}
}
