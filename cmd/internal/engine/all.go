package engine

import (
	"context"
	"fmt"
	"iter"

	"gongwen/data"
	"gongwen/internal/diag"
)

// BuildAll builds reports side by side and gives the results in the order of
// inputs. One report's errors never stop the others, not even a fault of the
// program itself. When ctx ends, the reports whose documents have not been
// written are Interrupted. The record of the order is saved as results are
// taken; State.Save saves what is left.
func (e *Engine) BuildAll(ctx context.Context, inputs []Input, o Order) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		o.Sweep(inputs)
		o.names = NamesOf(inputs, o.Dir == "")
		work := func(i int) Result {
			return guarded(inputs[i], func() Result { return e.Build(ctx, inputs[i], o) })
		}
		for _, r := range sideBySide(o.Workers, len(inputs), work) {
			o.Record.take(o, r)
			if !yield(r) {
				return
			}
		}
	}
}

// guarded is work on a report in which a fault of the program is a failed
// report.
func guarded(in Input, work func() Result) (r Result) {
	defer func() {
		if fault := recover(); fault != nil {
			r = Result{Input: in, Said: diag.List{programFault(in.Path, fault)}}
		}
	}()
	return work()
}

func programFault(path string, fault any) diag.Diagnostic {
	return diag.Errorf(diag.Pos{File: path}, "程序出了内部错误，没有处理：%s", "a fault of the program, nothing was done: %s", fmt.Sprint(fault)).
		WithHint("请把这个报告文件报给程序的维护者", "please send this report file to the maintainers of the program")
}

// Checked is the result of checking one report: what the caller kept of it, and
// what was said.
type Checked[T any] struct {
	Input Input
	Kept  T
	Said  diag.List
}

// CheckAll checks reports side by side and gives the results in the order of
// inputs. Of each report only what keep returns is kept in memory: keep is
// called with the report, or nil where it could not be understood, and with
// what has been said of it; it runs side by side too, and what it says is
// added. When ctx ends, the reports that have not been checked are left out.
func CheckAll[T any](ctx context.Context, e *Engine, inputs []Input, o Order, keep func(Input, *data.Report, diag.List) (T, diag.List)) iter.Seq[Checked[T]] {
	return checkAll(ctx, e.Check, inputs, o, keep)
}

// checker is Check or what goes further than it.
type checker func(context.Context, Input, Order) (*data.Report, diag.List)

func checkAll[T any](ctx context.Context, check checker, inputs []Input, o Order, keep func(Input, *data.Report, diag.List) (T, diag.List)) iter.Seq[Checked[T]] {
	return func(yield func(Checked[T]) bool) {
		for i, c := range sideBySide(o.Workers, len(inputs), func(i int) *checked[T] { return checkOne(ctx, check, inputs[i], o, keep) }) {
			if c != nil && !yield(Checked[T]{inputs[i], c.kept, c.said}) {
				return
			}
		}
	}
}

// checked is what came of a report that was checked to the end.
type checked[T any] struct {
	kept T
	said diag.List
}

// checkOne checks a report; it gives nil when ctx ended before that was done. A
// fault of the program is a report that could not be understood.
func checkOne[T any](ctx context.Context, check checker, in Input, o Order, keep func(Input, *data.Report, diag.List) (T, diag.List)) (c *checked[T]) {
	defer func() {
		if fault := recover(); fault != nil {
			said := diag.List{programFault(in.Path, fault)}
			kept, more := keep(in, nil, said)
			c = &checked[T]{kept, append(said, more...)}
		}
	}()
	report, said := check(ctx, in, o)
	if ctx.Err() != nil {
		return nil
	}
	kept, more := keep(in, report, said)
	if ctx.Err() != nil {
		return nil
	}
	return &checked[T]{kept, append(said, more...)}
}
