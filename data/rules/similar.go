package rules

import (
	"maps"
	"strings"
	"unicode"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
)

// eachSection evaluates a rule for every section of prose that the report has;
// with Previous for those that the report of the year before has too.
func (c *check) eachSection(r *rule) {
	for _, s := range c.report.Template.Sections {
		prose, has := textOf(c.report, s, r.Previous)
		if !has || !r.searches(s.ID) {
			continue
		}
		env := maps.Clone(c.base)
		text := paragraphs(prose)
		now := essence(text)
		c.looksAt(text, at(prose.Pos))
		env["section"], env["label"], env["text"], env["length"] = s.ID, s.Label, text, now.length()
		env["characters"] = characters(prose)
		if r.Previous {
			before, had := textOf(c.previous, s, true)
			if !had {
				continue
			}
			last := shinglesOf(essence(paragraphs(before)))
			env["similar"], env["carried"] = last.percent(now), last.carried(text)
		}
		if c.applies(r, env) && !c.holds(r, env) {
			c.broken(r, prose.Pos, env, diag.T("“%s”：%s", "“%s”: %s", s.Label, r.Name))
		}
	}
}

// textOf is the prose of a section, and of one that is a table, where that is
// asked for, what stands around it.
func textOf(rep *data.Report, s configs.Section, around bool) (data.Prose, bool) {
	switch {
	case s.Kind == configs.ProseSection:
		prose, has := rep.Prose[s.ID]
		return prose, has
	case s.Kind != configs.TableSection || !around:
		return data.Prose{}, false
	}
	blocks := rep.Around[s.ID].Blocks()
	if len(blocks) == 0 {
		return data.Prose{}, false
	}
	return data.Prose{Blocks: blocks, Pos: blocks[0].Pos}, true
}

// paragraphs is the running text of a section, a paragraph a line. Subheadings
// are left out: they are the same every year.
func paragraphs(p data.Prose) string {
	var b strings.Builder
	for _, block := range p.Blocks {
		if block.Level == 0 && !block.Captioned() {
			b.WriteString(block.Text() + "\n")
		}
	}
	return b.String()
}

// reduced is a text without what changes from year to year by itself: years
// and other numbers, punctuation and blanks.
type reduced struct {
	text    string
	offsets []int // of its characters, and its end
}

func essence(s string) reduced {
	var e reduced
	var b strings.Builder
	for _, r := range s {
		if unicode.IsLetter(r) && !numeral.IsChinese(r) {
			e.offsets = append(e.offsets, b.Len())
			b.WriteRune(r)
		}
	}
	e.text = b.String()
	e.offsets = append(e.offsets, b.Len())
	return e
}

// length is how many characters it has.
func (e reduced) length() int { return len(e.offsets) - 1 }

// shingleSize is how many characters a shingle has: more than the usual words
// and set phrases of two to four characters, which two honest texts share.
const shingleSize = 5

// each calls f with every piece of shingleSize characters.
func (e reduced) each(f func(shingle string)) {
	for i := 0; i+shingleSize < len(e.offsets); i++ {
		f(e.text[e.offsets[i]:e.offsets[i+shingleSize]])
	}
}

// shingles is the set of the pieces of a text.
type shingles map[string]struct{}

func shinglesOf(e reduced) shingles {
	set := make(shingles, e.length())
	e.each(func(s string) { set[s] = struct{}{} })
	return set
}

// percent is how many in a hundred of the different pieces of e are in the set,
// rounded down: how much of e the other text contains (A. Broder, On the
// resemblance and containment of documents, 1997).
func (set shingles) percent(e reduced) int {
	own := shinglesOf(e)
	if len(own) == 0 {
		return 0
	}
	common := 0
	for s := range own {
		if _, has := set[s]; has {
			common++
		}
	}
	return common * 100 / len(own)
}

const (
	maxCarried      = 3  // sentences that are shown
	maxCarriedShown = 36 // characters of one
	minCarried      = 12 // characters that a sentence must have
	carriedPercent  = 95 // of its pieces
)

// carried are the first sentences of text that the set contains, shortened.
func (set shingles) carried(text string) []string {
	list := []string{}
	for sentence := range strings.FieldsFuncSeq(text, endsSentence) {
		if e := essence(sentence); e.length() < minCarried || set.percent(e) < carriedPercent {
			continue
		}
		shown := []rune(strings.TrimSpace(sentence))
		if len(shown) > maxCarriedShown {
			shown = []rune(strings.TrimRight(string(shown[:maxCarriedShown]), "，、：") + "…")
		}
		if list = append(list, string(shown)); len(list) == maxCarried {
			break
		}
	}
	return list
}

func endsSentence(r rune) bool { return strings.ContainsRune("。！？；\n", r) }
