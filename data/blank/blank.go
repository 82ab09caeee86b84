// Package blank writes reports to fill in: the keys under their official
// Chinese labels, zeros for the figures, help as comments.
package blank

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongwen/configs"
	"gongwen/data"
)

// YAML writes a report file for a template. Fields are header values by id;
// those left out are empty. With a previous report, rows that begin where last
// year's ended are carried over and the header is taken from it.
func YAML(t *configs.Template, fields map[string]string, previous *data.Report) ([]byte, error) {
	b := builder{template: t, fields: fields, previous: previous}
	root := mapping()
	root.HeadComment = strings.Join([]string{
		heading(t),
		"填好后用 gongwen check 检查，用 gongwen build 生成 DOCX 和 PDF。",
		"冒号后面要空一格；正文每行前面空两格，段落之间空一行；小标题前写 ##，加粗写 **文字**。",
	}, "\n")
	put(root, "template", text(t.ID), "")
	for _, f := range t.Header {
		put(root, f.Label, b.field(f), f.Help)
	}
	for i := range t.Sections {
		b.section(root, &t.Sections[i])
	}
	switch {
	case t.NeedsSignOff:
		signed := mapping()
		put(signed, "机关名称", text(b.value("agency")), "")
		put(signed, "成文日期", text(""), "如 2024-01-25")
		put(root, "落款", signed, "")
	case t.SignOff:
		root.FootComment = "落款（可不写，写时去掉行首的 #）：\n落款: {机关名称: " + b.value("agency") + ", 成文日期: 年-月-日}"
	}
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(root); err != nil {
		return nil, fmt.Errorf("blank report: %w", err)
	}
	if err := encoder.Close(); err != nil {
		return nil, fmt.Errorf("blank report: %w", err)
	}
	return spaced(out.Bytes()), nil
}

// heading names the format and what prescribes it.
func heading(t *configs.Template) string {
	if t.Law == "" {
		return t.Name
	}
	return t.Name + "（" + t.Law + "）"
}

// spaced puts a blank line before each key of the first level and its comment.
func spaced(file []byte) []byte {
	var out bytes.Buffer
	comment := true
	for line := range bytes.Lines(file) {
		top := line[0] != ' ' && line[0] != '\n'
		if top && !comment {
			out.WriteByte('\n')
		}
		comment = line[0] == '#'
		out.Write(line)
	}
	return out.Bytes()
}

type builder struct {
	template *configs.Template
	fields   map[string]string
	previous *data.Report
}

func (b *builder) value(id string) string {
	if v, ok := b.fields[id]; ok {
		return v
	}
	if b.previous != nil {
		return b.previous.Fields[id].Text
	}
	return ""
}

func (b *builder) field(f configs.Field) *yaml.Node {
	v := b.value(f.ID)
	if f.Type == "year" && v != "" {
		return plain(v)
	}
	return text(v)
}

func (b *builder) section(root *yaml.Node, s *configs.Section) {
	if s.Kind == "attachments" {
		help := strings.TrimPrefix(s.Help+"\n每个附件写成：\n- 标题: 附件的名称\n  正文: |\n    附件的文字", "\n")
		put(root, s.Label, &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}, help)
		return
	}
	if s.Kind == "prose" {
		initial := s.Initial
		for _, f := range b.template.Header {
			initial = strings.ReplaceAll(initial, "{"+f.ID+"}", b.value(f.ID))
		}
		node := text(strings.TrimRight(initial, "\n") + "\n")
		node.Style = yaml.LiteralStyle
		put(root, s.Label, node, s.Help)
		return
	}
	for i := range b.template.Tables {
		if t := &b.template.Tables[i]; t.ID == s.ID {
			m := mapping()
			b.rows(m, t, t.Rows, "", "")
			put(root, s.Label, m, s.Help)
		}
	}
}

// rows writes the rows of a table or group. Rows of several figures are lists
// under a comment that names the columns.
func (b *builder) rows(m *yaml.Node, t *configs.Table, rows []configs.Row, path, set string) {
	named := ""
	for i := range rows {
		row := &rows[i]
		columns := set
		if row.Columns != "" {
			columns = row.Columns
		}
		if len(row.Rows) > 0 {
			group := mapping()
			b.rows(group, t, row.Rows, path+row.ID+".", columns)
			put(m, row.Label, group, "")
			continue
		}
		list := columnsOf(t, columns)
		help := row.Help
		if len(list) > 1 && columns != named && path == "" {
			help = strings.TrimPrefix(help+"\n"+names(list), "\n")
		}
		named = columns
		put(m, row.Label, b.figures(t, row, list), help)
	}
}

func names(columns []configs.Column) string {
	var out []string
	for _, c := range columns {
		out = append(out, c.Label)
	}
	return strings.Join(out, "，")
}

func (b *builder) figures(t *configs.Table, row *configs.Row, columns []configs.Column) *yaml.Node {
	if len(columns) == 1 {
		return plain("0")
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, c := range columns {
		figure := "0"
		if b.previous != nil && row.Previous != "" {
			cell := b.previous.Tables[t.ID].Cells[data.Ref{Row: row.Previous, Column: c.ID}]
			if cell.State != data.Bad {
				figure = cell.Number.String()
			}
		}
		list.Content = append(list.Content, plain(figure))
	}
	return list
}

func columnsOf(t *configs.Table, id string) []configs.Column {
	for _, set := range t.Columns {
		if set.ID == id || id == "" && len(t.Columns) == 1 {
			return set.Columns
		}
	}
	return nil
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

func put(m *yaml.Node, key string, value *yaml.Node, help string) {
	k := plain(key)
	k.HeadComment = help
	m.Content = append(m.Content, k, value)
}
