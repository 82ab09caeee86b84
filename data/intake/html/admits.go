package html

import (
	"math"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// freeProperties do not change which text is shown, whatever their value. Like the other
// tables here they are made when a page is judged, not when a process starts.
var freeProperties = setOf(`text-align text-align-last text-justify text-autospace text-spacing text-spacing-trim text-wrap text-wrap-mode text-wrap-style
	hanging-punctuation text-size-adjust line-break word-break word-wrap overflow-wrap hyphens tab-size orphans widows page
	page-break-before page-break-after page-break-inside break-before break-after break-inside caption-side border-collapse table-layout
	cursor pointer-events user-select resize touch-action text-underline-offset text-underline-position text-decoration-color text-decoration-style
	text-decoration-thickness text-decoration-skip text-decoration-skip-ink font-weight font-style font-stretch font-kerning font-variant-ligatures
	font-variant-caps font-variant-east-asian font-variant-numeric font-optical-sizing font-synthesis text-rendering font-smoothing tap-highlight-color
	overflow-scrolling clear print-color-adjust accent-color caret-color scroll-behavior scroll-margin-top scroll-padding-top
	scrollbar-width scrollbar-color scrollbar-gutter empty-cells box-sizing object-fit image-rendering transition transition-property transition-duration transition-delay
	transition-timing-function min-width z-index speak counter-reset counter-increment quotes background-repeat background-position background-size
	background-attachment background-origin background-clip border-radius border-color border-top-color border-right-color border-bottom-color border-left-color
	border-spacing text-emphasis-color outline-color outline-offset appearance behavior layout-grid-mode punctuation-wrap tab-stops tab-interval
	text-stroke-color text-decoration-thickness line-height-step ruby-align lang word-spacing-none contain-intrinsic-size`)

// boxProperties lay out what the report stands in.
var boxProperties = setOf(`width height max-width max-height min-height position top right bottom left inset float flex flex-grow flex-shrink flex-basis flex-wrap
	justify-content justify-items justify-self align-items align-content align-self gap row-gap column-gap grid grid-template grid-template-columns grid-template-rows
	grid-template-areas grid-auto-flow grid-column grid-row grid-area box-shadow outline outline-width outline-style border-image isolation`)

func setOf(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for word := range strings.FieldsSeq(words) {
			set[word] = true
		}
		return set
	})
}

// prefixes of browsers, whose properties are those without them, and of those that no
// browser knows.
var (
	browsers = []string{"-webkit-", "-moz-"}
	nobody   = []string{"mso-", "-ms-", "-o-", "-khtml-", "_", "*", "--"}
)

// bare is a property without the prefix of a browser.
func bare(property string) string {
	for _, prefix := range browsers {
		property = strings.TrimPrefix(property, prefix)
	}
	return property
}

// free reports whether a property changes no text, or none that browsers know.
func free(property string) bool {
	for _, prefix := range nobody {
		if strings.HasPrefix(property, prefix) {
			return true
		}
	}
	return freeProperties()[bare(property)]
}

// admits reports whether a declaration leaves text as it is shown.
func (s setting) admits(d declaration) bool {
	property, v := bare(d.property), d.value
	switch v {
	case "inherit", "initial", "unset", "revert":
		return property != "all" && (v == "inherit" || property != "display" || s.isLine())
	}
	if free(d.property) || s.of != inside && boxProperties()[property] {
		return s.of <= edge || s.stays(property, v)
	}
	if s.of == outer && (property == "order" || strings.HasPrefix(property, "flex-") || strings.HasPrefix(property, "box-")) {
		return true // what is beside the report stands elsewhere
	}
	if admit, ok := admissions[property]; ok {
		return admit(s, v)
	}
	switch {
	case strings.HasPrefix(property, "margin"):
		return s.margin(property, v)
	case strings.HasPrefix(property, "padding"):
		return s.lengthsWithin(v, 0, farther(s.of, 200))
	case strings.HasPrefix(property, "border"):
		return s.border(v)
	case strings.HasPrefix(property, "background"):
		return s.ground(v)
	case strings.HasPrefix(property, "outline"), strings.HasPrefix(property, "column"):
		return nothing(v) || v == "auto"
	}
	return false
}

