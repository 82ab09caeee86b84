package office

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/runs"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
	"gongwen/output"
)

// resultForms are the forms of what became of a run, by the endings of files.
var resultForms = map[string]func(*runs.Result, diag.Lang) ([]byte, error){
	".json": func(r *runs.Result, _ diag.Lang) ([]byte, error) { return r.JSON() },
	".html": func(r *runs.Result, lang diag.Lang) ([]byte, error) { return r.Page(lang) },
	".txt":  func(r *runs.Result, lang diag.Lang) ([]byte, error) { return r.Text(lang, false), nil },
}

// conclude says what became of a run that has come to its end, and writes its manifest.
func (n *night) conclude(ctx context.Context) error {
	said, err := n.say()
	if err != nil {
		return err
	}
	if n.setup.Order.Dir != "" {
		if err := n.manifest(ctx, said); err != nil {
			return err
		}
	}
	if left := n.result.Unfinished; left > 0 {
		return n.Fail(diag.Errorf(diag.Pos{}, "这次运行被取消了，还有 %d 份没有做", "the run was cancelled, %d reports are left", left).
			WithHint("再运行同一条命令就接着做", "give the same command again to go on"))
	}
	if n.result.Whole() {
		return nil
	}
	if o := n.result.Roster; n.result.Done == n.result.Reports && o != nil {
		n.Say(diag.List{{Level: diag.Note, Message: diag.T("报告都做成了；名册上还有 %d 个机关没有交，另有 %d 份报告不在名册里，所以结束状态为 1", "all reports are done; %d agencies of the roster have none and %d reports are of others, so that the exit status is 1",
			len(o.Late)+len(o.Waiting), len(o.Strangers))}})
	}
	return command.ErrReported
}

// interrupted says what became of a run until somebody interrupted it.
func (n *night) interrupted() error { return n.stopped(diag.T("已中断", "interrupted")) }

// stopped says what became of a run until it was stopped, and how to go on. It leaves no
// manifest.
func (n *night) stopped(why diag.Text) error {
	if _, err := n.say(); err != nil {
		return err
	}
	d := diag.Errorf(diag.Pos{}, "%v，还有 %d 份没有做", "%v, %d reports are left", why, n.result.Unfinished)
	if n.task.ID == "" {
		return n.Fail(d.WithHint("什么都没有派发；再运行同一条命令就从头做起", "nothing was asked of the queue; give the same command again"))
	}
	return n.Fail(d.WithHint("再运行同一条命令就接着做；不做了，用 gongwen runs cancel %s 取消（--db 和这次的一样），不取消的，别的机器上的 worker 还接着做",
		"give the same command again to go on; gongwen runs cancel %s, with the --db of this run, gives it up: else workers go on with it", n.task.ID))
}

// say says what became of a run, and gives the files in its folder to which it was written.
func (n *night) say() ([]runs.File, error) {
	n.result.End(n.World.Now())
	if n.roster != nil {
		n.compare()
	}
	n.PrintText(strings.TrimSuffix(string(n.result.Text(n.Lang, true)), "\n"))
	return n.report()
}

func (n *night) compare() {
	reports := make([]runs.Of, len(n.inputs))
	for i, in := range n.inputs {
		reports[i] = runs.Of{Path: in.Path, Agency: n.agencies[i]}
		if i < len(n.items) && n.items[i].Result != nil {
			reports[i].Outcome = string(n.items[i].Result.Outcome)
		}
	}
	for _, l := range n.left {
		if l.of.agency == "" {
			continue
		}
		reports = append(reports, runs.Of{Path: l.in.Path, Agency: l.of.agency, Outcome: runs.Refused})
	}
	n.result.Compare(n.roster, reports, n.World.Now().Format("2006-01-02"), n.options.due)
}

// report writes the result to the files that the options name, and gives those in the
// folder of the run.
func (n *night) report() (inFolder []runs.File, err error) {
	for _, at := range n.options.reports {
		content, err := resultForms[strings.ToLower(filepath.Ext(at))](n.result, n.Lang)
		if err == nil {
			err = output.WriteFiles([]output.File{{Path: at, Data: content}})
		}
		if err != nil {
			return nil, n.Fail(diag.Errorf(diag.Pos{File: at}, "写不了：%v", "cannot be written: %v", err))
		}
		if dir := n.setup.Order.Dir; dir != "" {
			if below, err := relative(dir, at); err == nil && filepath.IsLocal(filepath.FromSlash(below)) {
				inFolder = append(inFolder, runs.File{Path: below, SHA256: runs.Digest(content)})
			}
		}
	}
	return inFolder, nil
}

