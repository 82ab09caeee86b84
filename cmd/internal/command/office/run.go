package office

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/console"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/runs"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/load"
	"gongwen/data/sum"
	"gongwen/internal/diag"
	"gongwen/output"
)

// runOptions are those of run.
type runOptions struct {
	db          string
	reports     []string // files
	roster, due string
	deep, leave bool
	sign        bool // a flag names a key
	force       bool // documents that somebody has edited are replaced
}

// AddFlags adds the flags of the options.
func (o *runOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringP("output", "o", "", text("输出文件夹（默认为报告所在的文件夹）", "output folder (default: that of the report)"))
	flags.StringArrayVar(&o.reports, "report", nil, text("结果另写成文件：.json、.html 或 .txt（可写几个）", "write what became of the run to a file, too: .json, .html or .txt (may be repeated)"))
	flags.BoolVar(&o.leave, "leave", false, text("本机只派发，由 gongwen worker 处理", "only ask: the jobs are done by gongwen worker"))
	flags.StringVar(&o.roster, "roster", "", text("应报机关的名册：.txt、.csv、.xlsx、.yaml；表里可以有截止日期一列", "roster of the agencies that should report: .txt, .csv, .xlsx, .yaml; a table may have a column of deadlines"))
	flags.StringVar(&o.due, "due", "", text("名册里没有写截止日期的，都到这一天，如 2025-01-31", "deadline of those for whom the roster has none, such as 2025-01-31"))
	flags.BoolVar(&o.force, "force", false, text("DOCX 生成以后有人改过时，也覆盖", "replace a DOCX file that somebody has edited since it was made"))
	command.FormatFlag(flags, text)
	command.SearchFlags(flags, &o.deep, text)
	command.KeyFlags(flags, text)
}

func (a app) runCommand() *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:   "run [flags] FOLDER|ROSTER|FILE…",
		Short: a.Text("通宵生成大批报告：排队，几台机器一起做，中断了接着做", "Build a great many reports by a queue, on many machines, through interruptions"),
		Long: a.Text("把报告排进队列，由本机或几台机器上的 gongwen worker 生成，最后写出结果：完成、内容有错误（按原因归类）、没有做成、还没有做；有名册的，还写出谁迟报。名册是 .txt 或 .csv 的，可以代替文件夹写在命令里：报告在名册所在的文件夹和下级文件夹里找。\n中断以后再运行同一条命令，做过的不重做。写了 -o 的，文件夹里还有一份清单，写明每份文件由什么做成；加 --key 就签名，用 gongwen verify 校验。",
			"Put reports into a queue, have them built by this machine or by gongwen worker on many, and end with what was done, what was refused, by reasons, what failed and what is left; with a roster also who is late. A roster that is a .txt or .csv file may stand in the place of a folder: reports are looked for in its folder and those below.\nAfter an interruption the same command goes on: what was done is not done again. With -o the folder gets a manifest of what each document was made of; --key signs it, and gongwen verify proves it.") + "\n" + command.Found(a.Text),
		Example: "  gongwen run --db postgres://gongwen@db/gongwen -o out -r --roster agencies.csv --report run.html reports/",
		Args:    command.NeedFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.sign = cmd.Flags().Changed("key")
			if err := o.sound(); err != nil {
				return err
			}
			for _, name := range []string{"cert", "pass-file", "tsa"} {
				if cmd.Flags().Changed(name) && !o.sign {
					return command.Usagef("没有 --key，--%s 没有用", "without --key, --%s does nothing", name)
				}
			}
			setup, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			if o.sign && setup.Order.Dir == "" {
				return command.Usagef("签名的是输出文件夹的清单：--key 要和 -o 一起用", "what is signed is the manifest of the output folder: --key goes with -o")
			}
			setup.Order.Force = o.force
			return a.run(cmd.Context(), setup, o, args)
		},
	}
	storeFlag(a, cmd, &o.db)
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "output", command.Folders)
	return cmd
}

// sound says what is wrong with the options, and brings the deadline into its one form.
func (o *runOptions) sound() error {
	for _, path := range o.reports {
		if resultForms[strings.ToLower(filepath.Ext(path))] == nil {
			return command.Usagef("--report 的文件以 .json、.html 或 .txt 结尾", "--report takes files that end in .json, .html or .txt")
		}
	}
	if o.due == "" {
		return nil
	}
	day, ok := load.Day(o.due)
	if !ok {
		return command.Usagef("--due 看不懂：%s，写成 2025-01-31", "--due %s is not understood: write 2025-01-31", o.due)
	}
	o.due = day.ISO()
	return nil
}

