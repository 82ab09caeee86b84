package document

import (
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
)

// line is a line of a document that may be an element.
type line struct {
	text  string
	pos   diag.Pos
	block int // index of its block
	flow.Block
}

// finder looks for the elements of a document.
type finder struct {
	blocks []flow.Block
	lines  []line
	out    *Document

	signing        bool  // the line before has 签发人, whose names may go on
	window         []int // lines above the 版头 that are titles, as that of a window
	titleEnd, body int   // indexes of lines: behind the title, where the text begins
	bodyEnd        int   // index of the block behind the text
}

// parted are blocks of which those are two that hold the end of the text and an
// element behind it.
func parted(blocks []flow.Block) []flow.Block {
	var list []flow.Block
	for _, b := range blocks {
		for b.Kind == flow.Paragraph {
			text := b.Text()
			at := glued.FindStringSubmatchIndex(text)
			if at == nil {
				break
			}
			head := b
			head.Runs, b.Runs = cut(b.Runs, at[2])
			list = append(list, head)
		}
		list = append(list, b)
	}
	return list
}

// cut cuts runs behind n bytes.
func cut(runs []flow.Run, n int) (before, behind []flow.Run) {
	for _, r := range runs {
		k := min(n, len(r.Text))
		n -= k
		if k > 0 {
			first := r
			first.Text = r.Text[:k]
			before = append(before, first)
		}
		if k < len(r.Text) {
			r.Text = r.Text[k:]
			behind = append(behind, r)
		}
	}
	return before, behind
}

// readLines are the lines of the document: paragraphs, and the cells of tables that
// only arrange 版头 or 版记.
func (f *finder) readLines() {
	for i, b := range f.blocks {
		switch {
		case b.Kind == flow.Picture:
		case b.Kind == flow.Tabular:
			if arranges(b.Table) {
				for _, row := range b.Table.Rows {
					for _, c := range row.Cells {
						for text := range strings.SplitSeq(c.Text, "\n") {
							f.line(i, text, flow.Block{Pos: c.Pos, Align: c.Align})
						}
					}
				}
			}
		default:
			f.line(i, b.Text(), b)
		}
	}
}

func (f *finder) line(i int, text string, b flow.Block) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
	case pageNumber.MatchString(tight(text)):
		f.role(b.Pos, PageNumberRole)
	default:
		f.lines = append(f.lines, line{text: text, pos: b.Pos, block: i, Block: b})
	}
}

// arranges reports whether a table holds elements of 版头 or 版记 and no figures.
func arranges(t *flow.Table) bool {
	const most = 12 // rows of a 版记
	if len(t.Rows) > most {
		return false
	}
	for _, row := range t.Rows {
		for _, c := range row.Cells {
			for text := range strings.SplitSeq(c.Text, "\n") {
				if whole := tight(text); copiesLine.MatchString(whole) || printedLine.MatchString(whole) || signersLine.MatchString(whole) ||
					numberWhole.MatchString(whole) || whole == "文件" {
					return true
				}
			}
		}
	}
	return false
}

// role notes what a place is; the first that is said stands.
func (f *finder) role(pos diag.Pos, role Role) {
	if _, known := f.out.Roles[pos]; !known {
		f.out.Roles[pos] = role
	}
}

func (l *line) value(text string) Value { return Value{Text: text, Pos: l.pos} }

// all are values of texts at the place of a line.
func (l *line) all(texts []string) []Value {
	list := make([]Value, len(texts))
	for i, t := range texts {
		list[i] = l.value(t)
	}
	return list
}
