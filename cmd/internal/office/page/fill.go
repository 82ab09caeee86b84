package page

import (
	"math"
	"net/http"
	"slices"
	"strings"

	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/ledger"
	"gongwen/data/sheet"
)

type fillView struct {
	shell
	Document store.Document
	Values   int64 // the version of which the fields have what they have
	Heading  string
	Parts    []partView
	Part     partView
	Fields   []fieldView // of the head
	Headings numbering   // of the part's prose
	Prose    *proseView
	Table    *tableView
	Before   *proseView // around the table
	After    *proseView
	Note     *fieldView
	May      bool
	Formats  []formatView
	Way      []wayView
	Locked   string        // why whoever fills in does not now; empty where they do
	Recalls  bool          // they can take it back
	Tables   []string      // whose figures charts draw
	Dated    bool          // it is of a year, which has a year before
	Compares bool          // there is a report of last year
	Open     bool          // its kind may have a 密级, which must not be handled here
	Returned *store.Logged // what sent it back; nil for nothing
	Comments int           // that nobody has closed
	Due      *dueView      // nil for who has not to report, or did
	Counts   bool          // a register of requests can be counted into its tables
}

type formatView struct{ Name, Word string }

// partView is a part of the report in the list at the left.
type partView struct {
	ID, Number, Label string
	Breaks            string // the label with slashes where a narrow list breaks it; empty where that is anywhere
	Current           bool
}

type fieldView struct {
	Place   sheet.Place
	Label   string
	Help    string
	Value   string
	Lines   bool // it may have several lines
	Choices []string
}

type proseView struct {
	Document    string
	Place       sheet.Place
	Label       string
	Value       string
	Attachments bool // it holds all of them
	Headings    numbering
}

// openDocument goes to the first section of a document.
func (s *Server) openDocument(w http.ResponseWriter, r *http.Request, d store.Document) {
	part := headPart
	if t, _ := s.Engine.TemplateFor(d.Template, d.Year); t != nil && len(t.Sections) > 0 {
		part = t.Sections[0].ID
	}
	http.Redirect(w, r, "/documents/"+d.ID+"/parts/"+part, http.StatusSeeOther)
}

// fill shows a part of a document to be filled in.
func (s *Server) fill(w http.ResponseWriter, r *http.Request, d store.Document) {
	work, err := s.load(r.Context(), d)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	if work.previous, err = s.lastYear(r.Context(), d, work.sheet); err != nil {
		s.failed(w, r, err)
		return
	}
	t := work.sheet.Template
	view := fillView{Compares: work.previous != nil, Dated: s.dated(d),
		shell: s.shellFor(r, "", d, fillNav), Document: d, Heading: t.Name, May: whoOf(r).May() && d.State == store.Drafting, Formats: formatViews(), Way: wayOf(d.State),
	}
	if s.Register != nil {
		_, said := ledger.ReadMapping("", ledger.Standard(), t)
		view.Counts = !said.HasErrors()
	}
	if whoOf(r).May() && d.State != store.Drafting {
		view.Locked = locked(d.State)
		view.Recalls = store.May(store.Recall, d.State, whoOf(r).Roles) == nil
	}
	if d.State == store.Drafting {
		if view.Due, err = s.due(r.Context(), d, whoOf(r).Agency); err == nil {
			view.Returned, view.Comments, err = s.returned(r.Context(), d)
		}
		if err != nil {
			s.failed(w, r, err)
			return
		}
	}
	view.Values = work.version
	part := r.PathValue("part")
	view.Parts = append(view.Parts, partView{ID: headPart, Label: "标题与落款", Current: part == headPart})
	numbered, forms := 0, numbering(s.Engine.Numbering(t))
	for i := range t.Sections {
		section := &t.Sections[i]
		p := partView{ID: section.ID, Label: section.Label, Breaks: section.Breaks, Current: section.ID == part}
		if section.Kind == configs.TableSection {
			view.Tables = append(view.Tables, section.Label)
		}
		if section.Heading != "" && section.Kind != configs.AttachmentsSection {
			numbered++
			p.Number = forms.of(1, numbered)
		}
		view.Parts = append(view.Parts, p)
		if p.Current {
			view.Part = p
			view.section(work, section, forms.below(t, section))
		}
	}
	switch {
	case part == headPart:
		view.Part = view.Parts[0]
		view.head(work)
	case !view.Part.Current:
		http.NotFound(w, r)
		return
	}
	view.Title = view.Part.Number + view.Part.Label + " — 填报 " + view.Called
	s.show(w, r, http.StatusOK, "fill", view)
}

