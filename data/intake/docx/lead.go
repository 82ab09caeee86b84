package docx

import (
	"unicode"

	"gongwen/data/intake/look"
)

// lead counts the characters at the beginning of a paragraph that have a face of
// headings.
type lead struct {
	count   int
	pending int // behind them, of text without Han characters, whose East Asian face shows nothing
	ended   bool
}

func (l *lead) add(text, face string) {
	n, han := 0, false
	for _, r := range text {
		if !unicode.IsSpace(r) {
			n++
		}
		han = han || unicode.Is(unicode.Han, r)
	}
	switch {
	case look.IsFace(face, "黑体") || look.IsFace(face, "楷体"):
		l.count += l.pending + n
		l.pending = 0
	case han:
		l.ended = true
	default:
		l.pending += n
	}
}

// with is how many characters there are with a number before them that is counted.
func (l *lead) with(number string) int {
	if l.count == 0 {
		return 0
	}
	n := l.count
	for _, r := range number {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// face is the face of the East Asian characters of a run in a paragraph of a style.
func (r *reader) face(props runProps, style string) string {
	f := props.faces.over(r.styles.facesOf(props.style)).over(r.styles.facesOf(style)).over(r.styles.defaults.faces)
	return r.theme.resolve(f.eastAsia)
}
