package intake

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/data/intake/document"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// officialOf reads blocks as an official document (公文): nil where they are none, or
// where what is asked for is a report. A report whose title and chapters are known
// is one, whatever stands above it.
func officialOf(pos diag.Pos, blocks []flow.Block, templates Templates, o Options) *reading {
	if o.Template != "" {
		t, _ := templates.Template(o.Template)
		if t == nil || len(t.Elements) == 0 {
			return nil
		}
	}
	found := document.Recognise(&flow.Document{Blocks: blocks})
	if found == nil || o.Template == "" && isReport(blocks, templates) {
		return nil
	}
	t := officialTemplate(found, templates, o)
	if t == nil {
		return nil
	}
	r := &official{reading: reading{template: t, options: o, pos: pos}, found: found}
	r.read()
	return &r.reading
}

// isReport reports whether blocks have the title of a report of one of the formats
// that are no official documents, and its chapters. Where the title was cut, all of the
// chapters say so too.
func isReport(blocks []flow.Block, templates Templates) bool {
	const few, many = 3, 5 // chapters
	for _, id := range templates.Templates() {
		t, _ := templates.Template(id)
		if t == nil || len(t.Elements) > 0 {
			continue
		}
		r := &reading{template: t, headings: headingsOf(t)}
		least := min(few, len(r.headings))
		if !findTitle(blocks, t).found {
			if least = len(r.headings); least < many {
				continue
			}
		}
		known := map[*configs.Section]bool{}
		for _, b := range blocks {
			if s, _ := r.heading(b); s != nil {
				known[s] = true
			}
		}
		if len(known) >= least {
			return true
		}
	}
	return false
}

// jointTemplate is the id of the format of documents of several agencies.
const jointTemplate = "joint"

// officialTemplate is the format of an official document: what is asked for, that of
// several agencies, or the one whose name ends the title.
func officialTemplate(d *document.Document, templates Templates, o Options) *configs.Template {
	if o.Template != "" {
		t, _ := templates.Template(o.Template)
		return t
	}
	if len(d.Marks) > 1 {
		if t, _ := templates.Template(jointTemplate); t != nil {
			return t
		}
	}
	title := behindKind.ReplaceAllString(cell.Compact(d.Kind()), "")
	if title == "" {
		title = cell.Compact(d.Word.Text)
	}
	var best *configs.Template
	longest := 0
	for _, id := range templates.Templates() {
		t, _ := templates.Template(id)
		if t == nil || len(t.Elements) == 0 {
			continue
		}
		for _, kind := range append([]string{t.Name}, t.Aliases...) {
			for _, name := range strings.FieldsFunc(cell.Compact(kind), func(r rune) bool { return r == '(' || r == ')' }) {
				if strings.HasSuffix(title, name) && len(name) > longest {
					best, longest = t, len(name)
				}
			}
		}
	}
	if best == nil {
		best = titledAs(d, templates)
	}
	if best == nil {
		best, _ = templates.Template(usualOfficial)
	}
	return best
}

// titledAs is the format that says what the title is with which a document begins; nil
// for none.
func titledAs(d *document.Document, templates Templates) *configs.Template {
	for _, id := range templates.Templates() {
		t, _ := templates.Template(id)
		if t == nil || len(t.Elements) == 0 || len(t.Title) == 0 || t.Field("title") != nil {
			continue
		}
		if f := titleOfFormat(t); f.words != "" && (f.matches(d.TitleText()) || f.leads(d.Body) > 0) {
			return t
		}
	}
	return nil
}

// usualOfficial is the id of the format of documents whose kind is not known.
const usualOfficial = "notice"

// behindKind is what may stand behind the kind of a document in its title: （试行）.
var behindKind = pattern.New(`\([^()]{1,12}\)$`)

// official is an official document being read.
type official struct {
	reading
	found *document.Document
}

// read makes the tree of a report file of what was found.
func (r *official) read() {
	d := r.found
	r.tree = &source.Node{Kind: source.Map, Pos: r.pos}
	put(r.tree, "template", &source.Node{Kind: source.Scalar, Text: r.template.ID, Pos: missing})
	r.secret()
	r.one("copy_number", configs.CornerPlace, d.CopyNumber)
	r.parts("secrecy", "level", d.Secrecy, "period", d.Period)
	r.one("urgency", configs.CornerPlace, d.Urgency)
	r.issuers()
	r.yearAsked()
	r.number()
	r.fixedTitle()
	r.list("signers", d.Signers)
	r.one("title", configs.OpeningPlace, r.title())
	r.one("adoption", configs.OpeningPlace, d.Adoption)
	r.list("recipients", d.Recipients)
	r.list("attended", d.Attended)
	r.list("excused", d.Excused)
	r.list("observed", d.Observed)
	r.note()
	r.list("copies", d.Copies)
	r.printed()
	left := slices.DeleteFunc(slices.Clone(d.Left), r.isElement)
	r.texts()
	r.required()
	r.signOff()
	for i, v := range left {
		if i == maxSaid {
			r.notef(v.Pos, "从这里起，没有放进报告文件的不再一一说明", "what else is not in the report file is not named any more")
			break
		}
		r.notef(v.Pos, "没有放进报告文件：%s", "not in the report file: %s", shown(v.Text))
	}
}

