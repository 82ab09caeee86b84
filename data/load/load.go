// Package load reads report files: YAML or JSON text becomes a tree (package
// source), the tree a data.Report. Everything that is wrong with a file is said
// at once, each thing at its place.
package load

import (
	"iter"
	"strings"

	"github.com/yuin/goldmark/parser"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Templates finds the template that a report is written for. A configs.Library is one.
type Templates interface {
	// Template is the template of that id, nil with the reasons when there is none.
	Template(id string) (*configs.Template, diag.List)
	// TemplateForYear is the template of a kind of report ("" for the usual
	// one) that serves a year, nil with the reasons when there is none.
	TemplateForYear(kind string, year int) (*configs.Template, diag.List)
	// YearFields are the header fields that hold the year in the templates of a
	// kind, the latest template first.
	YearFields(kind string) iter.Seq[configs.Field]
}

// Report reads a report file in YAML or JSON. The report is nil when the file
// cannot be read at all or its template is not known; a report beside errors
// holds everything that could be understood, so that its rules can be checked
// and a draft can be built.
//
// Tables that the file names are not read; see ReportBeside.
func Report(name string, content []byte, templates Templates) (*data.Report, diag.List) {
	return ReportBeside(name, content, templates, nil)
}

// ReportBeside is Report with the tables that the file names read from files.
func ReportBeside(name string, content []byte, templates Templates, files Files) (*data.Report, diag.List) {
	tree, problems := source.Parse(name, content)
	if tree == nil {
		return nil, problems
	}
	report, more := build(name, tree, templates, files)
	problems.Add(more...)
	problems.Sort()
	return report, problems
}

// Build makes a report of a tree that a reader of some file format has made.
// A node's places may be lines and columns or cells of a workbook.
func Build(name string, tree *source.Node, templates Templates) (*data.Report, diag.List) {
	return build(name, tree, templates, nil)
}

func build(name string, tree *source.Node, templates Templates, files Files) (*data.Report, diag.List) {
	b := builder{problems: source.Unify(tree), files: files}
	template := b.template(tree, templates)
	if template == nil {
		return nil, b.problems
	}
	b.report = &data.Report{
		File:     name,
		Template: template,
		Fields:   make(map[string]data.Field, len(template.Header)),
		Lists:    make(map[string][]data.Field),
		Dates:    make(map[string]data.Date),
		Prose:    make(map[string]data.Prose),
		Tables:   make(map[string]data.Table, len(template.Tables)),
		Notes:    make(map[string]data.Line),
		Around:   make(map[string]data.Around),
	}
	b.rules = make(map[string]configs.Rule, len(template.Rules))
	for _, r := range template.Rules {
		b.rules[r.ID] = r
	}
	b.root(tree)
	b.problems.Sort()
	return b.report, b.problems
}

// builder is a report being built.
type builder struct {
	report   *data.Report
	rules    map[string]configs.Rule
	markdown parser.Parser // made when first needed
	files    Files         // that the report file may name; nil where it stands alone
	problems diag.List
}

func (b *builder) errorf(pos diag.Pos, zh, en string, args ...any) {
	b.problems.Add(diag.Errorf(pos, zh, en, args...))
}

// root takes the outermost map apart.
func (b *builder) root(tree *source.Node) {
	t := b.report.Template
	keys := []source.Key{templateKey, notesKey, waiveKey}
	if t.SignOff {
		keys = append(keys, signOffKey)
	}
	if len(t.Tables) > 0 {
		keys = append(keys, aroundKey, sourcesKey, pulledKey)
	}
	for _, f := range t.Header {
		keys = append(keys, fieldKey(f))
	}
	for _, s := range t.Sections {
		keys = append(keys, sectionKey(s))
	}
	fields := source.NewFields(tree, &b.problems, keys...)
	for _, f := range t.Header {
		b.header(f, fields)
	}
	for _, s := range t.Sections {
		b.section(s, fields)
	}
	if len(t.Tables) > 0 {
		b.around(fields.Get(aroundKey.ID))
		b.sources(fields.Get(sourcesKey.ID))
		b.pulled(fields.Get(pulledKey.ID))
	}
	b.notes(fields.Get(notesKey.ID))
	if t.SignOff {
		b.signOff(fields)
	}
	b.waivers(fields.Get(waiveKey.ID))
}

// sectionKey is how a report file may call a section. A heading that changes
// with the report is no name.
func sectionKey(s configs.Section) source.Key {
	if strings.Contains(s.Heading, "{") {
		return source.Key{ID: s.ID, Labels: []string{s.Label}}
	}
	return source.Key{ID: s.ID, Labels: labels(s.Label, s.Heading)}
}

// labels leaves out names that are empty.
func labels(names ...string) []string {
	var list []string
	for _, n := range names {
		if n != "" {
			list = append(list, n)
		}
	}
	return list
}

// section reads a section of any kind.
func (b *builder) section(s configs.Section, fields *source.Fields) {
	entry, given := fields.Entry(s.ID)
	switch {
	case !given && !s.Optional:
		b.errorf(fields.Pos, "缺少“%s”", "%q is missing", s.Label)
	case !given, entry.Value.Said:
	case s.Kind == configs.TableSection:
		b.table(s, entry)
	case s.Kind == configs.AttachmentsSection:
		b.attachments(s, entry)
	default:
		b.prose(s, entry)
	}
}