// admissions are the properties that depend on their value.
var admissions = map[string]func(s setting, v string) bool{
	"display":                 setting.display,
	"visibility":              among("visible"),
	"content-visibility":      among("visible"),
	"opacity":                 func(_ setting, v string) bool { n, ok := fraction(v); return ok && n >= 0.6 },
	"color":                   func(s setting, v string) bool { _, ok := s.colour(v); return ok || v == "currentcolor" },
	"font-size":               func(s setting, v string) bool { return s.readable(v) },
	"font":                    setting.font,
	"font-family":             setting.family,
	"font-variant":            among("normal", "none"),
	"font-feature-settings":   among("normal"),
	"font-variation-settings": among("normal"),
	"font-size-adjust":        among("none"),
	"line-height":             setting.lineHeight,
	"letter-spacing":          func(s setting, v string) bool { return v == "normal" || s.lengthsWithin(v, -1.5, 8) },
	"word-spacing":            func(s setting, v string) bool { return v == "normal" || s.lengthsWithin(v, -1, 16) },
	"text-indent":             setting.indent,
	"text-transform":          among("none"),
	"text-decoration":         underlined,
	"text-decoration-line":    underlined,
	"text-shadow":             among("none"),
	"text-stroke-width":       among("0", "0px"),
	"text-stroke":             among("0", "0px"),
	"text-fill-color":         among("currentcolor"),
	"text-security":           among("none"),
	"white-space":             among("normal", "nowrap", "pre", "pre-wrap", "pre-line", "break-spaces"),
	"white-space-collapse":    among("collapse", "preserve"),
	"direction":               among("ltr"),
	"unicode-bidi":            among("normal", "isolate", "embed"),
	"writing-mode":            among("horizontal-tb", "lr-tb"),
	"text-orientation":        among("mixed", "upright"),
	"vertical-align":          setting.shifted,
	"list-style":              listed,
	"list-style-type":         listed,
	"list-style-position":     among("inside", "outside"),
	"list-style-image":        among("none"),
	"content":                 among("none", "normal"),
	"position":                among("static", "relative"),
	"top":                     setting.still,
	"right":                   setting.still,
	"bottom":                  setting.still,
	"left":                    setting.still,
	"inset":                   setting.still,
	"float":                   setting.floated,
	"transform":               unmoved,
	"translate":               among("none"),
	"rotate":                  among("none"),
	"scale":                   among("none", "1"),
	"zoom":                    among("1", "normal", "100%"),
	"perspective":             among("none"),
	"filter": func(_ setting, v string) bool {
		return v == "none" || strings.HasPrefix(v, "grayscale(") && !strings.Contains(v, " ")
	},
	"backdrop-filter":       among("none"),
	"mix-blend-mode":        among("normal"),
	"background-blend-mode": among("normal"),
	"clip":                  among("auto"),
	"clip-path":             among("none"),
	"mask":                  among("none"),
	"mask-image":            among("none"),
	"animation":             among("none"),
	"animation-name":        among("none"),
	"will-change":           among("auto"),
	"contain":               among("none", "layout", "style"),
	"color-scheme":          among("light", "normal", "only light"),
	"forced-color-adjust":   among("auto", "none"),
	"overflow":              setting.overflow,
	"overflow-x":            setting.overflow,
	"overflow-y":            setting.overflow,
	"width":                 setting.wide,
	"max-width":             setting.wide,
	"height":                setting.high,
	"max-height":            setting.high,
	"min-height":            setting.high,
	"box-shadow":            among("none"),
	"justify-content":       among("normal", "start", "flex-start", "center", "end", "flex-end", "space-between"),
	"align-items":           among("normal", "stretch", "start", "flex-start", "center", "end", "flex-end", "baseline"),
	"gap":                   setting.parted,
	"row-gap":               setting.parted,
	"column-gap":            setting.parted,
	"grid-template-columns": setting.columns,
	"grid-row":              setting.first,
	"order":                 among("0"),
	"flex-direction":        among("row", "column"),
	"flex-flow":             func(_ setting, v string) bool { return !strings.Contains(v, "reverse") },
	"box-direction":         among("normal"),
	"box-ordinal-group":     among("1"),
	"isolation":             among("auto", "isolate"),
}