// secret warns of a document that carries a 密级.
func (r *official) secret() {
	if v := r.found.Secrecy; v.Text != "" {
		r.said.Add(diag.Warnf(v.Pos, "文件标有密级“%s”", "the document is marked %s", v.Text).
			WithHint("涉密公文只能在符合保密规定的计算机上处理；不涉密的删去密级", "secret documents may be worked on only where the rules on secrets permit it"))
	}
}

// has reports whether the format has a header field.
func (r *official) has(id string) bool { return r.template.Field(id) != nil }

func (r *official) scalar(v document.Value) *source.Node {
	return &source.Node{Kind: source.Scalar, Quoted: true, Text: r.printable(v.Text, v.Pos), Pos: v.Pos}
}

// one puts a field into the tree, where the format has it and the document too: where it
// has another in its place, that.
func (r *official) one(id string, place configs.Place, v document.Value) {
	switch {
	case v.Text == "":
	case r.has(id):
		put(r.tree, id, r.scalar(v))
	case !r.element(place, v):
		r.homeless(v)
	}
}

// note puts the 附注 into the tree, or what the format prints in its place, be it in
// brackets or not.
func (r *official) note() {
	v := r.found.Note
	if v.Text != "" && !r.has("note") && r.element(configs.EndingPlace, document.Value{Text: "（" + v.Text + "）", Pos: v.Pos}) {
		return
	}
	r.one("note", configs.EndingPlace, v)
}

// isElement takes a line that is no element of every document as one of the format.
func (r *official) isElement(v document.Value) bool {
	for _, place := range []configs.Place{configs.CornerPlace, configs.OpeningPlace, configs.ClosingPlace, configs.EndingPlace, configs.FootPlace} {
		if r.element(place, v) {
			return true
		}
	}
	return false
}

func (r *official) homeless(v document.Value) {
	r.warnf(v.Pos, "格式“%s”里没有这一项，没有放进报告文件：%s", "the format “%s” has no place for this, which is not in the report file: %s", r.template.Name, shown(v.Text))
}

// list puts a field of several values into the tree.
func (r *official) list(id string, list []document.Value) {
	switch {
	case len(list) == 0:
	case !r.has(id):
		for _, v := range list {
			r.homeless(v)
		}
	case len(list) == 1:
		put(r.tree, id, r.scalar(list[0]))
	default:
		n := &source.Node{Kind: source.List, Pos: list[0].Pos}
		for _, v := range list {
			n.Items = append(n.Items, r.scalar(v))
		}
		put(r.tree, id, n)
	}
}

// parts puts a field of two parts into the tree.
func (r *official) parts(id, first string, a document.Value, second string, b document.Value) {
	if a.Text == "" && b.Text == "" {
		return
	}
	if !r.has(id) {
		r.homeless(document.Value{Text: a.Text + b.Text, Pos: a.Pos})
		return
	}
	n := &source.Node{Kind: source.Map, Pos: a.Pos}
	if a.Text != "" {
		put(n, first, r.scalar(a))
	}
	if b.Text != "" {
		put(n, second, r.scalar(b))
	}
	put(r.tree, id, n)
}

func (r *official) printed() {
	d := r.found
	if d.PrintedBy.Text == "" && d.PrintedOn.Text == "" {
		return
	}
	on := d.PrintedOn
	if day := dateOf(on.Text); day != "" {
		on.Text = day
	}
	r.parts("printed", "by", d.PrintedBy, "date", on)
}

// issuers puts the 发文机关 into the tree: who the 标志 names, or who signs.
func (r *official) issuers() {
	d := r.found
	list := d.Marks
	if r.has("meeting") {
		if len(list) > 0 {
			r.one("meeting", configs.MarkPlace, list[0])
		}
		list = nil
	}
	if len(list) == 0 {
		list = d.Signed
	}
	if len(list) == 0 && d.PrintedBy.Text != "" {
		list = []document.Value{d.PrintedBy}
	}
	if name, _, about := strings.Cut(d.TitleText(), "关于"); len(list) == 0 && about && isName(cell.Compact(name)) {
		list = []document.Value{{Text: name, Pos: d.Title[0].Pos}}
	}
	if r.options.Agency != "" {
		if len(list) > 0 {
			r.overruled(list[0].Pos, list[0].Text, r.options.Agency)
		}
		list = []document.Value{{Text: r.options.Agency, Pos: r.pos}}
	}
	r.list(r.issuer(), list)
}

