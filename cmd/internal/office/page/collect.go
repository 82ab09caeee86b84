package page

import (
	"context"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gongwen/cmd/internal/office/collecting"
	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/sum"
)

// withCollection finds the collection of an address, which must be one of the agency of
// whoever asks.
func (s *Server) withCollection(f func(http.ResponseWriter, *http.Request, store.Collection)) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		c, err := s.Store.Collection(r.Context(), whoOf(r).Agency.ID, r.PathValue("id"))
		if err != nil {
			s.failed(w, r, err)
			return
		}
		f(w, r, c)
	}
}

// openCollection goes to the collection of the latest year, or to where one begins.
func (s *Server) openCollection(w http.ResponseWriter, r *http.Request) {
	all, err := s.Store.Collections(r.Context(), whoOf(r).Agency.ID)
	switch {
	case err != nil:
		s.broken(w, r, err)
	case len(all) == 0:
		http.Redirect(w, r, "/collect/new", http.StatusSeeOther)
	default:
		http.Redirect(w, r, "/collect/"+all[0].ID, http.StatusSeeOther)
	}
}

// collectView is the page 汇总.
type collectView struct {
	shell
	Collection store.Collection
	Others     []otherCollection
	Due        string // the deadline in words, and how far it is
	Left       string
	Publish    string // by when the own report has to be published
	Filters    []filterView
	Kinds      []string
	Asked      collectQuery
	Headlines  []collecting.Headline
	Second     string // what the second number is called; empty for none
	Rows       []collectRow
	Sorts      []sortView
	Charts     collectCharts
	Reading    string // address of an upload that is being read; empty for none
	DownKinds  []downloadKind
	None       string // why no row is shown
}

// otherCollection is another collection that may be looked at.
type otherCollection struct{ ID, Name string }

// filterView is a group of agencies to be looked at alone.
type filterView struct {
	Word, Address string
	Many          int
	Current       bool
}

// sortView is the head of a column by which rows may be put in order.
type sortView struct {
	Word, Address, Sorted string
	Number                bool
}

// collectRow is an agency in the roster.
type collectRow struct {
	*collecting.Member
	Kind, Word, Also    string // the state as a shape and words
	Arrived             string
	Now, Before, Change string
	Odd, Second         string
	Report, ReportWord  string // where its report is, and what is to be done with it
}

// collecting is a collection as it is now, with what has come in meanwhile.
func (s *Server) collecting(r *http.Request, c store.Collection) (*collecting.Desk, error) {
	ctx := r.Context()
	plan, headlines, err := s.planOf(c)
	if err != nil {
		return nil, err
	}
	g := collecting.Given{Collection: c, Plan: plan, Headlines: headlines, Today: s.Now()}
	if g.Members, err = s.Store.Members(ctx, c.ID); err != nil {
		return nil, err
	}
	if g.Documents, err = s.Store.DocumentsBelow(ctx, c.Agency, c.Template, c.Year); err != nil {
		return nil, err
	}
	if g.Agencies, err = s.agencyNames(r); err != nil {
		return nil, err
	}
	if err := s.arrived(r, c, &g); err != nil {
		return nil, err
	}
	if g.Receipts, err = s.Store.Receipts(ctx, c.ID); err != nil {
		return nil, err
	}
	if g.Last, err = s.lastReceipts(ctx, c, plan.Template); err != nil {
		return nil, err
	}
	return collecting.New(g)
}

// planOf are the figures of a collection's template and those that its roster shows.
func (s *Server) planOf(c store.Collection) (*sum.Plan, []collecting.Headline, error) {
	t, said := s.Engine.TemplateFor(c.Template, c.Year)
	if t == nil {
		return nil, nil, said
	}
	plan := sum.NewPlan(t)
	return plan, collecting.Headlines(plan), nil
}

// lastReceipts is what came in the year before, where that has the same figures.
func (s *Server) lastReceipts(ctx context.Context, c store.Collection, t *configs.Template) ([]store.Receipt, error) {
	all, err := s.Store.Collections(ctx, c.Agency)
	if err != nil {
		return nil, err
	}
	for _, other := range all {
		if other.Year == c.Year-1 && s.comparable(other, t) {
			return s.Store.Receipts(ctx, other.ID)
		}
	}
	return nil, nil
}

// comparable reports whether the reports of a collection have the figures of a template.
func (s *Server) comparable(c store.Collection, t *configs.Template) bool {
	other, _ := s.Engine.TemplateFor(c.Template, c.Year)
	return other != nil && (other.ID == t.ID || data.SameFigures(other, t))
}

// collectionName says what a collection is of: its year, and its format where that is
// not the one that years choose.
func (s *Server) collectionName(c store.Collection) string {
	name := number(c.Year) + "年度"
	if t := s.chosenTemplate(c); t != nil {
		name += t.Name
	}
	return name
}

