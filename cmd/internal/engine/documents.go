package engine

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/layout"
	"gongwen/layout/compose"
	"gongwen/layout/doc"
	"gongwen/output"
)

// Documents makes the documents of a report in memory, which carry no report
// file. Their paths are their names.
func (e *Engine) Documents(ctx context.Context, report *data.Report, name string, o Order) ([]output.File, diag.List) {
	return e.documents(ctx, report, nil, Input{Path: name, Name: name}, o)
}

// DocumentsOf makes the documents of a report file in memory, as Build writes them: the
// report's in the order of the exporters, then those of each attachment that is bound
// apart. Their paths are their names. With errors in the report there are none, unless
// drafts are ordered.
func (e *Engine) DocumentsOf(ctx context.Context, in Input, o Order) ([]output.File, diag.List) {
	content, said := in.read(ctx, o.limits().File)
	if len(said) > 0 {
		return nil, said
	}
	_, files, said := e.documentsOf(ctx, in, content, o)
	return files, said
}

// documentsOf checks a report file and makes its documents; nil where it has errors,
// unless drafts are ordered.
func (e *Engine) documentsOf(ctx context.Context, in Input, content []byte, o Order) (*data.Report, []output.File, diag.List) {
	report, said := e.CheckContent(ctx, in, content, o)
	if report == nil || said.HasErrors() && !o.Draft {
		return report, nil, said
	}
	files, problems := e.documents(ctx, report, sourceFile(in.File, content), in, o)
	said = append(said, problems...)
	if problems.HasErrors() {
		return report, nil, said
	}
	return report, files, said
}

// documents makes the documents of a report that was read from source, nil for
// no file.
func (e *Engine) documents(ctx context.Context, report *data.Report, source *output.SourceFile, in Input, o Order) ([]output.File, diag.List) {
	input, problems := e.written(ctx, report, source, in, o)
	if problems.HasErrors() {
		return nil, problems
	}
	files, problems := exportedOf(ctx, input, in, o, problems)
	if problems.HasErrors() {
		return files, problems
	}
	apart, said := e.apart(ctx, report, in, o)
	return append(files, apart...), append(problems, said...)
}

// isDocument reports whether an attachment is a document of its own that has a text.
func isDocument(a data.Attachment) bool { return a.Apart && len(a.Text.Blocks) > 0 }

// apart makes the documents of the attachments that are bound apart (GB/T 9704-2012
// 7.3.7), which are called by the report's and what stands at their heads.
func (e *Engine) apart(ctx context.Context, report *data.Report, in Input, o Order) ([]output.File, diag.List) {
	var files []output.File
	var said diag.List
	for i, a := range report.Attachments {
		if !isDocument(a) {
			continue
		}
		o.apart = i + 1
		input, problems := e.written(ctx, report, nil, in, o)
		if said = append(said, problems...); problems.HasErrors() {
			return nil, said
		}
		own := in
		own.Name = attachedName(in, report, i)
		made, problems := exportedOf(ctx, input, own, o, nil)
		if said = append(said, problems...); problems.HasErrors() {
			return nil, said
		}
		files = append(files, made...)
	}
	return files, said
}

// exportedOf makes the documents of what writers need for them; problems are what has
// been said before.
func exportedOf(ctx context.Context, input output.Input, in Input, o Order, problems diag.List) ([]output.File, diag.List) {
	files := make([]output.File, len(o.Exporters))
	for i, exporter := range o.Exporters {
		if said := ended(ctx, in.Path); said != nil {
			return nil, said
		}
		var buffer bytes.Buffer
		exporting := o.Timing.format(exporter)
		err := exporter.Export(&buffer, input)
		exporting()
		if err != nil {
			problems = append(problems, diag.From(err)...)
		}
		files[i] = output.File{Path: path.Base(in.Name) + "." + exporter.Format().Extension, Data: buffer.Bytes()}
	}
	return files, problems
}

