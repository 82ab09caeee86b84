package docx

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/layout/doc"
)

// run is a doc.Run with what its setting adds to its style.
type run struct {
	doc.Run
	style    string // character style; empty for none
	tracking int64  // in place of the style's, in twips; 0 for the style's
}

// look is the properties that set the run apart from its paragraph.
func (r run) look() runProps {
	props := runProps{style: r.style, bold: r.Bold, tracking: r.tracking}
	if r.Link != "" && r.style == "" {
		props.style = hyperlinkStyle
	}
	return props
}

// joins reports whether the run may go on in the element of another.
func (r run) joins(other run) bool {
	return r.look() == other.look() && r.Change == other.Change && slices.Equal(r.Remarks, other.Remarks)
}

// plain is runs as their style sets them.
func plain(runs []doc.Run) []run {
	out := make([]run, len(runs))
	for i, r := range runs {
		out[i].Run = r
	}
	return out
}

// stretched is runs of a style cut where the stretches of their text begin and end.
func stretched(style doc.TextStyle, runs []doc.Run, stretches []doc.Stretch) []run {
	if len(stretches) == 0 {
		return plain(runs)
	}
	var out []run
	start := 0 // of r in the text of all runs
	for _, r := range runs {
		end := start + len(r.Text)
		for start < end {
			for len(stretches) > 0 && stretches[0].To <= start {
				stretches = stretches[1:]
			}
			cut, tracking := end, int64(0)
			switch {
			case len(stretches) == 0:
			case stretches[0].From > start:
				cut = min(end, stretches[0].From)
			default:
				cut, tracking = min(end, stretches[0].To), trackingTwips(style.Tracking+stretches[0].By)
			}
			var head doc.Run
			head, r = cutRun(r, cut-start)
			out = append(out, run{Run: head, tracking: tracking})
			start = cut
		}
	}
	return out
}

// ended is runs with a line end at each of the places in their text, in place of the blanks
// before it.
func ended(runs []doc.Run, ends []int) []doc.Run {
	var out []doc.Run
	start := 0 // of r in the text of all runs
	for _, r := range runs {
		for len(ends) > 0 && ends[0] <= start+len(r.Text) {
			var head doc.Run
			head, r = cutRun(r, ends[0]-start)
			head.Text = strings.TrimRightFunc(head.Text, unicode.IsSpace) + "\n"
			out = append(out, head)
			start, ends = ends[0], ends[1:]
		}
		out = append(out, r)
		start += len(r.Text)
	}
	return out
}

// cutRun divides a run before byte n of its text.
func cutRun(r doc.Run, n int) (head, tail doc.Run) {
	head, tail = r, r
	head.Text, tail.Text = r.Text[:n], r.Text[n:]
	tail.Pos = r.Pos.Offset(utf8.RuneCountInString(head.Text))
	return head, tail
}
