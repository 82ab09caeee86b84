package page

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/collecting"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/sheet"
	"gongwen/data/sum"
	"gongwen/internal/diag"
	"gongwen/output"
)

// sumView is the sums of what was accepted, on the official tables.
type sumView struct {
	shell
	Collection store.Collection
	Added      int
	Left       []filterView // the groups that are not added
	Tables     []tableView
	Warnings   []string
	Own        *store.Document // the own report; nil for none
	OwnWord    string
	Open       bool // the sums may be put into the own report
	Differs    int  // figures of the own report that are not the sums
}

// sums adds what was accepted. The result is nil where nothing was.
func sums(desk *collecting.Desk, agency string) (*sum.Result, diag.List) {
	var sources []*sum.Source
	for i := range desk.Rows {
		if m := &desk.Rows[i]; m.Counts() {
			sources = append(sources, m.Figures().Source(desk.Plan, m.Name, number(desk.Collection.Year), m.Receipt.File))
		}
	}
	if len(sources) == 0 {
		return nil, nil
	}
	return desk.Plan.Add(sum.Choice{Sources: sources}, agency)
}

// showSum shows the sums and how they stand to the own report.
func (s *Server) showSum(w http.ResponseWriter, r *http.Request, c store.Collection) {
	desk, err := s.collecting(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	view := sumView{Collection: c, Added: desk.Count(collecting.Taken)}
	if view.shell, err = s.shellOfCollection(r, "合成本级报告", c); err != nil {
		s.failed(w, r, err)
		return
	}
	if view.Own, err = s.ownReport(r.Context(), c); err != nil {
		s.failed(w, r, err)
		return
	}
	for _, g := range []collecting.Group{collecting.Waiting, collecting.Wrong, collecting.Missing} {
		if n := desk.Count(g); n > 0 {
			view.Left = append(view.Left, filterView{g.Word(), "/collect/" + c.ID + "?state=" + string(g), n, false})
		}
	}
	result, said := sums(desk, whoOf(r).Agency.Name)
	view.Warnings = warnings(said)
	if result != nil {
		if err := s.tables(r.Context(), &view, result); err != nil {
			s.failed(w, r, err)
			return
		}
	}
	view.Open = result != nil && !said.HasErrors() && (view.Own == nil || view.Own.State == store.Drafting)
	if view.Own != nil {
		view.OwnWord = stateWord(view.Own.State)
	}
	s.show(w, r, http.StatusOK, "collect-sum", view)
}

// warnings are what was said of a sum.
func warnings(said diag.List) (all []string) {
	for _, d := range said {
		if d.Level != diag.Note {
			all = append(all, d.Message.In(diag.ZH))
		}
	}
	return all
}

// tables are the official tables with the sums.
func (s *Server) tables(ctx context.Context, v *sumView, result *sum.Result) error {
	w := &work{sheet: sheet.New(result.Template)}
	own := map[sheet.Place]string{}
	if v.Own != nil {
		loaded, err := s.load(ctx, *v.Own)
		if err != nil {
			return err
		}
		own = loaded.sheet.Values
	}
	for i := range result.Figures {
		if f := &result.Figures[i]; result.Sums[i].Known {
			at := collecting.PlaceOf(f)
			w.sheet.Set(at, result.Sums[i].String())
			if v.Own != nil && !f.Total && w.sheet.Values[at] != own[at] {
				v.Differs++
			}
		}
	}
	for i := range result.Template.Sections {
		if section := &result.Template.Sections[i]; section.Kind == configs.TableSection {
			v.Tables = append(v.Tables, *tableOf(w, section))
		}
	}
	return nil
}

// addUp has the engine add what was accepted, as the command line does.
func (s *Server) addUp(ctx context.Context, desk *collecting.Desk, agency, workbook string) ([]output.File, diag.List, error) {
	order, err := s.Orders()
	if err != nil {
		return nil, nil, err
	}
	names := make([]string, len(desk.Rows))
	var inputs []engine.Input
	var of []string // agencies of the inputs
	for i := range desk.Rows {
		m := &desk.Rows[i]
		names[i] = m.Name
		if !m.Counts() {
			continue
		}
		of = append(of, m.Name)
		content, err := s.Store.File(ctx, m.Receipt.Report)
		if err != nil {
			return nil, nil, err
		}
		name := m.Name + "－" + m.Receipt.File + ".json"
		inputs = append(inputs, engine.Input{Folder: jobs.Files{name: content}, File: name, Path: name, Name: name})
	}
	var sources []*sum.Source
	var said diag.List
	for checked := range s.Engine.Sources(ctx, inputs, order) {
		said = append(said, checked.Said...)
		// It stands for the agency that it was received of, as in the sums that are shown: a document
		// of this page may call its agency by a longer name than the roster.
		checked.Kept.Agency.Text = of[len(sources)]
		sources = append(sources, checked.Kept)
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	files, more := s.Engine.Sum(ctx, sources, order, engine.SumOrder{
		Path: "合计.json", Workbook: workbook, Agency: agency,
		Options: sum.Options{Year: number(desk.Collection.Year), Roster: sum.NewRoster(names), Partial: true},
	})
	return files, append(said, more...), nil
}

// sumWorkbook gives the workbook of who contributed what.
func (s *Server) sumWorkbook(w http.ResponseWriter, r *http.Request, c store.Collection) {
	desk, err := s.collecting(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	name := s.collectionName(c) + "汇总表.xlsx"
	files, said, err := s.addUp(r.Context(), desk, whoOf(r).Agency.Name, name)
	switch {
	case err != nil:
		s.failed(w, r, err)
	case len(files) < 2:
		s.refuse(w, r, c, http.StatusConflict, "没有汇总："+strings.Join(reasons(said), "；"))
	default:
		give(w, files[1], nil, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	}
}

// sumUp puts the sums into the own report, which begins with them where there is none.
func (s *Server) sumUp(w http.ResponseWriter, r *http.Request, c store.Collection) {
	ctx, p := r.Context(), whoOf(r)
	desk, err := s.collecting(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	files, said, err := s.addUp(ctx, desk, p.Agency.Name, "")
	if err != nil {
		s.failed(w, r, err)
		return
	}
	if len(files) == 0 {
		s.refuse(w, r, c, http.StatusConflict, "没有汇总："+strings.Join(reasons(said), "；"))
		return
	}
	report, said := s.Engine.CheckContent(ctx, engine.Input{Path: files[0].Path}, files[0].Data, engine.Order{})
	if report == nil {
		s.broken(w, r, said)
		return
	}
	d, err := s.putSums(ctx, c, report, p.Account)
	if err == nil {
		detail := fmt.Sprintf("%d 个单位的报告，%d 个单位的没有计入", desk.Count(collecting.Taken), len(desk.Rows)-desk.Count(collecting.Taken))
		err = s.Store.Log(ctx, store.AuditEntry{Account: p.Account.ID, Name: p.Account.Name, Agency: c.Agency, Document: d.ID, Action: store.Summed, Detail: detail}, s.Now())
	}
	switch {
	case errors.Is(err, store.ErrState):
		s.refuse(w, r, c, http.StatusConflict, "本级报告已经送核，退回后才能再合成。")
	case err != nil:
		s.failed(w, r, err)
	case p.reads():
		http.Redirect(w, r, "/documents/"+d.ID, http.StatusSeeOther)
	default:
		http.Redirect(w, r, "/collect/"+c.ID+"/sum", http.StatusSeeOther)
	}
}

// putSums puts the figures of a sum into the own report; its text stays. It is ErrState where
// nobody may change it.
func (s *Server) putSums(ctx context.Context, c store.Collection, report *data.Report, by store.Account) (store.Document, error) {
	own, err := s.ownReport(ctx, c)
	if err != nil {
		return store.Document{}, err
	}
	values := sheet.Of(report).Values
	if own == nil {
		d, err := s.Store.NewDocument(ctx, store.Document{Agency: c.Agency, Template: c.Template, Year: c.Year, State: store.Drafting}, values, by.ID, s.Now())
		if !errors.Is(err, store.ErrExists) {
			return d, err
		}
		// Somebody has begun it at the same moment.
		if own, err = s.ownReport(ctx, c); own == nil || err != nil {
			return store.Document{}, errors.Join(err, store.ErrExists)
		}
	}
	w, err := s.load(ctx, *own)
	if err != nil {
		return *own, err
	}
	var edits []store.Edit
	for _, at := range sheet.Places(w.sheet.Template) {
		if k := at.Kind(); (k == sheet.Cell || k == sheet.List) && w.sheet.Values[at] != values[at] {
			edits = append(edits, store.Edit{Place: at, Was: w.sheet.Values[at], Value: values[at]})
		}
	}
	saved, err := s.Store.Save(ctx, own.ID, "sum-"+rand.Text(), edits, by.ID, s.Now())
	own.Version = saved.Version
	return *own, err
}

// figureView is a figure of the sum and what each agency has contributed to it.
type figureView struct {
	shell
	Collection store.Collection
	Name       string
	Total      string
	Adds       bool // the figure adds up
	Rows       []contribution
	Zero       int // agencies that have contributed nothing
}

// contribution is what an agency has contributed.
type contribution struct{ Agency, Value, Share, Report string }

// showFigure shows the sources of a figure.
func (s *Server) showFigure(w http.ResponseWriter, r *http.Request, c store.Collection) {
	desk, err := s.collecting(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	at := sheet.Place(r.FormValue("place"))
	i := slices.IndexFunc(desk.Plan.Figures, func(f sum.Figure) bool { return collecting.PlaceOf(&f) == at })
	if i < 0 {
		s.failed(w, r, store.ErrUnknown)
		return
	}
	view := figureView{Collection: c, Name: whereOf(desk.Plan.Template, at), Adds: desk.Plan.Figures[i].Adds, Total: "—"}
	if view.shell, err = s.shellOfCollection(r, view.Name, c); err != nil {
		s.failed(w, r, err)
		return
	}
	if result, _ := sums(desk, ""); result != nil && result.Sums[i].Known {
		view.Total = result.Sums[i].String()
		view.sources(desk, i, result.Sums[i])
	}
	s.show(w, r, http.StatusOK, "collect-figure", view)
}

// sources fills in who has contributed to a figure, the greatest first.
func (v *figureView) sources(desk *collecting.Desk, figure int, total sum.Value) {
	one := collecting.Headline{Of: []sheet.Place{collecting.PlaceOf(&desk.Plan.Figures[figure])}}
	type source struct {
		*collecting.Member
		n collecting.Number
	}
	var all []source
	for i := range desk.Rows {
		m := &desk.Rows[i]
		if !m.Counts() {
			continue
		}
		n, known := m.Figures().Of(one)
		if !known || n.IsZero() {
			v.Zero++
			continue
		}
		all = append(all, source{m, collecting.Number{Value: n, Known: true}})
	}
	slices.SortStableFunc(all, func(a, b source) int { return b.n.Value.Cmp(a.n.Value) })
	for _, of := range all {
		row := contribution{Agency: of.Name, Value: word(of.n), Report: "/collect/" + v.Collection.ID + "/reports/" + number64(of.Receipt.Number), Share: "—"}
		if total.Value.IsPositive() {
			row.Share = of.n.Value.Div(total.Value).Shift(2).StringFixed(1) + "%"
		}
		v.Rows = append(v.Rows, row)
	}
}
