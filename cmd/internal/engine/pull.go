package engine

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/mend"
	"gongwen/data/records"
	"gongwen/data/sources"
	"gongwen/data/sources/database"
	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/internal/source"
	"gongwen/output"
)

// PullOrder is how figures are fetched into a report.
type PullOrder struct {
	Folders  []string                         // beside the report's own, below which its sources may lie
	Env      func(name string) (string, bool) // as os.LookupEnv
	Force    bool                             // figures that somebody has typed are replaced
	Database database.Limits                  // of one query; the zero Limits are the standard ones
}

// Pulled is a report file with the figures of its sources.
type Pulled struct {
	File    output.File // with the figures; as it was where Same is set
	Same    bool
	Figures int // that were fetched
	Lists   int // likewise
	Rows    int // of these
	Changes []sources.Change
}

// Done says what has been done to the report file, or would be.
func (p *Pulled) Done(written bool) diag.Diagnostic {
	done := p.done(written)
	if p.Lists > 0 {
		done = p.listsDone(written)
	}
	return diag.Diagnostic{Level: diag.Note, Pos: diag.Pos{File: p.File.Path}, Message: done}
}

// done says it where only figures were fetched.
func (p *Pulled) done(written bool) diag.Text {
	switch {
	case !p.Same && written:
		return diag.T("取了 %d 个数，改了 %d 个", "%d figures were pulled, %d changed", p.Figures, len(p.Changes))
	case !p.Same:
		return diag.T("取了 %d 个数，会改 %d 个；没有写入", "%d figures were pulled, %d would change; nothing was written", p.Figures, len(p.Changes))
	}
	return diag.T("取了 %d 个数，都与报告一致，没有改动", "%d figures were pulled; the report has them all and was left as it is", p.Figures)
}

// listsDone says it where rows of lists were fetched, and figures perhaps.
func (p *Pulled) listsDone(written bool) diag.Text {
	what := diag.T("%d 行", "%d rows", p.Rows)
	if p.Figures > 0 {
		what = diag.T("%d 个数、%d 行", "%d figures and %d rows", p.Figures, p.Rows)
	}
	switch {
	case !p.Same && written:
		return diag.T("取了 %s，改了 %d 处", "%s were pulled, changes: %d", what, len(p.Changes))
	case !p.Same:
		return diag.T("取了 %s，会改 %d 处；没有写入", "%s were pulled, changes to come: %d; nothing was written", what, len(p.Changes))
	}
	return diag.T("取了 %s，都与报告一致，没有改动", "%s were pulled; the report has them all and was left as it is", what)
}

// Pull fetches what a report file in YAML or JSON names in its 来源 and puts it into
// the file. It is nil, with the reasons, when something cannot be had or is not
// what it should be: then nothing of the file is to be changed.
func (e *Engine) Pull(ctx context.Context, in Input, o PullOrder) (*Pulled, diag.List) {
	read, said := e.toFill(ctx, in)
	if said.HasErrors() {
		return nil, said
	}
	if len(read.report.Sources) == 0 {
		return nil, append(said, diag.Errorf(diag.Pos{File: in.Path}, "报告没有写“来源”，没有数可取", "the report names no sources to pull figures from").
			WithHint("写法见 gongwen pull --help", "gongwen pull --help shows how they are written"))
	}
	if o.Database == (database.Limits{}) {
		o.Database = database.StandardLimits()
	}
	files := sourceFiles{folders: append([]string{filepath.Dir(in.Path)}, o.Folders...)}
	fetched, problems := sources.Fetch(ctx, read.report, sources.Access{Open: files.open, Env: o.Env, Ask: o.Database.Ask})
	if problems.HasErrors() {
		return nil, problems
	}
	pulled, said := e.filled(in, read, fetched, o.Force)
	return pulled, append(problems, said...)
}

// reportTree is a report file with its tree and its report.
type reportTree struct {
	content []byte
	tree    *source.Node
	report  *data.Report
}

