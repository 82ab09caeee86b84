package office

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/store"
	"gongwen/cmd/internal/office/watch"
	"gongwen/internal/diag"
)

func (a app) workerCommand() *cobra.Command {
	var db, address string
	cmd := &cobra.Command{
		Use:   "worker [flags]",
		Short: a.Text("处理队列里的任务：读上传的文件、生成文件、归档打包", "Do the jobs of a queue: read uploads, make documents and bags"),
		Long: a.Text("处理 serve 和 run 派发的任务，几台机器可以同时运行，数据库用 PostgreSQL。各台机器的程序版本和配置要相同。按 Ctrl+C 停下：做到一半的先做完，来不及的由别的机器接着做。",
			"Do the jobs that serve and run ask for; on PostgreSQL on any number of machines, whose versions of the program and configurations have to be the same. Ctrl+C ends it after the jobs that it has begun; what takes too long is done by others."),
		Example: "  gongwen worker --db postgres://gongwen@db/gongwen",
		Args:    command.Between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			setup, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			return a.work(cmd.Context(), setup, db, address)
		},
	}
	storeFlag(a, cmd, &db)
	watchFlag(a, cmd, &address)
	return cmd
}

func (a app) work(ctx context.Context, setup command.Setup, db, address string) error {
	a.drain()
	source, err := a.source(db)
	if err != nil {
		return err
	}
	return a.attending(ctx, source, address, func(s *store.Store, figures *watch.Figures) error { return a.workOn(ctx, s, setup, figures) })
}

// workOn does the jobs of a store until ctx ends.
func (a app) workOn(ctx context.Context, s *store.Store, setup command.Setup, figures *watch.Figures) error {
	q, err := a.queueOf(ctx, s, setup, withoutEnd, figures)
	if err != nil {
		return err
	}
	q.Left = func() {
		a.Say(diag.List{diag.Warnf(diag.Pos{}, "队列里有别的版本或者配置的程序派发的任务，这里不做，留给它们", "there are jobs of another version or other settings, which are left to others").
			WithHint("各台机器的 gongwen 版本、gongwen.yaml 和格式文件要相同", "the version of gongwen, gongwen.yaml and the templates have to be the same on all machines")})
	}
	if err = a.patiently(ctx, withoutEnd, func() error { return q.Start(ctx) }); err == nil {
		a.PrintText(a.Text("正在处理队列里的任务", "doing the jobs of the queue"))
		<-ctx.Done()
	} else if !errors.Is(err, command.ErrReported) {
		err = a.broken(err)
	}
	return a.ended(ctx, q, err)
}
