package page

import (
	"context"
	"mime"
	"net/http"
	"path"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/collecting"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/sheet"
	"gongwen/output"
)

// reportView is a report that came in.
type reportView struct {
	shell
	Collection store.Collection
	Receipt    store.Receipt
	Name       string // of the file that was sent
	Arrived    string
	Kind, Word string
	Decided    string
	Latest     bool // nothing has come in of the agency since
	May        bool // it may be accepted
	Findings   []finding
	Numbers    []numberView
	Others     []otherView
	Sheets     []sheetView
}

// numberView is a headline of a report beside last year's.
type numberView struct{ Label, Now, Before, Change, Odd string }

// otherView is another report of the same agency.
type otherView struct{ Address, File, When, Word string }

// showReport shows a report that came in: its pages, what is wrong with it, its numbers.
func (s *Server) showReport(w http.ResponseWriter, r *http.Request, c store.Collection) {
	got, work, err := s.laidReceipt(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	desk, err := s.collecting(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	view := reportView{Collection: c, Receipt: got, Name: originalName(got), Arrived: s.when(got.At.In(s.Now().Location()))}
	if view.shell, err = s.shellOfCollection(r, got.Member+" — "+s.collectionName(c)+"汇总", c); err != nil {
		s.failed(w, r, err)
		return
	}
	for _, f := range stateOf(store.Document{}, work, nil).Findings {
		if f.Level == "note" || f.Waived != "" {
			continue
		}
		if f.Place.Kind() == sheet.Cell { // the message names it
			f.Where = ""
		}
		view.Findings = append(view.Findings, f)
	}
	view.Sheets, _ = sheetsOf("/collect/"+c.ID+"/reports/"+number64(got.Number)+"/pages/", work, false, nil, nil)
	for i := range view.Sheets {
		view.Sheets[i].Hits = nil
	}
	view.decided(s, got)
	view.place(s, desk)
	s.show(w, r, http.StatusOK, "collect-report", view)
}

// decided says what was decided about a report.
func (v *reportView) decided(s *Server, got store.Receipt) {
	switch {
	case got.State == store.SentBack:
		v.Kind, v.Word = "none", "已退回"
	case got.Errors > 0:
		v.Kind, v.Word = "err", "有错误"
	case got.State == store.Accepted:
		v.Kind, v.Word = "done", "已收"
	default:
		v.Kind, v.Word = "now", "待审"
	}
	if got.By != "" {
		v.Decided = got.By + " " + s.when(got.Decided.In(s.Now().Location()))
	}
	v.May = got.State == store.Undecided && got.Errors == 0
}

// place puts a report beside the others of its agency and of its peers.
func (v *reportView) place(s *Server, desk *collecting.Desk) {
	m := desk.Find(v.Receipt.Member)
	v.Latest = m != nil && m.Receipt != nil && m.Receipt.Number == v.Receipt.Number
	if v.Latest && m.Figures() != nil {
		for i, h := range desk.Headlines {
			if m.Now[i].Value.IsZero() && m.Before[i].Value.IsZero() {
				continue
			}
			row := s.rowOf(desk, m, i)
			v.Numbers = append(v.Numbers, numberView{h.Label, row.Now, row.Before, row.Change, row.Odd})
		}
	}
	for _, other := range desk.Receipts {
		if other.Member != v.Receipt.Member || other.Number == v.Receipt.Number {
			continue
		}
		o := reportView{}
		o.decided(s, other)
		v.Others = append(v.Others, otherView{"/collect/" + v.Collection.ID + "/reports/" + number64(other.Number), other.File, s.when(other.At.In(s.Now().Location())), o.Word})
	}
}

// received is a report that came in as it would be printed.
func (s *Server) received(ctx context.Context, c store.Collection, got store.Receipt) (*work, error) {
	key := "collection:" + c.ID + ":" + number64(got.Number) // what came in never changes
	if w := s.bench.have(key, 0); w != nil {
		return w, nil
	}
	content, err := s.Store.File(ctx, got.Report)
	if err != nil {
		return nil, err
	}
	pictures, err := s.picturesOf(ctx, got)
	if err != nil {
		return nil, err
	}
	report, said := s.Engine.CheckContent(ctx, engine.Input{Path: "report.json", Folder: pictures}, content, engine.Order{})
	if report == nil {
		return nil, said
	}
	w := &work{sheet: sheet.Of(report), pictures: pictures}
	return s.laid(ctx, c.Agency, key, w, func(ctx context.Context, order engine.Order) engine.Laid {
		return s.Engine.Lay(ctx, w.sheet.Tree(), engine.Input{Folder: w.pictures, Name: key}, order)
	})
}

// picturesOf are the pictures of a report that came in: those of the version of a document,
// or of the package that was sent.
func (s *Server) picturesOf(ctx context.Context, got store.Receipt) (jobs.Files, error) {
	if got.Document != "" {
		snap, err := s.Store.Snapshot(ctx, got.Document, got.Version)
		if err != nil {
			return nil, err
		}
		folder := jobs.Files{}
		for name, digest := range snap.Pictures {
			if folder[name], err = s.Store.File(ctx, digest); err != nil {
				return nil, err
			}
		}
		return folder, nil
	}
	content, err := s.Store.File(ctx, got.Original)
	if err != nil || !publication.IsPackage(content) {
		return jobs.Files{}, err
	}
	_, files, err := publication.ReadZip(content) // as it was read when it came
	return jobs.FilesOf(files), err
}

// picturesNamed are those pictures of a report that came in that the report names.
func (s *Server) picturesNamed(ctx context.Context, got store.Receipt) ([]output.File, error) {
	folder, err := s.picturesOf(ctx, got)
	if err != nil || len(folder) == 0 {
		return nil, err
	}
	content, err := s.Store.File(ctx, got.Report)
	if err != nil {
		return nil, err
	}
	in := engine.Input{Path: "report.json", Folder: folder}
	report, said := s.Engine.CheckContent(ctx, in, content, engine.Order{})
	if report == nil {
		return nil, said
	}
	files, _ := engine.PictureFiles(report, in) // one that is missing is said with the documents
	return files, nil
}

// laidReceipt finds the report of an address, laid out.
func (s *Server) laidReceipt(r *http.Request, c store.Collection) (store.Receipt, *work, error) {
	got, err := s.receiptOf(r, c)
	if err != nil {
		return got, nil, err
	}
	w, err := s.received(r.Context(), c, got)
	return got, w, err
}

// reportPage gives a page of a report that came in.
func (s *Server) reportPage(w http.ResponseWriter, r *http.Request, c store.Collection) {
	_, work, err := s.laidReceipt(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	s.givePage(w, r, work)
}

// reportOriginal gives a report as it was sent.
func (s *Server) reportOriginal(w http.ResponseWriter, r *http.Request, c store.Collection) {
	got, err := s.receiptOf(r, c)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	content, err := s.Store.File(r.Context(), got.Original)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	name := originalName(got)
	attach(w, got.Member+"－"+name, mime.TypeByExtension(path.Ext(name)))
	_, _ = w.Write(content) // whoever asked has gone
}
