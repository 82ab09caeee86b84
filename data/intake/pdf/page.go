package pdf

import (
	"fmt"
	"math"
	"slices"

	"gongwen/data/cell"
	"gongwen/internal/pdfread"
)

// page is a page with what is shown on it.
type page struct {
	number          int
	read            bool
	glyphs          []glyph
	texts           map[int64][]int // glyphs by the MCID of their marked content
	across, upright []rule          // thin lines
	slanted         [][2]point      // and those along no axis
	grounds         []area          // painted in another colour than white
}

// glyph is a character, or text that stands in place of some, at its place.
type glyph struct {
	said              string
	bold              bool
	look              cell.Look
	colour            string  // empty for black
	left, right, y    float64 // on the baseline, in points from the lower left corner
	size              float64 // 0 where the place is not known
	rotated, unmapped bool
	loose             bool // it stands in no marked content with an MCID
}

// readPage reads a page's content the first time it is asked for.
func (r *reader) readPage(ref pdfread.Ref, p *page) error {
	if p.read {
		return nil
	}
	p.read, p.texts = true, map[int64][]int{}
	d, err := r.view.Dict(ref)
	if err != nil {
		return err
	}
	inherited, err := r.inherited(d)
	if err != nil {
		return err
	}
	c := &content{reader: r, page: p, ref: ref}
	c.ctm, c.scale, c.clip = pdfread.Identity(), 1, everywhere
	if c.resources, err = r.resourcesOf(inherited); err != nil {
		return err
	}
	streams, err := r.contents(d["Contents"])
	if err != nil {
		return err
	}
	if err := pdfread.Operators(streams, c.operator); err != nil {
		return err
	}
	if err := r.annotations(d, p, ref); err != nil {
		return err
	}
	p.looks()
	if r.untagged {
		return nil
	}
	return c.besideLoose()
}

// inherited are the resources of a page or of the nodes above it (ISO 32000-1 7.7.3.4).
func (r *reader) inherited(d pdfread.Dict) (pdfread.Dict, error) {
	var err error
	for range maxDepth {
		if d["Resources"] != nil || d["Parent"] == nil {
			break
		}
		if d, err = r.view.Dict(d["Parent"]); err != nil {
			return nil, err
		}
	}
	return r.view.Dict(d["Resources"])
}

// contents are the streams of a page joined (Table 30).
func (r *reader) contents(o pdfread.Object) ([]byte, error) {
	resolved, err := r.view.Resolve(o)
	if err != nil || resolved == nil {
		return nil, err
	}
	list, several := resolved.(pdfread.Array)
	if !several {
		return r.view.Stream(o)
	}
	var all []byte
	for _, item := range list {
		part, err := r.view.Stream(item)
		if err != nil {
			return nil, err
		}
		all = append(append(all, part...), '\n')
	}
	return all, nil
}

// content reads the operators of a page.
type content struct {
	*reader
	resources
	page   *page
	ref    pdfread.Ref
	marks  []mark
	hidden int // open marked content and forms that are not shown
	forms  int // in which the content stands
	saved  []state
	state
	path           path
	text, lineText pdfread.Matrix // of the next glyph and of the line's start (9.4.2)
}

// mark is open marked content.
type mark struct {
	mcid   int64  // -1 for none of its own
	hidden bool   // it is not shown
	actual bool   // its text is replaced
	said   string // by this
	shown  string // what its glyphs say
	placed int    // glyph that says it, -1 as long as none is shown
}

// state is what q saves (8.4.2, 9.3.1).
type state struct {
	ctm    pdfread.Matrix
	font   *font
	bold   bool // text is filled and stroked (9.3.6)
	unseen bool // it is neither
	// outlined is that text is not only filled.
	outlined bool
	clear    bool // it is painted with nothing (11.6.4.4)
	clip     area // outside of which nothing is painted
	// translucent is that what is painted does not cover what lies below.
	translucent bool
	colour      string
	size        float64
	spacing     float64 // between characters
	blanks      float64 // beside blanks
	scale       float64 // across
	leading     float64
	rise        float64
}

