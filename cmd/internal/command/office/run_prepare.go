package office

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"unicode/utf8"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/runs"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
	"gongwen/internal/infile"
)

// leftOut is a report that is refused before anything is asked of the queue.
type leftOut struct {
	in  engine.Input
	of  prepared
	why diag.Text
}

// prepared is what is to be made of a report, whose it is, and the files that it needs.
type prepared struct {
	document jobs.Document
	agency   string
	files    [][]byte
	alike    diag.List // an attachment would be called as another report's documents are
}

// replaceable says that a file is there where the result is to be written which is none of
// an earlier run: it may be a roster, a key, a database or a report.
func (o runOptions) replaceable() error {
	for _, path := range o.reports {
		content, err := infile.ReadIn(infile.Folder(filepath.Dir(path)), filepath.Base(path), maxResult)
		if errors.Is(err, fs.ErrNotExist) || err == nil && runs.IsResult(content) {
			continue
		}
		return command.Usagef("--report %s：那里有别的文件，不覆盖", "--report %s: another file stands there, which is not overwritten", path)
	}
	return nil
}

// maxResult is the largest result that is replaced.
const maxResult = 1 << 30

// reportsApart says that what became of the run is to be written where a document goes.
func (n *night) reportsApart() error {
	order := n.setup.Order
	documents := map[string]string{}
	for _, in := range n.inputs {
		dir, name := order.Place(in)
		for _, e := range order.Exporters {
			documents[absolute(filepath.Join(dir, name+"."+e.Format().Extension))] = in.Path
		}
	}
	for _, path := range n.options.reports {
		if in := documents[absolute(path)]; in != "" {
			return command.Usagef("--report %s 会覆盖 %s 的输出文件", "--report %s would overwrite the output file of %s", path, in)
		}
	}
	return nil
}

// prepare keeps the report files and their pictures, and says what is to be made of them. A
// file that cannot be read, and one whose documents would overwrite another's, is refused
// and no input any more; it never stops the others.
func (n *night) prepare(ctx context.Context) error {
	const atOnce = 200
	found := n.inputs
	names := engine.NamesOf(found, n.setup.Order.Dir == "")
	n.inputs = nil
	var files [][]byte
	kept := map[string]bool{} // by digests: one picture may be in all reports
	keep := func() error {
		err := n.queue.Patiently(ctx, func() error { return n.queue.Keep(ctx, files) })
		files = files[:0]
		return err
	}
	for _, in := range found {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		p, err := prepare(ctx, n.setup, in, names)
		switch {
		case err != nil:
			n.leave(in, prepared{}, unread(err))
			continue
		case p.alike.HasErrors():
			n.leave(in, p, p.alike[0].Message)
			continue
		}
		n.inputs, n.requests, n.agencies = append(n.inputs, in), append(n.requests, jobs.Request{Name: in.Path, Make: &p.document}), append(n.agencies, p.agency)
		for _, content := range p.files {
			if digest := store.Digest(content); !kept[digest] {
				kept[digest], files = true, append(files, content)
			}
		}
		if len(files) >= atOnce {
			if err := keep(); err != nil {
				return err
			}
		}
	}
	for _, in := range n.twins {
		if p, err := prepare(ctx, n.setup, in, engine.Names{}); err != nil {
			n.leave(in, prepared{}, unread(err))
		} else {
			n.leave(in, p, diag.T("输出文件与别的报告的同名，会互相覆盖", "its output files would overwrite those of another report, and the other way round"))
		}
	}
	for _, d := range n.unread {
		n.leave(engine.Input{Path: d.Pos.File}, prepared{}, d.Message)
	}
	return keep()
}

func unread(err error) diag.Text { return diag.T("读不了：%v", "cannot be read: %v", err) }

// leave refuses a report of which nothing is asked, for what lies beside it or as it cannot
// be read; then nothing of it is prepared.
func (n *night) leave(in engine.Input, p prepared, why diag.Text) {
	const none = "" // rule
	n.result.Add(in.Path, string(store.Refused), none, why.In(n.Lang))
	p.files = nil
	n.left = append(n.left, leftOut{in, p, why})
}

// prepare reads a report. A picture that is not there is said by whoever makes the document.
func prepare(ctx context.Context, setup command.Setup, in engine.Input, names engine.Names) (p prepared, err error) {
	if !utf8.ValidString(in.Path) { // the manifest could not name it
		return p, infile.ErrName
	}
	content, err := fs.ReadFile(in.Folder, in.File)
	if err != nil {
		return p, err
	}
	p.files = [][]byte{content}
	p.document = jobs.Document{Report: store.Digest(content), Ending: filepath.Ext(in.File), Name: filepath.Base(in.Name), Formats: setup.Config.Output.Formats}
	report, _ := setup.Engine.Read(ctx, in)
	if report == nil {
		return p, nil
	}
	p.agency, p.alike = report.Agency().Text, names.Attached(in, report)
	named := report.TableFiles()
	for _, picture := range report.Pictures() {
		named = append(named, picture.File)
	}
	for _, name := range named {
		content, err := fs.ReadFile(in.Folder, name)
		if err != nil {
			continue
		}
		if p.document.Pictures == nil {
			p.document.Pictures = map[string]string{}
		}
		p.document.Pictures[name] = store.Digest(content)
		p.files = append(p.files, content)
	}
	return p, nil
}
