package engine

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"gongwen/configs"
	"gongwen/data/ledger"
	"gongwen/data/load"
	"gongwen/data/records"
	"gongwen/data/sources"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// LedgerOrder is how a register of requests is counted.
type LedgerOrder struct {
	Mapping string // path of a mapping in place of the standard one; empty for that
	Sheet   string // of a workbook; empty for the only register in it
	Year    int    // of the report; 0 for that of the report file, or else Usual
	Usual   int

	Path   string // of the report file that is filled in, or made where there is none; empty for none
	Agency string // of a report that is made
	Force  bool   // figures that somebody has typed are replaced
}

// Counted is a register that has been counted, and the report file that it was put
// into.
type Counted struct {
	*ledger.Count
	Year   int
	Pulled *Pulled // nil for none
	New    bool    // there was no such file
}

// Ledger counts a register of requests into the tables of a report. It is nil, with
// the reasons, when a line cannot be counted or the report cannot take the figures.
func (e *Engine) Ledger(ctx context.Context, in Input, o LedgerOrder) (*Counted, diag.List) {
	target, said := e.ledgerTarget(ctx, &o)
	if said.HasErrors() {
		return nil, said
	}
	template := target.template
	mapping, said := e.mapping(ctx, o.Mapping, template)
	if mapping == nil {
		return nil, said
	}
	content, said := in.read(ctx, records.MaxBytes)
	if len(said) > 0 {
		return nil, said
	}
	count, said := mapping.Read(content, template, ledger.Options{Name: in.Path, Sheet: o.Sheet, Year: o.Year})
	if count == nil {
		return nil, said
	}
	c := &Counted{Count: count, Year: o.Year, New: target.made}
	if o.Path == "" {
		return c, said
	}
	figures := count.Figures(filepath.Base(in.Path))
	pulled, problems := e.filled(target.in, target.reportTree, sources.Fetched{Figures: figures}, o.Force)
	if pulled == nil {
		return nil, append(said, problems...)
	}
	if form, _ := FormOf(o.Path); target.made && !form.is(".yaml") {
		if problems := e.otherForm(pulled, o.Path); problems.HasErrors() {
			return nil, append(said, problems...)
		}
	}
	pulled.File.New = target.made
	c.Pulled = pulled
	return c, said
}

// otherForm makes the file of a new report one of another form than YAML.
func (e *Engine) otherForm(p *Pulled, path string) diag.List {
	report, said := load.Report("new.yaml", p.File.Data, e.library)
	if report == nil {
		return said
	}
	file, said := e.ReportFile(path, report, true)
	p.File = file
	return said
}

// target is the report that a register is counted into.
type target struct {
	reportTree
	in       Input
	template *configs.Template
	made     bool
}

// ledgerTarget reads the report file of the order, or makes a new one, and settles
// the year.
func (e *Engine) ledgerTarget(ctx context.Context, o *LedgerOrder) (target, diag.List) {
	t := target{}
	if o.Path != "" {
		_, err := os.Stat(o.Path)
		t.made = errors.Is(err, fs.ErrNotExist)
		t.in = FileInput(o.Path)
		if !t.made {
			return e.givenTarget(ctx, t, o)
		}
	}
	if o.Year == 0 {
		o.Year = o.Usual
	}
	template, said := e.library.TemplateForYear("", o.Year)
	if template == nil {
		return t, said
	}
	t.template = template
	if !t.made {
		return t, nil
	}
	const name = "new.yaml"
	blank, said := e.Blank(ctx, nil, Order{}, BlankOrder{Path: name, Year: o.Year, Agency: o.Agency})
	if said.HasErrors() {
		return t, said
	}
	t.content = blank.Data
	if t.tree, said = source.Parse(name, t.content); said.HasErrors() {
		return t, said
	}
	t.report, _ = load.Build(name, t.tree, e.library)
	return t, nil
}

// givenTarget reads a report file that is there.
func (e *Engine) givenTarget(ctx context.Context, t target, o *LedgerOrder) (target, diag.List) {
	read, said := e.toFill(ctx, t.in)
	if said.HasErrors() {
		return t, said
	}
	t.reportTree, t.template = read, read.report.Template
	year, err := strconv.Atoi(read.report.Year().Text)
	switch {
	case err != nil:
		return t, diag.List{diag.Errorf(diag.Pos{File: o.Path}, "报告没有年度", "the report has no year")}
	case o.Year != 0 && o.Year != year:
		return t, diag.List{diag.Errorf(read.report.Year().Pos, "报告是 %d 年度的，--year 是 %d", "the report is that of %d, --year says %d", year, o.Year)}
	}
	o.Year = year
	return t, nil
}

// mapping reads the mapping of a path, or the standard one.
func (e *Engine) mapping(ctx context.Context, path string, t *configs.Template) (*ledger.Mapping, diag.List) {
	if path == "" {
		return ledger.ReadMapping(ledger.StandardName, ledger.Standard(), t)
	}
	content, said := FileInput(path).read(ctx, maxReportBytes)
	if len(said) > 0 {
		return nil, said
	}
	return ledger.ReadMapping(path, content, t)
}
