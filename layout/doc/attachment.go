package doc

import "strconv"

// Roles of the text styles of attachments (附件, GB/T 9704-2012 7.3.4).
const (
	AttachmentListRole  = "attachment-list"  // 附件说明: their names below the text
	AttachmentLabelRole = "attachment-label" // “附件1” at the top of its first page
	AttachmentTitleRole = "attachment-title"
)

// Label is what stands before the first line of a paragraph whose lines all
// begin at one place, such as the number of an item. At and Hang are counted in
// characters of the paragraph's style from the left of the text block.
type Label struct {
	Text string // empty for none
	At   int    // where the label begins
	Hang int    // where the text's lines begin
}

// StyleRole is the role of the heading's text style.
func (b *Heading) StyleRole() string {
	if b.Role != "" {
		return b.Role
	}
	return "heading-" + strconv.Itoa(b.Level)
}
