package engine

import (
	"context"
	"errors"
	"path/filepath"

	"gongwen/internal/diag"
	"gongwen/output"
)

// Outcome is what became of a report.
type Outcome uint8

// The outcomes. Of a report that was Interrupted nothing has been written.
const (
	Failed Outcome = iota
	Built
	Skipped // its documents were up to date
	Interrupted
)

// Result is what became of one report.
type Result struct {
	Input   Input
	Outcome Outcome
	Files   []string // documents that were written
	Said    diag.List

	mark *mark // of what was made; nil where no state is kept
}

// Build writes the documents of one report, all or none. With errors in the
// report it writes nothing unless drafts are ordered.
func (e *Engine) Build(ctx context.Context, in Input, o Order) Result {
	result := e.build(ctx, in, o)
	if result.Outcome == Failed && ctx.Err() != nil {
		return Result{Input: in, Outcome: Interrupted}
	}
	return result
}

func (e *Engine) build(ctx context.Context, in Input, o Order) Result {
	result := Result{Input: in}
	defer o.Timing.report()
	reading := o.Timing.stage(readStage)
	content, problems := in.read(ctx, o.limits().File)
	reading()
	if len(problems) > 0 {
		result.Said = problems
		return result
	}
	done, lost := upToDate(in, content, o)
	if done {
		result.Outcome = Skipped
		return result
	}
	report, files, said := e.documentsOf(ctx, in, content, o)
	result.Said = append(lost, said...)
	if files == nil {
		return result
	}
	if problems := o.names.Attached(in, report); len(problems) > 0 {
		result.Said = append(result.Said, problems...)
		return result
	}
	if problems := edited(in, files, o); len(problems) > 0 {
		result.Said = append(result.Said, problems...)
		return result
	}
	dir, _ := o.Place(in)
	for i := range files {
		files[i].Path = filepath.Join(dir, files[i].Path)
	}
	writing := o.Timing.stage(writeStage)
	result.write(dir, files)
	writing()
	if result.Outcome == Built {
		result.mark = marked(in, content, report, files, o)
	}
	return result
}

// write writes the files of a result into a folder, all or none.
func (r *Result) write(dir string, files []output.File) {
	if err := output.WriteFiles(files); err != nil {
		r.Said.Add(notBuilt(dir, err))
		return
	}
	r.Outcome = Built
	for _, f := range files {
		r.Files = append(r.Files, f.Path)
	}
}

// notBuilt says why documents could not be written to a folder.
func notBuilt(dir string, err error) diag.Diagnostic {
	var at *output.WriteError
	if errors.As(err, &at) && output.OfFile(err) {
		dir = at.Path
	}
	return unwritable(dir, err, diag.T("没有写任何文件", "nothing was written"))
}
