package office

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
	"gongwen/internal/jsontext"
	"gongwen/output"
)

// runOptions are those of run.
type runOptions struct {
	db, report  string
	deep, leave bool
}

// AddFlags adds the flags of the options.
func (o *runOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringP("output", "o", "", text("输出文件夹（默认为报告所在的文件夹）", "output folder (default: that of the report)"))
	flags.StringVar(&o.report, "report", "", text("结果另写成 JSON 文件", "write the result as JSON to a file, too"))
	flags.BoolVar(&o.leave, "leave", false, text("本机只派发，由 gongwen worker 处理", "only ask: the jobs are done by gongwen worker"))
	command.FormatFlag(flags, text)
	command.SearchFlags(flags, &o.deep, text)
}

func (a app) runCommand() *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:   "run [flags] FOLDER|FILE...",
		Short: a.Text("通宵生成大批报告：排队，几台机器一起做，中断了接着做", "Build a great many reports by a queue, on many machines, through interruptions"),
		Long: a.Text("把报告排进队列，由本机或几台机器上的 gongwen worker 生成，最后写出结果：完成、内容有错误（按原因归类）、还没有做。中断以后再运行同一条命令，做过的不重做。",
			"Put reports into a queue, have them built by this machine or by gongwen worker on many, and end with what was done, what was refused, by reasons, and what is late. After an interruption the same command goes on: what was done is not done again.") + "\n" + command.Found(a.Text),
		Example: "  gongwen run --db postgres://gongwen@db/gongwen -o out -r reports/",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			setup, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			return a.run(cmd.Context(), setup, o, args)
		},
	}
	storeFlag(a, cmd, &o.db)
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "output", command.Folders)
	return cmd
}

func (a app) run(ctx context.Context, setup command.Setup, o runOptions, args []string) error {
	inputs, problems := engine.Inputs(args, engine.Search{Deep: o.deep, Beside: setup.Order.Dir == ""})
	a.Say(problems)
	if len(inputs) == 0 {
		return command.ErrReported
	}
	source, err := a.source(o.db)
	if err != nil {
		return err
	}
	s, err := a.opened(ctx, source)
	if err != nil {
		return err
	}
	q, err := a.queueOf(ctx, s, setup)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	if !o.leave {
		if err = q.Start(ctx); err != nil {
			err = a.broken(err)
		}
	}
	if err == nil {
		err = a.night(ctx, q, setup, o, inputs)
	}
	if err == nil && problems.HasErrors() {
		err = command.ErrReported
	}
	return errors.Join(a.ended(ctx, q, err), s.Close())
}

// night asks for the documents of reports, writes them as they come, and says what became
// of them.
func (a app) night(ctx context.Context, q *jobs.Queue, setup command.Setup, o runOptions, inputs []engine.Input) error {
	requests, err := a.requests(ctx, q, setup, inputs)
	if err != nil {
		return err
	}
	task, err := q.Ask(ctx, store.Task{Kind: "run", Title: "run", Created: a.World.Now()}, requests, nil)
	if err != nil {
		return a.broken(err)
	}
	result := newResult(len(inputs))
	progress := a.Progress(len(inputs))
	err = q.Collect(ctx, task.ID, len(inputs), func(i int, item store.ItemResult) error {
		if err := a.write(ctx, q, inputs[i], setup.Order, item); err != nil {
			return err
		}
		result.add(inputs[i].Path, item)
		progress.Step(inputs[i].Path, item.Result.Outcome == store.Done, func() {})
		return nil
	})
	progress.End()
	if err != nil && ctx.Err() == nil {
		var list diag.List
		if errors.As(err, &list) {
			return a.Report(list)
		}
		return a.broken(err)
	}
	return a.conclude(result, o)
}

// requests keeps the report files and their pictures, and says what is to be made of them.
func (a app) requests(ctx context.Context, q *jobs.Queue, setup command.Setup, inputs []engine.Input) ([]jobs.Request, error) {
	const atOnce = 200
	requests := make([]jobs.Request, len(inputs))
	var files [][]byte
	for i, in := range inputs {
		d, contents, said := document(ctx, setup, in)
		if said.HasErrors() {
			return nil, a.Report(said)
		}
		requests[i] = jobs.Request{Name: in.Path, Make: &d}
		if files = append(files, contents...); len(files) >= atOnce || i == len(inputs)-1 {
			if err := q.Keep(ctx, files); err != nil {
				return nil, a.broken(err)
			}
			files = files[:0]
		}
	}
	return requests, nil
}