func (c *content) operator(name string, operands []pdfread.Object) error {
	switch name {
	case "q":
		c.saved = append(c.saved, c.state)
		return c.step(c.ref)
	case "Q":
		if n := len(c.saved); n > 0 {
			c.state = c.saved[n-1]
			c.saved = c.saved[:n-1]
		}
	case "cm":
		if n := numbers(operands, 6); n != nil {
			c.ctm = pdfread.Matrix(n).Times(c.ctm)
		}
	case "Do":
		return c.do(operands)
	case "g", "rg", "k", "sc", "scn", "cs":
		c.colour = colourOf(name, operands)
	case "sh":
		c.page.ground(c.clip)
	case "ID": // an image in the content
		c.page.ground(areaOf(placed(c.ctm, 0, 0), placed(c.ctm, 1, 1)))
	case "BMC":
		return c.open(mark{mcid: -1})
	case "BDC":
		return c.begin(operands)
	case "EMC":
		return c.close()
	case "m", "l", "h", "re", "S", "s", "B", "B*", "b", "b*", "f", "F", "f*", "n":
		if name[0] == 'f' || name[0] == 'F' || name[0] == 'B' || name[0] == 'b' {
			c.paintPath()
			if err := c.cover(); err != nil {
				return err
			}
		}
		c.pathOperator(name, operands)
		return c.step(c.ref)
	case "W", "W*":
		c.path.clips = true
	case "gs":
		return c.translucence(operands)
	case "Tj", "'", "\"", "TJ":
		if name != "Tj" && name != "TJ" {
			c.nextLine(0, -c.leading)
		}
		if n := numbers(operands[:max(0, len(operands)-1)], 2); name == "\"" && n != nil {
			c.blanks, c.spacing = n[0], n[1]
		}
		if len(operands) > 0 {
			return c.show(operands[len(operands)-1])
		}
	default:
		return c.textOperator(name, operands)
	}
	return nil
}

// textOperator sets the state of text and moves to its places (9.3, 9.4.2).
func (c *content) textOperator(name string, operands []pdfread.Object) error {
	n := numbers(operands, 1)
	switch name {
	case "Tf":
		if n != nil {
			c.size = n[0]
		}
		return c.setFont(operands)
	case "BT":
		c.text, c.lineText = pdfread.Identity(), pdfread.Identity()
	case "Td", "TD":
		if n := numbers(operands, 2); n != nil {
			if name == "TD" {
				c.leading = -n[1]
			}
			c.nextLine(n[0], n[1])
		}
	case "Tm":
		if n := numbers(operands, 6); n != nil {
			c.lineText = pdfread.Matrix(n)
			c.text = c.lineText
		}
	case "T*":
		c.nextLine(0, -c.leading)
	}
	if n == nil {
		return nil
	}
	switch name {
	case "Tr":
		c.bold, c.unseen = n[0] == 2, n[0] == 3 || n[0] == 7
		c.outlined = n[0] != 0
	case "Tc":
		c.spacing = n[0]
	case "Tw":
		c.blanks = n[0]
	case "Tz":
		c.scale = n[0] / 100
	case "TL":
		c.leading = n[0]
	case "Ts":
		c.rise = n[0]
	}
	return nil
}

func (c *content) nextLine(x, y float64) {
	c.lineText = pdfread.Matrix{1, 0, 0, 1, x, y}.Times(c.lineText)
	c.text = c.lineText
}

// begin opens marked content with properties (14.6.2).
func (c *content) begin(operands []pdfread.Object) error {
	m := mark{mcid: -1}
	if len(operands) != 2 {
		return c.open(m)
	}
	o := operands[1]
	if name, ok := o.(pdfread.Name); ok {
		o = c.properties[name]
	}
	if operands[0] == pdfread.Name("OC") {
		shown, err := c.visible(o)
		if err != nil {
			return err
		}
		m.hidden = !shown
		return c.open(m)
	}
	list, err := c.view.Dict(o)
	if err != nil {
		return err
	}
	if n, ok := list["MCID"].(int64); ok && c.forms == 0 {
		m.mcid = n
	}
	if err := c.open(m); err != nil {
		return err
	}
	if list["ActualText"] != nil && c.replacing() == nil {
		said, err := c.words(list["ActualText"], c.ref)
		if err != nil {
			return err
		}
		c.marks[len(c.marks)-1].replace(said)
	}
	return nil
}

func (m *mark) replace(said string) { m.actual, m.said, m.placed = true, said, -1 }

// close ends marked content. Text that stands in place of no glyph has no place.
func (c *content) close() error {
	n := len(c.marks) - 1
	if n < 0 {
		return nil
	}
	if c.marks[n].hidden {
		c.hidden--
	}
	if m := c.marks[n]; m.actual && m.placed >= 0 && isNumber(m.shown) && isNumber(m.said) && m.shown != m.said {
		c.lose(&c.page.glyphs[m.placed]) // one figure is shown and another is said
	}
	if m := c.marks[n]; m.actual && m.placed < 0 {
		if err := c.add(glyph{said: m.said, bold: c.bold || c.font != nil && c.font.bold}); err != nil {
			return err
		}
	}
	c.marks = c.marks[:n]
	return nil
}

func (c *content) open(m mark) error {
	if len(c.marks) >= maxDepth {
		return c.tooDeep(c.ref)
	}
	c.marks = append(c.marks, m)
	if m.hidden {
		c.hidden++
	}
	return c.step(c.ref)
}

// replacing is the marked content whose ActualText says what is shown, nil for none.
func (c *content) replacing() *mark {
	for i := range c.marks {
		if c.marks[i].actual {
			return &c.marks[i]
		}
	}
	return nil
}

