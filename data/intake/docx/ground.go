package docx

import (
	"encoding/xml"
	"strconv"

	"gongwen/internal/pattern"
)

// What is read of the ground of text: white text shows only where something else than
// white is behind it.

// paints reports whether a w:shd puts another colour than white behind text (17.3.5).
func paints(e xml.StartElement) bool {
	colour := attribute(e, "w:fill")
	if pattern := attribute(e, "w:val"); pattern != "" && pattern != "clear" && pattern != "nil" {
		return true
	}
	return colour != "" && colour != "auto" && !isWhite(colour)
}

// shaded are the shadings of a part of styles: which of its tables, rows and cells they are
// for is not followed.
var shaded = pattern.New(`<w:shd\b[^>]*\bw:fill="([0-9A-Fa-f]{6})"|<w:highlight\b`)

// paintsAny reports whether some style of a part puts a colour behind text.
func paintsAny(content []byte) bool {
	for _, m := range shaded.FindAllStringSubmatch(string(content), -1) {
		if m[1] == "" || !isWhite(m[1]) {
			return true
		}
	}
	return false
}

// isWhite reports whether a colour, as RRGGBB, cannot be told from white paper.
func isWhite(colour string) bool {
	rgb, err := strconv.ParseUint(colour, 16, 32)
	const least = 0xF8 // of each part
	return err == nil && len(colour) == len("RRGGBB") && rgb>>16 >= least && rgb>>8&0xFF >= least && rgb&0xFF >= least
}

// isUnseen reports whether text is white on white.
func (r *reader) isUnseen(props runProps, style string) bool {
	_, colour := r.styles.lettering(props, style, props.style)
	return isWhite(colour) && !props.painted && !r.para.props.painted && !r.story.painted && !r.styles.paint && r.boxes == 0
}
