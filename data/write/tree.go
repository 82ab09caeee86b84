package write

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongwen/configs"
	"gongwen/data"
)

// builder makes the tree of a report file.
type builder struct {
	report *data.Report
	ids    bool // keys are ids, not labels
	guide  bool // with comments for those who fill it in
}

// key is an id or a label.
func (b *builder) key(id, label string) string {
	if b.ids || label == "" {
		return id
	}
	return label
}

func (b *builder) root() *yaml.Node {
	t := b.report.Template
	root := mapping()
	if b.guide {
		root.HeadComment = strings.Join([]string{
			title(t),
			"填好后用 gongwen check 检查，用 gongwen build 生成 DOCX 和 PDF。",
			"冒号后面要空一格；正文每行前面空两格，段落之间空一行；小标题前写 ##，加粗写 **文字**。",
		}, "\n")
	}
	b.put(root, "template", text(t.ID), "")
	for _, f := range t.Header {
		b.header(root, f)
	}
	for i := range t.Sections {
		b.section(root, &t.Sections[i])
	}
	b.around(root)
	b.notes(root)
	b.waivers(root)
	b.signOff(root)
	b.sources(root)
	b.pulled(root)
	return root
}

// title names the format and what prescribes it.
func title(t *configs.Template) string {
	if t.Law == "" {
		return t.Name
	}
	return t.Name + "（" + t.Law + "）"
}

func (b *builder) header(root *yaml.Node, f configs.Field) {
	value := b.value(f, f.ID)
	switch {
	case len(f.Parts) > 0:
		value = b.parts(f)
	case len(b.report.Lists[f.ID]) > 0:
		value = b.list(f)
	}
	if value == nil && b.guide && !b.report.Template.Lacks(f.ID) {
		value = text("")
		if f.Optional {
			value = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: ""}
		}
	}
	if value != nil {
		b.put(root, b.key(f.ID, f.Label), value, b.help(f))
	}
}

// help is how to fill a field in: of one with parts, which these are.
func (b *builder) help(f configs.Field) string {
	if len(f.Parts) == 0 || strings.Contains(f.Help, "{") {
		return f.Help
	}
	parts := make([]string, len(f.Parts))
	for i, part := range f.Parts {
		parts[i] = b.key(part.ID, part.Label) + ": …"
	}
	how := "写成 {" + strings.Join(parts, ", ") + "}"
	if f.Help == "" {
		return how
	}
	return f.Help + "；" + how
}

// value is a value of a field; nil where it is not given.
func (b *builder) value(f configs.Field, path string) *yaml.Node {
	field, given := b.report.Fields[path]
	if !given {
		return nil
	}
	if f.Type == configs.YearField && field.Text != "" {
		return plain(field.Text)
	}
	return text(field.Written())
}

func (b *builder) list(f configs.Field) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, item := range b.report.Lists[f.ID] {
		list.Content = append(list.Content, text(item.Written()))
	}
	if len(list.Content) == 1 {
		return list.Content[0]
	}
	return list
}

// parts is the map that a field is; nil where none of it is given.
func (b *builder) parts(f configs.Field) *yaml.Node {
	m := mapping()
	m.Style = yaml.FlowStyle
	for _, part := range f.Parts {
		if value := b.value(part, f.ID+"."+part.ID); value != nil {
			b.put(m, b.key(part.ID, part.Label), value, "")
		}
	}
	if len(m.Content) == 0 {
		return nil
	}
	return m
}

func (b *builder) section(root *yaml.Node, s *configs.Section) {
	switch s.Kind {
	case configs.AttachmentsSection:
		b.attachments(root, s)
	case configs.TableSection:
		b.table(root, s)
	default:
		if prose, given := b.report.Prose[s.ID]; given {
			b.put(root, b.key(s.ID, s.Label), markdown(prose.Source), s.Help)
		}
	}
}

func (b *builder) attachments(root *yaml.Node, s *configs.Section) {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, a := range b.report.Attachments {
		item := mapping()
		b.put(item, b.key("title", "标题"), text(a.Title.Text), "")
		if a.Apart {
			bound := data.BoundApart
			if b.key("bound", "装订") != "bound" {
				bound = data.BoundApartZH
			}
			b.put(item, b.key("bound", "装订"), text(bound), "")
		}
		if !a.Apart || a.Text.Source != "" {
			b.put(item, b.key("text", "正文"), markdown(a.Text.Source), "")
		}
		list.Content = append(list.Content, item)
	}
	if len(list.Content) == 0 {
		if !b.guide {
			return
		}
		list.Style = yaml.FlowStyle
	}
	b.put(root, b.key(s.ID, s.Label), list, strings.TrimPrefix(s.Help+"\n每个附件写成：\n- 标题: 附件的名称\n  正文: |\n    附件的文字\n  装订: 另订    # 不能与正文一起装订的才写", "\n"))
}

