package docx

import (
	"encoding/xml"
	"strconv"
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/internal/opc"
)

const levels = 9 // of a list (ISO/IEC 29500-1 17.9.6)

// listLevel is how a level of a list is numbered (17.9.6).
type listLevel struct {
	start, restart int // restart is -1 where it is not said
	format, text   string
	suffix         string // tab, space or nothing
	legal          bool   // all numbers in it in Arabic digits
	style          string // the paragraph style that has this level
	known          bool
}

// abstractList is a w:abstractNum.
type abstractList struct {
	levels [levels]listLevel
	style  string // the numbering style that says the levels; empty for none
	counts [levels]int
	used   [levels]bool
}

// list is a w:num: an abstract list with levels of its own.
type list struct {
	abstract string
	starts   [levels]int // start anew with this, -1 for not
	levels   [levels]listLevel
	begun    [levels]bool
}

// lists numbers the paragraphs of a document, in their order.
type lists struct {
	abstract map[string]*abstractList
	lists    map[int]*list
	byStyle  map[string]string // numbering styles to abstract lists
	bullets  int               // paragraphs marked with a bullet
}

func newLists() *lists {
	return &lists{abstract: map[string]*abstractList{}, lists: map[int]*list{}, byStyle: map[string]string{}}
}

func (l *lists) read(content []byte) error {
	p := newPart(content)
	return p.root("w:numbering", func(key string, e xml.StartElement) error {
		if len(l.abstract)+len(l.lists) == maxLists {
			return opc.ErrTooLarge
		}
		switch key {
		case "w:abstractNum":
			return l.readAbstract(p, attribute(e, "w:abstractNumId"))
		case "w:num":
			return l.readList(p, number(e, "w:numId", 0))
		}
		return nil
	})
}

func (l *lists) readAbstract(p *part, id string) error {
	a := &abstractList{}
	l.abstract[id] = a
	return p.each(func(key string, e xml.StartElement) error {
		switch key {
		case "w:numStyleLink":
			a.style = attribute(e, "w:val")
		case "w:styleLink":
			l.byStyle[attribute(e, "w:val")] = id
		case "w:lvl":
			return readLevel(p, e, &a.levels)
		}
		return nil
	})
}

func (l *lists) readList(p *part, id int) error {
	n := &list{}
	for i := range n.starts {
		n.starts[i] = -1
	}
	l.lists[id] = n
	return p.each(func(key string, e xml.StartElement) error {
		switch key {
		case "w:abstractNumId":
			n.abstract = attribute(e, "w:val")
		case "w:lvlOverride":
			i := number(e, "w:ilvl", 0)
			return p.each(func(key string, e xml.StartElement) error {
				switch {
				case key == "w:startOverride" && i >= 0 && i < levels:
					n.starts[i] = number(e, "w:val", 1)
				case key == "w:lvl":
					return readLevel(p, e, &n.levels)
				}
				return nil
			})
		}
		return nil
	})
}

func readLevel(p *part, e xml.StartElement, into *[levels]listLevel) error {
	v := listLevel{restart: -1, format: "decimal", suffix: "tab", known: true}
	i := number(e, "w:ilvl", 0)
	err := p.each(func(key string, e xml.StartElement) error {
		switch key {
		case "w:start":
			v.start = number(e, "w:val", 0)
		case "w:lvlRestart":
			v.restart = number(e, "w:val", -1)
		case "w:numFmt":
			v.format = attribute(e, "w:val")
		case "w:lvlText":
			v.text = attribute(e, "w:val")
		case "w:suff":
			v.suffix = attribute(e, "w:val")
		case "w:isLgl":
			v.legal = onOff(e) == on
		case "w:pStyle":
			v.style = attribute(e, "w:val")
		case "mc:AlternateContent": // a format of the file's own, beside one of the usual ones
			return p.each(func(key string, _ xml.StartElement) error {
				if key != "mc:Fallback" {
					return nil
				}
				return p.each(func(key string, e xml.StartElement) error {
					if key == "w:numFmt" {
						v.format = attribute(e, "w:val")
					}
					return nil
				})
			})
		}
		return nil
	})
	if i >= 0 && i < levels {
		into[i] = v
	}
	return err
}

// find gives a list with its abstract list, nil when there is none.
func (l *lists) find(id int) (*list, *abstractList) {
	n := l.lists[id]
	if n == nil {
		return nil, nil
	}
	a := l.abstract[n.abstract]
	if a != nil && a.style != "" {
		if said := l.abstract[l.byStyle[a.style]]; said != nil {
			a = said
		}
	}
	return n, a
}

func (n *list) level(a *abstractList, i int) listLevel {
	if n.levels[i].known {
		return n.levels[i]
	}
	return a.levels[i]
}

// levelOf is the level of a list that belongs to a paragraph style, else 0.
func (l *lists) levelOf(id int, style string) int {
	n, a := l.find(id)
	if a == nil {
		return 0
	}
	for i := range levels {
		if s := n.level(a, i).style; s != "" && s == style {
			return i
		}
	}
	return 0
}

// next counts a paragraph of a list's level and gives the number before it as
// it is seen, with a blank behind it where one is wanted; empty for none. The
// item is that of a bulleted list, or of one that counts 1. 2. 3.
func (l *lists) next(id, i int) (string, *flow.Item) {
	n, a := l.find(id)
	if a == nil || i < 0 || i >= levels {
		return "", nil
	}
	v := n.level(a, i)
	if !v.known {
		return "", nil
	}
	n.count(a, i)
	if v.format == "bullet" {
		l.bullets++
		return "", &flow.Item{}
	}
	text := n.label(a, v)
	switch v.suffix {
	case "space":
		text += " "
	case "tab":
		if last := strings.TrimRight(text, "、）．。："); last == text && text != "" {
			text += " "
		}
	}
	if v.format != "decimal" || v.text != "%1." {
		return text, nil
	}
	return text, &flow.Item{Label: len(text), Number: a.counts[i]}
}

// count moves the counters of a list on to the next paragraph of level i.
func (n *list) count(a *abstractList, i int) {
	if n.starts[i] >= 0 && !n.begun[i] {
		a.counts[i], a.used[i] = n.starts[i], true
	} else if a.used[i] {
		a.counts[i]++
	} else {
		a.counts[i], a.used[i] = n.level(a, i).start, true
	}
	n.begun[i] = true
	for above := range i {
		if !a.used[above] {
			a.counts[above], a.used[above] = n.level(a, above).start, true
		}
	}
	for below := i + 1; below < levels; below++ {
		if restart := n.level(a, below).restart; restart < 0 || restart > i {
			a.used[below] = false
		}
	}
}

// label puts the counters into a level's text: %1 is that of the first level
// (17.9.11).
func (n *list) label(a *abstractList, v listLevel) string {
	var b strings.Builder
	for i := 0; i < len(v.text); i++ {
		if v.text[i] != '%' || i+1 == len(v.text) || v.text[i+1] < '1' || v.text[i+1] > '9' {
			b.WriteByte(v.text[i])
			continue
		}
		i++
		k := int(v.text[i] - '1')
		if format := n.level(a, k).format; v.legal {
			b.WriteString(strconv.Itoa(a.counts[k]))
		} else {
			b.WriteString(formatted(a.counts[k], format))
		}
	}
	return b.String()
}