// yearAsked puts the year that is asked for into the tree, where the format has one.
func (r *official) yearAsked() {
	if f := r.template.Year(); f != nil && r.options.Year != 0 {
		put(r.tree, f.ID, &source.Node{Kind: source.Scalar, Text: strconv.Itoa(r.options.Year), Pos: r.pos})
	}
}

// issuer is the header field that names who issues the document.
func (r *official) issuer() string {
	const usual = "issuers"
	if a := r.template.Agency(); a != nil && !r.has(usual) {
		return a.ID
	}
	return usual
}

// number puts the 发文字号 into the tree, with the brackets and digits that are meant
// where a document is read to be set anew.
func (r *official) number() { r.one("number", configs.NumberPlace, r.found.Number) }

// title is the title with marks where its lines end; of a document without one what
// its format calls it.
func (r *official) title() document.Value {
	d := r.found
	if len(d.Title) == 0 {
		if r.template.Untitled && len(d.Marks) > 0 {
			return document.Value{Text: d.Marks[0].Text + d.Word.Text + "（" + d.Number.Text + "）", Pos: d.Marks[0].Pos}
		}
		return document.Value{}
	}
	lines := make([]string, len(d.Title))
	for i, l := range d.Title {
		lines[i] = l.Text
	}
	return document.Value{Text: strings.Join(lines, "|"), Pos: d.Title[0].Pos}
}

// required says which elements were not found that the format must have.
func (r *official) required() {
	for _, f := range r.template.Header {
		if f.Optional || r.isSet(f.ID) {
			continue
		}
		r.said.Add(diag.Errorf(r.pos, "没有找到“%s”", "%q was not found", f.Label).
			WithHint("按格式“%s”读取；不是这一种的用 --template 写明；文件里没有的，用 --partial 导入后补上", "it is read as “%s”; give another with --template; what the document does not have can be added after import --partial", r.template.Name))
		put(r.tree, f.ID, &source.Node{Kind: source.Null, Pos: missing})
	}
}

// texts puts the text, section by section, the tables and the attachments into the tree.
func (r *official) texts() {
	for _, s := range r.template.Sections {
		if s.Kind == configs.AttachmentsSection {
			r.attachments(s.ID)
		}
	}
	front, parts := r.laidOut(r.led(r.found.Body), nil, title{})
	preface := r.preface(len(parts) > 0)
	front = r.opening(front, preface != nil)
	parts = append([]*part{{section: preface, blocks: front}}, parts...)
	last := parts[len(parts)-1]
	last.blocks = r.closing(last.blocks)
	r.inAttachment = true // chapters of its own, as an attachment has
	r.bodies(parts)
	for _, s := range r.template.Sections {
		if s.Kind == configs.ProseSection && !s.Optional && !r.isSet(s.ID) {
			r.unfound(s)
		}
	}
}

// preface is the section of the text before the first heading, nil for none. A document
// without headings has all of its text there, where its format has only one section of text.
func (r *official) preface(headed bool) *configs.Section {
	var prose []*configs.Section
	for i := range r.template.Sections {
		if s := &r.template.Sections[i]; s.Kind == configs.ProseSection {
			prose = append(prose, s)
			if s.Heading == "" {
				return s
			}
		}
	}
	if len(prose) == 1 && !headed {
		return prose[0]
	}
	return nil
}

// unfound says that a section of text is not there.
func (r *official) unfound(s configs.Section) {
	d := diag.Errorf(r.pos, "没有找到“%s”", "%q was not found", s.Label)
	if s.Heading != "" {
		d = diag.Errorf(r.pos, "没有找到“%s”的标题“%s”，这一部分没有读取", "the heading of %q, “%s”, was not found; this part was not read", s.Label, s.Heading).
			WithHint("在文件里给这一部分加上这个标题，单独一行；或用 --partial 导入后补上", "give this part its heading, on a line of its own; or add it after import --partial")
	}
	r.said.Add(d)
	put(r.tree, s.ID, &source.Node{Kind: source.Null, Pos: missing, Said: true})
}

// attachments puts the attachments into the tree, and those too that are only named:
// they are bound apart (7.3.7).
func (r *official) attachments(id string) {
	d := r.found
	bound := make([]*document.Attachment, max(len(d.Listed), len(d.Attachments)))
	for i := range d.Attachments {
		at := slotOf(&d.Attachments[i], d.Listed, bound)
		bound[at] = &d.Attachments[i]
	}
	var list []attachment
	for i, a := range bound {
		switch {
		case a != nil:
			list = append(list, r.titled(a, i))
		case i < len(d.Listed):
			list = append(list, r.apart(i))
		}
	}
	if len(list) > 0 {
		put(r.tree, id, r.attached(list))
	}
}

