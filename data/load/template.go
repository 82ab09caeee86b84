package load

import (
	"strconv"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Keys that every report may have beside those of its template.
var (
	templateKey = configs.TemplateKey
	notesKey    = configs.NotesKey
	aroundKey   = configs.AroundKey
	signOffKey  = configs.SignOffKey
	waiveKey    = configs.WaiveKey
)

// template finds the report's template: the one it names, else the one that
// serves its year. With a year that cannot be read it is the latest, so that
// the rest of the file can still be checked.
func (b *builder) template(tree *source.Node, templates Templates) *configs.Template {
	named := lookup(tree, templateKey)
	if named != nil && named.Kind == source.Scalar && trimBlanks(named.Text) != "" {
		return b.named(named, tree, templates)
	}
	if named != nil {
		b.errorf(named.Pos, "“template”后面应为格式的名称", "“template” should be followed by the name of a template")
	}
	var year *source.Node
	for f := range templates.YearFields("") {
		if year = lookup(tree, fieldKey(f)); year != nil {
			break
		}
	}
	number, _ := parseYear(year)
	if number == 0 {
		t, problems := templates.TemplateForYear("", maxYear)
		if t == nil {
			b.problems.Add(problems...)
		}
		return t
	}
	t, problems := templates.TemplateForYear("", number)
	b.place(problems, year.Pos)
	return t
}

func (b *builder) named(named, tree *source.Node, templates Templates) *configs.Template {
	t, problems := templates.Template(trimBlanks(named.Text))
	b.place(problems, named.Pos)
	if t == nil {
		return nil
	}
	number := 0
	if f := t.Year(); f != nil {
		number, _ = parseYear(lookup(tree, fieldKey(*f)))
	}
	if number != 0 && !t.Years.Serve(number) {
		d := diag.Errorf(named.Pos, "格式 %s 不用于 %d 年度的报告", "the template %s does not serve the year %d", t.ID, number)
		if other, _ := templates.TemplateForYear("", number); other != nil && configs.KindOf(t.ID) == configs.KindOf(other.ID) {
			d = d.WithHint("删去这一行，由程序按年度选用格式", "without this line the template is chosen by the year")
		} else {
			d = d.WithHint("这个格式用于 %s；年度写错的改年度，格式也用于这一年的改格式的 years", "it serves %s; mend the year, or the template's years if it serves this one too", yearsServed(t.Years))
		}
		b.problems.Add(d)
	}
	return t
}

// yearsServed is what years a template serves.
func yearsServed(y configs.Years) diag.Text {
	if y.To == 0 {
		return diag.T("%d 年度起的报告", "reports from the year %d on", y.From)
	}
	return diag.T("%d 至 %d 年度的报告", "reports of the years %d to %d", y.From, y.To)
}

// place adds problems, those that have no place at pos.
func (b *builder) place(problems diag.List, pos diag.Pos) {
	for _, p := range problems {
		if p.Pos == (diag.Pos{}) {
			p.Pos = pos
		}
		b.problems.Add(p)
	}
}

// lookup finds the value of a key before the template says which keys there are.
func lookup(tree *source.Node, key source.Key) *source.Node {
	for _, e := range tree.Entries {
		if e.Key.Text == key.ID || source.Normalize(e.Key.Text) == source.Normalize(key.Labels[0]) {
			return e.Value
		}
	}
	return nil
}

// fieldKey is how a report file may call a header field.
func fieldKey(f configs.Field) source.Key { return source.Key{ID: f.ID, Labels: []string{f.Label}} }

// parseYear reads a year of four digits; 0 with the reason when it is none. A
// nil node is none without a reason.
func parseYear(n *source.Node) (int, *fault) {
	if n == nil {
		return 0, nil
	}
	if n.Kind != source.Scalar {
		return 0, faultf("应为四位数字的年份，实为%s", "should be a year of four digits, is %s", n.Kind.Name())
	}
	s := widths.Replace(trimBlanks(n.Text))
	year, err := strconv.Atoi(s)
	if err != nil || len(s) != 4 {
		f := faultf("应为四位数字的年份，实为“%s”", "should be a year of four digits, is “%s”", clip(n.Text))
		return 0, f.withHint("例如 2023，不写“年”字", "such as 2023")
	}
	if year < minYear || year > maxYear {
		return 0, faultf("年份应在 %d 至 %d 之间，实为 %d", "the year should be from %d to %d, is %d", minYear, maxYear, year)
	}
	return year, nil
}

func (b *builder) fault(pos diag.Pos, name string, f *fault) {
	b.problems.Add(diag.Diagnostic{Pos: pos, Message: diag.T("%s：%s", "%s: %s", name, f.message), Hint: f.hint})
}
