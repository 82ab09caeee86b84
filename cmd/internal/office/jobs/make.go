package jobs

import (
	"context"
	"slices"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/store"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/ofd"
)

// make makes the documents of a report file.
func (q *Queue) make(ctx context.Context, d Document) (made, error) {
	order, err := q.Orders(d.Formats...)
	if err != nil {
		return made{}, err
	}
	in, err := q.input(ctx, d)
	if err != nil {
		return made{}, err
	}
	if d.Previous != "" {
		if order.Previous, err = q.previous(ctx, in, d.Previous); err != nil {
			return made{}, err
		}
	}
	order.Workers = 1
	if d.Draft {
		_, said := q.Engine.Check(ctx, in, order)
		order.Draft = said.HasErrors()
	}
	if d.Bag {
		return q.pack(ctx, in, order), nil
	}
	files, problems := q.Engine.DocumentsOf(ctx, in, order)
	m := made{outcome: store.Done, said: Messages(problems), files: map[string][]byte{}}
	if len(files) < len(d.Formats) || !order.Draft && problems.HasErrors() {
		m.outcome, files = store.Refused, nil
	}
	for _, f := range files {
		m.files[f.Path] = f.Data
	}
	return m, nil
}

// input are the report file and its pictures as a folder.
func (q *Queue) input(ctx context.Context, d Document) (engine.Input, error) {
	name := d.Name + d.Ending
	folder := Files{}
	var err error
	if folder[name], err = q.Store.File(ctx, d.Report); err != nil {
		return engine.Input{}, err
	}
	for picture, digest := range d.Pictures {
		if folder[picture], err = q.Store.File(ctx, digest); err != nil {
			return engine.Input{}, err
		}
	}
	return engine.Input{Folder: folder, File: name, Path: name, Name: d.Name}, nil
}

// previous is last year's report; nil for one that has other tables.
func (q *Queue) previous(ctx context.Context, in engine.Input, digest string) (*data.Report, error) {
	content, err := q.Store.File(ctx, digest)
	if err != nil {
		return nil, err
	}
	report, _ := q.Engine.Read(ctx, in)
	before, _ := q.Engine.CheckContent(ctx, engine.Input{Path: "previous.json"}, content, engine.Order{})
	if report == nil || before == nil || !data.SameFigures(before.Template, report.Template) {
		return nil, nil
	}
	return before, nil
}

// Bag is the bag of a report, as the queue makes it, with signed files in the place of
// those that are made.
func (q *Queue) Bag(ctx context.Context, in engine.Input, order engine.Order, signed engine.SignedFiles) (output.File, diag.List) {
	packing := q.Pack
	order.Exporters = archival(order.Exporters, packing.Program)
	packing.Order, packing.Signed = order, signed
	return q.Engine.BagOf(ctx, in, packing)
}

// archival are writers of which the one of OFD writes for archives (OFD-A), as gongwen archive
// has it, whatever is written for exchange.
func archival(exporters []output.Exporter, program string) []output.Exporter {
	all := slices.Clone(exporters)
	for i, e := range all {
		if e.Format().Name == ofd.Format().Name {
			all[i] = ofd.New(ofd.Options{Creator: program, Profile: ofd.Archive})
		}
	}
	return all
}

// pack makes the bag of a report.
func (q *Queue) pack(ctx context.Context, in engine.Input, order engine.Order) made {
	file, problems := q.Bag(ctx, in, order, engine.SignedFiles{})
	m := made{outcome: store.Refused, said: Messages(problems)}
	if file.Data != nil {
		m.outcome, m.files = store.Done, map[string][]byte{file.Path: file.Data}
	}
	return m
}

// written is a report as a report file.
func written(e *engine.Engine, report *data.Report) (output.File, diag.List) {
	return e.ReportFile("report.json", report, false)
}
