package office

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

// runsCommand is the group of commands for runs that have not come to their end.
func (a app) runsCommand() *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "runs [flags]",
		Short: a.Text("列出、暂停、继续、取消还没有做完的成批生成", "List, pause, resume and cancel runs that have not ended"),
		Long: a.Text("列出 gongwen run 派发、还没有做完的：编号、开始时间、做到哪里。中断的 run 派发的也在内：worker 还在做。\n暂停的留在队列里，网页上有人等着的照做；runs resume 或者再运行同一条 run 命令就接着做。取消的不再做，已经做好的留着。",
			"List what gongwen run has asked for and that has not ended: its id, when it began, how far it is; that of runs which were interrupted, too, as workers go on with it.\nWhat is paused stays in the queue, while what somebody at the page waits for is done; runs resume goes on with it, and so does the run command when it is given again. What is cancelled is not done any more; what is made stays."),
		Args: command.Between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listRuns(cmd.Context(), db) },
	}
	storeFlag(a, cmd, &db)
	cmd.AddCommand(
		a.runsAction("pause", a.Text("暂停：还没有开始的先不做（不写编号就是全部）", "Hold what has not begun; without ids of all runs"), a.pauseRuns),
		a.runsAction("resume", a.Text("继续（不写编号就是全部）", "Go on; without ids with all runs"), a.resumeRuns),
		a.runsAction("cancel", a.Text("取消：还没有做的不再做（编号要写明，或者写 --all）", "Cancel what is not done; ids are to be given, or --all"), a.cancelRuns),
	)
	return cmd
}

// noRuns is what is said where every run has ended.
var noRuns = diag.Text{ZH: "没有还没做完的", EN: "no run is left to be done"}

// listRuns says how far each run is.
func (a app) listRuns(ctx context.Context, db string) error {
	return a.withStore(ctx, db, func(s *store.Store) error {
		runs, progress, err := jobs.Runs(ctx, s)
		if err != nil {
			return a.broken(err)
		}
		if len(runs) == 0 {
			a.PrintText(noRuns.In(a.Lang))
			return nil
		}
		var lines []string
		for i, t := range runs {
			held, err := s.Held(ctx, t.ID)
			if err != nil {
				return a.broken(err)
			}
			p := progress[i]
			line := diag.T("%s  %s  共 %d 份：完成 %d 份，内容有错误 %d 份，没有做成 %d 份，还没有做 %d 份", "%s  %s  %d reports: %d done, %d refused, %d failed, %d not finished",
				t.ID, t.Created.Format("2006-01-02 15:04"), p.Items, p.Done, p.Refused, p.Failed, p.Items-p.Over()).In(a.Lang)
			if held > 0 {
				line += diag.T("（暂停 %d 份）", " (%d paused)", held).In(a.Lang)
			}
			lines = append(lines, line)
		}
		a.PrintText(strings.Join(lines, "\n"))
		return nil
	})
}

// runsOptions are those of what is done with runs.
type runsOptions struct {
	db  string
	all bool
	ids []string
}

// runsAction is a command that does something with runs.
func (a app) runsAction(name, short string, do func(ctx context.Context, flags *pflag.FlagSet, o runsOptions) error) *cobra.Command {
	var o runsOptions
	cmd := &cobra.Command{
		Use:   name + " [flags] [ID…]",
		Short: short,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ids = args
			return do(cmd.Context(), cmd.Flags(), o)
		},
	}
	storeFlag(a, cmd, &o.db)
	if name == "cancel" {
		cmd.Flags().BoolVar(&o.all, "all", false, a.Text("取消全部", "cancel all runs"))
	}
	return cmd
}

func (a app) pauseRuns(ctx context.Context, _ *pflag.FlagSet, o runsOptions) error {
	return a.eachRun(ctx, o, func(ctx context.Context, s *store.Store, task string) (diag.Text, error) {
		held, goOn, err := jobs.Hold(ctx, s, task)
		says := diag.T("暂停 %d 份", "%d paused", held)
		if goOn > 0 {
			says = diag.T("暂停 %d 份；别的运行或者网页也等着的 %d 份照做", "%d paused; %d go on, for which another run or somebody at the page waits", held, goOn)
		}
		return says, err
	})
}

func (a app) resumeRuns(ctx context.Context, _ *pflag.FlagSet, o runsOptions) error {
	return a.eachRun(ctx, o, func(ctx context.Context, s *store.Store, task string) (diag.Text, error) {
		n, err := jobs.Release(ctx, s, task)
		return diag.T("继续 %d 份", "%d go on", n), err
	})
}

func (a app) cancelRuns(ctx context.Context, flags *pflag.FlagSet, o runsOptions) error {
	if o.all == (len(o.ids) > 0) {
		return command.Usagef("写明取消哪一次（编号见 gongwen runs），或者写 --all", "name the run to be cancelled (gongwen runs shows ids), or give --all")
	}
	setup, err := a.Setup(ctx, flags, command.DocumentOptions{})
	if err != nil {
		return err
	}
	return a.eachRun(ctx, o, func(ctx context.Context, s *store.Store, task string) (diag.Text, error) {
		q, err := a.queueOf(ctx, s, setup, notAtAll, a.figures(s))
		if err != nil {
			return diag.Text{}, err
		}
		p, err := s.Progress(ctx, task)
		if err == nil {
			err = q.Cancel(ctx, task)
		}
		return diag.T("取消了，还没有做的有 %d 份", "cancelled, %d were not finished", p.Items-p.Over()), a.ended(ctx, q, err)
	})
}

// eachRun does something with the runs that are named, or all, and says what came of it.
func (a app) eachRun(ctx context.Context, o runsOptions, do func(ctx context.Context, s *store.Store, task string) (diag.Text, error)) error {
	return a.withStore(ctx, o.db, func(s *store.Store) error {
		runs, _, err := jobs.Runs(ctx, s)
		if err != nil {
			return a.broken(err)
		}
		if len(runs) == 0 && len(o.ids) == 0 {
			a.PrintText(noRuns.In(a.Lang))
			return nil
		}
		for _, id := range o.ids {
			if !slices.ContainsFunc(runs, func(t store.Task) bool { return t.ID == id }) {
				return a.Fail(diag.Errorf(diag.Pos{}, "没有还没做完的 %s", "there is no run %s that is left to be done", id))
			}
		}
		for _, t := range runs {
			if len(o.ids) > 0 && !slices.Contains(o.ids, t.ID) {
				continue
			}
			says, err := do(ctx, s, t.ID)
			if err != nil {
				return a.broken(err)
			}
			a.PrintText(diag.T("%s：%v", "%s: %v", t.ID, says).In(a.Lang))
		}
		return nil
	})
}
