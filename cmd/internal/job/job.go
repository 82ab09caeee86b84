// Package job takes one report from its file to finished documents, and many
// reports side by side.
package job

import (
	"bytes"
	"context"
	"path/filepath"
	"sync/atomic"
	"time"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/xlsx"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/layout"
	"gongwen/layout/compose"
	"gongwen/output"
)

// Job is what all reports of one run have in common. It is safe for concurrent
// use once it is set up.
type Job struct {
	Library   *configs.Library
	Fonts     fonts.Options     // the user's faces
	Style     string            // style sheet in place of the template's; empty for none
	Exporters []output.Exporter // in the order their files are named
	Dir       string            // where documents go
	Draft     bool
	Created   time.Time    // date of documents whose report has none
	Workers   int          // reports at a time, at least 1
	Previous  *data.Report // of the year before, of the same template; nil for none

	rules  cache[*data.Rules]
	styles cache[*look]
}

// look is a style sheet with its faces.
type look struct {
	sheet *configs.StyleSheet
	book  *fonts.Book
}

// Result is what became of one report.
type Result struct {
	Input Input
	Files []string // documents that were written
	Said  diag.List
}

// Check reads a report and evaluates its template's rules. The report is nil
// when it could not be understood at all.
func (j *Job) Check(path string) (*data.Report, diag.List) {
	report, _, said := j.read(path)
	return report, said
}

// read is Check that gives the report file too.
func (j *Job) read(path string) (*data.Report, *output.SourceFile, diag.List) {
	content, problem := readFile(path)
	if problem != nil {
		return nil, nil, diag.List{*problem}
	}
	report, said := j.parse(path, content)
	if report == nil {
		return nil, nil, said
	}
	said = append(said, pictures(report, path)...)
	rules, problems := j.rules.get(report.Template.ID, func() (*data.Rules, diag.List) { return data.Compile(report.Template) })
	said = append(said, problems...)
	if rules != nil {
		said = append(said, rules.CheckWith(report, j.Previous)...)
	}
	said.Sort()
	return report, sourceFile(path, content), said
}

// parse reads a report file in the form that its name says.
func (j *Job) parse(path string, content []byte) (*data.Report, diag.List) {
	if xlsx.IsWorkbook(path) {
		return xlsx.Report(path, content, j.Library)
	}
	return load.Report(path, content, j.Library)
}

// Read reads a report file without evaluating its template's rules. The report
// is nil when it could not be understood at all.
func (j *Job) Read(path string) (*data.Report, diag.List) {
	content, problem := readFile(path)
	if problem != nil {
		return nil, diag.List{*problem}
	}
	return j.parse(path, content)
}

// Build writes the documents of one report, all or none. With errors in the
// report it writes nothing unless the job makes drafts.
func (j *Job) Build(in Input) Result {
	result := Result{Input: in}
	report, source, said := j.read(in.Path)
	result.Said = said
	if report == nil || said.HasErrors() && !j.Draft {
		return result
	}
	files, problems := j.render(report, source, in.Name)
	result.Said = append(result.Said, problems...)
	if problems.HasErrors() {
		return result
	}
	if err := output.WriteFiles(files); err != nil {
		result.Said.Add(unwritable(err, j.Dir))
		return result
	}
	for _, f := range files {
		result.Files = append(result.Files, f.Path)
	}
	return result
}

// Render makes the documents of a report in memory, which carry no report file.
func (j *Job) Render(report *data.Report, name string) ([]output.File, diag.List) {
	return j.render(report, nil, name)
}

// render makes the documents of a report that was read from source, nil for no
// file.
func (j *Job) render(report *data.Report, source *output.SourceFile, name string) ([]output.File, diag.List) {
	look, problems := j.look(report.Template)
	if problems.HasErrors() {
		return nil, problems
	}
	document, said := compose.Document(report, look.sheet, compose.Options{Draft: j.Draft, Created: j.Created})
	problems = append(problems, said...)
	if problems.HasErrors() {
		return nil, problems
	}
	pages, setting, said := layout.Typeset(document, look.book)
	problems = append(problems, said...)
	if problems.HasErrors() {
		return nil, problems
	}
	files := make([]output.File, len(j.Exporters))
	for i, e := range j.Exporters {
		var buffer bytes.Buffer
		if err := e.Export(&buffer, output.Input{Doc: document, Pages: pages, Setting: setting, Source: source, Fonts: look.book}); err != nil {
			problems = append(problems, diag.From(err)...)
		}
		files[i] = output.File{Path: filepath.Join(j.Dir, name+"."+e.Extension()), Data: buffer.Bytes()}
	}
	return files, problems
}

// BuildAll builds reports side by side and gives each result to done, in the
// order of inputs. One report's errors never stop the others.
func (j *Job) BuildAll(ctx context.Context, inputs []Input, done func(Result)) {
	results := make([]chan Result, len(inputs))
	for i := range results {
		results[i] = make(chan Result, 1)
	}
	var next atomic.Int64
	for range max(1, j.Workers) {
		go func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(inputs) {
					return
				}
				results[i] <- j.buildUnless(ctx, inputs[i])
			}
		}()
	}
	for _, r := range results {
		done(<-r)
	}
}

// buildUnless builds a report unless the run has been interrupted.
func (j *Job) buildUnless(ctx context.Context, in Input) Result {
	if ctx.Err() != nil {
		return Result{Input: in, Said: diag.List{diag.Errorf(diag.Pos{File: in.Path}, "已中断，没有生成", "interrupted, not built")}}
	}
	return j.Build(in)
}

func (j *Job) look(t *configs.Template) (*look, diag.List) {
	id := j.Style
	if id == "" {
		id = t.Style
	}
	return j.styles.get(id, func() (*look, diag.List) {
		sheet, problems := j.Library.Style(id)
		if problems.HasErrors() {
			return nil, problems
		}
		book, said := fonts.NewBook(fontRoles(sheet), j.Fonts)
		return &look{sheet, book}, append(problems, said...)
	})
}

func fontRoles(sheet *configs.StyleSheet) []fonts.Role {
	roles := make([]fonts.Role, len(sheet.Fonts))
	for i, f := range sheet.Fonts {
		roles[i] = fonts.Role{ID: f.ID, Latin: f.Latin, LatinBold: f.LatinBold, Pos: f.Pos}
		for _, use := range f.Faces {
			roles[i].Faces = append(roles[i].Faces, fonts.Use{Face: use.Face, Only: use.Only, Except: use.Except})
		}
	}
	return roles
}
