// Package engine takes one report from its file to finished documents, and many
// reports side by side.
package engine

import (
	"bytes"
	"path/filepath"
	"slices"
	"time"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/rules"
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
	Created   time.Time          // date of documents whose report has none
	Workers   int                // reports at a time, at least 1
	Previous  *data.Report       // of the year before, of the same template; nil for none
	Levels    configs.RuleLevels // in place of those that templates give their rules
	State     *State             // of Dir, which Build marks and BuildAll keeps; nil for none
	Resume    bool               // reports whose documents are up to date by State are skipped

	rules  cache[*rules.Set]
	styles cache[*look]
}

// look is a style sheet with its faces.
type look struct {
	sheet *configs.StyleSheet
	book  *fonts.Book
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
	report, said := j.CheckContent(path, content)
	if report == nil {
		return nil, nil, said
	}
	return report, sourceFile(path, content), said
}

// CheckContent is Check of a report file whose content is at hand.
func (j *Job) CheckContent(path string, content []byte) (*data.Report, diag.List) {
	report, said := j.parse(path, content)
	if report == nil {
		return nil, said
	}
	said = append(said, pictures(report, path)...)
	rules, problems := j.rules.get(report.Template.ID, func() (*rules.Set, diag.List) { return j.compile(report.Template) })
	said = append(said, problems...)
	if rules != nil {
		said = append(said, rules.CheckWith(report, j.Previous)...)
	}
	said = j.judged(report, said)
	said.Sort()
	return report, said
}

// compile makes a template's rules ready. Of a template that is embedded they
// are compiled as they are needed.
func (j *Job) compile(t *configs.Template) (*rules.Set, diag.List) {
	if j.Library.Embedded(t.ID) {
		return rules.Prepare(t), nil
	}
	return rules.Compile(t)
}

// judged is what is said about a report with the levels of the configuration
// and the report's own waivers.
func (j *Job) judged(report *data.Report, said diag.List) diag.List {
	return report.Waive(j.Levels.Apply(said), func(rule string) bool {
		level, _ := j.Levels.Of(rule)
		compares := slices.ContainsFunc(report.Template.Rules, func(r configs.Rule) bool { return r.ID == rule && r.Previous })
		return !level.Off && (!compares || j.Previous != nil)
	})
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
	content, problem := readFile(in.Path)
	if problem != nil {
		result.Said.Add(*problem)
		return result
	}
	done, lost := j.upToDate(in, content)
	if done {
		result.Outcome = Skipped
		return result
	}
	report, said := j.CheckContent(in.Path, content)
	result.Said = append(lost, said...)
	if report == nil || said.HasErrors() && !j.Draft {
		return result
	}
	files, problems := j.render(report, sourceFile(in.Path, content), in.Name)
	result.Said = append(result.Said, problems...)
	if problems.HasErrors() {
		return result
	}
	if err := output.WriteFiles(files); err != nil {
		result.Said.Add(unwritable(err, j.Dir))
		return result
	}
	result.Outcome, result.mark = Built, j.marked(in, content, report, files)
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
