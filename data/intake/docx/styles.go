package docx

import (
	"cmp"
	"encoding/xml"
	"strconv"
	"strings"

	"gongwen/data/cell"
	"gongwen/internal/opc"
)

// style is a style (ISO/IEC 29500-1 17.7.4.17).
type style struct {
	name, base, linked string
	paragraph          bool
	para               paraProps
	run                runProps
}

// styles are the styles of a document by their ids.
type styles struct {
	byID         map[string]*style
	usual        string // style of paragraphs that name none
	defaults     runProps
	paraDefaults paraLook
	toggles      map[string]toggles // of the styles that were asked for
	faces        map[string]faces
	paint        bool // some of them, or the page, put a colour behind text
}

// toggles are the toggle properties that a style has of itself or those it is
// based on.
type toggles struct {
	bold, hidden, struck, twiceStruck bool
	shift                             shift // the nearest one's
	size, colour                      string
}

func readStyles(content []byte) (*styles, error) {
	s := &styles{byID: map[string]*style{}, toggles: map[string]toggles{}, paint: paintsAny(content)}
	p := newPart(content)
	err := p.root("w:styles", func(key string, e xml.StartElement) error {
		switch key {
		case "w:docDefaults":
			return s.readDefaults(p)
		case "w:style":
			if len(s.byID) == maxStyles {
				return opc.ErrTooLarge
			}
			return s.readStyle(p, e)
		}
		return nil
	})
	return s, err
}

func (s *styles) readDefaults(p *part) error {
	return p.each(func(key string, _ xml.StartElement) error {
		if key != "w:rPrDefault" && key != "w:pPrDefault" {
			return nil
		}
		return p.each(func(key string, _ xml.StartElement) error {
			var err error
			switch key {
			case "w:rPr":
				s.defaults, err = p.runProps()
			case "w:pPr":
				var props paraProps
				props, err = p.paraProps()
				s.paraDefaults = props.look
			}
			return err
		})
	})
}

func (s *styles) readStyle(p *part, e xml.StartElement) error {
	st := &style{para: noParaProps(), paragraph: attribute(e, "w:type") != "character"}
	id := attribute(e, "w:styleId")
	if v := attribute(e, "w:default"); attribute(e, "w:type") == "paragraph" && (v == "1" || v == "true" || v == "on") {
		s.usual = id
	}
	s.byID[id] = st
	return p.each(func(key string, e xml.StartElement) error {
		var err error
		switch key {
		case "w:name":
			st.name = attribute(e, "w:val")
		case "w:basedOn":
			st.base = attribute(e, "w:val")
		case "w:link":
			st.linked = attribute(e, "w:val")
		case "w:pPr":
			st.para, err = p.paraProps()
		case "w:rPr":
			st.run, err = p.runProps()
		}
		return err
	})
}

// chain calls visit for a style and those it is based on, until visit is done.
func (s *styles) chain(id string, visit func(id string, st *style) (done bool)) {
	for range maxChain {
		st := s.byID[id]
		if st == nil || visit(id, st) {
			return
		}
		id = st.base
	}
}

// outline is the outline level of a paragraph style: 0 to 8, title for a
// document's title, and body for other text.
func (s *styles) outline(id string) int {
	level := body
	s.chain(id, func(_ string, st *style) bool {
		switch named := headingName(st.name); {
		case st.para.outline >= 0:
			level = st.para.outline
			if level == 0 && named == title {
				level = title
			}
		case named != body:
			level = named
		default:
			return false
		}
		return true
	})
	return level
}

// Outline levels beside 0 to 8.
const (
	body  = 9
	title = -1
)

// headingName is the outline level that a style's name says: styles of that
// name are Word's own headings in files whose styles do not say more, as those
// of other programs.
func headingName(name string) int {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "title" || name == "标题" {
		return title
	}
	for _, prefix := range []string{"heading", "标题"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			if n, err := strconv.Atoi(strings.TrimSpace(rest)); err == nil && n >= 1 && n <= 9 {
				return n - 1
			}
		}
	}
	return body
}

// list is the list of a paragraph style: the number of a w:num and its level,
// -1 where that is not said, and the id of the style that says it.
func (s *styles) list(id string) (list, level int, by string) {
	list, level = 0, -1
	s.chain(id, func(id string, st *style) bool {
		if level < 0 {
			level = st.para.level
		}
		if st.para.list >= 0 {
			list, by = st.para.list, id
		}
		return st.para.list >= 0
	})
	return list, level, by
}