// document is what is to be made of a report, with the files that it needs. A picture that
// is not there is said by whoever makes the document.
func document(ctx context.Context, setup command.Setup, in engine.Input) (jobs.Document, [][]byte, diag.List) {
	content, err := fs.ReadFile(in.Folder, in.File)
	if err != nil {
		return jobs.Document{}, nil, diag.List{diag.Errorf(diag.Pos{File: in.Path}, "读不了：%v", "cannot be read: %v", err)}
	}
	files := [][]byte{content}
	d := jobs.Document{Report: store.Digest(content), Ending: filepath.Ext(in.File), Name: filepath.Base(in.Name), Formats: setup.Config.Output.Formats}
	report, _ := setup.Engine.Read(ctx, in)
	if report == nil {
		return d, files, nil
	}
	named := report.TableFiles()
	for _, p := range report.Pictures() {
		named = append(named, p.File)
	}
	for _, name := range named {
		if content, err := fs.ReadFile(in.Folder, name); err == nil {
			if d.Pictures == nil {
				d.Pictures = map[string]string{}
			}
			d.Pictures[name] = store.Digest(content)
			files = append(files, content)
		}
	}
	return d, files, nil
}

// write writes the documents of an item, each as it was kept.
func (a app) write(ctx context.Context, q *jobs.Queue, in engine.Input, order engine.Order, item store.ItemResult) error {
	if item.Result.Outcome != store.Done {
		return nil
	}
	dir := filepath.Dir(in.Path)
	if order.Dir != "" {
		dir = filepath.Join(order.Dir, filepath.Dir(filepath.FromSlash(in.Name)))
	}
	var files []output.File
	for _, f := range item.Result.Files {
		content, err := q.Store.File(ctx, f.Digest)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		files = append(files, output.File{Path: filepath.Join(dir, f.Name), Data: content})
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return diag.List{diag.Errorf(diag.Pos{File: dir}, "写不了：%v", "cannot be written: %v", err)}
	}
	if err := output.WriteFiles(files); err != nil {
		return diag.List{diag.Errorf(diag.Pos{File: dir}, "写不了：%v", "cannot be written: %v", err)}
	}
	return nil
}

// runResult is what became of a run.
type runResult struct {
	Reports int         `json:"reports"`
	Done    int         `json:"done"`
	Late    int         `json:"late"` // have not come to their end
	Refused []runReason `json:"refused"`
	Failed  []string    `json:"failed"`

	reasons map[string]*runReason
}

// runReason are the reports that were refused for one reason.
type runReason struct {
	Rule    string   `json:"rule,omitempty"`
	Message string   `json:"message"` // of the first of them
	Reports []string `json:"reports"`
}

func newResult(reports int) *runResult {
	return &runResult{Reports: reports, Late: reports, Refused: []runReason{}, Failed: []string{}, reasons: map[string]*runReason{}}
}

// add counts a report that has come to its end.
func (r *runResult) add(path string, item store.ItemResult) {
	r.Late--
	switch item.Result.Outcome {
	case store.Done:
		r.Done++
	case store.Failed:
		r.Failed = append(r.Failed, path)
	case store.Refused:
		first := jobs.FirstError(item)
		key := first.Rule
		if key == "" {
			key = first.ZH
		}
		if r.reasons[key] == nil {
			r.reasons[key] = &runReason{Rule: first.Rule, Message: first.ZH}
		}
		r.reasons[key].Reports = append(r.reasons[key].Reports, path)
	}
}

// conclude says what became of a run, the commonest reason first.
func (a app) conclude(r *runResult, o runOptions) error {
	refused := 0
	for _, reason := range r.reasons {
		slices.Sort(reason.Reports)
		r.Refused = append(r.Refused, *reason)
		refused += len(reason.Reports)
	}
	slices.SortFunc(r.Refused, func(a, b runReason) int {
		if len(a.Reports) != len(b.Reports) {
			return len(b.Reports) - len(a.Reports)
		}
		return strings.Compare(a.Rule+a.Message, b.Rule+b.Message)
	})
	slices.Sort(r.Failed)
	a.PrintText(fmt.Sprintf(a.Text("共 %d 份：完成 %d 份，内容有错误 %d 份，没有做成 %d 份，还没有做 %d 份", "%d reports: %d done, %d refused, %d failed, %d late"), r.Reports, r.Done, refused, len(r.Failed), r.Late))
	for _, reason := range r.Refused {
		rule := reason.Rule
		if rule != "" {
			rule = " [" + rule + "]"
		}
		a.PrintText(fmt.Sprintf(a.Text("　%d 份：%s%s，如 %s", "  %d: %s%s, such as %s"), len(reason.Reports), reason.Message, rule, reason.Reports[0]))
	}
	for _, path := range r.Failed {
		a.PrintText(a.Text("　没有做成：", "  failed: ") + path)
	}
	if err := a.writeResult(r, o.report); err != nil {
		return err
	}
	if refused+len(r.Failed)+r.Late > 0 {
		return command.ErrReported
	}
	return nil
}

// writeResult writes the result as JSON to a file; an empty path is none.
func (a app) writeResult(r *runResult, path string) error {
	if path == "" {
		return nil
	}
	content, err := jsontext.Indented(r)
	if err == nil {
		err = output.WriteFiles([]output.File{{Path: path, Data: content}})
	}
	if err != nil {
		return a.Fail(diag.Errorf(diag.Pos{File: path}, "写不了：%v", "cannot be written: %v", err))
	}
	return nil
}
