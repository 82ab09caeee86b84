package engine

import (
	"context"
	"io/fs"

	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/diag"
)

// Read reads a report file without its pictures and without evaluating its
// template's rules. The report is nil when it could not be understood at all.
func (e *Engine) Read(ctx context.Context, in Input) (*data.Report, diag.List) {
	content, problems := in.read(ctx, maxReportBytes)
	if len(problems) > 0 {
		return nil, problems
	}
	return e.parse(in, content, StandardLimits())
}

// Check reads a report in any form that Import takes, or a report file, and
// evaluates its template's rules. The report is nil when it could not be
// understood at all.
func (e *Engine) Check(ctx context.Context, in Input, o Order) (*data.Report, diag.List) {
	content, problems := in.readAny(ctx, o.limits())
	if len(problems) > 0 {
		return nil, problems
	}
	report, said := e.parseAny(ctx, in, content, o.limits())
	return e.checked(ctx, in, report, said, o)
}

// CheckContent is Check of a report file whose content is at hand.
func (e *Engine) CheckContent(ctx context.Context, in Input, content []byte, o Order) (*data.Report, diag.List) {
	parsing := o.Timing.stage(parseStage)
	report, said := e.parse(in, content, o.limits())
	parsing()
	return e.checked(ctx, in, report, said, o)
}

// checked evaluates the rules of a report of which something has been said when
// it was read.
func (e *Engine) checked(ctx context.Context, in Input, report *data.Report, said diag.List, o Order) (*data.Report, diag.List) {
	if report == nil {
		return nil, said
	}
	if problems := ended(ctx, in.Path); problems != nil {
		return nil, problems
	}
	defer o.Timing.stage(checkStage)()
	said = append(said, pictures(report, in, o.limits().Pictures)...)
	ready := e.rulesOf(report.Template)
	said = append(said, ready.said...)
	if ready.rules != nil {
		said = append(said, ready.rules.CheckWithin(ctx, report, o.Previous, o.limits().Rules)...)
	}
	said = report.CameFrom(o.judged(report, said))
	said.Sort()
	return report, said
}

// judged is what is said about a report with the levels of the order and the
// report's own waivers.
func (o Order) judged(report *data.Report, said diag.List) diag.List {
	return report.Waive(o.Levels.Apply(said), func(rule string) bool {
		level, _ := o.Levels.Of(rule)
		compares := report.Template.Rule(rule).Previous
		return !level.Off && (!compares || o.Previous != nil)
	})
}

// pictures reads the pictures of a report from the folder of its file.
func pictures(report *data.Report, in Input, limits load.PictureLimits) diag.List {
	if len(report.Pictures()) == 0 {
		return nil
	}
	return limits.Read(report, in.beside())
}

// beside is the folder of the input, an empty one where it has none.
func (in Input) beside() fs.FS {
	if in.Folder == nil {
		return emptyFolder{}
	}
	return in.Folder
}

// emptyFolder holds no file.
type emptyFolder struct{}

// Open finds nothing.
func (emptyFolder) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
