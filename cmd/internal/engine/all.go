package engine

import (
	"context"
	"fmt"

	"gongwen/data"
	"gongwen/internal/diag"
)

// Outcome is what became of a report.
type Outcome uint8

// The outcomes. A report that was Interrupted has not been begun.
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

// BuildAll builds reports side by side and gives each result to done, in the
// order of inputs. One report's errors never stop the others, not even a fault
// of the program itself. When ctx ends, reports that have been begun are
// finished and the others are Interrupted. The list says why the state of the
// job could not be kept, which spoils no document.
func (j *Job) BuildAll(ctx context.Context, inputs []Input, done func(Result)) diag.List {
	var keeper keeper
	sideBySide(j.Workers, len(inputs), func(i int) Result {
		if ctx.Err() != nil {
			return Result{Input: inputs[i], Outcome: Interrupted}
		}
		return j.guarded(inputs[i])
	}, func(_ int, r Result) {
		keeper.take(j.State, r)
		done(r)
	})
	return keeper.finish(j.State)
}

// guarded is Build in which a fault of the program is a failed report.
func (j *Job) guarded(in Input) (r Result) {
	defer func() {
		if fault := recover(); fault != nil {
			r = Result{Input: in, Said: diag.List{programFault(in.Path, fault)}}
		}
	}()
	return j.Build(in)
}

func programFault(path string, fault any) diag.Diagnostic {
	return diag.Errorf(diag.Pos{File: path}, "程序出了内部错误，没有生成：%s", "a fault of the program, not built: %s", fmt.Sprint(fault)).
		WithHint("请把这个报告文件报给程序的维护者", "please send this report file to the maintainers of the program")
}

// CheckAll checks reports side by side. keep takes from each report what is
// needed of it, side by side too, and done is given that in the order of
// inputs, with what was said. The report that keep gets is nil when it could
// not be understood; keep must not hold it. Behind the end of ctx the reports
// that have not been begun are left out.
func CheckAll[T any](ctx context.Context, j *Job, inputs []Input, keep func(Input, *data.Report, diag.List) (T, diag.List), done func(T, diag.List)) {
	type kept struct {
		value T
		said  diag.List
		begun bool
	}
	sideBySide(j.Workers, len(inputs), func(i int) (k kept) {
		if ctx.Err() != nil {
			return kept{}
		}
		defer func() {
			if fault := recover(); fault != nil {
				said := diag.List{programFault(inputs[i].Path, fault)}
				value, more := keep(inputs[i], nil, said)
				k = kept{value, append(said, more...), true}
			}
		}()
		report, said := j.Check(inputs[i].Path)
		value, more := keep(inputs[i], report, said)
		return kept{value, append(said, more...), true}
	}, func(_ int, k kept) {
		if k.begun {
			done(k.value, k.said)
		}
	})
}
