package intake

import (
	"cmp"
	"strconv"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/data/load"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Templates are the formats that a document may be a report of. A
// configs.Library is one.
type Templates interface {
	load.Templates
	// Templates is the ids of all templates, sorted.
	Templates() []string
}

// Options say what the document does not, or should not be asked.
type Options struct {
	Template string // id of the format; empty to find it by the title, the year and the tables
	Agency   string // in place of the one that the title names
	Year     int    // in place of the title's; 0 for that
	// Wrapped is that a paragraph may be broken into several, as in pasted text
	// where a page or a line ended.
	Wrapped bool
	// Checked is that the report is checked as it is and no report file of it is
	// written: what a check refuses is refused at once, and everything is named.
	Checked bool
	// Apart gives an attachment that is bound apart, by its number; nil for one that is
	// not at hand. It is nil where none are.
	Apart func(number int) *flow.Document
}

// Report recognises a document as a report and builds it. The report is nil
// when it is none that could be recognised; beside errors it holds all that
// could be, without the rows that were not found or have a wrong number of
// figures. All diagnostics have places of the document, those without one the
// name.
func Report(name string, document *flow.Document, templates Templates, o Options) (*data.Report, diag.List) {
	pos := diag.Pos{File: name}
	if problem := tooLarge(pos, document); problem != nil {
		return nil, diag.List{*problem}
	}
	blocks, said := unmarked(document.Blocks)
	blocks = itemised(blocks)
	if r := officialOf(pos, blocks, templates, o); r != nil {
		r.said = append(said, r.said...)
		return r.report(name, templates)
	}
	candidates, problems := formats(pos, templates, o)
	if problems.HasErrors() {
		return nil, problems
	}
	problems.Add(said...)
	var best *reading
	for _, t := range candidates {
		r := &reading{template: t, options: o, pos: pos}
		r.read(blocks, foreignHeads(candidates, t))
		if best == nil || r.better(best) {
			best = r
		}
	}
	if best.exact == 0 {
		problems.Add(diag.Errorf(pos, "没有认出报告的任何一个标题，不像是这里的格式的报告", "none of the headings of a report was recognised: this does not look like a report of the known formats").
			WithHint("现有的格式见 gongwen template show", "see gongwen template show for the formats"))
		return nil, problems
	}
	if best.isTwo() {
		problems.Add(best.two())
		return nil, problems
	}
	report, more := best.report(name, templates)
	problems = append(problems, more...)
	problems.Sort()
	return report, problems
}

// report builds the report of what was read, with all that was said of it.
func (r *reading) report(name string, templates Templates) (*data.Report, diag.List) {
	report, more := r.build(name, templates)
	problems := append(r.said, more...)
	problems.Sort()
	return report, problems
}

// reading is a document being recognised as a report of one template.
type reading struct {
	teller
	template *configs.Template
	options  Options
	pos      diag.Pos
	headings []headingNames
	tables   []*table
	title    title
	titledAt map[diag.Pos]bool        // places of a title of several lines, none of which is a heading
	likes    map[*flow.Table]likeness // of the tables of the document
	most     map[*table]int           // by the tables of the template: labels that the likest of the document has
	// publisher is who published the page that the report stands on.
	publisher string
	// spoken is whose report the text says that it is.
	spoken  string
	year    int
	exact   int          // headings that were found
	again   []flow.Block // headings that were found again
	figured int          // rows of figures that were read
	tree    *source.Node

	listed    bool           // the template has tables of any number of rows
	chaptered bool           // its parts are called 第一部分 and the like, so that 一、 numbers what stands in them
	agency    string         // that a heading may name, as cell.Compact has it
	found     []source.Entry // the tables of such a template

	page         int  // the last bare page number
	joins        int  // paragraphs that were joined
	inAttachment bool // what is read has chapters of its own
}

// read recognises the blocks of a document.
func (r *reading) read(blocks []flow.Block, foreign map[string]bool) {
	known := findTitle(blocks, r.template)
	if known.found && known.last > known.first {
		r.titledAt = map[diag.Pos]bool{}
		for _, b := range blocks[known.first : known.last+1] {
			r.titledAt[b.Pos] = true
		}
	}
	front, parts := r.laidOut(blocks, foreign, known)
	r.tree = &source.Node{Kind: source.Map, Pos: r.pos}
	template := &source.Node{Kind: source.Scalar, Text: r.template.ID, Pos: missing}
	put(r.tree, "template", template)
	preface := r.front(front, blocks)
	r.header()
	for _, t := range r.tables {
		t.year = r.year
	}
	r.headingYears(parts)
	r.sections(preface, parts)
}

// laidOut parts blocks at the headings of the template's sections. The tables of any number
// of rows are taken out of them; known is what their title says.
func (r *reading) laidOut(blocks []flow.Block, foreign map[string]bool, known title) (front []flow.Block, parts []*part) {
	r.headings = headingsOf(r.template)
	for i := range r.template.Tables {
		config := &r.template.Tables[i]
		r.tables = append(r.tables, r.newTable(r.template.Section(config.ID), config, foreign))
	}
	if r.listed = hasLists(r.template); r.listed {
		r.tables = nil
		r.agency = cell.Compact(cmp.Or(r.options.Agency, known.agency))
		r.chaptered = r.hasNamedParts(blocks)
		blocks = r.sheeted(blocks, known)
	}
	r.compare(blocks)
	blocks = r.parted(r.unsheeted(blocks))
	return r.untitled(r.split(blocks))
}

// sections reads the parts of the report.
func (r *reading) sections(preface []flow.Block, parts []*part) {
	var sign *signature
	var attached []attachment
	parts = append([]*part{{section: r.prefaceSection(), blocks: preface}}, parts...)
	if last := parts[len(parts)-1]; len(parts) > 1 || r.listed { // the text of lists may have no headings
		last.blocks, attached = r.attachments(last.blocks)
		if r.template.SignOff {
			last.blocks, sign = r.signOff(last.blocks)
		}
		last.blocks = unlisted(last.blocks, attached)
	}
	r.bodies(parts)
	if len(attached) > 0 {
		put(r.tree, r.template.Attachments().ID, r.attached(attached))
	}
	if sign != nil {
		put(r.tree, "sign_off", sign.node())
	}
}

// bodies reads the text and the tables of the parts of the report.
func (r *reading) bodies(parts []*part) {
	prose := map[*part][]flow.Block{}
	for _, p := range parts {
		if t := r.tableFor(p.section); t != nil {
			r.section(t, p.blocks)
			continue
		}
		prose[p] = make([]flow.Block, 0, len(p.blocks))
		for _, b := range p.blocks {
			if b.Kind == flow.Tabular && r.isStray(b) {
				r.rows(nil, b)
				continue
			}
			prose[p] = append(prose[p], b)
		}
	}
	kept := false
	for _, t := range r.tables {
		t.end()
		kept = kept || t.keepsEmpty()
	}
	for _, t := range r.tables {
		t.finish(kept)
		for l := range t.rows {
			if !t.wrong[l] {
				r.figured++
			}
		}
	}
	for _, p := range parts {
		if p.section == nil || p.section.Kind == configs.TableSection && r.listed {
			r.nowhere(p)
			continue
		}
		if r.tableFor(p.section) == nil {
			if n := r.node(r.prose(p.section.Label, prose[p])); n.Text != "" {
				put(r.tree, p.section.ID, n)
			}
		}
	}
	if r.listed {
		r.putFound()
	}
	notes := &source.Node{Kind: source.Map, Pos: r.pos}
	for _, t := range r.tables {
		if t.section.Optional && t.isAbsent() {
			continue
		}
		put(r.tree, t.section.ID, r.figures(t))
		if t.note != nil {
			put(notes, t.section.ID, r.node([]paragraph{{runs: t.note, pos: t.notePos}}))
		}
	}
	if n := r.aroundTables(); n != nil {
		put(r.tree, "text", n)
	}
	if len(notes.Entries) > 0 {
		put(r.tree, "notes", notes)
	}
}

func (r *reading) tableFor(s *configs.Section) *table {
	for _, t := range r.tables {
		if t.section == s {
			return t
		}
	}
	return nil
}

// nowhere says what there is where the report has no place for text: before the first
// heading of a template without a preface, and around tables of any number of rows.
func (r *reading) nowhere(p *part) {
	where := diag.T("第一个标题前", "before the first heading")
	if p.section != nil {
		where = diag.T("“%s”里", "in %q", p.section.Label)
	}
	for _, b := range p.blocks {
		if b.Kind == flow.Tabular {
			r.warnf(b.Pos, "%s的表格没有放进报告：%s", "a table %s is not in the report: %s", where, rowsOf(b.Table))
		} else if text := b.Text(); !isBlank(text) {
			r.warnf(b.Pos, "%s的文字没有放进报告：%s", "text %s is not in the report: %s", where, shown(text))
		}
	}
}

// build makes the report of what was recognised.
func (r *reading) build(file string, templates load.Templates) (*data.Report, diag.List) {
	if r.year != 0 && !r.serves() {
		r.warnf(r.title.yearPos, "%d 年度的报告用的却是 %s 的表格，照这种格式读取", "the report of %d has the tables of %s; it is read in that format", r.year, r.template.ID)
	}
	report, said := load.Build(file, r.tree, templates)
	if report == nil {
		return nil, said
	}
	odd, unknown := map[diag.Pos]bool{}, map[diag.Pos]bool{}
	for _, t := range report.Tables {
		for _, c := range t.Cells {
			odd[c.Pos] = odd[c.Pos] || c.Typed != ""
			unknown[c.Pos] = unknown[c.Pos] || c.State == data.Empty
		}
	}
	kept := make(diag.List, 0, len(said))
	more, last := 0, diag.Diagnostic{}
	for _, d := range said {
		if !r.options.Checked && (odd[d.Pos] || unknown[d.Pos]) && d.Level == diag.Error {
			d.Level = diag.Warning // it stands in the report file as it was typed, and check refuses it there
		}
		switch {
		case d.Pos == missing:
		case d.Level == diag.Warning && d.Rule != "" && !odd[d.Pos] && !r.options.Checked && len(kept) >= maxSaid:
			more, last = more+1, d
		default:
			kept.Add(d)
		}
	}
	if more > 0 {
		d := diag.Warnf(last.Pos, "像这样的还有 %d 处，gongwen check 会一一列出", "there are %d more like these, which gongwen check names", more)
		kept.Add(d)
	}
	forget(report)
	return report, kept
}

// header puts the agency and the year into the tree.
func (r *reading) header() {
	agency, year := r.title.agency, r.title.year
	if r.options.Agency != "" {
		r.overruled(r.title.agencyPos, agency, r.options.Agency)
		agency, r.title.agencyPos = r.options.Agency, r.pos
	}
	if r.options.Year != 0 {
		if year != 0 {
			r.overruled(r.title.yearPos, strconv.Itoa(year), strconv.Itoa(r.options.Year))
		}
		year, r.title.yearPos = r.options.Year, r.pos
	}
	r.year = year
	for _, f := range r.template.Header {
		switch {
		case f.Type == configs.YearField && year != 0:
			put(r.tree, f.ID, &source.Node{Kind: source.Scalar, Text: strconv.Itoa(year), Pos: r.title.yearPos})
		case f.Type == configs.AgencyField && agency != "":
			put(r.tree, f.ID, &source.Node{Kind: source.Scalar, Quoted: true, Text: agency, Pos: r.title.agencyPos})
		case f.Type == configs.YearField && !f.Optional:
			r.said.Add(diag.Errorf(r.pos, "没有找到报告的年度", "the year of the report was not found").WithHint("用 --year 写明", "give it with --year"))
			put(r.tree, f.ID, &source.Node{Kind: source.Null, Pos: missing})
		case f.Type == configs.AgencyField && !f.Optional:
			r.said.Add(r.nameless())
			put(r.tree, f.ID, &source.Node{Kind: source.Null, Pos: missing})
		}
	}
}

// overruled says that what was asked for stands in place of what was found.
func (r *reading) overruled(pos diag.Pos, found, asked string) {
	if found != "" && found != asked {
		r.notef(pos, "标题里是“%s”，按命令行取“%s”", "the title has “%s”, “%s” of the command line is taken", found, asked)
	}
}

// prefaceSection is the section of prose before the first heading, nil for none.
func (r *reading) prefaceSection() *configs.Section {
	if s := r.template.Sections; len(s) > 0 && s[0].Heading == "" && s[0].Kind == configs.ProseSection {
		return &r.template.Sections[0]
	}
	return nil
}

// printable is a text without the characters that a report cannot have.
func (r *reading) printable(text string, pos diag.Pos) string {
	clean, lost := source.Printable(text, pos)
	for _, d := range lost {
		d.Level = diag.Warning
		r.said.Add(d)
	}
	return clean
}