// written is what writers make documents of. The report file that they carry is written
// first: what that takes of memory is free again before there are pages.
func (e *Engine) written(ctx context.Context, report *data.Report, source *output.SourceFile, in Input, o Order) (output.Input, diag.List) {
	look := e.lookOf(report.Template, o)
	problems := slices.Clone(look.said)
	if problems.HasErrors() {
		return output.Input{}, problems
	}
	carries, said := carried(report, source)
	if said.HasErrors() {
		return output.Input{}, append(problems, said...)
	}
	input, said := typeset(ctx, report, look, in, o, nil)
	input.Source = carries
	return input, append(problems, said...)
}

// typeset composes a report, changes the document where there is something to
// change in it, and lays it out where a format of the order needs that.
func typeset(ctx context.Context, report *data.Report, look styleFaces, in Input, o Order, revise func(*doc.Document) (*doc.Document, diag.List)) (output.Input, diag.List) {
	needsPages := slices.ContainsFunc(o.Exporters, func(e output.Exporter) bool { return e.Format().NeedsPages })
	return typesetPages(ctx, report, look, in, o, needsPages, revise)
}

// typesetPages is typeset with pages or without.
func typesetPages(ctx context.Context, report *data.Report, look styleFaces, in Input, o Order, needsPages bool, revise func(*doc.Document) (*doc.Document, diag.List)) (output.Input, diag.List) {
	if said := ended(ctx, in.Path); said != nil {
		return output.Input{}, said
	}
	wants := layout.Wants{Lines: slices.ContainsFunc(o.Exporters, func(e output.Exporter) bool { return e.Format().NeedsLines })}
	how := compose.Options{Draft: o.Draft, Created: o.Created, After: o.after, Bound: o.bound, Apart: o.apart}
	stay := false // 主送机关 would make the 版记 higher than a page
	for {
		composing := o.Timing.stage(composeStage)
		document, problems := compose.Document(report, look.sheet, how)
		composing()
		problems = o.Levels.Apply(problems)
		if revise != nil && !problems.HasErrors() {
			revised, said := revise(document)
			document, problems = revised, append(problems, said...)
		}
		input := output.Input{Doc: document, Fonts: look.book}
		if problems.HasErrors() || !needsPages {
			return input, problems
		}
		placing := o.Timing.stage(layoutStage)
		pages, setting, said := look.typeset(ctx, document, wants)
		placing()
		if ended := ended(ctx, in.Path); ended != nil {
			return input, ended
		}
		if unmoved, moved := how.Remedy.Unmoved(); moved && setting != nil && setting.High {
			how.Remedy, stay = unmoved, true
			continue
		}
		input.Pages, input.Setting = pages, setting
		if setting != nil && setting.SealsOver {
			said = append(said, o.Levels.Apply(diag.List{sealsAlone(report)})...)
		}
		if how.Remedy.Moves(report) {
			said = append(said, diag.Diagnostic{
				Level: diag.Note, Pos: diag.Pos{File: report.File},
				Message: diag.T("首页排不下主送机关和正文，主送机关移到版记", "the first page has no room for 主送机关 and text: 主送机关 stand in the 版记"),
			})
		}
		if how.Remedy.Drops(report) {
			said = append(said, diag.Diagnostic{
				Level: diag.Note, Pos: diag.Pos{File: report.File},
				Message: diag.T("首页排不下各机关的标志和正文，发文机关标志只印主办机关", "the first page has no room for the names of all agencies and text: the 发文机关标志 has the host's alone"),
			})
		}
		if setting == nil || !setting.Bare {
			return input, append(append(problems, said...), o.Levels.Apply(oddColophon(report, look, input))...)
		}
		remedy, more := how.Remedy.Next(stay)
		if !more {
			return input, append(append(problems, said...), o.Levels.Apply(diag.List{bareFirstPage(report, stay)})...)
		}
		how.Remedy = remedy
	}
}

// bareFirstPage says that nothing makes the first page show text; of too many 主送机关,
// that not even the 版记 has room for them.
func bareFirstPage(report *data.Report, recipients bool) diag.Diagnostic {
	if recipients {
		return diag.Warnf(diag.Pos{File: report.File}, "首页没有正文：主送机关太多，移到版记一页也排不下", "the first page shows no text: there are more recipients than even the 版记 has room for").
			WithHint("公文首页必须显示正文（GB/T 9704—2012 7.3.3）：同类的机关写成统称，如 各乡镇人民政府", "call those of one kind by one name, such as 各乡镇人民政府 (GB/T 9704-2012 7.3.3)").WithRule(configs.BareFirstPage)
	}
	return diag.Warnf(diag.Pos{File: report.File}, "首页没有正文：发文机关、标题或者签发人太多", "the first page shows no text: there are too many agencies or signers, or the title is too long").
		WithHint("公文首页必须显示正文（GB/T 9704—2012 7.3.3）：缩短标题，或者只用主办机关的标志", "shorten the title, or use the mark of the host alone (GB/T 9704-2012 7.3.3)").WithRule(configs.BareFirstPage)
}

