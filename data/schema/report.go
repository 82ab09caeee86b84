package schema

import (
	"fmt"
	"strings"

	"gongwen/configs"
	"gongwen/data"
)

// lastYear is the last year that a report of an open-ended template may have.
const lastYear = 2099

// Report is the schema of the report files of a template. It is stricter than
// the program where that helps: a figure that is left empty or struck out is a
// mistake. It is laxer where a schema cannot say more, as about sums.
func Report(t *configs.Template) ([]byte, error) {
	r := reporter{template: t}
	root := keys{title: title(t), description: t.Help.ZH}
	root.add("template", []string{"格式"}, false, described("格式", t.Name).with("enum", t.Names()))
	for _, f := range t.Header {
		if t.Lacks(f.ID) {
			continue
		}
		root.add(f.ID, []string{f.Label}, !f.Optional, r.field(f))
	}
	for _, s := range t.Sections {
		root.add(s.ID, sectionLabels(s), !s.Optional, r.section(s))
	}
	if len(t.Tables) > 0 {
		root.add("text", []string{"文字"}, false, r.around())
		root.add("notes", []string{"表注"}, false, r.notes())
		root.add("sources", []string{"来源"}, false, r.sources())
		root.add("pulled", []string{"取数记录"}, false, r.pulled())
	}
	if t.SignOff {
		root.add("sign_off", []string{"落款"}, t.NeedsSignOff, signOff(t.Stamped))
	}
	if waive := r.waive(); waive != nil {
		root.add("waive", []string{"豁免"}, false, waive)
	}
	out := append(object{{"$schema", dialect}}, root.schema()...)
	if len(r.defs) > 0 {
		out = out.with("$defs", r.defs)
	}
	return write(out)
}

func title(t *configs.Template) string {
	if t.Law == "" {
		return t.Name
	}
	return t.Name + "（" + t.Law + "）"
}

func sectionLabels(s configs.Section) []string {
	if s.Heading == "" || strings.Contains(s.Heading, "{") {
		return []string{s.Label}
	}
	return []string{s.Label, s.Heading}
}

// reporter gathers the definitions that a report's schema refers to.
type reporter struct {
	template *configs.Template
	defs     object
}

// define adds a definition unless there is one of that name.
func (r *reporter) define(name string, schema object) string {
	for _, d := range r.defs {
		if d.key == name {
			return name
		}
	}
	r.defs = r.defs.with(name, schema)
	return name
}

func (r *reporter) field(f configs.Field) object {
	o := described(f.Label, f.Help)
	switch {
	case len(f.Parts) > 0:
		k := keys{title: f.Label, description: f.Help}
		for _, part := range f.Parts {
			k.add(part.ID, []string{part.Label}, !part.Optional, r.field(part))
		}
		return optionally(f.Optional, k.schema())
	case f.Many:
		single := f
		single.Many, single.Optional = false, false
		return append(o, optionally(f.Optional, anyOf(r.field(single), listOf(r.field(single), 1)))...)
	case len(f.Choices) > 0:
		return append(o, optionally(f.Optional, object{{"enum", f.Choices}})...)
	case f.Type == configs.DateField:
		return append(o, optionally(f.Optional, object{{"type", "string"}, {"pattern", dayPattern}})...)
	case f.Optional:
		return o.with("type", []string{"string", "number", "null"})
	}
	if f.Type != configs.YearField {
		return o.with("type", []string{"string", "number"})
	}
	last := r.template.Years.To
	if last == 0 {
		last = lastYear
	}
	year := object{{"type", "integer"}, {"minimum", r.template.Years.From}, {"maximum", last}}
	return o.with("anyOf", []any{year, object{{"type", "string"}, {"pattern", `^[0-9０-９]{4}$`}}})
}

func (r *reporter) section(s configs.Section) object {
	switch s.Kind {
	case configs.TableSection:
		return ref(r.table(r.template.Table(s.ID)), s.Label, s.Help)
	case configs.AttachmentsSection:
		return append(described(s.Label, s.Help), attachments(s.Optional)...)
	}
	if s.Optional {
		return described(s.Label, s.Help).with("type", []string{"string", "null"})
	}
	return described(s.Label, s.Help).with("type", "string").with("minLength", 1)
}

func attachments(optional bool) object {
	var item keys
	item.add("title", []string{"标题", "附件名称"}, true, described("标题", "也是正文后面附件说明里的名称").with("type", []string{"string", "number"}))
	item.add("text", []string{"正文"}, false, described("正文", "另订而且已有印好的，可以不写").with("type", []string{"string", "null"}))
	item.add("bound", []string{"装订"}, false, described("装订", "另订：不能与正文一起装订，单独成一个文件，首页第一行印发文字号").with("enum", []string{data.BoundWith, data.BoundApart, data.BoundWithZH, data.BoundApartZH}))
	if optional {
		return object{{"type", []string{"array", "null"}}, {"items", item.schema()}}
	}
	return listOf(item.schema(), 1)
}

func (r *reporter) notes() object {
	return r.besideTables(keys{title: "表注", description: "印在表格下面的一行"}, func(s configs.Section) object {
		return described(s.Label, "").with("type", "string")
	})
}

// around is the prose before and after tables.
func (r *reporter) around() object {
	var sides keys
	for _, side := range [][2]string{{"before", "表前"}, {"after", "表后"}} {
		sides.add(side[0], side[1:], false, described(side[1], "").with("type", []string{"string", "null"}))
	}
	name := r.define("around", sides.schema())
	return r.besideTables(keys{title: "文字", description: "表格前面、后面的文字"}, func(s configs.Section) object {
		return ref(name, s.Label, "")
	})
}