func among(values ...string) func(setting, string) bool {
	return func(_ setting, v string) bool { return slices.Contains(values, v) }
}

func fraction(v string) (float64, bool) {
	number, percent := strings.CutSuffix(v, "%")
	n, ok := numberOf(number)
	if percent {
		n /= 100
	}
	return n, ok
}

// farther is a bound of a box that the report stands in, or of one in it.
func farther(of part, most float64) float64 {
	if of != inside {
		return 3000
	}
	return most
}

// stays reports whether what the report stands in stays on the page, and its pieces in
// their order.
func (s setting) stays(property, v string) bool {
	switch property {
	case "left", "top", "right", "bottom", "inset":
		return s.lengthsWithin(v, -20, 3000)
	case "grid", "grid-template", "grid-template-areas", "grid-area", "grid-row", "grid-column":
		return s.of != joint
	case "grid-auto-flow":
		return !strings.Contains(v, "dense")
	case "max-height", "height":
		return v == "auto" || v == "none" || strings.Contains(v, "%") || strings.Contains(v, "vh") || s.clipped() == "" || s.lengthsWithin(v, 300, math.MaxFloat64) && s.clipped() != "hidden"
	case "max-width", "width":
		return s.clipped() == "" || s.roomy(v)
	}
	return true
}

// clipped is the overflow that takes text away, or lets it be scrolled; empty for none.
func (s setting) clipped() string {
	for _, p := range []string{"overflow", "overflow-x", "overflow-y"} {
		switch v := s.last(p); {
		case strings.Contains(v, "hidden"), strings.Contains(v, "clip"):
			return "hidden"
		case strings.Contains(v, "auto"), strings.Contains(v, "scroll"):
			return "auto"
		}
	}
	return ""
}

// roomy reports whether a width holds lines of text.
func (s setting) roomy(v string) bool {
	const least = 200
	switch v {
	case "auto", "none", "fit-content", "max-content", "min-content":
		return true
	}
	if n, ok := strings.CutSuffix(v, "%"); ok {
		share, ok := numberOf(n)
		return ok && share >= 20
	}
	return s.lengthsWithin(v, least, math.MaxFloat64)
}

func (s setting) overflow(v string) bool {
	for word := range strings.FieldsSeq(v) {
		switch word {
		case "visible", "auto", "scroll":
		case "hidden", "clip":
			if s.n.Data == "svg" {
				continue
			}
			for _, p := range []string{"width", "max-width"} {
				if w := s.last(p); w != "" && !s.roomy(w) {
					return false
				}
			}
			if s.of == inside && (s.fixed("height") || s.fixed("max-height") || s.fixed("width") || s.last("white-space") == "nowrap") {
				return false
			}
		default:
			return false
		}
	}
	return s.n.Data != "svg" || !strings.Contains(v, "visible")
}

// fixed reports whether a length is given.
func (s setting) fixed(property string) bool {
	v := s.last(property)
	return v != "" && v != "auto" && v != "none" && v != "100%"
}

func (s setting) wide(v string) bool { return s.clipped() == "" || s.roomy(v) }

func (s setting) high(v string) bool {
	switch {
	case v == "auto", v == "none", v == "100%", s.inTable(), s.n.DataAtom == atom.Img, s.n.Data == "svg", s.n.DataAtom == atom.Hr, s.n.DataAtom == atom.Br, !content(s.n):
		return true
	}
	return s.last("height") != v && s.last("max-height") != v
}

