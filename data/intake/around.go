package intake

import (
	"slices"
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// around is the prose that stands in the section of a table.
type around struct {
	before, after []flow.Block
	last          int    // index of the last block that is prose, -1 for none
	open          string // the paragraph that it belongs to, as long as it takes to see that it is a sentence
}

// introduction is how a line ends that leads to a table.
var introduction = pattern.New(`(?:如下|见下|见下表|下表)[：:。]?$`)

// isProse reports whether block i of the section of a table is running text and
// neither a label of the table nor a row of it.
func (r *reading) isProse(t *table, blocks []flow.Block, i int) bool {
	b := blocks[i]
	text := strings.TrimSpace(b.Text())
	switch ends := running.MatchString(text); {
	case b.Kind != flow.Paragraph && b.Kind != flow.Heading:
		return false
	case ends && r.goesOnWith(t, blocks, i):
		return true // its last words may be a label
	case b.Item != nil && !t.shape.has(text):
		return true
	case !t.shape.known[t.shape.nameOf(text)] && r.isSubhead(t, blocks, i):
		return true // its words may be a part of one
	case t.shape.has(text):
		return false
	case ends, introduction.MatchString(text):
		return true
	}
	cells := wordsOf(b, t.shape.labels).cells
	if isValue(cells[len(cells)-1].text) || !slices.ContainsFunc(cells, func(c slot) bool { return !t.shape.has(c.text) }) {
		return false
	}
	return isSentence(text) || r.goesOnWith(t, blocks, i)
}

// goesOnWith reports whether a line is the next of a paragraph of prose.
func (r *reading) goesOnWith(t *table, blocks []flow.Block, i int) bool {
	if !r.options.Wrapped || i == 0 || t.around.last != i-1 {
		return false
	}
	return goesOn(strings.TrimSpace(blocks[i-1].Text()), isSentence(t.around.open), blocks[i])
}

// isHeadless reports whether the line before is the beginning of this one and
// was not read as prose.
func (r *reading) isHeadless(t *table, blocks []flow.Block, i int) bool {
	if !r.options.Wrapped || i == 0 || t.around.last == i-1 || blocks[i-1].Kind != flow.Paragraph {
		return false
	}
	above := strings.TrimSpace(blocks[i-1].Text())
	return goesOn(above, isSentence(above), blocks[i])
}

// isSubhead reports whether a short line has running text below it that it is the heading of.
func (r *reading) isSubhead(t *table, blocks []flow.Block, i int) bool {
	text := strings.TrimSpace(blocks[i].Text())
	numbered := bracketNumber.MatchString(text) || secondLevel.MatchString(text)
	if blocks[i].Kind != flow.Heading && !numbered || runes(text) > maxSubhead {
		return false
	}
	for n := i + 1; n < len(blocks); n++ {
		if below := blocks[n]; !isBlank(below.Text()) || below.Kind == flow.Tabular {
			return below.Kind == flow.Paragraph && (running.MatchString(below.Text()) || introduction.MatchString(below.Text())) && !t.shape.has(below.Text())
		}
	}
	return false
}

// beside keeps a block of prose: before the table as long as no row was found.
func (r *reading) beside(t *table, blocks []flow.Block, i int) {
	b := blocks[i]
	t.close()
	if r.isHeadless(t, blocks, i) {
		r.warnf(b.Pos, "“%s”表外的这段文字不完整，没有放进报告：%s", "this text beside the table of %q is not whole and is not in the report: %s", t.section.Label, shown(b.Text()))
		return
	}
	if !r.goesOnWith(t, blocks, i) {
		t.around.open = ""
	}
	t.around.last = i
	if !isSentence(t.around.open) {
		t.around.open += b.Text()
	}
	if len(t.parsed) == 0 && !t.picture {
		t.around.before = append(t.around.before, b)
		return
	}
	t.around.after = append(t.around.after, b)
}

// aroundTables is the prose around all tables as a report file has it, nil for none.
func (r *reading) aroundTables() *source.Node {
	all := &source.Node{Kind: source.Map, Pos: r.pos}
	for _, t := range r.tables {
		m := &source.Node{Kind: source.Map, Pos: r.pos}
		r.aroundText(m, t, "before", diag.T("表前", "before"), t.around.before)
		r.aroundText(m, t, "after", diag.T("表后", "after"), t.around.after)
		if len(m.Entries) > 0 {
			put(all, t.section.ID, m)
		}
	}
	if len(all.Entries) == 0 {
		return nil
	}
	return all
}

func (r *reading) aroundText(m *source.Node, t *table, key string, where diag.Text, blocks []flow.Block) {
	n := r.node(r.prose(t.section.Label, blocks))
	if n.Text == "" {
		return
	}
	put(m, key, n)
	r.notef(blocks[0].Pos, "“%s”的表格旁边有文字，放在“文字”的“%s”里：%s", "there is text beside the table of %q, which is now in text, %s: %s", t.section.Label, where, shown(blocks[0].Text()))
}
