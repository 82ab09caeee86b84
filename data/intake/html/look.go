package html

import (
	"strconv"
	"strings"
)

// lookOf is what a style says that matters, as words: for each property the
// group of looks that it decides, and the look.
func lookOf(style string) string {
	var words []string
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		value = strings.TrimSpace(strings.ReplaceAll(value, "!important", ""))
		if group, look := decided(strings.TrimSpace(property), value); group != "" {
			words = append(words, group+lookMark+look)
		}
	}
	return strings.Join(words, " ")
}

// lookMark parts a group from its look.
const lookMark = "="

// decided is the group that a property belongs to, empty for none that matters,
// and the look it gives: none, bold, regular, pre, struck, raised, lowered, or
// nothing for that of plain text.
func decided(property, value string) (group, look string) {
	hides := false
	switch property {
	case "display":
		hides = value == "none"
	case "visibility":
		hides = value == "hidden" || value == "collapse"
	case "mso-hide":
		hides = value == "all"
	case "opacity", "font-size":
		hides = isZero(value)
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