func (s setting) readable(v string) bool {
	if bounds, ok := clamped(v); ok {
		return s.readable(bounds[0]) && s.readable(bounds[1])
	}
	px := setting{as: s.as, root: s.root, list: []declaration{{property: "font-size", value: v}}}.sized()
	_, isLength := length(v, s.as.size, s.root, s.as.size)
	named := strings.Trim(v, "abcdefghijklmnopqrstuvwxyz-") == ""
	return (isLength || named) && (px >= leastSize && px <= largestSize || !content(s.n) || s.of != inside)
}

func (s setting) font(v string) bool {
	if nothingSaid := strings.Trim(v, "abcdefghijklmnopqrstuvwxyz-") == ""; nothingSaid {
		return true // a font of the system
	}
	size, line, faces := fontOf(v)
	return s.readable(size) && (line == "" || s.lineHeight(line)) && s.family(faces)
}

// family refuses fonts that show other characters than are written.
func (s setting) family(v string) bool {
	for name := range strings.SplitSeq(v, ",") {
		name = faceName(name)
		if slices.Contains(s.faces, name) {
			return false
		}
		for _, symbols := range []string{"dings", "symbol", "barcode", "mt extra", "marlett", "emoji", "icon"} {
			if strings.Contains(name, symbols) {
				return false
			}
		}
	}
	return true
}

func (s setting) lineHeight(v string) bool {
	const least = 0.9 // of the size of type
	if v == "normal" {
		return true
	}
	if n, ok := numberOf(v); ok {
		return n >= least || s.of != inside && n >= 0 && s.of == outer
	}
	px, ok := s.px(v, s.now.size)
	return ok && px >= least*min(s.now.size, mediumSize)-1
}

// indent lets the first line stand out only as far as its paragraph stands in.
func (s setting) indent(v string) bool {
	const most = 200
	px, ok := s.px(v, 10*mediumSize)
	if !ok || px > most {
		return false
	}
	return px >= 0 || px >= -most && s.side("margin", "left")+s.side("padding", "left") >= -px-1
}

func underlined(_ setting, v string) bool {
	for _, other := range []string{"line-through", "overline", "blink", "var(", "error"} {
		if strings.Contains(v, other) {
			return false
		}
	}
	return true
}

func (s setting) shifted(v string) bool {
	switch v {
	case "baseline", "top", "middle", "bottom", "text-top", "text-bottom":
		return true
	}
	return s.inTable() && !strings.Contains(v, "(") || s.n.DataAtom == atom.Img || s.lengthsWithin(v, -2, 2)
}

func listed(_ setting, v string) bool {
	for word := range strings.FieldsSeq(v) {
		switch word {
		case "none", "disc", "circle", "square", "decimal", "inside", "outside":
		default:
			return false
		}
	}
	return true
}

func (s setting) still(v string) bool {
	return v == "auto" || s.lengthsWithin(v, 0, 0) || s.last("position") == "static" || s.last("position") == ""
}

// floated lets stand beside the text what is no text in a line.
func (s setting) floated(v string) bool {
	return v == "none" || s.n.DataAtom == atom.Img || s.n.DataAtom == atom.Figure || s.n.DataAtom == atom.Table
}

func unmoved(s setting, v string) bool {
	switch v {
	case "none", "translatez(0)", "translate3d(0,0,0)", "translate3d(0, 0, 0)", "scale(1)":
		return true
	}
	return s.of == outer && (v == "translatex(-50%)" || v == "translate(-50%)")
}