// manifest writes the manifest of the run into its folder, signed where there is a key.
func (n *night) manifest(ctx context.Context, said []runs.File) error {
	dir := n.setup.Order.Dir
	settings, err := n.Fingerprint(n.setup)
	if err != nil {
		return n.broken(err)
	}
	root := n.root()
	from, err := relative(dir, root)
	if err != nil { // another drive
		from = filepath.ToSlash(root)
	}
	m := runs.Manifest{Head: runs.Head{
		Program: n.result.Program, Settings: settings, Formats: n.setup.Config.Output.Formats, Created: n.setup.Order.Created,
		Started: n.result.Started.UTC(), Ended: n.result.Ended.UTC(), Inputs: from, Said: said,
	}}
	if o := n.result.Roster; o != nil {
		for _, agency := range slices.Concat(o.Late, o.Waiting) {
			if agency.State == runs.Missing {
				m.Missing = append(m.Missing, agency.Name)
			}
		}
	}
	for i := range n.items {
		r, err := n.entry(root, i)
		if err != nil {
			return n.broken(err)
		}
		m.Reports = append(m.Reports, r)
	}
	for _, l := range n.left {
		r, err := reportOf(root, l.in, l.of.document)
		if err != nil {
			return n.broken(err)
		}
		r.Outcome, r.Reason = runs.Left, l.why.In(n.Lang)
		m.Reports = append(m.Reports, r)
	}
	var sign func([]byte) ([]byte, diag.List)
	if n.signer != nil {
		sign = func(content []byte) ([]byte, diag.List) { return n.signer.Sign(ctx, content) }
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return n.Fail(diag.Errorf(diag.Pos{File: dir}, "写不了：%v", "cannot be written: %v", err))
	}
	if err := n.Report(runs.Write(dir, m, sign)); err != nil {
		return err
	}
	n.leftovers(m)
	return nil
}

// leftovers names what is in the folder of the run and not in its manifest, such as documents
// that an earlier run has made of reports that are gone: verify takes it for put in.
func (n *night) leftovers(m runs.Manifest) {
	const named = 5
	found, err := m.Strangers(n.setup.Order.Dir)
	if err != nil || len(found) == 0 {
		return // verify says what cannot be read
	}
	names := strings.Join(found[:min(named, len(found))], "、")
	n.Say(diag.List{diag.Warnf(diag.Pos{File: n.setup.Order.Dir}, "文件夹里另有 %d 个文件不是这次运行做的：%s", "%d files in the folder are not of this run: %s", len(found), names).
		WithHint("移走或者删掉，不然 verify 通不过", "move them away, or verify will take them for a fault")})
}

// entry is what the manifest says of a report.
func (n *night) entry(root string, i int) (runs.Report, error) {
	in, item := n.inputs[i], n.items[i]
	r, err := reportOf(root, in, *n.requests[i].Make)
	if err != nil {
		return r, err
	}
	if item.Result == nil { // somebody has cancelled the run
		r.Outcome = runs.Unfinished
		return r, nil
	}
	switch r.Outcome = string(item.Result.Outcome); item.Result.Outcome {
	case store.Done:
		for _, f := range item.Result.Files {
			r.Outputs = append(r.Outputs, runs.File{Path: path.Join(path.Dir(in.Name), f.Name), SHA256: f.Digest})
		}
	case store.Refused, store.Failed:
		r.Reason = n.result.ReasonOf(in.Path)
	}
	return r, nil
}

// reportOf is what the manifest says of the files of a report.
func reportOf(root string, in engine.Input, asked jobs.Document) (r runs.Report, err error) {
	if r.Input.Path, err = relative(root, in.Path); err != nil {
		return r, err
	}
	r.Input.Path = diag.Legible(r.Input.Path)
	r.Input.SHA256 = asked.Report
	for name, digest := range asked.Pictures {
		r.Beside = append(r.Beside, runs.File{Path: name, SHA256: digest})
	}
	slices.SortFunc(r.Beside, func(a, b runs.File) int { return strings.Compare(a.Path, b.Path) })
	return r, nil
}

// ownFolder says that the folder has the manifest of another run, which would be lost: one
// that has no report in common with this one.
func (n *night) ownFolder(dir string) error {
	before, _, err := runs.Read(dir)
	if proves := err == nil && len(before.Reports) > 0; !proves {
		return nil
	}
	if before.Signed && n.signer == nil {
		return command.Usagef("%s 里的清单是签了名的，再写就没有签名了：加上 --key，或者用 -o 写别的文件夹", "the manifest in %s is signed, which would be lost: add --key, or name another folder with -o", dir)
	}
	from := filepath.FromSlash(before.Inputs)
	if !filepath.IsAbs(from) {
		from = filepath.Join(dir, from)
	}
	own := map[string]bool{}
	for _, in := range n.inputs {
		own[absolute(in.Path)] = true
	}
	for _, l := range n.left {
		own[absolute(l.in.Path)] = true
	}
	for _, r := range before.Reports {
		if own[absolute(filepath.Join(from, filepath.FromSlash(r.Input.Path)))] {
			return nil
		}
	}
	return command.Usagef("%s 里有另一次运行的清单，再写就没有了：用 -o 写别的文件夹", "%s has the manifest of another run, which would be lost: name another folder with -o", dir)
}

// root is the folder below which all inputs are.
func (n *night) root() string {
	root, inputs := "", slices.Clone(n.inputs)
	for _, l := range n.left {
		inputs = append(inputs, l.in)
	}
	for _, in := range inputs {
		dir, err := filepath.Abs(filepath.Dir(in.Path))
		if err != nil {
			continue
		}
		if root == "" {
			root = dir
		}
		for !within(root, dir) && filepath.Dir(root) != root {
			root = filepath.Dir(root)
		}
	}
	return root
}

func within(root, dir string) bool {
	below, err := filepath.Rel(root, dir)
	return err == nil && (below == "." || filepath.IsLocal(below))
}

// relative is a path from a folder, with slashes.
func relative(dir, path string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", err
	}
	below, err := filepath.Rel(dir, path)
	return filepath.ToSlash(below), err
}
