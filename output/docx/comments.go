package docx

import (
	"strings"

	"gongwen/internal/diag"
)

// comments is word/comments.xml (ECMA-376-1 17.13.4.6): the remarks of the document
// in their order, each line of one a paragraph.
func (b *builder) comments() part {
	w := newXML(&b.diags)
	w.open("w:comments", "xmlns:w", nsW)
	for i, remark := range b.doc.Remarks {
		attrs := b.revision()
		attrs[1] = decimal(i)
		w.open("w:comment", append(attrs, "w:initials", "GW")...)
		for line := range strings.SplitSeq(remark.Text, "\n") {
			w.open("w:p")
			w.open("w:r")
			w.open("w:t", "xml:space", "preserve")
			w.text(line, diag.Pos{})
			w.close("w:t")
			w.close("w:r")
			w.close("w:p")
		}
		w.close("w:comment")
	}
	w.close("w:comments")
	return part{name: "word/comments.xml", contentType: mainML + "comments+xml", relation: nsR + "/comments", data: w.Bytes}
}

// commented writes content between the marks of a run's remarks (17.13.4.4), the
// reference to each behind it (17.13.4.5).
func (b *builder) commented(w *xmlWriter, remarks []int, content func()) {
	for _, n := range remarks {
		w.leaf("w:commentRangeStart", "w:id", decimal(n))
	}
	content()
	for _, n := range remarks {
		w.leaf("w:commentRangeEnd", "w:id", decimal(n))
		w.open("w:r")
		w.leaf("w:commentReference", "w:id", decimal(n))
		w.close("w:r")
	}
}
