package docx

import (
	"encoding/xml"
	"strconv"
)

// paraProps is what is read of the properties of a paragraph or a style
// (ISO/IEC 29500-1 17.3.1.26).
type paraProps struct {
	style   string
	outline int    // 0 to 8, 9 for body text, -1 where it is not said
	list    int    // number of a w:num, 0 for none, -1 where it is not said
	level   int    // of the list, -1 where it is not said
	align   string // w:jc; empty where it is not said
	mark    runProps
	look    paraLook
	painted bool // it has a ground of its own
}

// runProps is what is read of the properties of a run (17.3.2.28), or of a
// paragraph's mark, whose tracked changes stand there.
type runProps struct {
	style         string
	bold, hidden  toggle
	struck        toggle
	twiceStruck   toggle // with two lines (17.3.2.9)
	shift         shift
	size, colour  string // half-points, RGB; empty where they are not said
	painted       bool   // the text has a ground of its own
	underlined    bool
	spacing       int  // added to each character, in twips
	off           bool // the line, by however little
	added, gone   bool // the mark was inserted or moved here, or deleted or moved away
	moved         bool
	separatesOnly bool // the mark only parts two styles of one line (17.3.2.36)
	faces         faces
}

// shift is how text stands against its line (17.3.2.42).
type shift uint8

const (
	unshifted shift = iota // not said
	onLine
	raised
	lowered
)

var shifts = map[string]shift{"superscript": raised, "subscript": lowered, "baseline": onLine}

// How many half-points text is raised or lowered at least that is no mere adjustment
// to the line (17.3.2.24), and that is none certainly.
const leastShift, leastOff = 5, 3

func shiftBy(halfPoints int) shift {
	switch {
	case halfPoints >= leastShift:
		return raised
	case halfPoints <= -leastShift:
		return lowered
	}
	return unshifted
}

func noParaProps() paraProps { return paraProps{outline: -1, list: -1, level: -1} }

// paraProps reads w:pPr. What they were before a tracked change is passed over.
func (p *part) paraProps() (paraProps, error) {
	props := noParaProps()
	err := p.each(func(key string, e xml.StartElement) error {
		switch key {
		case "w:pStyle":
			props.style = attribute(e, "w:val")
		case "w:outlineLvl":
			props.outline = number(e, "w:val", -1)
		case "w:shd":
			props.painted = paints(e)
		case "w:jc":
			props.align = attribute(e, "w:val")
		case "w:numPr":
			return p.each(func(key string, e xml.StartElement) error {
				switch key {
				case "w:numId":
					props.list = number(e, "w:val", -1)
				case "w:ilvl":
					props.level = number(e, "w:val", -1)
				}
				return nil
			})
		case "w:rPr":
			var err error
			props.mark, err = p.runProps()
			return err
		}
		if key == "w:sectPr" && p.section != nil {
			return p.section(p)
		}
		return props.look.read(p, key, e)
	})
	return props, err
}

// runProps reads w:rPr.
func (p *part) runProps() (runProps, error) {
	var props runProps
	err := p.each(func(key string, e xml.StartElement) error {
		switch key {
		case "w:rStyle":
			props.style = attribute(e, "w:val")
		case "w:b":
			props.bold = onOff(e)
		case "w:strike":
			props.struck = onOff(e)
		case "w:dstrike":
			props.twiceStruck = onOff(e)
		case "w:vertAlign":
			props.shift = shifts[attribute(e, "w:val")]
		case "w:position":
			by := number(e, "w:val", 0)
			props.off = by <= -leastOff || by >= leastOff
			if props.shift == unshifted {
				props.shift = shiftBy(by)
			}
		case "w:rFonts":
			props.faces.read(e)
		case "w:sz":
			props.size = attribute(e, "w:val")
		case "w:color":
			props.colour = attribute(e, "w:val")
		case "w:shd":
			props.painted = props.painted || paints(e)
		case "w:u":
			props.underlined = attribute(e, "w:val") != "none"
		case "w:spacing":
			props.spacing = number(e, "w:val", 0)
		case "w:highlight":
			props.painted = attribute(e, "w:val") != "none"
		case "w:vanish":
			props.hidden = onOff(e)
		case "w:specVanish":
			props.separatesOnly = onOff(e) == on
		case "w:ins", "w:moveTo":
			props.added, props.moved = true, key == "w:moveTo"
		case "w:del", "w:moveFrom":
			props.gone, props.moved = true, key == "w:moveFrom"
		}
		return nil
	})
	return props, err
}

// number is an attribute that is a whole number, or fallback where it is none.
func number(e xml.StartElement, key string, fallback int) int {
	n, err := strconv.ParseInt(attribute(e, key), 10, 32)
	if err != nil {
		return fallback
	}
	return int(n)
}
