package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// smallest is the size down to which a figure shrinks to stay on one line.
const smallest = 6 * unit.Point

// narrow is the width in characters below which a label is broken evenly.
const narrow = 8

// cellLines breaks a cell's text for columns of the given widths.
func (s *setter) cellLines(c *doc.Cell, widths []unit.Length) []line {
	width := -2 * s.doc.Tables.CellMargin
	for col := max(0, c.Col); col < min(c.Col+c.ColSpan, len(widths)); col++ {
		width += widths[col]
	}
	if c.Role == doc.Number {
		return s.figure(c, width)
	}
	style := s.style(c.Style)
	if width >= narrow*em(style) {
		return s.shape(style, c.ID, "", c.Runs).breakInto(width, 0, style.Align == doc.Centred)
	}
	return s.label(c, style, width)
}

// figure breaks a figure. One that is too wide for its cell takes of the
// margins what doc.TightMargin leaves and is set smaller, in steps of half a
// point, on a leading that is as much less. A figure with words behind it is
// broken instead.
func (s *setter) figure(c *doc.Cell, width unit.Length) []line {
	const step = unit.Point / 2
	style := s.style(c.Style)
	lines := s.shape(style, c.ID, "", c.Runs).breakInto(width, 0, true)
	if len(lines) < 2 || strings.ContainsFunc(doc.Text(c.Runs), unicode.IsLetter) {
		return lines
	}
	margin := max(0, s.doc.Tables.CellMargin-doc.TightMargin)
	for {
		lines = s.shape(style, c.ID, "", c.Runs).breakInto(width+2*margin, 0, true)
		if len(lines) < 2 || style.Size-step < smallest {
			break
		}
		style.Size -= step
		style.Leading -= step
	}
	for i := range lines {
		lines[i].shift -= margin
	}
	s.setting.Sizes[c.ID] = style.Size
	return lines
}

// label breaks the label of a narrow cell evenly. When it needs several lines
// its number, such as （三）, has the first to itself, so that words stay whole.
func (s *setter) label(c *doc.Cell, style doc.TextStyle, width unit.Length) []line {
	lines := s.shape(style, c.ID, "", c.Runs).breakInto(width, 0, true)
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
	lines = s.shape(style, c.ID, "", []doc.Run{number}).breakInto(width, 0, true)
	return append(lines, s.shape(style, c.ID, "", []doc.Run{rest}).breakInto(width, 0, true)...)
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
