package configs

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/internal/memo"
	"gongwen/internal/source"
	"gongwen/internal/source/overlay"
)

//go:embed templates/*.yaml styles/*.yaml prose/*.yaml
var embedded embed.FS

// Library is the report templates, style sheets and prose rules that can be asked for: the
// embedded ones and those of a folder, where a file of the same name stands
// for the embedded one. A file is read when it is first asked for. A Library
// may be used by several goroutines; what it hands out must not be changed.
type Library struct {
	overrides fs.FS
	dir       string // how messages call the folder of overrides
	templates memo.Map[string, loaded[Template]]
	styles    memo.Map[string, loaded[StyleSheet]]
	prose     memo.Map[string, loaded[ProseRules]]
}

// loaded is what came of a file.
type loaded[T any] struct {
	value    *T
	problems diag.List
	absent   bool // there is no such file
	embedded bool // with the prose rules that it names
}

// NewLibrary is the embedded templates and style sheets and those in the
// folder overrides, which may be nil. In it a file ID.yaml with a key
// `template` is a template, one with a key `style` alone is a style sheet.
func NewLibrary(overrides fs.FS) *Library {
	return &Library{overrides: overrides}
}

// OpenLibrary is NewLibrary with a folder of the file system, whose name
// messages then carry. It fails when there is no such folder. An empty name is
// no folder.
func OpenLibrary(dir string) (*Library, diag.List) {
	if dir == "" {
		return NewLibrary(nil), nil
	}
	info, err := os.Stat(dir)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, diag.List{diag.Errorf(diag.Pos{File: dir}, "模板文件夹不能读：%v", "the folder of templates cannot be read: %v", err)}
	case err != nil || !info.IsDir():
		return nil, diag.List{diag.Errorf(diag.Pos{File: dir}, "没有这个模板文件夹", "there is no such folder of templates")}
	}
	l := NewLibrary(infile.Folder(dir))
	l.dir = dir
	return l, nil
}

// Template reads the template of the given id, or else the only one of that Chinese
// name, such as 通知. It is nil when there is none or it has errors.
func (l *Library) Template(id string) (*Template, diag.List) {
	t, problems := l.templateOf(id)
	if t == nil && inChinese(id) {
		switch named := l.named(id); len(named) {
		case 0:
		case 1:
			return named[0], nil
		default:
			ids := names(named, func(t *Template) string { return t.ID })
			return nil, diag.List{diag.Errorf(diag.Pos{}, "名为“%s”的格式有 %d 个", "%[2]d templates are named %[1]q", id, len(named)).
				WithHint("写它的标识：%s", "write its id: %s", diag.Text{ZH: strings.Join(ids, "、"), EN: strings.Join(ids, ", ")})}
		}
	}
	return t, problems
}

func (l *Library) templateOf(id string) (*Template, diag.List) {
	return load(l, &l.templates, id, templateKind, l.readTemplate)
}

// named is the templates of a Chinese name.
func (l *Library) named(name string) []*Template {
	var found []*Template
	for _, id := range l.Templates() {
		t, _ := l.templateOf(id)
		if t == nil {
			continue
		}
		if slices.Contains(t.Names(), name) {
			found = append(found, t)
		}
	}
	return found
}

