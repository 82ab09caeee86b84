package layout

import (
	"path/filepath"
	"testing"

	"gongwen/internal/golden"
	"gongwen/layout/doc"
)

func TestLabelsAndNewPages(t *testing.T) {
	d := read(t, "正文。")
	item := func(id doc.NodeID, blank int, label doc.Label, text string) *doc.Paragraph {
		return &doc.Paragraph{ID: id, Style: "body", Blank: blank, Label: label, Runs: []doc.Run{{Text: text}}}
	}
	d.Body = append(d.Body,
		item(100, 1, doc.Label{Text: "附件：1.", At: 2, Hang: 6}, "某某市住房和城乡建设局二〇二三年度行政执法数据统计说明"),
		item(101, 0, doc.Label{Text: "2.", At: 5, Hang: 6}, "任务分工"),
		&doc.Paragraph{ID: 102, Style: "body", NewPage: true, Runs: []doc.Run{{Text: "附件1"}}},
		&doc.Heading{ID: 103, Level: 1, Role: "title", Runs: []doc.Run{{Text: "说明", Bold: true}}},
		item(104, 0, doc.Label{}, "一段话。"),
		&doc.Paragraph{ID: 105, Style: "body", NewPage: true, Runs: []doc.Run{{Text: "附件2"}}},
	)
	pages := paginate(t, d)
	if len(pages) != 3 {
		t.Fatalf("%d pages, want 3", len(pages))
	}
	checkWhole(t, d, pages)
	golden.Check(t, filepath.Join("testdata", "labels.golden"), []byte(dump(pages)))
}
