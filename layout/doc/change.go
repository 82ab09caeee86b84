package doc

// Change is what became of a text since an earlier version of the document.
type Change uint8

// The changes. A text that is not part of a comparison is Kept.
const (
	Kept Change = iota
	Inserted
	Deleted
)

// Remark is something said about a text of the document, such as a finding.
type Remark struct{ Text string }

// ChangeOf is the change that all of runs have in common, Kept where they have none.
func ChangeOf(runs []Run) Change {
	change, any := Kept, false
	for _, r := range runs {
		if r.Text == "" {
			continue
		}
		if any && r.Change != change {
			return Kept
		}
		change, any = r.Change, true
	}
	return change
}

// ChangeColour is the colour in which pages show a changed text.
func ChangeColour(c Change) Color {
	if c == Deleted {
		return Color{R: 0xC0}
	}
	return Color{B: 0xB0}
}