func formatViews() []formatView {
	return []formatView{
		{"docx", "Word（.docx）"}, {"pdf", "PDF/A（.pdf）"}, {"ofd", "OFD（.ofd）"}, {"html", "网页（.html）"},
		{"xlsx", "工作簿（.xlsx）"}, {"yaml", "报告文件（.yaml）"},
	}
}

// section puts what a section holds into the view.
func (v *fillView) section(w *work, section *configs.Section, headings numbering) {
	v.Headings = headings
	prose := func(k sheet.Kind, label string) *proseView {
		at := sheet.At(k, section.ID)
		return &proseView{Document: v.Document.ID, Place: at, Label: label, Value: w.sheet.Values[at], Attachments: k == sheet.Attachments, Headings: headings}
	}
	switch section.Kind {
	case configs.AttachmentsSection:
		v.Prose = prose(sheet.Attachments, section.Label)
	case configs.TableSection:
		v.Before, v.After = prose(sheet.Before, "表前文字"), prose(sheet.After, "表后文字")
		at := sheet.At(sheet.Note, section.ID)
		v.Note = &fieldView{Place: at, Label: "表注", Value: w.sheet.Values[at]}
		v.Table = tableOf(w, section)
	default:
		v.Prose = prose(sheet.Prose, section.Label)
	}
}

// head puts the header fields and the 落款 into the view.
func (v *fillView) head(w *work) {
	t := w.sheet.Template
	add := func(at sheet.Place, label, help string, lines bool, choices []string) {
		v.Fields = append(v.Fields, fieldView{at, label, help, w.sheet.Values[at], lines, choices})
	}
	var last []configs.Field
	for _, f := range t.Header {
		if t.Lacks(f.ID) {
			continue
		}
		if f.ID == secrecyField {
			v.Open = true
			continue
		}
		if f.ID == copyField {
			last = append(last, f)
			continue
		}
		for _, part := range f.Parts {
			add(sheet.At(sheet.Field, f.ID+"."+part.ID), f.Label+"："+part.Label, part.Help, false, part.Choices)
		}
		if len(f.Parts) == 0 {
			add(sheet.At(sheet.Field, f.ID), f.Label, helpOn(f), f.Many, f.Choices)
		}
	}
	if t.SignOff || t.NeedsSignOff {
		add(sheet.SignOffAgency, "落款：机关名称", "联合行文每行写一个机关", true, nil)
		if t.NeedsSignOff {
			add(sheet.SignOffSigners, "落款：签署人", "加盖签名章的才写，不再写机关名称；职务和姓名之间空一格，每行一人，如 县长 某某", true, nil)
		}
		add(sheet.SignOffDate, "落款：成文日期", "如 2025-01-20", false, nil)
	}
	for _, f := range last {
		add(sheet.At(sheet.Field, f.ID), f.Label, helpOn(f), f.Many, f.Choices)
	}
}

// helpOn is the help of a field as the page has it, where there are lines in place of lists and quotes.
func helpOn(f configs.Field) string {
	help := strings.ReplaceAll(f.Help, `"`, "")
	if !f.Many {
		return help
	}
	const each = "每行写一个"
	if help = strings.ReplaceAll(help, "写成一列", each); !strings.Contains(help, each) {
		help = strings.TrimPrefix(help+"；"+each, "；")
	}
	return help
}

// tableView is an official table to be filled in.
type tableView struct {
	Label  string
	Widths []int // of its columns, in hundredths of the table's width
	Head   [][]cellView
	Body   []rowView
}

// Lists are the lists of the table.
func (v *tableView) Lists() []*listView {
	var lists []*listView
	for _, row := range v.Body {
		if row.List != nil {
			lists = append(lists, row.List)
		}
	}
	return lists
}

// rowView is a row of a table, or the rows of a list.
type rowView struct {
	Cells []cellView
	List  *listView // nil for none
}

type cellView struct {
	Place            sheet.Place // of a figure; empty for a label
	Words            bool        // it is neither of them, such as the number of a line
	ID               string
	Label            string // with slashes where it may break
	RowSpan, ColSpan int
	Scope            string
	Class            string
	LabelledBy       string
	Value            string
	Computed         bool   // it is computed where nothing is typed
	Last             string // last year's figure
}

