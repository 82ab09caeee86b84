package doc

// Label is what stands before the first line of a paragraph whose lines all
// begin at one place, such as the number of an item. At and Hang are counted in
// characters of the paragraph's style from the left of the text block.
type Label struct {
	ID    NodeID // 0 for a label that is no node of its own
	Text  string // empty for none
	Style string // role of its text style; empty for that of the paragraph
	At    int    // where the label begins
	Hang  int    // where the text's lines begin
}
