package engine

import (
	"context"
	"iter"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/blank"
	"gongwen/data/sum"
	"gongwen/internal/diag"
	"gongwen/output"
)

// SumOrder is what the sum of many reports becomes.
type SumOrder struct {
	Path     string // of the report file, in the form of its ending
	Workbook string // path of a workbook of who contributed what; empty for none
	Agency   string // whose report it becomes; may be empty
	Options  sum.Options
}

// Sources reads the reports to add and gives what a sum keeps of each, in the
// order of inputs.
func (e *Engine) Sources(ctx context.Context, inputs []Input, o Order) iter.Seq[Checked[*sum.Source]] {
	return CheckAll(ctx, e, inputs, o, contribution)
}

func contribution(in Input, r *data.Report, said diag.List) (*sum.Source, diag.List) {
	if r == nil {
		return sum.Unread(in.Path), nil
	}
	return sum.NewPlan(r.Template).Take(r, said)
}

// TooMany says that there are more reports than a sum can have; nil when there
// are not.
func TooMany(inputs []Input) diag.List {
	if len(inputs) <= sum.MaxSources {
		return nil
	}
	return diag.List{diag.Errorf(diag.Pos{}, "报告有 %d 份，一次最多汇总 %d 份", "there are %d reports, at most %d are added at a time", len(inputs), sum.MaxSources)}
}

// Sum adds the sources into a report to be completed, and a workbook where one
// is wanted. There are no files when they cannot be added.
func (e *Engine) Sum(ctx context.Context, sources []*sum.Source, how Order, o SumOrder) ([]output.File, diag.List) {
	choice, said := sum.Choose(sources, o.Options)
	if choice.Stopped {
		stopped := diag.Errorf(diag.Pos{}, "没有汇总，没有写任何文件", "nothing was added and nothing was written")
		if !o.Options.Partial {
			stopped = stopped.WithHint("改正上面的错误；要先汇总其余的，用 --partial", "mend the errors above, or add the others with --partial")
		}
		return nil, append(said, stopped)
	}
	template := choice.Sources[0].Template
	result, problems := sum.NewPlan(template).Add(choice, o.Agency)
	said = append(said, problems...)
	if problems.HasErrors() {
		return nil, append(said, notSummed())
	}
	report := result.Fill(blank.Report(template, blank.Header{Agency: o.Agency, Year: result.Year}, nil))
	file, problems := e.ReportFile(o.Path, report, true)
	if problems.HasErrors() {
		return nil, append(said, problems...)
	}
	problems = e.figuresOf(ctx, file, how)
	said = append(said, problems...)
	if problems.HasErrors() {
		return nil, append(said, notSummed())
	}
	files := []output.File{file}
	if o.Workbook != "" {
		book, err := result.Workbook()
		if err != nil {
			return nil, append(said, diag.Errorf(diag.Pos{File: o.Workbook}, "写不了汇总表：%v", "the workbook cannot be written: %v", err))
		}
		files = append(files, output.File{Path: o.Workbook, Data: book})
	}
	return files, append(said, summed(o, result)...)
}

func notSummed() diag.Diagnostic {
	return diag.Errorf(diag.Pos{}, "合计不符合格式，没有写任何文件", "the sums do not fit the template, nothing was written")
}

// figuresOf says what the rules about figures find in the sum. Its prose is
// still to be written.
func (e *Engine) figuresOf(ctx context.Context, file output.File, o Order) diag.List {
	in := Input{Path: file.Path}
	report, said := e.CheckContent(ctx, in, file.Data, o)
	if report == nil {
		return said
	}
	return slices.DeleteFunc(said, func(d diag.Diagnostic) bool {
		r := report.Template.Rule(d.Rule)
		return r == nil || r.Each.Subject() == configs.Prose
	})
}

// summed says how much was added and what is left to do by hand.
func summed(o SumOrder, r *sum.Result) diag.List {
	pos := diag.Pos{File: o.Path}
	note := func(zh, en string, args ...any) diag.Diagnostic {
		return diag.Diagnostic{Level: diag.Note, Pos: pos, Message: diag.T(zh, en, args...)}
	}
	c := &r.Choice
	said := diag.List{note("汇总了 %d 份报告", "%d reports were added", len(c.Sources))}
	if len(c.Left)+len(c.Missing) > 0 {
		said[0] = diag.Warnf(pos, "不完整：汇总了 %d 份报告，%d 份没有计入，%d 个机关没有报告", "incomplete: %d reports were added, %d were left out, %d agencies have no report",
			len(c.Sources), len(c.Left), len(c.Missing))
	}
	if open := r.Open(); len(open) > 0 {
		said.Add(note("这些数不能相加，留空待填：%s", "these figures do not add up and were left empty: %s", strings.Join(open, "、")))
	}
	if o.Agency == "" {
		said.Add(note("没有用 --agency 写明机关名称，报告里留空", "--agency was not given: the report's agency is empty"))
	}
	return said
}