// tableOf is the official grid of a table with what was typed in its cells.
func tableOf(w *work, section *configs.Section) *tableView {
	config := w.sheet.Template.Table(section.ID)
	view := &tableView{Label: section.Label}
	var whole int64
	for _, width := range config.Widths {
		whole += int64(width)
	}
	for _, width := range config.Widths {
		view.Widths = append(view.Widths, int(math.Round(float64(width)*100/float64(max(1, whole)))))
	}
	totals := map[string]bool{}
	for ref := range data.Totals(config) {
		totals[ref.Row+"/"+ref.Column] = true
	}
	b := gridBuilder{work: w, section: section.ID, totals: totals, heads: make([]string, len(config.Widths)), stubs: map[int][]string{}, begun: map[int]bool{}, twice: twice(config)}
	for i, row := range config.Grid {
		switch path := config.ListIn(row); {
		case path != "":
			view.Body = append(view.Body, rowView{List: b.list(row, path)})
		case i < config.HeadRows:
			view.Head = append(view.Head, b.row(i, row, true))
		default:
			view.Body = append(view.Body, rowView{Cells: b.row(i, row, false)})
		}
	}
	return view
}

// gridBuilder names the labels of a grid, so that cells can refer to them.
type gridBuilder struct {
	work    *work
	section string
	totals  map[string]bool
	heads   []string         // ids of the labels above, by column
	stubs   map[int][]string // ids of the labels that reach into a row from its left, by row
	begun   map[int]bool     // rows that have figures behind these
	twice   map[string]bool  // labels that several columns have
}

// twice are the labels that several columns of a table have: they are told apart by what stands above them.
func twice(config *configs.Table) map[string]bool {
	seen, again := map[string]bool{}, map[string]bool{}
	for i := range min(config.HeadRows, len(config.Grid)) {
		for _, c := range config.Grid[i].Cells {
			if c.Role == configs.HeadCell {
				again[c.Text] = again[c.Text] || seen[c.Text]
				seen[c.Text] = true
			}
		}
	}
	return again
}

func (b *gridBuilder) row(i int, row configs.GridRow, head bool) []cellView {
	var cells []cellView
	for _, c := range row.Cells {
		cell := cellView{RowSpan: c.RowSpan, ColSpan: c.ColSpan}
		switch {
		case c.Role == configs.WordsCell:
			cell.Words, cell.Label = true, c.Text
		case c.Row == "":
			b.label(&cell, i, c, head)
		default:
			b.figure(&cell, i, c)
		}
		cells = append(cells, cell)
	}
	return cells
}

func (b *gridBuilder) label(cell *cellView, i int, c configs.GridCell, head bool) {
	cell.ID = "l" + number(i) + "-" + number(c.Col)
	free := "" // of a label that says nothing of where it breaks: where its characters may
	if cell.Label = c.Breaks; cell.Label == "" {
		cell.Label, free = c.Text, " free"
	}
	switch {
	case c.Role == configs.BandCell || c.Role == configs.HeadCell:
		switch {
		case c.Style != "":
			cell.Class = "kai"
		case c.Role == configs.BandCell && c.ColSpan == len(b.heads):
			cell.Class = "band"
		}
		cell.Scope = "col"
		if c.ColSpan > 1 {
			cell.Scope = "colgroup"
		}
		for col := c.Col; col < min(c.Col+c.ColSpan, len(b.heads)); col++ {
			if b.twice[c.Text] && b.heads[col] != "" {
				b.heads[col] += " " + cell.ID
			} else {
				b.heads[col] = cell.ID
			}
		}
	default:
		cell.Class, cell.Scope = "stub rowname", "row"
		if c.RowSpan > 1 {
			cell.Class, cell.Scope = "stub grp", "rowgroup"
		}
		if b.begun[i] { // the row goes on with something else, as where income and expenditure stand side by side
			b.stubs[i], b.begun[i] = nil, false
		}
		for r := i; r < i+c.RowSpan; r++ {
			b.stubs[r] = append(b.stubs[r], cell.ID)
		}
	}
	if head && c.Role != configs.HeadCell && c.Role != configs.BandCell {
		cell.Scope = "col"
	}
	cell.Class = strings.TrimSpace(cell.Class + free)
}

func (b *gridBuilder) figure(cell *cellView, i int, c configs.GridCell) {
	ref := data.Ref{Row: c.Row, Column: c.Column}
	cell.Place = sheet.CellAt(b.section, ref)
	cell.Value = b.work.sheet.Values[cell.Place]
	cell.Computed = b.totals[c.Row+"/"+c.Column]
	b.begun[i] = true
	for _, id := range append(slices.Clone(b.stubs[i]), b.heads[c.Col]) {
		if id != "" {
			if cell.LabelledBy != "" {
				cell.LabelledBy += " "
			}
			cell.LabelledBy += id
		}
	}
	if last := b.work.previous; last != nil {
		cell.Last = last.Tables[b.section].Cells[ref].Printed()
	}
}
