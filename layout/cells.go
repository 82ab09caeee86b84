package layout

import (
	"strings"
	"unicode/utf8"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// narrow is the width in characters below which a label is broken evenly.
const narrow = 8

// cellLines breaks a cell's text for columns of the given widths. Figures are
// smaller than their style says by less.
func (s *setter) cellLines(c *doc.Cell, widths []unit.Length, less unit.Length) []line {
	width := s.cellWidth(c, widths)
	if c.Role == doc.Number {
		style := smaller(s.style(c.Style), less)
		if less > 0 {
			s.setting.Sizes[c.ID] = style.Size
		}
		over := s.doc.Tables.CellMargin - doc.FigureMargin(style.Size, s.doc.Tables.CellMargin)
		lines := s.cellText(style, c.ID, c.Runs, width+2*over, true)
		for i := range lines {
			lines[i].shift -= over
		}
		return lines
	}
	style := s.style(c.Style)
	if width >= narrow*em(style) {
		return s.cellText(style, c.ID, c.Runs, width, style.Align == doc.Centred)
	}
	return s.label(c, style, width)
}

// cellWidth is the room for a cell's text.
func (s *setter) cellWidth(c *doc.Cell, widths []unit.Length) unit.Length {
	return unit.Sum(widths[c.Col:c.Col+c.ColSpan]) - 2*s.doc.Tables.CellMargin
}

// label breaks the label of a narrow cell evenly. When it needs several lines
// its number, such as （三）, has the first to itself, so that words stay whole.
func (s *setter) label(c *doc.Cell, style doc.TextStyle, width unit.Length) []line {
	lines := s.cellText(style, c.ID, c.Runs, width, true)
	if c.Role != doc.Stub || len(lines) < 2 || len(c.Runs) != 1 || len(c.Runs[0].Breaks) > 0 {
		return lines
	}
	number, rest := c.Runs[0], c.Runs[0]
	n := labelNumber(number.Text)
	number.Text, rest.Text = number.Text[:n], rest.Text[n:]
	if n == 0 || rest.Text == "" {
		return lines
	}
	rest.Pos = rest.Pos.Offset(utf8.RuneCountInString(number.Text))
	lines = s.cellText(style, c.ID, []doc.Run{number}, width, true)
	return append(lines, s.cellText(style, c.ID, []doc.Run{rest}, width, true)...)
}

// labelNumber is how many bytes of a label are its number: 三、 or （三）.
func labelNumber(label string) int {
	const longest = 3 * len("十") // characters of a number
	mark := "、"
	if strings.HasPrefix(label, "（") {
		mark = "）"
	}
	if i := strings.Index(label, mark); i > 0 && i <= longest+len("（") {
		return i + len(mark)
	}
	return 0
}