// sealsAlone says that the seals of many agencies have no room on a page with text.
func sealsAlone(report *data.Report) diag.Diagnostic {
	return diag.Warnf(report.SignOff.Agency.Pos, "署名的机关太多，一面排不下：有的印章与正文不在同一面", "so many agencies sign that some seals stand on a page without text").
		WithHint("印章与正文要在同一面（GB/T 9704—2012 7.3.5.5）：署名用规范化简称", "seals share a page with text (GB/T 9704-2012 7.3.5.5): sign with short names").WithRule(configs.SealsAlone)
}

// oddColophon says that the 版记 stands on an odd page, where the style sheet leaves it
// there (7.4). One without lines, as of letters, stands on the last page.
func oddColophon(report *data.Report, look styleFaces, input output.Input) diag.List {
	last := len(input.Pages)
	if look.sheet.Foot.Even || look.sheet.Foot.Outer == 0 || last%2 == 0 || !slices.ContainsFunc(input.Doc.Body, isColophon) {
		return nil
	}
	d := diag.Warnf(diag.Pos{File: report.File}, "版记在第 %d 页，应在偶数页", "the 版记 is on page %d and should be on an even one", last)
	return diag.List{d.WithRule(configs.ColophonOnAnOdd)}
}

func isColophon(b doc.Block) bool {
	_, is := b.(*doc.Colophon)
	return is
}

// Made is a report with all documents that were made of it, in memory.
type Made struct {
	Report    *data.Report
	Source    *output.SourceFile
	Documents []output.File // as DocumentsOf has them
	Title     string        // of the documents; empty for none
	Pictures  []output.File // the files that the report names, with its names for them
	Checked   diag.List     // what Check says of the report
}

// Make makes the documents of one report in memory. With errors in the report
// or its documents it gives nil and says why.
func (e *Engine) Make(ctx context.Context, in Input, o Order) (*Made, diag.List) {
	content, said := in.read(ctx, o.limits().File)
	if len(said) > 0 {
		return nil, said
	}
	report, said := e.CheckContent(ctx, in, content, o)
	if report == nil || said.HasErrors() {
		return nil, said
	}
	m := &Made{Report: report, Source: sourceFile(in.File, content), Checked: said}
	input, problems := e.written(ctx, report, m.Source, in, o)
	if !problems.HasErrors() {
		m.Title = input.Doc.Meta.Title
		m.Documents, problems = exportedOf(ctx, input, in, o, problems)
	}
	if !problems.HasErrors() {
		apart, more := e.apart(ctx, report, in, o)
		m.Documents, problems = append(m.Documents, apart...), append(problems, more...)
	}
	said = append(said, problems...)
	taken, problems := PictureFiles(report, in)
	m.Pictures = taken
	said = append(said, problems...)
	if said.HasErrors() {
		return nil, said
	}
	return m, said
}

// PictureFiles are the files of the report's pictures and tables as they are in its
// folder, each once, with the names that the report has for them.
func PictureFiles(report *data.Report, in Input) ([]output.File, diag.List) {
	var files []output.File
	seen := map[string]bool{}
	named := report.TableFiles()
	for _, p := range report.Pictures() {
		named = append(named, p.File)
	}
	for _, file := range named {
		name := path.Clean(filepath.ToSlash(file))
		if seen[name] {
			continue
		}
		seen[name] = true
		content, err := fs.ReadFile(in.beside(), name)
		if err != nil {
			return nil, diag.List{unreadable(filepath.Join(filepath.Dir(in.Path), name), err)}
		}
		files = append(files, output.File{Path: name, Data: content})
	}
	return files, nil
}
