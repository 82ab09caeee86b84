package engine

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"

	"gongwen/data/intake"
	"gongwen/data/intake/flow"
	"gongwen/data/intake/open"
	"gongwen/internal/diag"
	"gongwen/output"
)

// ImportOrder is how an earlier report becomes a report file.
type ImportOrder struct {
	Path     string // of the report file, in the form of its ending
	Template string // id of the format; empty to find it
	Agency   string // in place of the one that the title names
	Year     int    // in place of the title's; 0 for that
	Partial  bool   // what was understood is written in spite of errors
	Limits   Limits // of the document; the zero Limits are StandardLimits
}

// Import reads an earlier report into a report file. From a PDF or OFD file that carries
// its report file that is taken, as it is. There is no file when the document
// was not understood as the order wants it.
func (e *Engine) Import(ctx context.Context, in Input, o ImportOrder) (*output.File, diag.List) {
	content, said := in.read(ctx, o.Limits.orStandard().Document)
	if said.HasErrors() {
		return nil, said
	}
	if name, attached, ok := o.Limits.orStandard().carried(content); ok {
		return takeOut(in, o, name, attached)
	}
	return e.recognise(ctx, in, content, o)
}

// carried is the report file that a PDF or an OFD file carries.
func (l Limits) carried(content []byte) (name string, data []byte, ok bool) {
	switch {
	case bytes.HasPrefix(content, []byte("%PDF-")):
		attached, fault := l.Import.PDF.Source(content)
		return attached.Name, attached.Data, fault == nil
	case open.IsOFD(content):
		name, data, fault := l.Import.OFD.Source(content)
		return name, data, fault == nil
	}
	return "", nil, false
}

// takeOut is the report file that a document carries, as it is.
func takeOut(in Input, o ImportOrder, name string, content []byte) (*output.File, diag.List) {
	form, _ := FormOf(o.Path)
	if had := Form(strings.ToLower(filepath.Ext(name))); !had.is(form) {
		return nil, diag.List{diag.Errorf(diag.Pos{File: in.Path}, "所附的报告文件是 %q，不能写成 %s", "the attached report file is %q and cannot be written as %s", had, form).
			WithHint("先取回原来的文件，再用 gongwen convert 转换", "take it out as it is, then use gongwen convert")}
	}
	return &output.File{Path: o.Path, Data: content}, nil
}

// recognise reads a document into a report file.
func (e *Engine) recognise(ctx context.Context, in Input, content []byte, o ImportOrder) (*output.File, diag.List) {
	document, wrapped, said := o.Limits.orStandard().Import.Document(ctx, in.Path, content)
	if document == nil || said.HasErrors() {
		return nil, said
	}
	if problems := ended(ctx, in.Path); problems != nil {
		return nil, problems
	}
	if o.Template == "" {
		if problem := isApart(in.Path, document); problem != nil {
			return nil, append(said, *problem)
		}
	}
	beside := &apartFiles{in: in, limits: o.Limits.orStandard()}
	report, problems := intake.Report(in.Path, document, e.library, intake.Options{
		Template: o.Template, Agency: o.Agency, Year: o.Year, Wrapped: wrapped,
		Apart: func(number int) *flow.Document { return beside.read(ctx, number) },
	})
	said = append(append(said, beside.said...), problems...)
	switch {
	case report == nil:
		return nil, said
	case problems.HasErrors() && !o.Partial:
		said.Add(diag.Errorf(diag.Pos{File: in.Path}, "没有写报告文件：有读不懂的地方", "no report file was written: not everything was understood").
			WithHint("改正上面的错误，或用 --partial 写出读懂的部分", "mend the errors above, or write what was understood with --partial"))
		return nil, said
	}
	file, problems := e.ReportFile(o.Path, report, false)
	said = append(said, problems...)
	if problems.HasErrors() {
		return nil, said
	}
	return &file, said
}