func (b *builder) table(root *yaml.Node, s *configs.Section) {
	figures, given := b.report.Tables[s.ID]
	if !given {
		return
	}
	t := b.report.Template.Table(s.ID)
	w := rowWriter{builder: b, figures: figures, leaves: map[string]data.Leaf{}}
	for _, leaf := range append(data.Leaves(t), data.Lists(t)...) {
		w.leaves[leaf.Path] = leaf
	}
	m := mapping()
	w.rows(m, t.Rows, "")
	b.put(root, b.key(s.ID, s.Label), m, s.Help)
}

// around writes the prose before and after tables.
func (b *builder) around(root *yaml.Node) {
	m := mapping()
	for _, s := range b.report.Template.Sections {
		around := b.report.Around[s.ID]
		texts := mapping()
		b.aroundText(texts, "before", "表前", around.Before)
		b.aroundText(texts, "after", "表后", around.After)
		if len(texts.Content) > 0 {
			b.put(m, b.key(s.ID, s.Label), texts, "")
		}
	}
	if len(m.Content) > 0 {
		b.put(root, b.key("text", "文字"), m, "")
	}
}

func (b *builder) aroundText(m *yaml.Node, id, label string, prose data.Prose) {
	if len(prose.Blocks) > 0 {
		b.put(m, b.key(id, label), markdown(prose.Source), "")
	}
}

// notes writes the lines under tables.
func (b *builder) notes(root *yaml.Node) {
	m := mapping()
	for _, s := range b.report.Template.Sections {
		if note, given := b.report.Notes[s.ID]; given {
			b.put(m, b.key(s.ID, s.Label), text(note.Source), "")
		}
	}
	if len(m.Content) > 0 {
		b.put(root, b.key("notes", "表注"), m, "")
	}
}

func (b *builder) waivers(root *yaml.Node) {
	if len(b.report.Waivers) == 0 {
		return
	}
	m := mapping()
	for _, w := range b.report.Waivers {
		b.put(m, w.Rule, text(w.Reason), "")
	}
	b.put(root, b.key("waive", "豁免"), m, "")
}

func (b *builder) signOff(root *yaml.Node) {
	t, s := b.report.Template, b.report.SignOff
	agency, date := b.key("agency", "机关名称"), b.key("date", "成文日期")
	switch {
	case s != nil:
		m := mapping()
		b.signers(m, agency, s)
		b.put(m, date, text(fmt.Sprintf("%04d-%02d-%02d", s.Date.Year, s.Date.Month, s.Date.Day)), "")
		b.put(root, b.key("sign_off", "落款"), m, "")
	case b.guide && t.NeedsSignOff:
		m := mapping()
		help := "如 2024-01-25；署名与“" + t.Agency().Label + "”不同的，另写一行 " + agency
		if t.Stamped {
			help = "如 2024-01-25"
			b.put(m, b.key("signers", "签署人"), b.signatories(make([]data.Signatory, 1)), "")
		}
		b.put(m, date, text(""), help)
		b.put(root, b.key("sign_off", "落款"), m, "")
	case b.guide && t.SignOff:
		signer := ""
		if name := b.report.Agency().Text; name != "" {
			signer = agency + ": " + name + ", "
		}
		root.FootComment = "落款（可不写，写时去掉行首的 #）：\n落款: {" + signer + "成文日期: 年-月-日}"
	}
}

// signers writes who signs.
func (b *builder) signers(m *yaml.Node, agency string, s *data.SignOff) {
	if len(s.Signers) > 0 {
		b.put(m, b.key("signers", "签署人"), b.signatories(s.Signers), "")
		return
	}
	if len(s.Others) == 0 {
		b.put(m, agency, text(s.Agency.Text), "")
		return
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{text(s.Agency.Text)}}
	for _, other := range s.Others {
		list.Content = append(list.Content, text(other.Text))
	}
	b.put(m, agency, list, "")
}

// signatories writes those who sign with office and name.
func (b *builder) signatories(signers []data.Signatory) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, signer := range signers {
		item := mapping()
		b.put(item, b.key("post", "职务"), text(signer.Post.Text), "")
		b.put(item, b.key("name", "姓名"), text(signer.Name.Text), "")
		list.Content = append(list.Content, item)
	}
	return list
}

// put adds an entry, in a guide under a comment.
func (b *builder) put(m *yaml.Node, key string, value *yaml.Node, help string) {
	k := plain(key)
	if b.guide {
		k.HeadComment = help
	}
	m.Content = append(m.Content, k, value)
}

func mapping() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode} }

func plain(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: s} }

// text is a scalar that is a string whatever it looks like.
func text(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// markdown is text as a block of lines.
func markdown(source string) *yaml.Node {
	n := text(strings.TrimRight(source, "\n") + "\n")
	n.Style = yaml.LiteralStyle
	return n
}
