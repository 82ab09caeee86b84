package docx

import (
	"strings"
	"testing"

	"gongwen/layout/doc"
)

// revised is a document with a text of each change, and remarks.
func revised() *doc.Document {
	d := look()
	d.Remarks = []doc.Remark{{Text: "错误：数不对\n提示：改数"}, {Text: "又一条"}}
	gone := body("删去的一段。")
	gone.ID, gone.Runs[0].Change = 3, doc.Deleted
	d.Body = []doc.Block{
		&doc.Paragraph{ID: 1, Style: "body", Runs: []doc.Run{
			{Text: "收到"}, {Text: "12", Change: doc.Deleted}, {Text: "15", Change: doc.Inserted, Remarks: []int{0, 1}}, {Text: "件。", Bold: true},
		}},
		gone,
	}
	return d
}

func TestChangesAreTracked(t *testing.T) {
	file := export(t, revised())
	document := partOf(t, file, "word/document.xml")
	root := parse(t, document)
	if ins, del := root.all("ins"), root.all("del"); len(ins) != 1 || len(del) != 3 || ins[0].plain() != "15" {
		t.Errorf("%d insertions, %d deletions:\n%s", len(ins), len(del), document)
	}
	ids := map[string]bool{}
	for _, name := range []string{"ins", "del"} {
		for _, e := range root.all(name) {
			if ids[e.attr("id")] || e.attr("author") == "" {
				t.Errorf("%s %s stands twice or has no author", name, e.attr("id"))
			}
			ids[e.attr("id")] = true
		}
	}
	paragraphs := root.all("p")
	if mark, ok := paragraphs[1].child("pPr/rPr/del"); !ok {
		t.Errorf("the mark of a deleted paragraph stays: %v", mark)
	}
	if _, ok := paragraphs[0].child("pPr/rPr"); ok {
		t.Error("the mark of a changed paragraph is tracked")
	}
	if !strings.Contains(document, "<w:delText xml:space=\"preserve\">12</w:delText>") || strings.Contains(document, ">12</w:t>") {
		t.Errorf("deleted text is text:\n%s", document)
	}
}

func TestRemarksAreComments(t *testing.T) {
	file := export(t, revised())
	comments := parse(t, partOf(t, file, "word/comments.xml")).all("comment")
	if len(comments) != 2 || len(comments[0].all("p")) != 2 || comments[1].plain() != "又一条" {
		t.Errorf("%d comments: %v", len(comments), comments)
	}
	root := parse(t, partOf(t, file, "word/document.xml"))
	for _, name := range []string{"commentRangeStart", "commentRangeEnd", "commentReference"} {
		if got := root.all(name); len(got) != 2 || got[1].attr("id") != "1" {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !strings.Contains(partOf(t, file, "[Content_Types].xml"), "/word/comments.xml") {
		t.Error("the part has no content type")
	}
}
