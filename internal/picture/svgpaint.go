package picture

import (
	"strconv"
	"strings"
)

// paint is how a shape looks (SVG 1.1 chapter 11).
type paint struct {
	fill, stroke *Color
	strokeWidth  float64
	evenOdd      bool
	hidden       bool
}

func initialPaint() paint { return paint{fill: &Color{}, strokeWidth: 1} }

// apply changes the context by an element's attributes. What would be seen and
// cannot be shown is refused.
func (c *context) apply(a map[string]string) error {
	for _, name := range []string{"opacity", "fill-opacity", "stroke-opacity"} {
		if v, given := a[name]; given && v != "1" && v != "1.0" && v != "100%" {
			return refused("SVG 图片里有半透明的图形（%s: %s）", "the SVG picture has translucent shapes (%s: %s)", name, clip(v))
		}
	}
	for _, name := range []string{"clip-path", "mask", "filter", "stroke-dasharray"} {
		if v, given := a[name]; given && v != "none" {
			return refused("SVG 图片里的 %s 不能用", "%s in an SVG picture cannot be used", name)
		}
	}
	if a["class"] != "" && a["fill"] == "" && a["stroke"] == "" {
		return refused("SVG 图片用样式表（class）上色", "the SVG picture is coloured by a style sheet (class)")
	}
	var err error
	if c.fill, err = colorOf(a, "fill", c.fill); err != nil {
		return err
	}
	if c.stroke, err = colorOf(a, "stroke", c.stroke); err != nil {
		return err
	}
	if v, given := a["stroke-width"]; given && v != "inherit" {
		if c.strokeWidth, err = svgLength(v, 0); err != nil {
			return err
		}
	}
	if v := a["fill-rule"]; v != "" && v != "inherit" {
		c.evenOdd = v == "evenodd"
	}
	if v := a["visibility"]; v != "" && v != "inherit" {
		c.hidden = v != "visible"
	}
	m, err := transformOf(a["transform"])
	c.matrix = c.matrix.times(m)
	return err
}

// colorOf is the colour of a property, nil for none.
func colorOf(a map[string]string, name string, inherited *Color) (*Color, error) {
	v, given := a[name]
	switch v = strings.ToLower(v); {
	case !given || v == "" || v == "inherit":
		return inherited, nil
	case v == "none" || v == "transparent":
		return nil, nil
	case v == "currentcolor":
		return &Color{}, nil
	}
	c, ok := ParseColor(v)
	if !ok {
		return nil, refused("SVG 图片里的颜色“%s”不能用", "the colour “%s” in an SVG picture cannot be used", clip(v))
	}
	return &c, nil
}

// ParseColor reads #rgb, #rrggbb, rgb(…) and the sixteen names of HTML 4 with a few more.
func ParseColor(v string) (Color, bool) {
	if digits, ok := strings.CutPrefix(v, "#"); ok {
		if len(digits) == 3 {
			digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
		}
		n, err := strconv.ParseUint(digits, 16, 24)
		return Color{uint8(n >> 16), uint8(n >> 8), uint8(n)}, err == nil && len(digits) == 6
	}
	if inside, ok := strings.CutPrefix(v, "rgb("); ok {
		parts := strings.FieldsFunc(strings.TrimSuffix(inside, ")"), func(r rune) bool { return r == ',' || r == ' ' })
		if len(parts) != 3 {
			return Color{}, false
		}
		var c [3]uint8
		for i, p := range parts {
			number, percent := strings.CutSuffix(p, "%")
			n, err := strconv.ParseFloat(number, 64)
			if percent {
				n *= 2.55
			}
			if err != nil || n < 0 || n > 255.5 {
				return Color{}, false
			}
			c[i] = uint8(min(n+0.5, 255))
		}
		return Color{c[0], c[1], c[2]}, true
	}
	c, ok := map[string]Color{
		"black": {}, "silver": {0xC0, 0xC0, 0xC0}, "gray": {0x80, 0x80, 0x80}, "grey": {0x80, 0x80, 0x80}, "white": {0xFF, 0xFF, 0xFF},
		"maroon": {0x80, 0, 0}, "red": {0xFF, 0, 0}, "purple": {0x80, 0, 0x80}, "fuchsia": {0xFF, 0, 0xFF}, "magenta": {0xFF, 0, 0xFF},
		"green": {0, 0x80, 0}, "lime": {0, 0xFF, 0}, "olive": {0x80, 0x80, 0}, "yellow": {0xFF, 0xFF, 0},
		"navy": {0, 0, 0x80}, "blue": {0, 0, 0xFF}, "teal": {0, 0x80, 0x80}, "aqua": {0, 0xFF, 0xFF}, "cyan": {0, 0xFF, 0xFF},
		"orange": {0xFF, 0xA5, 0}, "darkblue": {0, 0, 0x8B}, "steelblue": {0x46, 0x82, 0xB4}, "lightgray": {0xD3, 0xD3, 0xD3},
		"lightgrey": {0xD3, 0xD3, 0xD3}, "darkgray": {0xA9, 0xA9, 0xA9}, "darkgrey": {0xA9, 0xA9, 0xA9},
	}[v]
	return c, ok
}

// svgLength reads a length in CSS pixels; an empty one is fallback.
func svgLength(v string, fallback float64) (float64, error) {
	if v == "" || v == "auto" || v == "100%" && fallback > 0 {
		return fallback, nil
	}
	number, factor := v, 1.0
	for _, u := range []struct {
		name   string
		pixels float64
	}{{"px", 1}, {"pt", 96.0 / 72}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96}, {"pc", 16}} {
		if n, ok := strings.CutSuffix(v, u.name); ok {
			number, factor = n, u.pixels
		}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || n < 0 || n > 1e6 {
		return 0, refused("SVG 图片里的长度“%s”不能用", "the length “%s” in an SVG picture cannot be used", clip(v))
	}
	return n * factor, nil
}

// viewBox reads the four numbers of a viewBox; all are 0 where there is none.
func viewBox(v string) (box [4]float64, err error) {
	if v == "" {
		return box, nil
	}
	s := scanner{text: v}
	for i := range box {
		if box[i], err = s.number(); err != nil {
			return box, err
		}
	}
	return box, nil
}

// clip shortens what a message repeats from the file.
func clip(s string) string {
	const most = 30
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most]) + "…"
}
