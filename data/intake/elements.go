package intake

import (
	"regexp"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data/intake/document"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// usualFields are the header fields that the elements of every official document fill:
// they are found by what they are and not by how a format prints them.
var usualFields = [...]string{
	"copy_number", "secrecy", "urgency", "issuers", "meeting", "number", "signers", "title", "adoption",
	"recipients", "attended", "excused", "observed", "note", "copies", "printed",
}

// printed is how a format prints header fields, to be found again in a line.
type printed struct {
	whole    *regexp.Regexp
	fields   []string // of its groups, such as secrecy.level
	labelled bool
}

// printedAs is the line that a format's text with {field} placeholders prints. What stands
// in [ ] may be left out; blanks and the width of marks count for nothing.
func printedAs(label, text string) *printed {
	p := &printed{labelled: label != ""}
	var expr strings.Builder
	expr.WriteString(`^\s*`)
	literally(&expr, label)
	rest := text
	for rest != "" {
		switch at := strings.IndexAny(rest, "{}[]"); {
		case at != 0:
			if at < 0 {
				at = len(rest)
			}
			literally(&expr, rest[:at])
			rest = rest[at:]
		case rest[0] == '{' && strings.Contains(rest, "}"):
			field, behind, _ := strings.Cut(rest[1:], "}")
			p.fields = append(p.fields, field)
			expr.WriteString(`(\S.*?)\s*`)
			rest = behind
		default:
			expr.WriteString(map[byte]string{'[': `(?:`, ']': `)?`}[rest[0]])
			rest = rest[1:]
		}
	}
	expr.WriteString(`$`)
	whole, err := regexp.Compile(expr.String())
	if err != nil || len(p.fields) == 0 {
		return nil
	}
	p.whole = whole
	return p
}

// literally adds a text to an expression, with any blanks between its characters.
func literally(expr *strings.Builder, text string) {
	widths := map[rune]string{'：': `[：:]`, '（': `[（(]`, '）': `[）)]`, '，': `[，,]`, '；': `[；;]`}
	for _, r := range strings.Join(strings.Fields(text), "") {
		if both, ok := widths[r]; ok {
			expr.WriteString(both)
		} else {
			expr.WriteString(regexp.QuoteMeta(string(r)))
		}
		expr.WriteString(`[\s\x{3000}]*`)
	}
}

// isSet reports whether the report file has a header field.
func (r *official) isSet(id string) bool {
	return slices.ContainsFunc(r.tree.Entries, func(e source.Entry) bool { return e.Key.Text == id })
}

// elements are how the format prints at a place what no official document has but those
// of this format: the fields that are not in the report file yet.
func (r *official) elements(place configs.Place) []*printed {
	var list []*printed
	for _, e := range r.template.Elements {
		ids := configs.FieldsIn(e.Text)
		if e.Place != place || slices.ContainsFunc(ids, func(id string) bool { return r.isSet(id) || slices.Contains(usualFields[:], id) || !r.has(id) }) {
			continue
		}
		if p := printedAs(e.Label, e.Text); p != nil {
			list = append(list, p)
		}
	}
	return list
}

// element takes a line as an element that the format prints at a place, and reports
// whether it is one.
func (r *official) element(place configs.Place, v document.Value) bool {
	for _, p := range r.elements(place) {
		if r.take(p, v) {
			return true
		}
	}
	return false
}

// take puts the fields that a line prints into the report file.
func (r *official) take(p *printed, v document.Value) bool {
	m := p.whole.FindStringSubmatch(v.Text)
	if m == nil {
		return false
	}
	for i, name := range p.fields {
		id, part, parts := strings.Cut(name, ".")
		f := r.template.Field(id)
		text := strings.TrimSpace(m[i+1])
		switch {
		case text == "" || f == nil:
		case parts:
			r.part(id, part, document.Value{Text: text, Pos: v.Pos})
		case r.isSet(id): // printed twice
		case f.Many && f.Join != "":
			var list []document.Value
			for one := range strings.SplitSeq(text, f.Join) {
				list = append(list, document.Value{Text: strings.TrimSpace(one), Pos: v.Pos})
			}
			r.list(id, list)
		default:
			put(r.tree, id, r.scalar(document.Value{Text: r.typed(f, text), Pos: v.Pos}))
		}
	}
	return true
}

// part puts a part of a header field into the report file.
func (r *official) part(id, part string, v document.Value) {
	for _, e := range r.tree.Entries {
		if e.Key.Text == id {
			put(e.Value, part, r.scalar(v))
			return
		}
	}
	n := &source.Node{Kind: source.Map, Pos: v.Pos}
	put(n, part, r.scalar(v))
	put(r.tree, id, n)
}

// typed is the text of a field as a report file has it.
func (r *official) typed(f *configs.Field, text string) string {
	switch day := dateOf(text); {
	case f.Type == configs.DateField && day != "":
		return day
	case f.Type == configs.YearField:
		return strings.TrimRight(text, "年度")
	}
	return text
}

// opening takes the elements that stand between the title and the text off the blocks
// before the first heading. Where the format has text there, they end with the first line
// that is none of them.
func (r *official) opening(blocks []flow.Block, text bool) []flow.Block {
	var rest []flow.Block
	for i := 0; i < len(blocks); {
		n := r.openingAt(blocks[i:], text)
		if n == 0 && text && !isBlank(blocks[i].Text()) {
			return append(rest, blocks[i:]...)
		}
		if n == 0 {
			rest = append(rest, blocks[i])
		}
		i += max(n, 1)
	}
	return rest
}

// openingAt is how many blocks the element is that the first of them begins, 0 for none:
// more than one where a line may be broken, up to the next element.
func (r *official) openingAt(blocks []flow.Block, text bool) int {
	const most = 4 // lines of an element
	if blocks[0].Kind != flow.Paragraph && blocks[0].Kind != flow.Heading {
		return 0
	}
	whole := document.Value{Text: blocks[0].Text(), Pos: blocks[0].Pos}
	list := r.elements(configs.OpeningPlace)
	at := slices.IndexFunc(list, func(p *printed) bool { return p.whole.MatchString(whole.Text) })
	if at < 0 {
		return 0
	}
	n := 1
	if r.options.Wrapped {
		behind := whole.Text
		for n < min(most, len(blocks)) && !slices.ContainsFunc(list, func(p *printed) bool { return p.whole.MatchString(blocks[n].Text()) }) {
			behind += blocks[n].Text()
			n++
		}
		switch ends := n == len(blocks); {
		case ends && text, !ends && n == most:
			n = 1 // the text begins there
		default:
			whole.Text = behind
		}
	}
	r.take(list[at], whole)
	return n
}

// closing takes the elements that stand between the text and the 落款 off the end of blocks.
func (r *official) closing(blocks []flow.Block) []flow.Block {
	for n := len(blocks); n > 0; n-- {
		b := blocks[n-1]
		if isBlank(b.Text()) && b.Kind != flow.Tabular && b.Kind != flow.Picture {
			continue
		}
		if b.Kind != flow.Paragraph || !r.element(configs.ClosingPlace, document.Value{Text: b.Text(), Pos: b.Pos}) {
			break
		}
		blocks = blocks[:n-1]
	}
	return blocks
}

// fixedTitle takes the title off the document where its format says what it is, and gives
// the text behind it.
func (r *official) fixedTitle() {
	d := r.found
	if r.has("title") || len(r.template.Title) == 0 {
		return
	}
	p := titleOfFormat(r.template)
	if p.matches(d.TitleText()) {
		r.takeTitle(p, d.TitleText(), d.Title[0].Pos)
		d.Title = nil
		return
	}
	if n := p.leads(d.Body); n > 0 {
		r.takeTitle(p, textOf(d.Body[:n]), d.Body[0].Pos)
		d.Body = d.Body[n:]
	}
}

func (r *official) takeTitle(p *fixed, text string, pos diag.Pos) {
	if p.printed != nil {
		r.take(p.printed, document.Value{Text: text, Pos: pos})
	}
}

// fixed is a title that a format says, with fields or without. What stands above it, as
// the name of the agency, may be left out.
type fixed struct {
	words string // without fields
	*printed
}

func titleOfFormat(t *configs.Template) *fixed {
	text := strings.NewReplacer("|", "", "/", "").Replace(strings.Join(t.Title, ""))
	return &fixed{words: placeholder.ReplaceAllString(text, ""), printed: printedAs("", text)}
}

func (f *fixed) matches(text string) bool {
	if text == "" {
		return false
	}
	return f.printed != nil && f.words != "" && f.whole.MatchString(text) || strings.Join(strings.Fields(text), "") == f.words
}

// leads is how many of the blocks that a text begins with are the title, 0 for none.
func (f *fixed) leads(blocks []flow.Block) int {
	const most = 4 // lines of a title
	for n := 1; n <= min(most, len(blocks)); n++ {
		if k := blocks[n-1].Kind; k != flow.Paragraph && k != flow.Heading {
			return 0
		}
		if text := textOf(blocks[:n]); runes(text) <= 2*maxHeading && f.matches(text) {
			return n
		}
	}
	return 0
}

func textOf(blocks []flow.Block) string {
	var text strings.Builder
	for _, b := range blocks {
		text.WriteString(strings.TrimSpace(b.Text()))
	}
	return text.String()
}