// show adds the glyphs of a string or of the strings of an array.
func (c *content) show(o pdfread.Object) error {
	if c.font == nil {
		return nil
	}
	list, several := o.(pdfread.Array)
	if !several {
		list = pdfread.Array{o}
	}
	for _, item := range list {
		piece, ok := item.(pdfread.String)
		if !ok {
			c.advance(-numberOf(item) / 1000 * c.size)
			continue
		}
		for s := piece.Value; s != ""; {
			n := c.font.next(s)
			if n > len(s) {
				break
			}
			if err := c.glyph(s[:n]); err != nil {
				return err
			}
			s = s[n:]
		}
	}
	return nil
}

// glyph adds the glyph of a code at its place and moves behind it (9.4.4).
func (c *content) glyph(code string) error {
	said, mapped := c.font.says(code)
	units := c.font.widthOf(codeOf(code))
	if c.font.charset != noCharset {
		units = c.font.widthOfCode(said)
	}
	at := pdfread.Matrix{c.size * c.scale, 0, 0, c.size, 0, c.rise}.Times(c.text).Times(c.ctm)
	g := glyph{said: said, bold: c.bold || c.font.bold, unmapped: !mapped, rotated: !upright(at), size: math.Hypot(at[2], at[3]), colour: c.colour}
	if c.font.upright {
		at = pdfread.Matrix{1, 0, 0, 1, -units / 2000, -ascent}.Times(at)
	}
	from := placed(at, 0, 0)
	g.left, g.right, g.y = from.x, placed(at, units/1000, 0).x, from.y
	c.behind(code, units)
	if !c.clip.holds(g.middle(), 1) {
		c.unshown(g)
		g.said, g.look, g.unmapped = cell.Unread, cell.Missing, false
	}
	m := c.replacing()
	if m != nil && len(m.shown) < maxUnits {
		m.shown += said
	}
	switch {
	case m == nil:
		return c.add(g)
	case m.placed >= 0:
		c.page.glyphs[m.placed].right = max(c.page.glyphs[m.placed].right, g.right)
		return nil
	}
	if m.said == "" {
		return nil
	}
	g.said, g.look, g.unmapped = m.said, 0, false
	m.placed = len(c.page.glyphs)
	return c.add(g)
}

// ascent is how far above its baseline a glyph begins that is written from the top
// down, in sizes (9.7.4.3).
const ascent = 0.88

// behind moves behind a glyph: to the right, or down.
func (c *content) behind(code string, units float64) {
	by := c.spacing
	if code == " " {
		by += c.blanks
	}
	if c.font.upright {
		c.text = pdfread.Matrix{1, 0, 0, 1, 0, -c.size - by}.Times(c.text)
		return
	}
	c.advance(units/1000*c.size + by)
}

// advance moves along the line.
func (c *content) advance(by float64) {
	c.text = pdfread.Matrix{1, 0, 0, 1, by * c.scale, 0}.Times(c.text)
}

// add puts a glyph on the page, behind those of the innermost marked content
// with an MCID. What stands in none is decoration where a page is tagged.
func (c *content) add(g glyph) error {
	if g.said == "" && !g.unmapped {
		return nil
	}
	if c.clear || c.unseen && c.untagged || c.colour == whiteInk && !c.outlined && !c.page.isPainted(g.middle()) {
		c.unshown(g)
		return nil
	}
	if c.unseen {
		g.colour = "unseen" // it does not become one figure with what is seen
	}
	g.loose = true
	if c.hidden > 0 {
		c.unshown(g)
		return nil
	}
	for i := len(c.marks) - 1; i >= 0; i-- {
		if id := c.marks[i].mcid; id >= 0 {
			c.page.texts[id] = append(c.page.texts[id], len(c.page.glyphs))
			g.loose = false
			break
		}
	}
	if c.limits.Glyphs--; c.limits.Glyphs < 0 {
		return c.refuse(c.ref, "文字太多，不像一份报告", "there is more text than a report has")
	}
	c.page.glyphs = append(c.page.glyphs, g)
	if err := c.step(c.ref); err != nil {
		return err
	}
	return c.spend(c.ref, len(g.said))
}

// colourOf is the colour that an operator sets (8.6.8), empty for black.
func colourOf(operator string, operands []pdfread.Object) string {
	n := numbers(operands, len(operands))
	switch {
	case operator == "cs":
		return "" // black, until sc
	case operator == "k" && len(n) == 4 && n[3] == 1,
		operator != "k" && !slices.ContainsFunc(n, func(v float64) bool { return v != 0 }) && len(n) > 0 && len(n) != 4:
		return ""
	case isWhite(operator, n):
		return whiteInk
	}
	return fmt.Sprint(operator, n)
}
