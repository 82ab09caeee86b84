package page

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/places"
	"gongwen/cmd/internal/office/store"
	"gongwen/data"
	"gongwen/data/sheet"
	"gongwen/layout/frame"
	"gongwen/output/svg"
)

// work is a version of a document as it would be printed.
type work struct {
	sheet    *sheet.Sheet
	version  int64
	laid     engine.Laid
	previous *data.Report // last year's; nil for none
	pictures jobs.Files
	pages    []drawn
	before   []drawn // of the version before, which a browser may be asking for still
}

// drawn is how many pages are kept of it.
func (w *work) drawn() int { return len(w.pages) + len(w.before) }

// drawn is a page, of which the picture is made when somebody asks for it: most pages of
// a version are those of the one before, which browsers have.
type drawn struct {
	frame         *frame.Page
	name          string // of the picture, by its content
	key           string // of the picture and the lines
	width, height string
	lines         []places.Line
}

// bench is where documents are laid out and their pages drawn: so many at a time, each
// document by one at a time, and the latest ones kept.
type bench struct {
	room   *people.Places
	draws  chan struct{} // pages that are drawn at a time
	glyphs svg.Glyphs
	mutex  sync.Mutex
	kept   map[string]*work        // by document
	order  []string                // the documents, the latest used last
	pages  int                     // of all that are kept
	last   map[string]*data.Report // last year's reports by the digest of their files
	laying map[string]*laying      // by document
}

// laying is a document being laid out, for all who wait for it.
type laying struct {
	done chan struct{}
	work *work // when done; nil for an error
	err  error
}

// The documents and last year's reports that are kept: a document of ten pages takes a
// megabyte or two, and one that is not kept is laid out again for each of its pages that
// somebody asks for.
const (
	maxWorks = 256
	maxPages = 4096 // of all documents that are kept but the one that was laid out last
	maxLast  = 256
)

func newBench(room int) *bench {
	return &bench{room: people.NewPlaces(room), draws: make(chan struct{}, room), kept: map[string]*work{}, last: map[string]*data.Report{}, laying: map[string]*laying{}}
}

// find gives a document that was laid out in a version or a later one, or who is laying it
// out, which is work to do for whoever is first.
func (b *bench) find(document string, version int64) (w *work, l *laying, first bool) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if w := b.kept[document]; w != nil && w.version >= version {
		return w, nil, false
	}
	if l = b.laying[document]; l == nil {
		l, first = &laying{done: make(chan struct{})}, true
		b.laying[document] = l
	}
	return nil, l, first
}

// have gives a document that was laid out in a version or a later one; nil for none.
func (b *bench) have(document string, version int64) *work {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if w := b.kept[document]; w != nil && w.version >= version {
		return w
	}
	return nil
}

// finish gives what was laid out to all who wait.
func (b *bench) finish(document string, l *laying) {
	if l.work != nil {
		b.keep(document, l.work)
	}
	b.mutex.Lock()
	delete(b.laying, document)
	b.mutex.Unlock()
	close(l.done)
}

func (b *bench) keep(document string, w *work) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if old := b.kept[document]; old != nil && old.version > w.version {
		return
	} else if old != nil {
		w.before = old.pages
	}
	b.drop(document)
	b.order = append(b.order, document)
	b.kept[document] = w
	b.pages += w.drawn()
	for len(b.order) > maxWorks || b.pages > maxPages && len(b.order) > 1 {
		b.drop(b.order[0])
	}
}

// drop lets a document go, where it is kept.
func (b *bench) drop(document string) {
	if w := b.kept[document]; w != nil {
		b.pages -= w.drawn()
		delete(b.kept, document)
		b.order = slices.DeleteFunc(b.order, func(d string) bool { return d == document })
	}
}

func (b *bench) forget(document string) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.drop(document)
}

// layingTime is what laying out one document may take.
const layingTime = 20 * time.Second