// slotOf is the place of an attachment among those that the document lists: by its number,
// else by its name, else the first that is free.
func slotOf(a *document.Attachment, listed []document.Value, bound []*document.Attachment) int {
	if n := a.Number(); n > 0 && n <= len(bound) && bound[n-1] == nil {
		return n - 1
	}
	title := cell.Compact(titleOf(a).Text)
	for i, l := range listed {
		if bound[i] == nil && cell.Compact(l.Text) == title {
			return i
		}
	}
	return slices.Index(bound, nil)
}

// titleOf is the title of an attachment in one line.
func titleOf(a *document.Attachment) document.Value {
	title := document.Value{Pos: a.Label.Pos}
	for _, l := range a.Title {
		title.Text += l.Text
		title.Pos = l.Pos
	}
	return title
}

// titled is an attachment that is there, which the document lists at index.
func (r *official) titled(a *document.Attachment, index int) attachment {
	title, listed := titleOf(a), r.found.Listed
	if index < len(listed) && cell.Compact(listed[index].Text) != cell.Compact(title.Text) {
		r.warnf(title.Pos, "附件的标题“%s”与附件说明里的“%s”不同，取附件的标题", "the title of the attachment, “%s”, is not the name that lists it, “%s”; the title is taken", shown(title.Text), shown(listed[index].Text))
	}
	return attachment{title: flow.Block{Runs: []flow.Run{{Text: title.Text}}, Pos: title.Pos}, blocks: a.Blocks}
}

// apart is an attachment that the document lists at index and has no pages of: with its
// text where that is at hand.
func (r *official) apart(index int) attachment {
	if r.options.Apart != nil {
		if d := r.options.Apart(index + 1); d != nil {
			if a, is := document.Apart(d); is {
				own := r.titled(&a, index)
				own.apart = true
				return own
			}
		}
	}
	v := r.found.Listed[index]
	r.warnf(v.Pos, "附件“%s”只有名称，没有正文，按另订读取", "the attachment “%s” is named and not there; it is read as bound apart", shown(v.Text))
	return attachment{title: flow.Block{Runs: []flow.Run{{Text: v.Text}}, Pos: v.Pos}, apart: true}
}

// signOff puts the 落款 into the tree. Names that are those of the 发文机关 are not
// repeated.
func (r *official) signOff() {
	d := r.found
	if d.Date.Text == "" || d.Adopted && !r.template.NeedsSignOff {
		if r.template.NeedsSignOff {
			r.said.Add(diag.Errorf(r.pos, "没有找到成文日期", "the date was not found").
				WithHint("成文日期单独一行，写成 2024年1月5日", "it stands on a line of its own, such as 2024年1月5日"))
			put(r.tree, "sign_off", &source.Node{Kind: source.Null, Pos: missing, Said: true})
		}
		return
	}
	n := &source.Node{Kind: source.Map, Pos: d.Date.Pos}
	if len(d.Signed) > 0 && !r.signedByIssuers() {
		names := &source.Node{Kind: source.List, Pos: d.Signed[0].Pos}
		for _, v := range d.Signed {
			names.Items = append(names.Items, r.scalar(v))
		}
		if len(names.Items) == 1 {
			names = names.Items[0]
		}
		put(n, "agency", names)
	}
	if len(d.Posts) > 0 {
		posts := &source.Node{Kind: source.List, Pos: d.Posts[0].Pos}
		for _, p := range d.Posts {
			item := &source.Node{Kind: source.Map, Pos: p.Pos}
			put(item, "post", r.scalar(document.Value{Text: p.Post, Pos: p.Pos}))
			put(item, "name", r.scalar(document.Value{Text: p.Name, Pos: p.Pos}))
			posts.Items = append(posts.Items, item)
		}
		put(n, "signers", posts)
	}
	date := d.Date
	if day := dateOf(date.Text); day != "" {
		date.Text = day
	}
	put(n, "date", r.scalar(date))
	put(r.tree, "sign_off", n)
}

// signedByIssuers reports whether the 署名 is that of the 发文机关 in the tree.
func (r *official) signedByIssuers() bool {
	for _, e := range r.tree.Entries {
		if e.Key.Text != r.issuer() {
			continue
		}
		items := []*source.Node{e.Value}
		if e.Value.Kind == source.List {
			items = e.Value.Items
		}
		return slices.EqualFunc(items, r.found.Signed, func(n *source.Node, v document.Value) bool { return cell.Compact(n.Text) == cell.Compact(v.Text) })
	}
	return false
}