// chosenTemplate is the format of a collection that was chosen by its name; nil where
// the year has chosen it.
func (s *Server) chosenTemplate(c store.Collection) *configs.Template {
	t, _ := s.Engine.TemplateFor(c.Template, c.Year)
	if byYear, _ := s.Engine.TemplateFor("", c.Year); t == nil || byYear != nil && byYear.ID == t.ID {
		return nil
	}
	return t
}

// collectQuery is what of a collection is looked at.
type collectQuery struct {
	State, Kind, Find, Sort string
	Figure                  int
}

// The orders of a roster beside that of its groups.
const (
	byNumber = "number"
	byName   = "name"
	byDay    = "day"
	byNow    = "now"
	byChange = "change"
	lateOnly = "late"
)

func queryOf(r *http.Request, headlines int) collectQuery {
	q := collectQuery{State: r.FormValue("state"), Kind: r.FormValue("kind"), Find: strings.TrimSpace(r.FormValue("find")), Sort: r.FormValue("sort")}
	for i := range headlines {
		if number(i) == r.FormValue("figure") {
			q.Figure = i
		}
	}
	return q
}

// with is the address of the same page with one thing changed.
func (q collectQuery) with(key, value string) string {
	all := url.Values{}
	for name, v := range map[string]string{"state": q.State, "kind": q.Kind, "find": q.Find, "sort": q.Sort, "figure": number(q.Figure)} {
		if name == key {
			v = value
		}
		if v != "" && (name != "figure" || v != "0") {
			all.Set(name, v)
		}
	}
	return "?" + all.Encode()
}

// matches reports whether an agency is among those that are looked at.
func (q collectQuery) matches(m *collecting.Member) bool {
	switch {
	case q.State == lateOnly && !m.IsLate(), q.State != "" && q.State != lateOnly && collecting.Group(q.State) != m.Group:
		return false
	case q.Kind != "" && q.Kind != m.Member.Kind:
		return false
	}
	return strings.Contains(m.Name, q.Find) || strings.Contains(m.Contact, q.Find)
}