// night is one run.
type night struct {
	app
	setup    command.Setup
	options  runOptions
	queue    *jobs.Queue
	signer   *engine.Signer // nil for none
	roster   *sum.Roster    // nil for none
	inputs   []engine.Input
	twins    []engine.Input // whose documents would overwrite each other's
	unread   diag.List      // folders and files that were not looked into
	left     []leftOut
	agencies []string // of the inputs; empty for a report that cannot be read
	requests []jobs.Request
	task     store.Task         // without an id before anything is asked for
	items    []store.ItemResult // nil Result: has not come to its end
	result   *runs.Result
	screen   screen
}

func (a app) run(ctx context.Context, setup command.Setup, o runOptions, args []string) error {
	n := &night{app: a, setup: setup, options: o}
	if err := o.replaceable(); err != nil {
		return err
	}
	args, said := n.takeRoster(ctx, args)
	if said.HasErrors() {
		return a.Report(said)
	}
	if o.due != "" && n.roster == nil {
		return command.Usagef("没有名册，--due 没有用：加上 --roster", "without a roster --due does nothing: add --roster")
	}
	found, problems := engine.Reports(args, n.options.deep)
	var alike diag.List
	n.inputs, n.twins, alike = engine.OwnNames(slices.DeleteFunc(found, n.isOwn), setup.Order.Dir == "")
	if n.roster != nil {
		said = slices.Concat(said, n.roster.Dates)
	}
	a.Say(slices.Concat(said, problems, alike))
	for _, d := range problems {
		if d.Level == diag.Error && d.Pos.File != "" {
			n.unread = append(n.unread, d)
		}
	}
	if len(n.inputs)+len(n.twins) == 0 && n.roster == nil {
		if problems.HasErrors() {
			return command.ErrReported
		}
		return a.Fail(diag.Errorf(diag.Pos{}, "没有报告：只有 --report 写的文件", "there is no report: only the files of --report"))
	}
	if err := n.reportsApart(); err != nil {
		return err
	}
	if o.sign {
		signer, said := a.Signer(ctx, setup.Config.Sign)
		if err := a.Report(said); err != nil {
			return err
		}
		defer signer.Close()
		n.signer = signer
	}
	err := n.open(ctx)
	if err == nil && problems.HasErrors() {
		err = command.ErrReported
	}
	return err
}

// takeRoster reads the roster that a flag or an argument names, and gives the other
// arguments: the folder of the roster where there are none.
func (n *night) takeRoster(ctx context.Context, args []string) ([]string, diag.List) {
	o := &n.options
	if ext := strings.ToLower(filepath.Ext(args[0])); o.roster == "" && len(args) == 1 && (ext == ".txt" || ext == ".csv") {
		o.roster, o.deep, args = args[0], true, []string{filepath.Dir(args[0])}
	}
	if o.roster == "" {
		return args, nil
	}
	content, said := engine.ReadFile(ctx, o.roster)
	if said.HasErrors() {
		return nil, said
	}
	n.roster, said = sum.ReadRoster(o.roster, content)
	return args, said
}

// isOwn reports whether an input is a file of the run itself: the roster, or one that an
// earlier run has written what became of it to.
func (n *night) isOwn(in engine.Input) bool {
	return slices.ContainsFunc(append([]string{n.options.roster}, n.options.reports...), func(path string) bool {
		return path != "" && absolute(path) == absolute(in.Path)
	})
}

// absolute is a path from the root; as it is where that is not known.
func absolute(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return filepath.Clean(path)
}

// open opens the store and the queue, has the reports made and closes them.
func (n *night) open(ctx context.Context) error {
	n.drain()
	source, err := n.source(n.options.db)
	if err != nil {
		return err
	}
	return n.using(ctx, source, forAWhile, func(s *store.Store) error { return n.onStore(ctx, s) })
}

