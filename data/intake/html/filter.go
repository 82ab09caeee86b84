package html

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

var errTooManyTags = diag.NewError("标签太多", "too many tags")

// Attributes that filter writes: the place of a tag, and what its style says.
const (
	placeKey = "at"
	lookKey  = "look"
)

// filter writes a page again with what is read of it: without comments, scripts
// and styles, with few attributes, and with the place of each tag (line:column)
// as an attribute, for a parsed page does not know places. named are attributes
// that are kept beside.
func filter(page string, maxTags int, named map[string]bool) (filtered string, err error) {
	return (&pageFilter{line: 1, col: 1, maxTags: maxTags, named: named}).filter(page)
}

// filterTags is filter with all attributes.
func filterTags(page string, maxTags int) (filtered string, err error) {
	return (&pageFilter{line: 1, col: 1, maxTags: maxTags, all: true}).filter(page)
}

func (f *pageFilter) filter(page string) (filtered string, err error) {
	f.z = html.NewTokenizer(strings.NewReader(page))
	f.out.Grow(len(page) / 2)
	for {
		kind := f.z.Next()
		if kind == html.ErrorToken {
			return f.out.String(), nil // the end: strings have no other
		}
		raw := f.z.Raw()
		place := strconv.Itoa(f.line) + ":" + strconv.Itoa(f.col)
		f.move(raw)
		if err := f.token(kind, raw, place); err != nil {
			return "", err
		}
	}
}

type pageFilter struct {
	z         *html.Tokenizer
	out       strings.Builder
	line, col int
	tags      int
	maxTags   int
	dropped   bool // the text that follows is a script or the like
	named     map[string]bool
	all       bool
}

// move counts the lines and characters of raw. The tokenizer has left carriage
// returns as they are.
func (f *pageFilter) move(raw []byte) {
	if n := bytes.Count(raw, []byte("\n")); n > 0 {
		f.line += n
		f.col = 1
		raw = raw[bytes.LastIndexByte(raw, '\n')+1:]
	}
	f.col += utf8.RuneCount(raw)
}

func (f *pageFilter) token(kind html.TokenType, raw []byte, place string) error {
	switch kind {
	case html.TextToken:
		if !f.dropped {
			f.out.Write(raw)
		}
	case html.DoctypeToken:
		f.out.Write(raw)
	case html.StartTagToken, html.SelfClosingTagToken:
		if f.tags++; f.tags > f.maxTags {
			return errTooManyTags
		}
		f.startTag(kind == html.SelfClosingTagToken, place)
	case html.EndTagToken:
		name, _ := f.z.TagName()
		f.dropped = false
		f.out.WriteString("</")
		f.out.Write(name)
		f.out.WriteByte('>')
	}
	return nil
}

func (f *pageFilter) startTag(closed bool, place string) {
	name, more := f.z.TagName()
	f.out.WriteByte('<')
	f.out.Write(name)
	element := atom.Lookup(name)
	switch element {
	case atom.Script, atom.Style, atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript:
		f.dropped = true
	}
	if !formatting(element) {
		f.attribute(placeKey, place)
	}
	for more {
		var key, value []byte
		key, value, more = f.z.TagAttr()
		f.keep(string(key), string(value))
	}
	if closed {
		f.out.WriteByte('/')
	}
	f.out.WriteByte('>')
}

// formatting reports whether browsers carry an element over into the blocks behind
// it (HTML Living Standard 13.2.4.3): places would make each of them another one.
func formatting(element atom.Atom) bool {
	switch element {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small,
		atom.Strike, atom.Strong, atom.Tt, atom.U, atom.Span:
		return true
	}
	return false
}

var textAlign = pattern.New(`(?i)(?:^|;)\s*text-align\s*:\s*(center|right)`)

// keep writes an attribute that is read.
func (f *pageFilter) keep(key, value string) {
	longest := maxText
	switch key {
	case "style":
		if look := lookOf(value); look != "" {
			f.attribute(lookKey, look)
		}
		if m := textAlign.FindStringSubmatch(value); m != nil {
			f.attribute("align", m[1])
		}
		if f.all {
			f.attribute(key, value)
			return
		}
		if !f.named[key] {
			return
		}
	case placeKey, lookKey:
		return
	case "href", "src", "data":
		if longest = maxAddress; strings.HasPrefix(value, "data:") {
			if f.all {
				f.attribute(key, "data:")
			}
			return
		}
	case "rowspan", "colspan", "hidden", "align", "start", "class", "id", "alt", "title", "type", "value", "width", "height", "size", "color", "bgcolor", "background", "selected", "multiple":
	default:
		if !f.named[key] && !f.all {
			return
		}
	}
	if len(value) > longest {
		value = strings.ToValidUTF8(value[:longest], "")
	}
	f.attribute(key, value)
}

func (f *pageFilter) attribute(key, value string) {
	f.out.WriteString(" " + key + `="` + html.EscapeString(value) + `"`)
}
