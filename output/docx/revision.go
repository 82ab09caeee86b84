package docx

import (
	"time"

	"gongwen/layout/doc"
)

// reviser is who makes the tracked changes and comments of a document.
const reviser = "gongwen"

// revised writes runs that are inserted or deleted as a tracked change
// (ECMA-376-1 17.13.5.18, 17.13.5.14), others as they are.
func (b *builder) revised(w *xmlWriter, change doc.Change, content func()) {
	name := revisions[change]
	if name == "" {
		content()
		return
	}
	w.open(name, b.revision()...)
	content()
	w.close(name)
}

// revisions are the elements of tracked changes.
var revisions = [...]string{doc.Kept: "", doc.Inserted: "w:ins", doc.Deleted: "w:del"}

// revision is the attributes of a tracked change: each has a number of its own.
func (b *builder) revision() []string {
	b.revisions++
	attrs := []string{"w:id", decimal(b.revisions), "w:author", reviser}
	if date := b.doc.Meta.Created; !date.IsZero() {
		attrs = append(attrs, "w:date", date.UTC().Format(time.RFC3339))
	}
	return attrs
}

// markOf is the tracked change of a paragraph's mark: one whose text is all of one
// change goes, or comes, with its mark (17.13.5.15, 17.13.5.20).
func (b *builder) markOf(runs []doc.Run) *mark {
	if change := doc.ChangeOf(runs); change != doc.Kept {
		return &mark{revisions[change], b.revision()}
	}
	return nil
}

// mark is the element of a tracked paragraph mark.
type mark struct {
	name  string
	attrs []string
}

func (m *mark) write(w *xmlWriter) {
	if m == nil {
		return
	}
	w.open("w:rPr")
	w.leaf(m.name, m.attrs...)
	w.close("w:rPr")
}
