package doc

// List is a list of one level. The items of an ordered one have their numbers as
// labels, as have those of a bulleted one the mark, where there is one.
type List struct {
	ID      NodeID
	Ordered bool
	Items   []*Paragraph
}

// Label is that of the first item, empty for a list without labels.
func (b *List) Label() Label {
	if len(b.Items) == 0 {
		return Label{}
	}
	return b.Items[0].Label
}

// Node is the block's id.
func (b *List) Node() NodeID { return b.ID }
