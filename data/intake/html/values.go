package html

import (
	"math"
	"strconv"
	"strings"

	"gongwen/internal/picture"
)

// Pixels of units (CSS Values 4, section 6.2). Those of windows are of one that is 1366 pixels wide.
func unit(name string, em, root, whole float64) (float64, bool) {
	const window = 13.66
	switch name {
	case "px":
		return 1, true
	case "pt":
		return 4.0 / 3, true
	case "pc":
		return 16, true
	case "in":
		return 96, true
	case "cm":
		return 96 / 2.54, true
	case "mm":
		return 96 / 25.4, true
	case "em":
		return em, true
	case "rem":
		if root == 0 {
			root = mediumSize
		}
		return root, true
	case "ex", "ch":
		return em / 2, true
	case "%":
		return whole / 100, true
	case "vw", "vh", "vmin", "vmax":
		return window, true
	}
	return 0, false
}

// length is a length in pixels; a percentage is of whole.
func length(v string, em, root, whole float64) (float64, bool) {
	number := strings.TrimRight(v, "abcdefghijklmnopqrstuvwxyz%")
	n, ok := numberOf(number)
	if !ok {
		return 0, false
	}
	if n == 0 && number == v {
		return 0, true
	}
	factor, ok := unit(v[len(number):], em, root, whole)
	return n * factor, ok
}

// clamped are the least and the greatest of a length between bounds (CSS Values 4, section 10.2).
func clamped(v string) (bounds [2]string, ok bool) {
	inner, ok := strings.CutPrefix(v, "clamp(")
	values := strings.Split(strings.TrimSuffix(inner, ")"), ",")
	if !ok || len(values) != 3 || strings.Contains(inner, "(") {
		return bounds, false
	}
	return [2]string{strings.TrimSpace(values[0]), strings.TrimSpace(values[2])}, true
}

// numberOf is a number as style sheets write it.
func numberOf(v string) (float64, bool) {
	if v == "" || strings.Trim(v, "+-.0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(v, 64)
	return n, err == nil
}

// lengthsWithin reports whether each of at most four lengths, or auto, lies in bounds.
func (s setting) lengthsWithin(v string, least, most float64) bool {
	values := strings.Fields(v)
	for _, v := range values {
		switch v {
		case "auto", "inherit", "initial", "unset":
			continue
		}
		px, ok := s.px(v, 10*mediumSize)
		if !ok || px < least || px > most {
			return false
		}
	}
	return len(values) > 0 && len(values) <= 4
}

// fontOf are the parts of a font: size, height of lines, faces (CSS Fonts 4, section 2.7).
func fontOf(v string) (size, line, faces string) {
	words := strings.Fields(v)
	for i, word := range words {
		switch word {
		case "normal", "bold", "bolder", "lighter", "italic", "oblique", "small-caps":
			continue
		}
		if len(word) == 3 && strings.Trim(word, "0123456789") == "" {
			continue // a weight
		}
		size, line, _ = strings.Cut(word, "/")
		rest := words[i+1:]
		if line == "" && len(rest) > 1 && strings.HasPrefix(rest[0], "/") {
			if line = rest[0][1:]; line == "" {
				line, rest = rest[1], rest[1:]
			}
			rest = rest[1:]
		}
		return size, line, strings.Join(rest, " ")
	}
	return "", "", ""
}

// faceName is the name of a font without quotes.
func faceName(s string) string {
	return strings.ToLower(strings.Trim(strings.TrimSpace(s), `"'`))
}

// colourOfText is a colour and how much of it covers what is behind.
func colourOfText(v string) (c picture.Color, alpha float64, ok bool) {
	switch v {
	case seeThrough:
		return c, 0, true
	}
	inside, isCall := strings.CutSuffix(v, ")")
	name, inside, cut := strings.Cut(inside, "(")
	if isCall && cut && (name == "rgb" || name == "rgba") {
		parts := strings.FieldsFunc(inside, func(r rune) bool { return r == ',' || r == ' ' || r == '/' })
		if len(parts) == 4 {
			number, percent := strings.CutSuffix(parts[3], "%")
			n, isNumber := numberOf(number)
			if percent {
				n /= 100
			}
			if !isNumber {
				return c, 0, false
			}
			c, ok = picture.ParseColor("rgb(" + strings.Join(parts[:3], ",") + ")")
			return c, min(max(n, 0), 1), ok
		}
		c, ok = picture.ParseColor("rgb(" + strings.Join(parts, ",") + ")")
		return c, 1, ok
	}
	if hex, ok := strings.CutPrefix(v, "#"); ok && (len(hex) == 4 || len(hex) == 8) {
		each := len(hex) / 4
		n, err := strconv.ParseUint(hex[3*each:], 16, 8)
		if each == 1 {
			n *= 0x11
		}
		c, ok := picture.ParseColor("#" + hex[:3*each])
		return c, float64(n) / 0xFF, ok && err == nil
	}
	c, ok = picture.ParseColor(v)
	return c, 1, ok
}

// mixed is a colour over another one.
func mixed(c, below picture.Color, alpha float64) picture.Color {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*alpha + float64(b)*(1-alpha))) }
	return picture.Color{R: mix(c.R, below.R), G: mix(c.G, below.G), B: mix(c.B, below.B)}
}

// contrast is the ratio of the luminances of two colours.
func contrast(a, b picture.Color) float64 {
	luminance := func(c picture.Color) float64 {
		part := func(v uint8) float64 {
			f := float64(v) / 0xFF
			if f <= 0.04045 {
				return f / 12.92
			}
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
	}
	la, lb := luminance(a)+0.05, luminance(b)+0.05
	return max(la, lb) / min(la, lb)
}
