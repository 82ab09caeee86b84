package docx

import (
	"encoding/xml"
	"strconv"
	"strings"

	"gongwen/data/intake/flow"
)

// inline reads an element inside a paragraph.
func (r *reader) inline(p *part, key string, e xml.StartElement) error {
	within := func(p *part) error {
		return p.each(func(key string, e xml.StartElement) error { return r.inline(p, key, e) })
	}
	switch key {
	case "w:r":
		return r.run(p)
	case "w:hyperlink":
		outer, anchor := r.link, r.anchor
		r.link, r.anchor = r.links[attribute(e, "r:id")], "link "+attribute(e, "r:id")+attribute(e, "w:anchor")
		err := within(p)
		r.link, r.anchor = outer, anchor
		return err
	case "w:fldSimple":
		if err := r.fieldChar("begin"); err != nil {
			return err
		}
		r.instruct(attribute(e, "w:instr"))
		r.lookField(attribute(e, "w:instr"), runProps{})
		if err := r.fieldChar("separate"); err != nil {
			return err
		}
		err := within(p)
		r.endField()
		return err
	case "w:sdt":
		return r.control(p, within)
	case "w:bdo": // shows digits backwards where it says so (17.3.2.3)
		if attribute(e, "w:val") == "rtl" {
			r.para.lines[len(r.para.lines)-1].Miss()
		}
		return within(p)
	case "w:smartTag", "w:customXml", "w:dir":
		return within(p)
	case "w:ins":
		return r.taken(p, insertion, within)
	case "w:moveTo":
		return r.taken(p, moveTo, within)
	case "w:del", "w:moveFrom":
		return r.removed(p, key)
	case "mc:AlternateContent":
		return r.choose(p, within)
	case "m:oMath", "m:oMathPara":
		text, err := p.gather()
		r.miss(formula, text)
		return err
	case "w:subDoc":
		r.miss(otherFile, "")
	case "w:pPr":
	default:
		if text, err := p.gather(); text != "" || err != nil || key == "w:contentPart" {
			r.miss(unknown, text)
			return err
		}
	}
	return nil
}

// taken reads text that was inserted or moved here.
func (r *reader) taken(p *part, kind changeKind, read func(*part) error) error {
	outer := r.inserted
	r.inserted = &kind
	err := read(p)
	r.inserted = outer
	return err
}

// removed passes over text that was deleted or moved away.
func (r *reader) removed(p *part, key string) error {
	kind := deletion
	if key == "w:moveFrom" {
		kind = moveFrom
	}
	text, err := p.gather()
	r.changed(kind, text)
	return err
}

func (r *reader) run(p *part) error {
	var props runProps
	marked := false // what follows is the mark of a note (17.11.14)
	var inRun func(key string, e xml.StartElement) error
	inRun = func(key string, e xml.StartElement) error {
		switch key {
		case "w:rPr":
			var err error
			props, err = p.runProps()
			return err
		case "w:t":
			s, err := p.text()
			if err == nil {
				if marked {
					props.shift = raised
				}
				r.text(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(s), props)
			}
			return err
		case "w:tab", "w:ptab":
			r.text("\t", props)
		case "w:noBreakHyphen":
			r.text("-", props)
		case "w:br", "w:cr":
			if attribute(e, "w:type") == "page" {
				r.para.breaksBehind = len(r.para.look) > 0
				r.para.broken = r.para.broken || !r.para.breaksBehind
			}
			r.lineBreak()
		case "w:sym":
			r.symbol(e, props)
		case "w:fldChar":
			return r.fieldChar(attribute(e, "w:fldCharType"))
		case "w:instrText":
			s, err := p.text()
			r.instruct(s)
			r.lookField(s, props)
			return err
		case "w:footnoteReference":
			marked = attribute(e, "w:customMarkFollows") != ""
			r.aside(0, attribute(e, "w:id"))
		case "w:endnoteReference":
			marked = attribute(e, "w:customMarkFollows") != ""
			r.aside(1, attribute(e, "w:id"))
		case "w:pgNum", "w:dayShort", "w:dayLong", "w:monthShort", "w:monthLong", "w:yearShort", "w:yearLong", "w:contentPart":
			r.miss(unknown, strings.TrimPrefix(key, "w:"))
		case "w:commentReference":
			r.aside(2, attribute(e, "w:id"))
		case "w:drawing", "w:pict", "w:object":
			return r.drawing(p)
		case "w:ruby":
			return r.ruby(p)
		case "mc:AlternateContent":
			return r.choose(p, func(p *part) error { return p.each(inRun) })
		}
		return nil
	}
	return p.each(inRun)
}