// toFill reads a report file that figures are to be put into. What its figures are
// now does not matter; what it says of sources does.
func (e *Engine) toFill(ctx context.Context, in Input) (reportTree, diag.List) {
	content, said := in.read(ctx, maxReportBytes)
	if len(said) > 0 {
		return reportTree{}, said
	}
	switch {
	case isBook(in.Path, content):
		return reportTree{}, diag.List{diag.Errorf(diag.Pos{File: in.Path}, "数不能填进工作簿（.xlsx）形式的报告", "figures cannot be put into a report that is a workbook (.xlsx)").
			WithHint("先用 gongwen convert 转成 .yaml", "convert it to .yaml with gongwen convert first")}
	case !e.holdsReportFile(in.Path, content):
		return reportTree{}, diag.List{notReportFile(in.Path)}
	}
	tree, said := source.Parse(in.Path, content)
	if tree == nil || said.HasErrors() {
		return reportTree{}, said
	}
	report, problems := load.Build(in.Path, tree, e.library)
	if report == nil {
		return reportTree{}, problems
	}
	return reportTree{content, tree, report}, report.Faults
}

// filled is the report file with figures in it. The file that comes of it is read
// again, so that none is written that does not say what was fetched.
func (e *Engine) filled(in Input, read reportTree, fetched sources.Fetched, force bool) (*Pulled, diag.List) {
	plan, said := sources.Edit(read.content, read.tree, read.report, fetched, force)
	if said.HasErrors() {
		said.Add(diag.Errorf(diag.Pos{File: in.Path}, "没有写入", "nothing was written"))
		return nil, said
	}
	after := mend.Apply(read.content, plan.Edits)
	now, why := load.Report(read.report.File, after, e.library)
	if now == nil && len(fetched.Lists) > 0 {
		// So many rows may make the file larger than a report may be.
		said.Add(why...)
		said.Add(diag.Errorf(diag.Pos{File: in.Path}, "填入各行以后，报告就读不了了；没有写入", "with the rows in it the report could not be read; nothing was written").
			WithHint("行数很多的清单，在报告里写 CSV 文件名，不用取", "of a list with very many rows, name its CSV file in the report, and pull nothing"))
		return nil, said
	}
	if now == nil {
		return nil, diag.List{programFault(in.Path, "the changed file cannot be read")}
	}
	if said := sources.Agree(now, fetched); said.HasErrors() {
		return nil, said
	}
	rows := 0
	for _, list := range fetched.Lists {
		rows += len(list.Rows)
	}
	return &Pulled{File: output.File{Path: in.Path, Data: after}, Same: len(plan.Edits) == 0, Figures: len(fetched.Figures), Lists: len(fetched.Lists), Rows: rows, Changes: plan.Changes}, nil
}

// sourceFiles opens the files that a report names, of its own folder and of those
// that were named beside it. No link leads out of them.
type sourceFiles struct{ folders []string }

func (s sourceFiles) open(_ context.Context, name string) ([]byte, diag.List) {
	native := filepath.FromSlash(name)
	outside := true
	var found []string
	var content []byte
	for _, dir := range s.folders {
		below, ok := belowFolder(s.folders[0], dir, native)
		if !ok {
			continue
		}
		outside = false
		read, err := infile.ReadIn(folder{dir: dir}, filepath.ToSlash(below), records.MaxBytes)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, diag.List{unreadable(name, err)}
		default:
			content, found = read, append(found, filepath.Join(dir, below))
		}
	}
	switch {
	case outside:
		return nil, diag.List{diag.Errorf(diag.Pos{File: name}, "来源不在报告所在的文件夹里，没有打开", "the source is not below the report's folder and was not opened").
			WithHint("在命令行上写明它所在的文件夹：--folder 文件夹", "name its folder on the command line: --folder DIR")}
	case len(found) == 0:
		return nil, diag.List{diag.Errorf(diag.Pos{File: name}, "找不到这个来源", "there is no such source")}
	case len(found) > 1:
		return nil, diag.List{diag.Errorf(diag.Pos{File: name}, "有几个同名的来源，分不清是哪一个：%s", "several sources have this name, which is meant is not clear: %s", strings.Join(found, "、"))}
	}
	return content, nil
}

// belowFolder is the path of a file below a folder: of a path that is not absolute the
// one below that folder or, where it leads out of the report's, the same file.
func belowFolder(report, dir, name string) (string, bool) {
	if filepath.IsLocal(name) {
		return filepath.Clean(name), true
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(report, name)
	}
	file, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	root, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	below, err := filepath.Rel(root, file)
	return below, err == nil && filepath.IsLocal(below)
}
