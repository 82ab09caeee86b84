package sum

import (
	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// Source is what a sum keeps of one report file.
type Source struct {
	File     string
	Agency   data.Field // its text is empty when the report could not be understood
	Year     data.Field
	Template *configs.Template // nil when the report could not be understood
	Figures  []Value           // as the Plan of the template lists them; nil when there are errors
	Lists    []data.List       // as the Plan lists them; nil when there are errors
	Remarks  []Remark
	tables   map[string]bool // by id: those that the report has
	Reason   diag.Text       // why it cannot be added; empty when it can
}

// Value is a figure of a source or of the sum.
type Value struct {
	Value  decimal.Decimal
	Places int  // decimals that are written
	Known  bool // not of a table that was left out, nor of those that do not add up
}

// Remark is a text in a source that goes with its figures: a note behind a
// figure, the line under a table, or the text before or after one. Remarks are
// listed in the workbook and not added.
type Remark struct {
	Table  *configs.Table
	Figure string // its official name; for what is said of the table 表注, 表前 or 表后
	Number string
	Text   string // of what stands before or after a table its Markdown
}

// Sound reports whether the source can be added.
func (s *Source) Sound() bool { return s.Reason == (diag.Text{}) }

// hasTable reports whether the report has a table.
func (s *Source) hasTable(id string) bool { return s.tables[id] }

// Unread is the Source of a file that could not be understood at all.
func Unread(file string) *Source {
	return &Source{File: file, Reason: diag.T("读不懂", "it cannot be understood")}
}

// Take keeps what a sum needs of a report. said is what check says of the
// report. The list it gives has an error for each total that is not the sum of
// its parts, unless a rule of the template has already said so.
func (p *Plan) Take(r *data.Report, said diag.List) (*Source, diag.List) {
	s := &Source{
		File: r.File, Template: r.Template,
		Agency: r.Agency(), Year: r.Year(),
	}
	if n := errorsIn(said); n > 0 {
		s.Reason = faulty(n)
		return s, nil
	}
	s.Figures = p.Values(r)
	s.Lists, s.tables = p.takeLists(r), map[string]bool{}
	for id := range r.Tables {
		s.tables[id] = true
	}
	wrong := p.totalsOf(s, r)
	if len(wrong) > 0 {
		s.Reason, s.Figures, s.Lists = faulty(len(wrong)), nil, nil
		return s, wrong
	}
	s.Remarks = p.remarks(r)
	return s, nil
}

// Values are the figures of a report as the plan lists them, right or wrong.
func (p *Plan) Values(r *data.Report) []Value {
	values := make([]Value, len(p.Figures))
	for i := range p.Figures {
		values[i] = valueOf(r.Tables[p.Figures[i].Table.ID].Cells[p.Figures[i].Ref()])
	}
	return values
}

func faulty(errors int) diag.Text { return diag.T("有 %d 处错误", "it has %d errors", errors) }

func errorsIn(said diag.List) int {
	n := 0
	for _, d := range said {
		if d.Level == diag.Error {
			n++
		}
	}
	return n
}

func valueOf(c data.Cell) Value {
	if !c.Known() {
		return Value{}
	}
	return Value{Value: c.Value(), Places: int(max(0, -c.Value().Exponent())), Known: true}
}

// totalsOf finds the totals of a source that are not what their parts add up to.
func (p *Plan) totalsOf(s *Source, r *data.Report) diag.List {
	var wrong diag.List
	for i := range p.Figures {
		f := &p.Figures[i]
		if !f.Total || !s.Figures[i].Known {
			continue
		}
		want, rows := ofLists(added(s.Figures, f.Parts), s.Lists, f.rows)
		if want.Known && want.Value.Sub(s.Figures[i].Value).Abs().GreaterThan(f.Table.Allows(len(f.Parts)+rows)) {
			cell := r.Tables[f.Table.ID].Cells[f.Ref()]
			wrong.Add(diag.Errorf(cell.Pos, "%s：应为各项之和 %s，实为 %s", "%s: should be the sum of its parts, %s, is %s", f.Name(), want, s.Figures[i]))
		}
	}
	return wrong
}

// added is the sum of some of the figures; not known when one of them is not.
func added(figures []Value, parts []int) Value {
	sum := Value{Known: true}
	for _, i := range parts {
		sum.Value = sum.Value.Add(figures[i].Value)
		sum.Places = max(sum.Places, figures[i].Places)
		sum.Known = sum.Known && figures[i].Known
	}
	return sum
}

// String is the figure as it is written.
func (v Value) String() string { return v.Value.StringFixed(int32(v.Places)) }

func (p *Plan) remarks(r *data.Report) []Remark {
	var list []Remark
	for i := range p.Figures {
		f := &p.Figures[i]
		if c := r.Tables[f.Table.ID].Cells[f.Ref()]; c.Note != "" {
			list = append(list, Remark{Table: f.Table, Figure: f.Name(), Number: c.Number.String(), Text: c.Note})
		}
	}
	for i := range p.Lists {
		l := &p.Lists[i]
		rows := r.Tables[l.Table.ID].Lists[l.Leaf.Path].Rows
		for n := range rows {
			for at, c := range rows[n].Cells {
				if c.Note != "" {
					list = append(list, Remark{Table: l.Table, Figure: data.RowTitle(l.Leaf, &rows[n]) + " · " + l.Leaf.Columns[at].Label, Number: c.Number.String(), Text: c.Note})
				}
			}
		}
	}
	for i := range p.Template.Tables {
		t := &p.Template.Tables[i]
		around := r.Around[t.ID]
		list = saidOf(list, t, "表前", around.Before.Source)
		list = saidOf(list, t, "表注", data.RunsText(r.Notes[t.ID].Runs))
		list = saidOf(list, t, "表后", around.After.Source)
	}
	return list
}

// saidOf appends what a source says of a table, if anything.
func saidOf(list []Remark, t *configs.Table, where, text string) []Remark {
	if text == "" {
		return list
	}
	return append(list, Remark{Table: t, Figure: where, Text: text})
}
