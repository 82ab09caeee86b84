package page

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/store"
	"gongwen/data"
	"gongwen/data/sheet"
	"gongwen/internal/diag"
	"gongwen/output/svg"
)

// work is a version of a document as it would be printed.
type work struct {
	sheet    *sheet.Sheet
	version  int64
	laid     engine.Laid
	previous *data.Report // last year's; nil for none
	pictures files
	pages    []drawn
}

// drawn is a page as a picture.
type drawn struct {
	name          string // by its content
	content       []byte
	width, height string
	lines         []line
}

// bench is where documents are laid out: so many at a time, and the latest ones kept.
type bench struct {
	room   chan struct{}
	glyphs svg.Glyphs
	mutex  sync.Mutex
	kept   map[string]*work        // by document
	order  []string                // the documents, the latest used last
	last   map[string]*data.Report // last year's reports by the digest of their files
}

// The documents and last year's reports that are kept; a document takes a megabyte.
const (
	maxWorks = 64
	maxLast  = 256
)

func newBench(room int) *bench {
	return &bench{room: make(chan struct{}, room), kept: map[string]*work{}, last: map[string]*data.Report{}}
}

func (b *bench) find(document string, version int64) *work {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if w := b.kept[document]; w != nil && w.version == version {
		return w
	}
	return nil
}

func (b *bench) keep(document string, w *work) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if old := b.kept[document]; old != nil && old.version > w.version {
		return
	}
	for i, d := range b.order {
		if d == document {
			b.order = append(b.order[:i:i], b.order[i+1:]...)
			break
		}
	}
	b.order = append(b.order, document)
	b.kept[document] = w
	if len(b.order) > maxWorks {
		delete(b.kept, b.order[0])
		b.order = b.order[1:]
	}
}

func (b *bench) forget(document string) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	delete(b.kept, document)
}

// work lays out the latest version of a document.
func (s *Server) work(ctx context.Context, d store.Document) (*work, error) {
	if w := s.bench.find(d.ID, d.Version); w != nil {
		return w, nil
	}
	select {
	case s.bench.room <- struct{}{}:
		defer func() { <-s.bench.room }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
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
	if err := s.draw(w); err != nil {
		return nil, err
	}
	s.bench.keep(d.ID, w)
	return w, nil
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
	w := &work{sheet: sheet.New(template), version: version, pictures: files{}}
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
		var said diag.List
		report, said = s.readAny(ctx, d.PreviousName, content)
		if said.HasErrors() {
			report = nil // it was accepted when it came
		}
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

// readAny reads a report in any form that an upload may have.
func (s *Server) readAny(ctx context.Context, name string, content []byte) (*data.Report, diag.List) {
	return s.Engine.Check(ctx, engine.Input{Folder: files{name: content}, File: name, Path: name, Name: name}, engine.Order{})
}

// draw makes pictures of the pages.
func (s *Server) draw(w *work) error {
	if len(w.laid.Pages) == 0 {
		return nil
	}
	places := newPlaces(w.laid.Doc)
	for i := range w.laid.Pages {
		page := &w.laid.Pages[i]
		content, err := s.bench.glyphs.Page(page)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		w.pages = append(w.pages, drawn{
			name: hex.EncodeToString(sum[:12]) + ".svg", content: content,
			width: page.Width.String(), height: page.Height.String(),
			lines: places.lines(page),
		})
	}
	return nil
}