// inChinese reports whether a name can be that of a template: ids are ASCII as a rule.
func inChinese(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// Embedded reports whether the template of the given id, with the prose rules that
// it names, is the embedded one, whose rules are known to have no faults.
func (l *Library) Embedded(template string) bool {
	return kept(l, &l.templates, template, templateKind, l.readTemplate).embedded
}

// Style reads the style sheet of the given id. It is nil when there is none or
// it has errors.
func (l *Library) Style(id string) (*StyleSheet, diag.List) {
	return load(l, &l.styles, id, styleKind, l.readStyle)
}

// readTemplate reads a template with what it extends.
func (l *Library) readTemplate(n *source.Node, id string, problems *diag.List) *Template {
	t := l.templateFrom(n, id, "", problems)
	*problems = extension{n, func(n *source.Node) (*source.Node, diag.List) {
		var said diag.List
		whole := l.inherit(n, id, templateKind, elsewhere, &said)
		l.templateFrom(n, id, elsewhere, &said)
		return whole, said
	}}.blamed(*problems)
	return t
}

func (l *Library) templateFrom(n *source.Node, id, before string, problems *diag.List) *Template {
	whole := l.inherit(n, id, templateKind, before, problems)
	if whole == nil {
		return nil
	}
	whole, words := l.withProse(whole, before, problems)
	if whole == nil {
		return nil
	}
	t := readTemplate(whole, id, words, problems)
	if _, base, extends := overlay.Entry(n, extendsKey); extends {
		t.Extends = base.Text
	}
	return t
}

// readStyle reads a style sheet with what it extends.
func (l *Library) readStyle(n *source.Node, id string, problems *diag.List) *StyleSheet {
	s := l.styleFrom(n, id, "", problems)
	*problems = extension{n, func(n *source.Node) (*source.Node, diag.List) {
		var said diag.List
		whole := l.inherit(n, id, styleKind, elsewhere, &said)
		l.styleFrom(n, id, elsewhere, &said)
		return whole, said
	}}.blamed(*problems)
	return s
}

func (l *Library) styleFrom(n *source.Node, id, before string, problems *diag.List) *StyleSheet {
	if n = l.inherit(n, id, styleKind, before, problems); n == nil {
		return nil
	}
	return readStyle(n, id, problems)
}

// DefaultKind is the kind of report that a file without the key `template` is.
const DefaultKind = "open-government"

// TemplateForYear reads the template that serves a year: of those whose id is
// the kind ("" for DefaultKind) and the first year served, the latest. When
// none does the list names the templates that there are; it has no place.
func (l *Library) TemplateForYear(kind string, year int) (*Template, diag.List) {
	if kind == "" {
		kind = DefaultKind
	}
	var served []string
	ids := l.Templates()
	for _, id := range slices.Backward(ids) {
		k, first := splitYear(id)
		if k != kind || first == 0 {
			continue
		}
		if first > year {
			served = append(served, fmt.Sprintf("%s（%d— ）", id, first))
			continue
		}
		t, problems := l.Template(id)
		if t == nil || t.Years.Serve(year) {
			return t, problems
		}
		served = append(served, fmt.Sprintf("%s（%d—%d）", id, t.Years.From, t.Years.To))
	}
	slices.Reverse(served)
	d := diag.Errorf(diag.Pos{}, "没有用于 %d 年度的格式", "no template serves the year %d", year)
	if len(served) > 0 {
		d = d.WithHint("现有的格式：%s", "there are: %s", strings.Join(served, "、"))
	}
	return nil, diag.List{d}
}

// YearFields are the header fields that hold the year in the templates of a
// kind ("" for DefaultKind), the latest template first. Templates are read as
// they are asked for; those that cannot be read are passed over.
func (l *Library) YearFields(kind string) iter.Seq[Field] {
	if kind == "" {
		kind = DefaultKind
	}
	return func(yield func(Field) bool) {
		for _, id := range slices.Backward(l.Templates()) {
			if k, first := splitYear(id); k != kind || first == 0 {
				continue
			}
			t, _ := l.Template(id)
			if t == nil || t.Year() == nil {
				continue
			}
			if !yield(*t.Year()) {
				return
			}
		}
	}
}

// Serve reports whether year is one of the years.
func (y Years) Serve(year int) bool { return year >= y.From && (y.To == 0 || year <= y.To) }

// KindOf is the kind of report that the template of an id is for: those of one kind serve
// some years each.
func KindOf(id string) string {
	kind, _ := splitYear(id)
	return kind
}

// splitYear takes an id such as open-government-2021 apart; year is 0 when it
// does not end in one.
func splitYear(id string) (kind string, year int) {
	i := strings.LastIndexByte(id, '-')
	if i < 0 || len(id)-i != len("-2021") {
		return id, 0
	}
	year, err := strconv.Atoi(id[i+1:])
	if err != nil || year < 1000 {
		return id, 0
	}
	return id[:i], year
}

// Templates is the ids of all templates, sorted.
func (l *Library) Templates() []string { return l.list(templateKind) }

// Styles is the ids of all style sheets, sorted.
func (l *Library) Styles() []string { return l.list(styleKind) }

// fileKind tells templates, style sheets and prose rules apart.
type fileKind struct {
	dir   string // of the embedded files
	name  diag.Text
	own   func(*source.Node) *source.Node // a file with what its parts have of it
	merge overlay.Merge                   // of a file and the one that it extends
}

var (
	templateKind = fileKind{dir: "templates", name: diag.Text{ZH: "格式", EN: "template"}, own: withNotice, merge: mergeTemplate}
	styleKind    = fileKind{dir: "styles", name: diag.Text{ZH: "样式", EN: "style sheet"}, own: itself, merge: mergeStyle}
	proseKind    = fileKind{dir: "prose", name: diag.Text{ZH: "文字规则", EN: "prose rules"}, own: itself, merge: overlay.Replaced}
)

// kindOf tells by a key at the beginning of a line which of them a file is.
func kindOf(content []byte) (kind fileKind, known bool) {
	content = bytes.TrimPrefix(content, []byte("\ufeff")) // as Windows' editor writes it
	has := func(key string) bool {
		return bytes.HasPrefix(content, []byte(key)) || bytes.Contains(content, []byte("\n"+key)) || bytes.Contains(content, []byte("\r"+key))
	}
	switch {
	case has("template:"):
		return templateKind, true
	case has("style:"):
		return styleKind, true
	case has(proseKey + ":"):
		return proseKind, true
	}
	return fileKind{}, false
}

func (l *Library) list(kind fileKind) []string {
	var ids []string
	names, _ := fs.Glob(embedded, kind.dir+"/*.yaml")
	for _, n := range names {
		ids = append(ids, strings.TrimSuffix(path.Base(n), ".yaml"))
	}
	if l.overrides != nil {
		names, _ = fs.Glob(l.overrides, "*.yaml")
	} else {
		names = nil
	}
	for _, n := range names {
		content, err := infile.ReadIn(l.overrides, n, source.MaxBytes)
		if k, known := kindOf(content); err == nil && known && k.dir == kind.dir {
			ids = append(ids, strings.TrimSuffix(n, ".yaml"))
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// libraryFile is a file of the library.
type libraryFile struct {
	name     string // how messages call it
	embedded bool   // which the name does not tell: a folder may be called as the embedded one
	content  []byte // nil for no such file
}

func (f libraryFile) is(other libraryFile) bool {
	return f.name == other.name && f.embedded == other.embedded
}

// open reads a file of the library.
func (l *Library) open(id string, kind fileKind) (libraryFile, error) {
	file := id + ".yaml"
	if !fs.ValidPath(file) || strings.ContainsAny(id, `/\`) {
		return libraryFile{name: file}, nil
	}
	if l.overrides != nil {
		name := filepath.Join(l.dir, file)
		content, err := infile.ReadIn(l.overrides, file, source.MaxBytes)
		if k, known := kindOf(content); err == nil && (!known || k.dir == kind.dir) {
			return libraryFile{name: name, content: content}, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return libraryFile{name: name}, err
		}
	}
	return openEmbedded(id, kind)
}

func embeddedName(id string, kind fileKind) string { return kind.dir + "/" + id + ".yaml" }

// openEmbedded is open for the embedded files alone.
func openEmbedded(id string, kind fileKind) (libraryFile, error) {
	name := embeddedName(id, kind)
	content, err := embedded.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return libraryFile{name: id + ".yaml"}, nil
	}
	return libraryFile{name, true, content}, err
}

// load reads a file once and keeps what came of it. Of files that do not exist
// nothing is kept: their names come from the input, and there is no end of them.
func load[T any](l *Library, files *memo.Map[string, loaded[T]], id string, kind fileKind, read func(*source.Node, string, *diag.List) *T) (*T, diag.List) {
	file := kept(l, files, id, kind, read)
	return file.value, slices.Clone(file.problems)
}

func kept[T any](l *Library, files *memo.Map[string, loaded[T]], id string, kind fileKind, read func(*source.Node, string, *diag.List) *T) loaded[T] {
	file := files.Get(id, func() loaded[T] { return parse(l, id, kind, read) })
	if file.absent {
		files.Drop(id)
	}
	return file
}

func parse[T any](l *Library, id string, kind fileKind, read func(*source.Node, string, *diag.List) *T) loaded[T] {
	file, err := l.open(id, kind)
	switch {
	case err != nil:
		return loaded[T]{problems: diag.List{diag.Errorf(diag.Pos{File: file.name}, "文件不能读：%v", "the file cannot be read: %v", err)}}
	case file.content == nil:
		return loaded[T]{problems: diag.List{l.none(diag.Pos{}, id, kind)}, absent: true}
	}
	contents, embedded := l.made(file)
	if embedded {
		if value := prepared[T](kind, id, contents); value != nil {
			return loaded[T]{value: value, embedded: true}
		}
	}
	made := interpret(file, id, read)
	made.embedded = embedded
	return made
}

// blank says that a file has nothing.
func blank(name string) diag.Diagnostic {
	return diag.Errorf(diag.Pos{File: name}, "文件里没有内容", "the file holds nothing").
		WithHint("用 gongwen template new 写一个可以改的格式", "gongwen template new writes a template to change")
}

// none says that there is no file of a kind, and which there are.
func (l *Library) none(pos diag.Pos, id string, kind fileKind) diag.Diagnostic {
	d := diag.Errorf(pos, "没有名为“%s”的%s", "there is no %[2]s named %[1]q", id, kind.name)
	known := l.list(kind)
	if d = source.Suggest(d, id, known); d.Hint == (diag.Text{}) && len(known) > 0 {
		d = d.WithHint("可以用的有：%s", "known are: %s", diag.Text{ZH: strings.Join(known, "、"), EN: strings.Join(known, ", ")})
	}
	return d
}

// made is what the prepared form of an embedded file is made of: its text and that
// of the prose rules that it names. It reports whether all of it is embedded.
func (l *Library) made(file libraryFile) (contents [][]byte, embedded bool) {
	if !file.embedded {
		return nil, false
	}
	id := proseOf(file.content)
	if id == "" {
		return [][]byte{file.content}, true
	}
	if file.name == embeddedName(id, proseKind) {
		return [][]byte{file.content, file.content}, true
	}
	prose, err := l.open(id, proseKind)
	return [][]byte{file.content, prose.content}, err == nil && prose.embedded
}

// interpret reads the YAML of a file.
func interpret[T any](file libraryFile, id string, read func(*source.Node, string, *diag.List) *T) loaded[T] {
	if source.Blank(file.content) {
		return loaded[T]{problems: diag.List{blank(file.name)}}
	}
	root, problems := source.Parse(file.name, file.content)
	if root == nil {
		return loaded[T]{problems: problems}
	}
	value := read(root, id, &problems)
	problems.Sort()
	if problems.HasErrors() {
		value = nil
	}
	return loaded[T]{value: value, problems: problems}
}
