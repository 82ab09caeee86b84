package configs

import (
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// templateReader reads a template and keeps what its parts must agree with.
type templateReader struct {
	*Template
	problems *diag.List
	ids      map[string]diag.Pos // of the keys of a report file
	reserved []string            // names that these cannot have
	labels   map[string]diag.Pos
	phrases  map[string]string // parts of the patterns of claims
	figures  []namedFigure
}

// readTemplate reads the template that the file of name id should hold. words are
// those that it shares with other templates; nil for none.
func readTemplate(n *source.Node, id string, words *Lexicon, problems *diag.List) *Template {
	f := fields(n, problems, "template", "name", "aliases", "law", "notice", "years", "style", "sign_off", "deadlines", "headlines", "help",
		"header", "title", "untitled", "author", "elements", "sections", "values", "tables", "prose", "phrases", "lexicon", "rules")
	r := &templateReader{
		Template: &Template{Lexicon: words, Pos: n.Pos},
		problems: problems,
		labels:   map[string]diag.Pos{},
		ids:      map[string]diag.Pos{},
	}
	r.reserve(TemplateKey, SignOffKey, NotesKey, WaiveKey, SourcesKey, PulledKey)
	if f.Get("tables") != nil {
		r.reserve(AroundKey)
	}
	r.ID = ownID(f, "template", id, problems)
	r.Name = required(f, "name", problems)
	r.Aliases = source.Strings(f.Get("aliases"), problems)
	r.Law = optional(f, "law", problems)
	r.Notice = optional(f, noticeKey, problems)
	r.years(f.Require("years"), f.Get("template"))
	r.Style = required(f, "style", problems)
	if style := f.Get("style"); style != nil {
		r.StylePos = style.Pos
	}
	r.signOff(f.Get("sign_off"))
	for _, d := range source.Items(f.Get("deadlines"), problems) {
		r.Deadlines = append(r.Deadlines, r.deadline(d))
	}
	r.Help = message(f.Get("help"), problems)
	for _, h := range source.Items(f.Require("header"), problems) {
		field := r.field(h, r.ids, r.labels)
		r.named(h)
		r.Header = append(r.Header, field)
	}
	r.Title = r.placeholders(f.Require("title"))
	if title := f.Get("title"); title != nil {
		for _, line := range title.Items {
			if line.Kind == source.Scalar && strings.TrimSpace(line.Text) == "" {
				problems.Add(diag.Errorf(line.Pos, "题目的一行不能为空", "a line of the title must not be empty"))
			}
		}
	}
	r.Author = r.placeholder(f.Get("author"))
	r.Untitled = source.Bool(f.Get("untitled"), problems)
	elements := map[string]diag.Pos{}
	for _, e := range source.Items(f.Get("elements"), problems) {
		r.Elements = append(r.Elements, r.element(e, elements))
	}
	for _, s := range source.Items(f.Require("sections"), problems) {
		section := r.section(s)
		r.named(s)
		r.Sections = append(r.Sections, section)
	}
	r.attachmentsLast()
	for _, v := range source.Items(f.Get("values"), problems) {
		r.Values = append(r.Values, r.value(v))
	}
	for _, t := range source.Items(f.Get("tables"), problems) {
		r.Tables = append(r.Tables, r.table(t))
	}
	r.tablesOfSections()
	for _, h := range source.Items(f.Get("headlines"), problems) {
		r.Headlines = append(r.Headlines, r.headline(h))
	}
	r.readPhrases(f.Get("phrases"))
	r.Prose = optional(f, proseKey, problems)
	r.readLexicon(f.Get("lexicon"))
	r.rules(source.Items(f.Get("rules"), problems))
	r.rulesOfValues(source.Items(f.Get("values"), problems))
	return r.Template
}

// ownID reads the id that a file gives itself, which must be the file's name.
func ownID(f *source.Fields, key, file string, problems *diag.List) string {
	n := f.Require(key)
	if n == nil {
		return file
	}
	switch id := source.String(n, problems); {
	case !fileID.MatchString(id):
		problems.Add(diag.Errorf(n.Pos, "“%s”不能作标识", "%q is no id", id).
			WithHint("用小写字母、数字和连字符，以字母开头", "it has lower case letters, digits and hyphens and begins with a letter"))
	case id != file:
		problems.Add(diag.Errorf(n.Pos, "标识“%s”与文件名“%s”不一致", "the id %q is not the name of the file, %q", id, file))
	}
	return file
}

const (
	firstYear = 1949
	lastYear  = 9999
)

func (r *templateReader) years(n, id *source.Node) {
	if n == nil {
		return
	}
	f := fields(n, r.problems, "from", "to")
	r.Years.From = source.Int(f.Require("from"), 0, firstYear, lastYear, r.problems)
	to := f.Get("to")
	if to != nil && to.Kind == source.Null {
		to = nil // the end that the template it extends has is taken away
	}
	r.Years.To = source.Int(to, 0, firstYear, lastYear, r.problems)
	if to != nil && r.Years.To < r.Years.From && r.Years.To > 0 {
		r.problems.Add(diag.Errorf(to.Pos, "终止年度早于起始年度", "the last year is before the first"))
	}
	if _, first := splitYear(r.ID); first != 0 && id != nil && r.Years.From != 0 && first != r.Years.From {
		r.problems.Add(diag.Errorf(id.Pos, "标识末尾的年份 %d 不是起始年度 %d", "the id ends in %d, but the first year served is %d", first, r.Years.From))
	}
}

// field reads a header field, or a part of one. ids and labels are those of the
// keys beside it.
func (r *templateReader) field(n *source.Node, ids, labels map[string]diag.Pos) Field {
	f := fields(n, r.problems, "id", "label", "type", "optional", "many", "join", "choices", "parts", "initial", "help")
	expressible(f, r.problems, operators)
	field := Field{
		ID:       newID(f, ids, r.problems),
		Label:    label(f, labels, r.problems),
		Type:     choice[FieldType](f.Get("type"), fieldTypes[:], r.problems),
		Optional: source.Bool(f.Get("optional"), r.problems),
		Many:     source.Bool(f.Get("many"), r.problems),
		Join:     optional(f, "join", r.problems),
		Choices:  source.Strings(f.Get("choices"), r.problems),
		Initial:  optional(f, "initial", r.problems),
		Help:     optional(f, "help", r.problems),
		Pos:      n.Pos,
	}
	if field.Join == "" {
		field.Join = "、"
	}
	r.parts(&field, f)
	single := field.Type == YearField || field.Type == AgencyField
	if other := r.typed(field.Type); other != nil && single {
		r.problems.Add(diag.Errorf(f.Get("type").Pos, "type 为 %s 的项目只能有一个，另一个是“%s”", "only one field has type: %s, the other is %q", field.Type, other.ID))
	}
	return field
}

// parts reads what a field that is a map consists of.
func (r *templateReader) parts(field *Field, f *source.Fields) {
	ids, labels := map[string]diag.Pos{}, map[string]diag.Pos{}
	for _, n := range source.Items(f.Get("parts"), r.problems) {
		part := r.field(n, ids, labels)
		if len(part.Parts) > 0 || part.Many || part.Type == YearField || part.Type == AgencyField {
			r.problems.Add(diag.Errorf(n.Pos, "parts 里的项目只能是一个值", "a part of a field is a single value"))
			continue
		}
		field.Parts = append(field.Parts, part)
	}
	if len(field.Parts) > 0 && (field.Many || field.Type != TextField) {
		r.problems.Add(diag.Errorf(f.Get("parts").Pos, "有 parts 的项目没有 type 和 many", "a field with parts has neither type nor many"))
	}
}

func (r *templateReader) section(n *source.Node) Section {
	f := fields(n, r.problems, "id", "label", "breaks", "heading", "aliases", "kind", "optional", "initial", "help")
	s := Section{
		ID:       newID(f, r.ids, r.problems),
		Label:    label(f, r.labels, r.problems),
		Heading:  r.placeholder(f.Get("heading")),
		Aliases:  source.Strings(f.Get("aliases"), r.problems),
		Kind:     choice[SectionKind](f.Require("kind"), sectionKinds[:], r.problems),
		Optional: source.Bool(f.Get("optional"), r.problems),
		Initial:  r.placeholder(f.Get("initial")),
		Help:     optional(f, "help", r.problems),
		Pos:      n.Pos,
	}
	s.Breaks = breaks(f.Get("breaks"), s.Label, r.problems)
	if s.Kind != ProseSection && s.Initial != "" {
		r.problems.Add(diag.Errorf(f.Get("initial").Pos, "只有文字部分（kind: prose）有起始文字", "only a section of prose has an initial text"))
	}
	if s.Kind == AttachmentsSection && s.Heading == "" {
		r.problems.Add(diag.Errorf(n.Pos, "附件部分要写 heading：印在附件名称前面的词", "a section of attachments has a heading: the word before their names").
			WithHint("一般写 heading: 附件", "as a rule heading: 附件"))
	}
	return s
}

func (r *templateReader) value(n *source.Node) ValueType {
	f := fields(n, r.problems, "id", "unit", "whole", "signed", "decimals", "digits", "format", "align", "rule", "empty", "kind", "blank")
	seen := map[string]diag.Pos{}
	for _, v := range r.Values {
		seen[v.ID] = v.Pos
	}
	v := ValueType{
		ID:       newID(f, seen, r.problems),
		Unit:     optional(f, "unit", r.problems),
		Whole:    source.Bool(f.Get("whole"), r.problems),
		Signed:   source.Bool(f.Get("signed"), r.problems),
		Decimals: source.Int(f.Get("decimals"), 0, 0, maxDecimals, r.problems),
		Digits:   source.Int(f.Get("digits"), maxDigits, 1, maxDigits, r.problems),
		Blank:    source.Choice(f.Get("blank"), r.problems, "fault", "zero") == "zero",
		Rule:     optional(f, "rule", r.problems),
		Empty:    optional(f, "empty", r.problems),
		Align:    choice[FigureAlign](f.Get("align"), figureAligns[:], r.problems),
		Kind:     choice[ValueKind](f.Get("kind"), valueKinds[:], r.problems),
		Pos:      n.Pos,
	}
	if v.Whole && v.Decimals > 0 {
		r.problems.Add(diag.Errorf(f.Get("decimals").Pos, "整数没有小数位", "a whole number has no decimals"))
	}
	v.Format = r.format(f.Get("format"), v)
	if v.Kind != NumberValue {
		for _, key := range []string{"whole", "signed", "decimals", "digits", "format", "blank"} {
			if n := f.Get(key); n != nil {
				r.problems.Add(diag.Errorf(n.Pos, "kind 为 %s 的不是数，没有“%s”这一项", "what is of kind %s is no number and has no %q", v.Kind, key))
			}
		}
	}
	return v
}

var placeholderName = pattern.New(`\{([^{}]*)\}`)

// placeholder reads a text in which {field} stands for a header value.
func (r *templateReader) placeholder(n *source.Node) string {
	text := source.String(n, r.problems)
	if len(r.Header) == 0 {
		return text
	}
	if open := unclosed(text); open >= 0 {
		r.problems.Add(diag.Errorf(n.At(open), "“{”没有关上，这样会照样印出", "the brace is not closed, so that it would be printed").
			WithHint("项目写成 {agency}，前后各一个花括号", "a header field is written {agency}, with a brace on both sides"))
	}
	for _, m := range placeholderName.FindAllStringSubmatchIndex(text, -1) {
		name := text[m[2]:m[3]]
		fields := r.Fields()
		if !contains(fields, func(f Field) string { return f.ID }, name) {
			d := diag.Errorf(n.At(m[0]), "没有名为“%s”的项目", "there is no header field %q", name)
			r.problems.Add(source.Suggest(d, name, names(fields, func(f Field) string { return f.ID })))
		}
	}
	return text
}

// unclosed is where a brace opens a placeholder that does not end; -1 for nowhere.
func unclosed(text string) int {
	open := -1
	for i := range len(text) {
		switch text[i] {
		case '{':
			if open >= 0 {
				return open
			}
			open = i
		case '}':
			open = -1
		}
	}
	return open
}

func (r *templateReader) placeholders(n *source.Node) []string {
	var out []string
	for _, i := range source.Items(n, r.problems) {
		out = append(out, r.placeholder(i))
	}
	if n != nil && n.Kind == source.List && len(out) == 0 {
		r.problems.Add(diag.Errorf(n.Pos, "标题至少要有一行", "the title needs at least one line"))
	}
	return out
}

// tablesOfSections checks that each section of tables has its table and the
// other way round.
func (r *templateReader) tablesOfSections() {
	tables := map[string]bool{}
	for _, t := range r.Tables {
		tables[t.ID] = true
		if s := r.Section(t.ID); s == nil || s.Kind != TableSection {
			r.problems.Add(diag.Errorf(t.Pos, "没有放表格“%s”的部分", "no section of kind table has the id %q", t.ID).
				WithHint("表格的 id 与所在部分的 id 相同", "a table has the id of its section"))
		}
	}
	for _, s := range r.Sections {
		if s.Kind == TableSection && !tables[s.ID] {
			r.problems.Add(diag.Errorf(s.Pos, "“%s”没有表格", "the section %q has no table", s.ID).
				WithHint("在 tables 下写出 id 为“%s”的表格", "describe a table of the id %q below tables", s.ID))
		}
	}
}

// names lists the ids of things in their order.
func names[T any](things []T, id func(T) string) []string {
	out := make([]string, len(things))
	for i, t := range things {
		out[i] = id(t)
	}
	return out
}

// find is the index of the thing with an id, -1 when there is none.
func find[T any](things []T, id func(T) string, want string) int {
	for i, t := range things {
		if id(t) == want {
			return i
		}
	}
	return -1
}

func contains[T any](things []T, id func(T) string, want string) bool {
	return find(things, id, want) >= 0
}