// besideTables is a map with a key for each table.
func (r *reporter) besideTables(k keys, of func(configs.Section) object) object {
	for _, s := range r.template.Sections {
		if s.Kind == configs.TableSection {
			k.add(s.ID, sectionLabels(s), false, of(s))
		}
	}
	return k.schema()
}

// waive is the rules that a report may waive, with the reasons; nil for none.
func (r *reporter) waive() object {
	var rules object
	for _, rule := range r.template.Rules {
		if !rule.Binding() {
			rules = rules.with(rule.ID, text(rule.Name).with("minLength", data.MinReason))
		}
	}
	if rules == nil {
		return nil
	}
	return append(described("豁免", "本报告不适用的规则和理由，不印在报告里"), mapping(nil, rules...)...)
}

// optionally is a schema, or null for what may be left out.
func optionally(optional bool, o object) object {
	if optional {
		return anyOf(o, ofType("null"))
	}
	return o
}

// dayPattern is the forms of a date.
const dayPattern = `^[0-9０-９]{4}(?:[-－./．／][0-9０-９]{1,2}[-－./．／][0-9０-９]{1,2}|年[0-9０-９]{1,2}月[0-9０-９]{1,2}日|[0-9０-９]{4})$|^[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日$`

// signOff is the 落款, stamped with persons who sign.
func signOff(stamped bool) object {
	k := keys{title: "落款", description: "署名和成文日期"}
	k.add("agency", []string{"机关名称", "署名"}, false, append(described("机关名称", "不写时是报告的机关"), anyOf(ofType("string"), listOf(ofType("string"), 1))...))
	var signer keys
	signer.add("post", []string{"职务"}, true, described("职务", "").with("type", "string"))
	signer.add("name", []string{"姓名"}, true, described("姓名", "").with("type", "string"))
	k.add("signers", []string{"签署人"}, stamped, append(described("签署人", "加盖签名章的，写职务和姓名"), listOf(signer.schema(), 1)...))
	k.add("date", []string{"成文日期", "日期"}, true, described("成文日期", "如 2024-01-25").
		with("type", "string").with("pattern", dayPattern))
	return k.schema()
}

// table defines the rows of a table.
func (r *reporter) table(t *configs.Table) string {
	columns := make(map[string][]configs.Column)
	for _, l := range append(data.Leaves(t), data.Lists(t)...) {
		columns[l.Path] = l.Columns
	}
	rows := r.rows(t.Rows, t.ID, "", columns)
	if lists := data.Lists(t); len(lists) == 1 && lists[0].Group == "" {
		return r.define("table."+t.ID, anyOf(ref("list."+t.ID+"."+lists[0].Path, "", ""), ref(rows, "", "")))
	}
	return rows
}

func (r *reporter) rows(rows []configs.Row, name, path string, columns map[string][]configs.Column) string {
	var k keys
	for _, row := range rows {
		at := path + row.ID
		label := []string{row.Label}
		if len(row.Rows) > 0 {
			k.add(row.ID, label, true, ref(r.rows(row.Rows, name+"."+row.ID, at+".", columns), row.Label, row.Help))
			continue
		}
		if row.Many != nil {
			k.add(row.ID, label, true, ref(r.list(name+"."+row.ID, columns[at]), row.Label, row.Help))
			continue
		}
		k.add(row.ID, label, !row.Total, ref(r.figures(columns[at]), row.Label, row.Help))
	}
	return r.define("rows."+name, k.schema())
}

// figures defines what a row of these columns may be: a list, with or without
// its total, a map by column or, of one column, the figure itself.
func (r *reporter) figures(columns []configs.Column) string {
	name := "figures"
	var byColumn keys
	var all, parts []any
	for _, c := range columns {
		name += "." + c.ID + "-" + c.Type
		figure := ref(r.figure(c.Type), c.Label, "")
		byColumn.add(c.ID, []string{c.Label}, !c.Total, figure)
		all = append(all, figure)
		if !c.Total {
			parts = append(parts, figure)
		}
	}
	forms := []any{exactly(all)}
	if len(columns) == 1 {
		forms = append([]any{all[0]}, forms...)
	}
	if len(parts) < len(all) {
		forms = append(forms, exactly(parts))
	}
	return r.define(name, anyOf(append(forms, byColumn.schema())...))
}

// exactly is a list of these and no more.
func exactly(items []any) object {
	return object{{"type", "array"}, {"prefixItems", items}, {"items", false}, {"minItems", len(items)}}
}

// figure defines a figure of a value type: a number, or a number with a note.
func (r *reporter) figure(id string) string {
	number := "number." + id
	r.define(number, numberOf(*r.template.Value(id)))
	var k keys
	k.add("value", []string{"数值"}, true, ref(number, "数值", ""))
	k.add("note", []string{"说明"}, false, described("说明", "印在数后面的括号里").with("type", []string{"string", "number", "null"}))
	return r.define("figure."+id, anyOf(ref(number, "", ""), k.schema()))
}

func numberOf(v configs.ValueType) object {
	const digit = "[0-9０-９]"
	number := ofType("number")
	text := digit + fmt.Sprintf("{1,%d}", v.Digits)
	if v.Format.Grouped {
		text = fmt.Sprintf("(?:%s|%s{1,3}(?:[,，]%s{3})+)", text, digit, digit)
	}
	if v.Whole {
		number = ofType("integer")
	} else if v.Decimals > 0 {
		text += fmt.Sprintf("(?:[.．]%s{1,%d})?", digit, v.Decimals)
	}
	if v.Signed {
		text = "(?:[-+－−＋]|减少?|增加?)?" + text
	} else {
		number = number.with("minimum", 0)
	}
	o := described("", v.Unit)
	return append(o, anyOf(number, object{{"type", "string"}, {"pattern", "^" + text + "$"}})...)
}