// align is the alignment that a paragraph style says (17.18.44).
func (s *styles) align(id string) string {
	align := ""
	s.chain(id, func(_ string, st *style) bool {
		align = st.para.align
		return align != ""
	})
	return align
}

// is reports whether a paragraph style has one of Word's names, or is based on
// one that has.
func (s *styles) is(id, name string) bool {
	found := false
	s.chain(id, func(_ string, st *style) bool {
		found = strings.EqualFold(st.name, name)
		return found
	})
	return found
}

// bold reports whether text is bold: what its run says, else what an odd number of
// its styles say (17.7.3).
func (s *styles) bold(direct toggle, paragraph, character string) bool {
	return decided(direct, s.defaults.bold, s.toggled(paragraph).bold, s.toggled(character).bold)
}

// hidden reports whether text is hidden, in the same way.
func (s *styles) hidden(direct toggle, paragraph, character string) bool {
	return decided(direct, s.defaults.hidden, s.toggled(paragraph).hidden, s.toggled(character).hidden)
}

// look is what the look of text says of its meaning, in the same way.
func (s *styles) look(direct runProps, paragraph, character string) cell.Look {
	var look cell.Look
	p, c := s.toggled(paragraph), s.toggled(character)
	if decided(direct.struck, s.defaults.struck, p.struck, c.struck) || decided(direct.twiceStruck, s.defaults.twiceStruck, p.twiceStruck, c.twiceStruck) {
		look |= cell.Struck
	}
	for _, said := range []shift{direct.shift, c.shift, p.shift, s.defaults.shift} {
		switch said {
		case raised:
			return look | cell.Raised
		case lowered:
			return look | cell.Lowered
		case onLine:
			return look
		}
	}
	return look
}

// distinct is the size, colour and place of text, which tell digits of one figure from
// others beside them.
func (s *styles) distinct(direct runProps, paragraph, character string) string {
	size, colour := s.lettering(direct, paragraph, character)
	said := size + " " + colour
	if direct.off {
		said += " off"
	}
	return said
}

// lettering is the size of text in half-points and its colour, empty for black.
func (s *styles) lettering(direct runProps, paragraph, character string) (size, colour string) {
	p, c := s.toggled(paragraph), s.toggled(character)
	const usualSize = "20" // half-points, where no style says another (17.3.2.38)
	colour = cmp.Or(direct.colour, c.colour, p.colour, s.defaults.colour)
	if colour == "auto" || colour == "000000" {
		colour = ""
	}
	return cmp.Or(direct.size, c.size, p.size, s.defaults.size, usualSize), colour
}

// decided is a toggle property as what its run, the defaults and its styles say.
func decided(direct, defaults toggle, paragraph, character bool) bool {
	if direct != unsaid {
		return direct == on
	}
	return defaults == on || paragraph != character
}

func (s *styles) toggled(id string) toggles {
	if s.byID[id] == nil {
		return toggles{}
	}
	if known, ok := s.toggles[id]; ok {
		return known
	}
	var said runProps
	s.chain(id, func(_ string, st *style) bool {
		for _, pair := range [][2]*toggle{{&said.bold, &st.run.bold}, {&said.hidden, &st.run.hidden}, {&said.struck, &st.run.struck}, {&said.twiceStruck, &st.run.twiceStruck}} {
			if *pair[0] == unsaid {
				*pair[0] = *pair[1]
			}
		}
		if said.shift == unshifted {
			said.shift = st.run.shift
		}
		said.size, said.colour = cmp.Or(said.size, st.run.size), cmp.Or(said.colour, st.run.colour)
		return false
	})
	t := toggles{bold: said.bold == on, hidden: said.hidden == on, struck: said.struck == on, twiceStruck: said.twiceStruck == on, shift: said.shift, size: said.size, colour: said.colour}
	s.toggles[id] = t
	return t
}

// leads gives the outline level of the heading whose linked character style a
// run has, body for none: so a heading stands that the text goes on behind.
func (s *styles) leads(character string) int {
	st := s.byID[character]
	if st == nil || st.paragraph || st.linked == "" {
		return body
	}
	return s.outline(st.linked)
}