// work lays out the latest version of a document. Who waits for a document that is being
// laid out in an earlier version waits for that and then lays it out once for all.
func (s *Server) work(ctx context.Context, d store.Document) (*work, error) {
	for {
		w, l, first := s.bench.find(d.ID, d.Version)
		if w != nil {
			return w, nil
		}
		if first {
			go s.layOut(context.WithoutCancel(ctx), d, l)
		}
		select {
		case <-l.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if l.err != nil || l.work.version >= d.Version {
			return l.work, l.err
		}
	}
}

// layOut lays out a document when there is room.
func (s *Server) layOut(ctx context.Context, d store.Document, l *laying) {
	defer s.bench.finish(d.ID, l)
	defer func() {
		if fault := recover(); fault != nil {
			l.work, l.err = nil, fmt.Errorf("a fault of the program: %v\n%s", fault, debug.Stack())
		}
	}()
	leave, err := s.bench.room.Take(ctx, d.Agency)
	if err != nil {
		l.err = err
		return
	}
	defer leave()
	ctx, stop := context.WithTimeout(ctx, layingTime)
	defer stop()
	l.work, l.err = s.lay(ctx, d)
}

// lay lays out the latest version of a document.
func (s *Server) lay(ctx context.Context, d store.Document) (*work, error) {
	w, err := s.load(ctx, d)
	if err != nil {
		return nil, err
	}
	order, err := s.Orders()
	if err != nil {
		return nil, err
	}
	if w.previous, err = s.lastYear(ctx, d, w.sheet); err != nil {
		return nil, err
	}
	order.Previous = w.previous
	w.laid = s.Engine.Lay(ctx, w.sheet.Tree(), engine.Input{Folder: w.pictures, Name: d.ID}, order)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return w, s.draw(ctx, w)
}

// load reads a document from the store.
func (s *Server) load(ctx context.Context, d store.Document) (*work, error) {
	template, said := s.Engine.TemplateFor(d.Template, d.Year)
	if template == nil {
		return nil, fmt.Errorf("the template %s of a document: %w", d.Template, said)
	}
	entries, version, err := s.Store.Entries(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	w := &work{sheet: sheet.New(template), version: version, pictures: jobs.Files{}}
	for _, e := range entries {
		w.sheet.Set(e.Place, e.Value)
	}
	pictures, err := s.Store.Pictures(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range pictures {
		if w.pictures[p.Name], err = s.Store.File(ctx, p.Digest); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// lastYear is last year's report of a document; nil where it has none that can be
// compared.
func (s *Server) lastYear(ctx context.Context, d store.Document, sh *sheet.Sheet) (*data.Report, error) {
	if d.Previous == "" {
		return nil, nil
	}
	s.bench.mutex.Lock()
	report, known := s.bench.last[d.Previous]
	s.bench.mutex.Unlock()
	if !known {
		content, err := s.Store.File(ctx, d.Previous)
		if err != nil {
			return nil, err
		}
		report, _ = s.Engine.CheckContent(ctx, engine.Input{Path: "previous.json"}, content, engine.Order{}) // it was accepted when it came
		s.bench.mutex.Lock()
		if len(s.bench.last) >= maxLast {
			clear(s.bench.last)
		}
		s.bench.last[d.Previous] = report
		s.bench.mutex.Unlock()
	}
	if report == nil || !data.SameFigures(report.Template, sh.Template) {
		return nil, nil
	}
	return report, nil
}

// draw names the pictures of the pages and finds where their lines were typed.
func (s *Server) draw(ctx context.Context, w *work) error {
	if len(w.laid.Pages) == 0 {
		return nil
	}
	typed := places.New(w.laid.Doc)
	for i := range w.laid.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		page := &w.laid.Pages[i]
		name, err := s.bench.glyphs.Name(page)
		if err != nil {
			return err
		}
		p := drawn{frame: page, name: name + ".svg", width: page.Width.String(), height: page.Height.String(), lines: typed.Lines(page)}
		p.key = keyOf(name, p.lines)
		w.pages = append(w.pages, p)
	}
	return nil
}

// keyOf stands for a page with its lines: browsers that have a key have both.
func keyOf(name string, lines []places.Line) string {
	text := append(make([]byte, 0, 16<<10), name...)
	for _, l := range lines {
		for _, n := range l.Box {
			text = binary.AppendVarint(text, int64(n))
		}
		text = binary.AppendVarint(text, int64(len(l.Place)))
		text = append(text, l.Place...)
		text = binary.AppendVarint(text, int64(l.First))
		for _, n := range l.Ends {
			text = binary.AppendVarint(text, int64(n))
		}
		text = append(text, 0xff) // no number begins so
	}
	sum := sha256.Sum256(text)
	const enough = 9 // bytes, of which there are few pages in a document
	return base64.RawURLEncoding.EncodeToString(sum[:enough])
}

// Report is the report that stands in a document now; nil where it is not understood.
func (s *Server) Report(ctx context.Context, d store.Document) (*data.Report, error) {
	w, err := s.work(ctx, d)
	if err != nil {
		return nil, err
	}
	return w.laid.Report, nil
}
