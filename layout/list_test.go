package layout

import (
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/golden"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// TestItemsStandBesideTheirNumbers sets a list with numbers and one without a mark.
func TestItemsStandBesideTheirNumbers(t *testing.T) {
	d := read(t, "正文。")
	long := strings.Repeat("健全公开机制，", 8) + "公开目录。"
	d.Body = append(d.Body,
		&doc.List{ID: 100, Ordered: true, Items: []*doc.Paragraph{
			{ID: 101, Style: "body", Label: doc.Label{ID: 102, Text: "1.", At: 2, Hang: 3}, Runs: []doc.Run{{Text: long}}},
			{ID: 103, Style: "body", Label: doc.Label{ID: 104, Text: "2.", At: 2, Hang: 3}, Runs: []doc.Run{{Text: "公开指南。"}}},
		}},
		&doc.List{ID: 110, Items: []*doc.Paragraph{{ID: 111, Style: "body", Runs: []doc.Run{{Text: long}}}}},
	)
	pages := paginate(t, d)
	checkWhole(t, d, pages)
	golden.Check(t, filepath.Join("testdata", "lists.golden"), []byte(dump(pages)))
	said := map[doc.NodeID]string{}
	for _, item := range pages[0].Items {
		if text, ok := item.(*frame.Text); ok {
			said[text.Node] += text.String
		}
	}
	if said[102] != "1." || said[104] != "2." || said[103] != "公开指南。" {
		t.Errorf("the nodes of the labels and their items say %q, %q, %q", said[102], said[104], said[103])
	}
}