// collect shows a collection.
func (s *Server) collect(w http.ResponseWriter, r *http.Request, c store.Collection) {
	reading, err := s.reading(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	desk, err := s.collecting(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	view := collectView{Reading: reading, Collection: c, Asked: queryOf(r, len(desk.Headlines)), Headlines: desk.Headlines, DownKinds: collectKinds(), Kinds: desk.Kinds()}
	if view.shell, err = s.shellOfCollection(r, s.collectionName(c)+"汇总", c); err != nil {
		s.failed(w, r, err)
		return
	}
	all, err := s.Store.Collections(r.Context(), c.Agency)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	for _, other := range all {
		if other.ID != c.ID {
			view.Others = append(view.Others, otherCollection{other.ID, s.collectionName(other)})
		}
	}
	view.days(desk)
	view.filters(desk)
	view.rows(s, desk)
	if view.Charts, err = s.charts(r.Context(), desk, view.Asked.Figure); err != nil {
		s.failed(w, r, err)
		return
	}
	s.show(w, r, http.StatusOK, "collect", view)
}

// shellOfCollection is the shell of a page of a collection: beside it stand the pages of the
// own report of that year.
func (s *Server) shellOfCollection(r *http.Request, title string, c store.Collection) (shell, error) {
	sh := s.shellOf(r, title)
	sh.Masthead = s.formatOf(c)
	d, err := s.ownReport(r.Context(), c)
	if err != nil {
		return shell{}, err
	}
	if d != nil && whoOf(r).reads() {
		sh = s.shellFor(r, title, *d, "")
	}
	sh.Nav[0].Current = true
	return sh, nil
}

// formatOf is the format of the reports that are collected.
func (s *Server) formatOf(c store.Collection) string {
	return s.templateName(store.Document{Template: c.Template, Year: c.Year})
}

// ownReport is the report of the agency that collects; nil for none yet.
func (s *Server) ownReport(ctx context.Context, c store.Collection) (*store.Document, error) {
	all, err := s.Store.Documents(ctx, c.Agency)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Template == c.Template && all[i].Year == c.Year {
			return &all[i], nil
		}
	}
	return nil, nil
}

// days fills in the deadlines.
func (v *collectView) days(d *collecting.Desk) {
	if then, ok := dayOf(v.Collection.Deadline); ok {
		v.Due = then.Format("1月2日")
		left, _ := d.Left()
		v.Left = leftWords(left)
	}
	if all := d.Plan.Template.Deadlines; len(all) > 1 {
		v.Publish = number(all[len(all)-1].Month) + "月" + number(all[len(all)-1].Day) + "日"
	}
}

func (v *collectView) filters(d *collecting.Desk) {
	v.Filters = append(v.Filters, filterView{"全部", v.Asked.with("state", ""), len(d.Rows), v.Asked.State == ""})
	for _, g := range collecting.Groups() {
		v.Filters = append(v.Filters, filterView{g.Word(), v.Asked.with("state", string(g)), d.Count(g), v.Asked.State == string(g)})
	}
	if late := d.Late(); late > 0 {
		v.Filters = append(v.Filters, filterView{"迟", v.Asked.with("state", lateOnly), late, v.Asked.State == lateOnly})
	}
}

// rows fills in the agencies that are looked at, in the order that is asked for.
func (v *collectView) rows(s *Server, d *collecting.Desk) {
	q := v.Asked
	figures := len(d.Headlines) > 0
	if len(d.Headlines) > 1 {
		v.Second = d.Headlines[secondTo(q.Figure)].Label
	}
	for i := range d.Rows {
		if m := &d.Rows[i]; q.matches(m) {
			v.Rows = append(v.Rows, s.rowOf(d, m, q.Figure))
		}
	}
	order := map[collecting.Group]int{}
	for i, g := range collecting.Groups() {
		order[g] = i
	}
	slices.SortStableFunc(v.Rows, func(a, b collectRow) int {
		switch q.Sort {
		case byNumber:
			return 0
		case byName:
			return strings.Compare(a.Name, b.Name)
		case byDay:
			return compareDays(a.Receipt, b.Receipt)
		case byNow:
			if !figures {
				return 0
			}
			return b.Member.Now[q.Figure].Value.Cmp(a.Member.Now[q.Figure].Value)
		case byChange:
			if !figures {
				return 0
			}
			x, _ := a.Member.Change(q.Figure)
			y, _ := b.Member.Change(q.Figure)
			return int(max(y.Difference(), -y.Difference()) - max(x.Difference(), -x.Difference()))
		}
		return order[a.Group] - order[b.Group]
	})
	v.sorts(d)
	switch {
	case len(d.Rows) == 0:
		v.None = "名册里还没有单位。"
	case len(v.Rows) == 0:
		v.None = "没有这样的单位。"
	}
}

// sorts are the heads of the columns by which the rows may be put in order.
func (v *collectView) sorts(d *collecting.Desk) {
	q := v.Asked
	type head struct {
		word, sort string
		number     bool
	}
	heads := []head{{"序", byNumber, true}, {"单位", byName, false}, {"状态", "", false}, {"收到", byDay, false}, {"检查", "-", false}}
	if len(d.Headlines) > 0 {
		heads = append(heads, head{d.Headlines[q.Figure].Label, byNow, true}, head{"上年", "-", true}, head{"增减", byChange, true})
	}
	for _, h := range heads {
		view := sortView{Word: h.word, Number: h.number, Sorted: "none"}
		if h.sort != "-" {
			view.Address = q.with("sort", h.sort)
		}
		if q.Sort == h.sort {
			view.Sorted = "ascending"
			if h.sort == byNow || h.sort == byChange {
				view.Sorted = "descending"
			}
		}
		v.Sorts = append(v.Sorts, view)
	}
}

// secondTo is the headline that is shown beside another one.
func secondTo(figure int) int {
	if figure == 1 {
		return 0
	}
	return 1
}

func compareDays(a, b *store.Receipt) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return a.At.Compare(b.At)
}

// rowOf is an agency as the roster shows it.
func (s *Server) rowOf(d *collecting.Desk, m *collecting.Member, figure int) collectRow {
	row := collectRow{Member: m, Word: m.Group.Word(), Arrived: "—"}
	row.Kind = map[collecting.Group]string{collecting.Missing: "none", collecting.Wrong: "err", collecting.Waiting: "now", collecting.Taken: "done"}[m.Group]
	switch {
	case m.Group == collecting.Missing && m.Receipt != nil:
		row.Word = "已退回"
	case m.Group == collecting.Missing && m.Document != nil:
		row.Word = stateWord(m.Document.State)
	case m.Document != nil && m.Document.State == store.Published:
		row.Also = "已发布"
	}
	if m.Group != collecting.Missing {
		row.Arrived = m.Receipt.At.In(d.Today.Location()).Format("1月2日")
		row.Report, row.ReportWord = "/collect/"+d.Collection.ID+"/reports/"+number64(m.Receipt.Number), "查看"
		if m.Group == collecting.Waiting {
			row.ReportWord = "审核"
		}
	}
	if len(m.Now) == 0 {
		return row
	}
	row.Now, row.Before, row.Change = word(m.Now[figure]), word(m.Before[figure]), "—"
	if len(m.Now) > 1 {
		row.Second = word(m.Now[secondTo(figure)])
	}
	if now, before := m.Now[figure], m.Before[figure]; now.Known && before.Known {
		row.Change = signed(now.Value.Sub(before.Value))
	}
	row.Odd = d.Odd(m, figure)
	return row
}

func word(n collecting.Number) string {
	if !n.Known {
		return "—"
	}
	return n.Value.String()
}

// inlined is HTML that the program has made.
func inlined(content []byte) template.HTML { return template.HTML(content) }
