package templates

import (
	"fmt"
	"io"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// listParts writes the ids and names of all templates and style sheets, and
// gives what is wrong with those that cannot be read.
func (a app) listParts(out io.Writer, library *configs.Library) diag.List {
	var said diag.List
	fmt.Fprintln(out, a.Text("格式", "templates"))
	for _, id := range library.Templates() {
		t, problems := library.Template(id)
		if t == nil {
			said = append(said, problems...)
			continue
		}
		fmt.Fprintf(out, "  %-24s %s  %s\n", id, a.years(t.Years), nameOf(t))
	}
	fmt.Fprintln(out, a.Text("样式", "style sheets"))
	for _, id := range library.Styles() {
		s, problems := library.Style(id)
		if s == nil {
			said = append(said, problems...)
			continue
		}
		fmt.Fprintf(out, "  %-24s %s\n", id, s.Name)
	}
	return said
}

func nameOf(t *configs.Template) string {
	if t.Law == "" {
		return t.Name
	}
	return t.Name + "（" + t.Law + "）"
}

func (a app) years(y configs.Years) string {
	if y.To == 0 {
		return fmt.Sprintf("%d—    ", y.From)
	}
	return fmt.Sprintf("%d—%d", y.From, y.To)
}

// shower writes what one template holds.
type shower struct {
	app
	out      io.Writer
	template *configs.Template
}

func (s shower) all() {
	t := s.template
	s.line(0, t.ID, nameOf(t))
	if t.Extends != "" {
		s.line(1, s.Text("基础", "extends"), t.Extends)
	}
	if t.Notice != "" {
		s.line(1, s.Text("依据", "notice"), t.Notice)
	}
	s.line(1, s.Text("年度", "years"), s.years(t.Years))
	s.line(1, s.Text("样式", "style"), t.Style)
	switch {
	case t.Stamped:
		s.line(1, s.Text("落款", "sign-off"), s.Text("必须有，另有签署人一项", "required, with a field for those who sign"))
	case t.NeedsSignOff:
		s.line(1, s.Text("落款", "sign-off"), s.Text("必须有", "required"))
	case t.SignOff:
		s.line(1, s.Text("落款", "sign-off"), s.Text("可以有", "optional"))
	}
	for _, d := range t.Deadlines {
		day := fmt.Sprintf(s.Text("次年%d月%d日前", "by %02d-%02d of the next year"), d.Month, d.Day)
		s.line(1, s.Text("截止", "deadline"), strings.Join(nonEmpty(day, d.For, d.Law), "，"))
	}
	for _, h := range t.Headlines {
		s.line(1, s.Text("汇总列出", "headline"), h.Label)
	}
	if help := t.Help.In(s.Lang); help != "" {
		s.line(1, s.Text("说明", "help"), help)
	}
	s.head("项目", "fields")
	for _, f := range t.Header {
		if t.Lacks(f.ID) {
			continue
		}
		s.line(1, f.ID, f.Label+s.optional(f.Optional))
	}
	s.head("部分", "sections")
	for _, section := range t.Sections {
		s.line(1, section.ID, section.Label+s.kind(section)+s.optional(section.Optional))
	}
	for i := range t.Tables {
		s.table(&t.Tables[i])
	}
	if len(t.Rules) > 0 {
		s.head("规则", "rules")
	}
	for _, r := range t.Rules {
		s.line(1, r.ID, fmt.Sprintf("%s（%s）", r.Name, strings.Join(nonEmpty(s.levelName(r.Level), r.Notice), "，")))
	}
}

// table writes the rows of a table by their paths, and before those that have
// other columns than the row above the columns.
func (s shower) table(t *configs.Table) {
	s.head("表格 "+t.ID, "table "+t.ID)
	said := ""
	for _, l := range append(data.Leaves(t), data.Lists(t)...) {
		columns := make([]string, len(l.Columns))
		for i, c := range l.Columns {
			columns[i] = c.ID + " " + c.Label
		}
		if list := strings.Join(columns, "，"); list != said {
			s.line(1, s.Text("栏目", "columns"), list)
			said = list
		}
		name := l.Name
		if l.Row.Many != nil {
			name += s.Text("（行数不定）", " (any number of rows)")
		}
		s.line(2, l.Path, name)
	}
}

func (s shower) kind(section configs.Section) string {
	switch section.Kind {
	case configs.TableSection:
		return s.Text("（表格）", " (table)")
	case configs.AttachmentsSection:
		return s.Text("（附件）", " (attachments)")
	}
	return ""
}

func (s shower) optional(optional bool) string {
	if !optional {
		return ""
	}
	return s.Text("，可以不写", ", optional")
}

func (a app) levelName(l diag.Level) string {
	switch l {
	case diag.Error:
		return a.Text("错误", "error")
	case diag.Warning:
		return a.Text("警告", "warning")
	}
	return a.Text("提示", "note")
}

func (s shower) head(zh, en string) { fmt.Fprintf(s.out, "\n%s\n", s.Text(zh, en)) }

func (s shower) line(indent int, name, value string) {
	fmt.Fprintf(s.out, "%s%s  %s\n", strings.Repeat("  ", indent), name, strings.ReplaceAll(strings.TrimSpace(value), "\n", " "))
}

func nonEmpty(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}