func (s setting) margin(property, v string) bool {
	least := -2.0
	switch {
	case s.of == outer, s.of == joint:
		if least = -200; s.last("left") == "50%" {
			least = -1500
		}
		if strings.HasSuffix(property, "right") {
			least = -3000
		}
	case s.of == edge:
		least = -20
	case property == "margin-left", property == "margin":
		least = -8
	case property == "margin-right":
		least = -24
	}
	if property == "margin" && s.of == inside && (s.side("margin", "top") < -2 || s.side("margin", "bottom") < -2) {
		return false
	}
	const standsOut = -9
	return s.lengthsWithin(v, least, farther(s.of, 500)) && (s.of != inside || s.as.left+s.side("margin", "left") >= standsOut)
}

// border lets lines of tables and boxes be drawn; one in a line of text could be taken
// for a digit.
func (s setting) border(v string) bool {
	if strings.Contains(v, "url(") || strings.Contains(v, "gradient(") {
		return false
	}
	return nothing(v) || strings.HasPrefix(v, "none") || strings.HasPrefix(v, "0") || strings.Contains(v, " none") || !s.isLine()
}

// ground lets a text stand on a colour.
func (s setting) ground(v string) bool {
	if nothing(v) || v == "none" || v == "auto" {
		return true
	}
	if s.isLine() && !content(s.n) {
		return false
	}
	if _, ok := s.colour(v); ok {
		return true
	}
	for word := range strings.FieldsSeq(v) {
		switch word {
		case "repeat", "no-repeat", "repeat-x", "repeat-y", "scroll", "fixed", "center", "top", "left", "right", "bottom", "none", "0", "0%", "0px", "0pt", "/", "auto", "padding-box", "border-box", "initial":
			continue
		}
		if _, ok := s.colour(word); !ok {
			return false
		}
	}
	return true
}

// display lets elements be laid out as what they are.
func (s setting) display(v string) bool {
	if s.of == outer || s.of == joint {
		return v != "none"
	}
	natural := map[atom.Atom]string{
		atom.Table: "table inline-table", atom.Caption: "table-caption", atom.Colgroup: "table-column-group", atom.Col: "table-column", atom.Thead: "table-header-group",
		atom.Tbody: "table-row-group", atom.Tfoot: "table-footer-group", atom.Tr: "table-row", atom.Td: "table-cell", atom.Th: "table-cell", atom.Li: "list-item",
	}[s.n.DataAtom]
	switch v {
	case "block", "flow-root":
		return true
	case "none":
		return s.n.DataAtom != atom.Br && s.n.DataAtom != atom.Wbr
	case "inline", "inline-block":
		return s.isLine() && s.n.DataAtom != atom.Br || s.n.DataAtom == atom.Img || s.n.Data == "svg" || s.runsIn()
	case "flex", "grid":
		return !s.isLine() && !s.inTable() && s.n.DataAtom != atom.Table // pieces stand side by side, in their order
	case "list-item", "table":
		return !s.isLine() && !s.inTable() || slices.Contains(strings.Fields(natural), v)
	}
	return slices.Contains(strings.Fields(natural), v)
}

func (s setting) parted(v string) bool {
	const most = 100 // pixels
	return v == "normal" || s.lengthsWithin(v, 0, most)
}

// columns of a grid are as wide as what stands in them at least.
func (s setting) columns(v string) bool {
	for word := range strings.FieldsSeq(v) {
		share, isShare := strings.CutSuffix(word, "fr")
		if n, ok := numberOf(share); word != "auto" && !(isShare && ok && n > 0) {
			return false
		}
	}
	return true
}

// first lets the first piece of a grid stand beside all the others, which keeps their order.
func (s setting) first(v string) bool {
	before := s.n.PrevSibling
	for before != nil && before.Type != html.ElementNode {
		before = before.PrevSibling
	}
	return v == "auto" || before == nil && strings.HasPrefix(strings.ReplaceAll(v, " ", ""), "1/span")
}

// runsIn reports whether the element is a heading or paragraph that shares a line as
// gongwen has it.
func (s setting) runsIn() bool {
	return isBlock(s.n.DataAtom) && s.n.DataAtom != atom.Li && slices.Contains(strings.Fields(attribute(s.n.Parent, "class")), "gw-run-in")
}
