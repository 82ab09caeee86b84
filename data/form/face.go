package form

import (
	"strconv"
	"strings"

	"gongwen/data/intake/look"
)

// isOf reports whether a face is of a font of the style sheet, by its kind or by the
// names that it has in word processors.
func (j *judge) isOf(face, font string) bool {
	if look.IsFace(face, font) {
		return true
	}
	for _, f := range j.sheet.Fonts {
		if f.ID == font && (face == f.Office.Name || face == f.Office.Alt) {
			return true
		}
	}
	return false
}

// sizes are the names of sizes by half-points.
var sizes = map[int]string{84: "初号", 72: "小初", 52: "一号", 48: "小一", 44: "二号", 36: "小二", 32: "三号", 30: "小三", 28: "四号", 24: "小四", 21: "五号", 18: "小五"}

// sizeName is a size in half-points as people call it.
func sizeName(halfPoints int) string {
	points := strconv.FormatFloat(float64(halfPoints)/2, 'f', -1, 64) + " 磅"
	if name := sizes[halfPoints]; name != "" {
		return name + "（" + points + "）"
	}
	return points
}

// wrongFace is the face of the first Han characters of a paragraph from a byte on that
// is none of a kind; empty where all are, or where most of the text is.
func (j *judge) wrongFace(p *look.Paragraph, from int, font string) string {
	wrong, bad, all := "", 0, 0
	for _, r := range p.Runs {
		text := r.Text
		cut := min(from, len(text))
		text, from = text[cut:], from-cut
		n := han(text)
		all += n
		if n == 0 || r.EastAsia == "" && font == "宋体" || r.EastAsia != "" && j.isOf(r.EastAsia, font) {
			continue
		}
		bad += n
		if wrong == "" {
			wrong = r.EastAsia
			if wrong == "" {
				wrong = "宋体" // what Word takes where nothing is said
			}
		}
	}
	const few = 5 // of a hundred: a character that a face does not have
	if bad*100 <= all*few {
		return ""
	}
	return wrong
}

// wrongSize is the size of text of a paragraph that is not a style's, in half-points; 0
// where all is.
func wrongSize(p *look.Paragraph, want int) int {
	bad, all, wrong := 0, 0, 0
	for _, r := range p.Runs {
		n := length(strings.TrimSpace(r.Text))
		all += n
		if n > 0 && !near(r.Size, want, 1) {
			bad += n
			wrong = r.Size
		}
	}
	if 2*bad <= all {
		return 0
	}
	return wrong
}
