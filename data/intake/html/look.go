package html

import (
	"iter"
	"strconv"
	"strings"

	"gongwen/internal/pattern"
)

// lookOf is what a style says that matters, as words: for each property the
// group of looks that it decides, and the look.
func lookOf(style string) string {
	var words []string
	for declaration := range strings.SplitSeq(strings.ToLower(plainStyle(style)), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		value, important := strings.CutSuffix(strings.Join(strings.Fields(strings.ReplaceAll(value, "!", " !")), " "), "!important")
		value = strings.TrimSpace(value)
		property = strings.TrimSpace(property)
		group, look := decided(property, value)
		if ground, ok := groundOf(property, value); ok {
			words = append(words, groundGroup+lookMark+ground)
		}
		switch {
		case strings.Contains(declaration, `\`):
			group, look = "escaped", doubt
		case group == "":
			continue
		case strings.Contains(value, "(") && !strings.HasPrefix(group, placeGroup) && computed.MatchString(value) && group != sizeGroup && group != colourGroup && group != "font-weight" && group != "white-space":
			look = doubt
		}
		if important {
			look += importantMark
		}
		words = append(words, group+lookMark+look)
	}
	return strings.Join(words, " ")
}

// Values that other declarations or attributes decide (CSS Values 5).
var computed = pattern.New(`\b(?:var|env|if|attr)\(`)

// doubt is the look of what may be shown or not.
const doubt = "doubtful"

// matters reports whether looks hide text, strike it out or move it out of its line.
func matters(looks string) bool {
	for group, look := range said(looks) {
		switch look {
		case "none", "struck", "raised", "lowered", "generated", doubt:
			return true
		}
		switch group {
		case placeGroup + "position", placeGroup + "left", placeGroup + "text-indent", placeGroup + "transform", placeGroup + "clip", placeGroup + "clip-path", placeGroup + "scale":
			if look != "" && look != "relative" {
				return true
			}
		}
	}
	return false
}

// lookMark parts a group from its look; importantMark ends one that no other style
// replaces but another of its kind (CSS Cascading 4, section 6.4.1).
const (
	lookMark      = "="
	importantMark = "!"
)

// said are the looks of an element: each group with its look.
func said(looks string) iter.Seq2[string, string] {
	return func(yield func(group, look string) bool) {
		for word := range strings.FieldsSeq(looks) {
			group, look, _ := strings.Cut(word, lookMark)
			if !yield(group, strings.TrimSuffix(look, importantMark)) {
				return
			}
		}
	}
}

// Groups of looks that have no meaning of their own but tell digits of one figure
// from others beside them.
const (
	visibility  = "visibility"
	sizeGroup   = "size"
	colourGroup = "colour"
	placeGroup  = "place-" // and a property
)

// decided is the group that a property belongs to, empty for none that matters,
// and the look it gives: none, bold, regular, pre, struck, raised, lowered, block,
// generated, a size, colour or place, or nothing for that of plain text.
func decided(property, value string) (group, look string) {
	hides := false
	switch property {
	case "display":
		switch value {
		case "block", "flex", "grid", "table", "list-item", "flow-root":
			return property, "block"
		case "none", "inline", "contents", "":
			hides = value == "none"
		default:
			return property, "box"
		}
	case "content-visibility":
		hides = value == "hidden"
	case visibility:
		hides = value == "hidden" || value == "collapse"
	case "mso-hide":
		hides = value == "all"
	case "opacity":
		hides = isZero(value)
	case "font-size", "font":
		return sizeGroup, sizeOf(property, value)
	case "color", "-webkit-text-fill-color":
		return colourGroup, colourOf(value)
	case "animation", "animation-name", "-webkit-animation", "-webkit-animation-name", "-webkit-text-security":
		if value != "none" {
			return "animation", doubt
		}
		return "animation", ""
	case "width", "height", "max-width", "max-height":
		if isZero(value) {
			return placeGroup + property, "0"
		}
		return placeGroup + property, placeOf(value)
	case "background", "background-image", "border", "border-left", "border-right":
		if strings.Contains(value, "none") || strings.HasPrefix(property, "background") && !strings.Contains(value, "url(") && !strings.Contains(value, "gradient(") {
			return placeGroup + property, ""
		}
		return placeGroup + property, placeOf(value)
	case "order", "flex-direction", "flex-flow":
		if strings.Contains(value, "reverse") || property == "order" && !isZero(value) {
			return placeGroup + property, value
		}
		return placeGroup + property, ""
	case "float", "position", "left", "right", "top", "bottom", "transform", "scale", "rotate", "translate", "text-indent", "clip", "clip-path", "mask", "mask-image", "-webkit-mask",
		"margin", "margin-left", "margin-right", "padding", "padding-left", "padding-right", "direction", "unicode-bidi", "writing-mode", "filter":
		return placeGroup + property, placeOf(value)
	case "content":
		if value != "none" && value != "normal" && strings.Trim(value, `"' `) != "" {
			return property, "generated"
		}
		return property, ""
	case "font-weight":
		return property, weightOf(value)
	case "white-space":
		if strings.HasPrefix(value, "pre") || value == "break-spaces" {
			return property, "pre"
		}
		return property, ""
	case "text-decoration", "text-decoration-line", "text-line-through":
		if strings.Contains(value, "line-through") || property == "text-line-through" && value != "none" {
			return "text-decoration", "struck"
		}
		return "text-decoration", ""
	case "vertical-align", "mso-text-raise", "baseline-shift":
		return "shift", shiftOf(value)
	default:
		return "", ""
	}
	if hides {
		return property, "none"
	}
	return property, ""
}

// sizeOf is a font's size, one of nothing as none; the size that a font names
// stands before its faces.
func sizeOf(property, value string) string {
	if property == "font" {
		for word := range strings.FieldsSeq(value) {
			if first := word[0]; first >= '0' && first <= '9' && strings.Trim(word, "0123456789") != "" {
				value, _, _ = strings.Cut(word, "/")
				break
			}
		}
	}
	if isZero(value) {
		return "none"
	}
	if px, ok := strings.CutSuffix(value, "px"); ok {
		if n, err := strconv.ParseFloat(px, 64); err == nil {
			const pointsPerPixel = 0.75
			return strconv.FormatFloat(n*pointsPerPixel, 'f', -1, 64) + "pt"
		}
	}
	return strings.ReplaceAll(value, " ", "")
}

// colourOf is a colour, empty for that of usual text.
func colourOf(value string) string {
	switch value = strings.ReplaceAll(value, " ", ""); value {
	case "black", "#000", "#000000", "rgb(0,0,0)", "windowtext", "inherit", "initial", "currentcolor", "unset":
		return ""
	}
	return value
}

// placeOf is a place out of the line, empty for none.
func placeOf(value string) string {
	switch value {
	case "none", "static", "auto", "normal", "inherit", "initial", "unset", "ltr", "horizontal-tb", "isolate":
		return ""
	}
	if isZero(value) {
		return ""
	}
	return strings.ReplaceAll(value, " ", "")
}

// isZero reports whether a length or number is 0, in any unit.
func isZero(value string) bool {
	digits := strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyz%")
	return strings.Contains(digits, "0") && strings.Trim(digits, "0.") == ""
}

// shiftOf is how a text stands against its line (CSS 2, section 10.8.1).
func shiftOf(value string) string {
	switch first := strings.TrimLeft(value, "+"); {
	case value == "super":
		return "raised"
	case value == "sub":
		return "lowered"
	case value == "" || isZero(value) || strings.TrimLeft(first, "-.0123456789") == first:
		return ""
	case strings.HasPrefix(value, "-"):
		return "lowered"
	}
	return "raised"
}

const boldFrom = 600 // CSS Fonts 4, section 2.4

func weightOf(value string) string {
	switch value {
	case "bold", "bolder":
		return "bold"
	case "normal", "lighter":
		return "regular"
	}
	n, err := strconv.Atoi(value)
	switch {
	case err != nil:
		return ""
	case n >= boldFrom:
		return "bold"
	}
	return "regular"
}