// text adds text of a run to the paragraph.
func (r *reader) text(s string, props runProps) {
	link, taken := r.inField(s)
	if !taken {
		return
	}
	style := r.styleOf(r.para)
	if r.styles.hidden(props.hidden, style, props.style) {
		r.leave(hiddenText, s)
		return
	}
	if r.isUnseen(props, style) && strings.TrimSpace(s) != "" {
		r.leave(hiddenText, s)
		return
	}
	if link == "" {
		link = r.link
	}
	if r.inserted != nil {
		r.changed(*r.inserted, s)
	} else {
		r.apart = true
	}
	run := flow.Run{Text: s, Bold: r.styles.bold(props.bold, style, props.style), Link: link, Look: r.styles.look(props, style, props.style)}
	if r.leads(props.style) {
		r.para.lead.Add(run)
		return
	}
	r.lookRun(s, props)
	r.para.lines[len(r.para.lines)-1].AddStyled(run, r.styles.distinct(props, style, props.style)+r.anchor)
	if len(r.para.lines) == 1 && !r.para.heads.ended {
		r.para.heads.add(s, r.face(props, style))
	}
	if r.para.size == 0 && strings.TrimSpace(s) != "" {
		size, colour := r.styles.lettering(props, style, props.style)
		r.para.size = halfPoints(size)
		r.para.red = isRed(colour)
	}
}

// isRed reports whether a colour, as RRGGBB, is one of those in which 红头 are set.
func isRed(colour string) bool {
	rgb, err := strconv.ParseUint(colour, 16, 32)
	const bright, dark = 0xC0, 0x60
	return err == nil && len(colour) == len("RRGGBB") && rgb>>16 >= bright && rgb>>8&0xFF <= dark && rgb&0xFF <= dark
}

// miss notes that something stands here that is left out and may show text.
func (r *reader) miss(kind left, quote string) {
	r.leave(kind, quote)
	if r.para != nil {
		r.para.lines[len(r.para.lines)-1].Miss()
	}
}

// leads reports whether text of a character style belongs to a heading that the
// paragraph's other text goes on behind.
func (r *reader) leads(character string) bool {
	if character == "" || len(r.para.lines) > 1 || !r.para.lines[0].Empty() || r.outline(r.para) != body {
		return false
	}
	level := r.styles.leads(character)
	if level == body || level == title || !r.para.lead.Empty() && r.para.level != level {
		return false
	}
	r.para.level = level
	return true
}

func (r *reader) lineBreak() {
	if _, taken := r.inField(" "); taken {
		r.para.lines = append(r.para.lines, &flow.Line{})
	}
}

// symbols are characters of symbol fonts that reports use: boxes and ticks of
// Wingdings and Wingdings 2.
var symbols = map[string]string{
	"wingdings/6f": "□", "wingdings/71": "□", "wingdings/a8": "□", "wingdings/fc": "✓", "wingdings/fb": "✗",
	"wingdings/fe": "☑", "wingdings/fd": "☒", "wingdings/6c": "●", "wingdings/6e": "■",
	"wingdings 2/52": "☑", "wingdings 2/50": "✓", "wingdings 2/a3": "□", "wingdings 2/2a": "□",
}

// symbol adds w:sym (17.3.3.30). The characters of symbol fonts stand in the
// Private Use Area, U+F000 to U+F0FF, and mean nothing without their font.
func (r *reader) symbol(e xml.StartElement, props runProps) {
	code, err := strconv.ParseUint(attribute(e, "w:char"), 16, 21)
	if err != nil {
		return
	}
	font := strings.ToLower(attribute(e, "w:font"))
	if known := symbols[font+"/"+strconv.FormatUint(code&0xFF, 16)]; known != "" {
		r.text(known, props)
		return
	}
	const privateFrom, privateTo = 0xE000, 0xF8FF
	if strings.HasPrefix(font, "wingdings") || font == "webdings" || font == "symbol" || code >= privateFrom && code <= privateTo {
		r.miss(symbol, font+" "+attribute(e, "w:char"))
		return
	}
	r.text(string(rune(code)), props)
}

// ruby reads the text under a phonetic guide (17.3.3.25).
func (r *reader) ruby(p *part) error {
	return p.each(func(key string, _ xml.StartElement) error {
		switch key {
		case "w:rt":
			text, err := p.gather()
			r.leave(phonetic, text)
			return err
		case "w:rubyBase":
			return p.each(func(key string, e xml.StartElement) error { return r.inline(p, key, e) })
		}
		return nil
	})
}