// onStore has the reports made by the queue of a store.
func (n *night) onStore(ctx context.Context, s *store.Store) (err error) {
	if n.queue, err = n.queueOf(ctx, s, n.setup, forAWhile, n.figures(s)); err != nil {
		return err
	}
	n.screen.say, n.queue.Away = n.Say, n.screen.away
	n.queue.Idle = func(st store.Standing) {
		st.Attended = st.Attended || !n.options.leave
		n.screen.idle(n.task.ID, st)
	}
	if !n.options.leave {
		if err = n.patiently(ctx, forAWhile, func() error { return n.queue.Start(ctx) }); err != nil && !errors.Is(err, command.ErrReported) {
			err = n.broken(err)
		}
	}
	if err == nil {
		err = n.pass(ctx)
	}
	return n.ended(ctx, n.queue, err)
}

// pass asks for the documents of the reports, writes them as they come, and says what
// became of them.
func (n *night) pass(ctx context.Context) error {
	defer n.screen.end()
	n.result = runs.New(runs.Program(n.World.Version), len(n.inputs)+len(n.twins)+len(n.unread), n.World.Now())
	err := n.prepare(ctx)
	if err != nil {
		n.screen.end()
	}
	switch {
	case ctx.Err() != nil:
		return n.interrupted()
	case err != nil:
		return n.broken(err)
	}
	if dir := n.setup.Order.Dir; dir != "" {
		release, free, err := claim(dir)
		switch {
		case err != nil:
			return n.Fail(diag.Errorf(diag.Pos{File: dir}, "写不了：%v", "cannot be written: %v", err))
		case !free:
			return command.Usagef("另一次运行正在往 %s 里写：等它做完，或者用 -o 写别的文件夹", "another run is writing into %s: wait for its end, or name another folder with -o", dir)
		}
		defer release()
		if err := n.ownFolder(dir); err != nil {
			return err
		}
		if err := runs.Begin(dir); err != nil {
			return n.Fail(diag.Errorf(diag.Pos{File: dir}, "写不了：%v", "cannot be written: %v", err))
		}
	}
	if len(n.requests) > 0 {
		err = n.collect(ctx)
	}
	n.screen.end()
	switch list := diag.List(nil); {
	case ctx.Err() != nil:
		return n.interrupted()
	case errors.Is(err, errFull) && errors.As(err, &list):
		n.Say(list)
		return n.stopped(diag.Cause(errFull))
	case errors.As(err, &list):
		return n.Report(list)
	case err != nil && n.task.ID != "":
		return n.stopped(diag.T("数据库或文件存储出了问题（%v）", "the database or the file store failed (%v)", store.Reason(err)))
	case err != nil:
		return n.broken(err)
	}
	return n.conclude(ctx)
}

// claim makes the folder of a run where it is not there and holds it: another run would
// write over its documents.
func claim(dir string) (release func(), free bool, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, false, err
	}
	return output.Claim(dir)
}

// collect asks for the documents and writes each as it comes.
func (n *night) collect(ctx context.Context) error {
	err := n.queue.Patiently(ctx, func() (err error) {
		n.task, err = n.queue.Ask(ctx, store.Task{Kind: jobs.RunKind, Title: jobs.RunKind, Created: n.World.Now()}, n.requests, nil)
		return err
	})
	if err != nil {
		return err
	}
	n.setup.Order.Sweep(n.inputs)
	n.items = make([]store.ItemResult, len(n.requests))
	progress := n.Progress(len(n.inputs))
	progress.Now, progress.Begun = n.World.Now, n.result.Started
	n.screen.begin(progress)
	return n.queue.Collect(ctx, n.task.ID, len(n.inputs), func(i int, item store.ItemResult) error {
		path, first := n.inputs[i].Path, jobs.FirstError(item)
		why := diag.Text{ZH: first.ZH, EN: first.EN}
		if err := n.writeOne(ctx, n.inputs[i], item); err != nil {
			var list diag.List
			if !errors.As(err, &list) || errors.Is(err, errFull) {
				return err
			}
			n.screen.show(func(p *console.Progress) { p.Between(func() { n.Say(list) }) }) // of this one: the others are written
			failed := *item.Result
			failed.Outcome, failed.Files, item.Result = store.Failed, nil, &failed
			why = list[0].Message
		}
		n.items[i] = item
		n.result.Add(path, string(item.Result.Outcome), first.Rule, why.In(n.Lang))
		n.screen.show(func(p *console.Progress) {
			if item.Result.Outcome == store.Refused {
				p.Refuse(path)
			} else {
				p.Step(path, item.Result.Outcome == store.Done, func() {})
			}
		})
		return nil
	})
}
