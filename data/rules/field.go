package rules

import (
	"maps"

	"github.com/expr-lang/expr/types"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// Names that expressions have beside the header fields.
const (
	attachmentsName = "attachments" // titles of the attachments
	apartName       = "apart"       // of those that are bound apart
	signedName      = "signed"      // the 落款: agencies, signers, date, day
)

// fieldTypes adds the types of the header fields to an environment: a list of
// texts for one that holds a list, a map for one with parts. A date is a text as
// it is printed; the number of its day, such as 20240105, has the name and _day.
// Official documents have attachments and signed too.
func fieldTypes(env types.Map, t *configs.Template) {
	for _, f := range t.Fields() {
		switch {
		case f.Type == configs.YearField:
			putType(env, f.ID, types.Int)
		case f.Many:
			putType(env, f.ID, types.TypeOf([]string(nil)))
		default:
			putType(env, f.ID, types.String)
		}
		if f.Type == configs.DateField {
			putType(env, f.ID+"_day", types.Int)
		}
	}
	if len(t.Elements) == 0 {
		return
	}
	if t.Field(apartName) == nil {
		env[apartName] = types.TypeOf([]string(nil))
	}
	if t.Field(attachmentsName) == nil {
		env[attachmentsName] = types.TypeOf([]string(nil))
	}
	if t.Field(signedName) == nil {
		env[signedName] = types.Map{
			"agencies": types.TypeOf([]string(nil)), "posts": types.TypeOf([]string(nil)),
			"date": types.String, "year": types.Int, "day": types.Int,
		}
	}
}

// fieldValues are the values of what fieldTypes has but years.
func fieldValues(env map[string]any, rep *data.Report) {
	for _, f := range rep.Template.Fields() {
		switch {
		case f.Type == configs.YearField:
		case f.Many:
			put(env, f.ID, texts(rep.Lists[f.ID]))
		default:
			put(env, f.ID, rep.Fields[f.ID].Text)
		}
		if f.Type == configs.DateField {
			put(env, f.ID+"_day", dayNumber(rep.Dates[f.ID]))
		}
	}
	if len(rep.Template.Elements) == 0 {
		return
	}
	titles, apart := make([]string, len(rep.Attachments)), []string{}
	for i, a := range rep.Attachments {
		titles[i] = a.Title.Text
		if a.Apart {
			apart = append(apart, a.Title.Text)
		}
	}
	if _, taken := env[apartName]; !taken {
		env[apartName] = apart
	}
	if _, taken := env[attachmentsName]; !taken {
		env[attachmentsName] = titles
	}
	if _, taken := env[signedName]; !taken {
		env[signedName] = signedValues(rep.SignOff)
	}
}

func signedValues(s *data.SignOff) map[string]any {
	if s == nil {
		s = &data.SignOff{}
	}
	posts := make([]string, len(s.Signers))
	for i, signer := range s.Signers {
		posts[i] = signer.Post.Text
	}
	agencies := texts(s.Others)
	if s.Agency.Text != "" {
		agencies = append([]string{s.Agency.Text}, agencies...)
	}
	return map[string]any{"agencies": agencies, "posts": posts, "date": s.Date.String(), "year": s.Date.Year, "day": dayNumber(s.Date)}
}

func texts(list []data.Field) []string {
	out := make([]string, len(list))
	for i, f := range list {
		out[i] = f.Text
	}
	return out
}

// dayNumber orders days: 20240105.
func dayNumber(d data.Date) int { return (d.Year*100+d.Month)*100 + d.Day }

// fieldRule compiles a rule about the values of a header field.
func (c *compiler) fieldRule() {
	c.addStrings("value")
	c.env["index"] = types.Int
	c.conditions()
}

// eachAbsent evaluates a rule about a field that the kind of document has not: what
// is given of it is said once.
func (c *check) eachAbsent(r *rule) {
	field := c.report.Template.Field(r.Field)
	paths := []string{r.Field}
	for _, part := range field.Parts {
		paths = append(paths, r.Field+"."+part.ID)
	}
	for _, path := range paths {
		if value, given := c.report.Fields[path]; given {
			c.broken(r, value.Pos, c.base, diag.T("这一文种没有“%s”", "this kind of document has no “%s”", field.Label))
			return
		}
	}
}

// eachField evaluates a rule for the values of a header field.
func (c *check) eachField(r *rule) {
	values := c.report.Lists[r.Field]
	if value, given := c.report.Fields[r.Field]; given && len(values) == 0 {
		values = []data.Field{value}
	}
	if s := c.report.Template.Attachments(); s != nil && s.ID == r.Field {
		values = nil
		for _, a := range c.report.Attachments {
			values = append(values, a.Title)
		}
	}
	for i, v := range values {
		c.looksAt(v.Text, at(v.Pos))
		if !c.goesOn(r) {
			return
		}
		env := maps.Clone(c.base)
		env["value"], env["index"] = v.Text, i
		if c.applies(r, env) && !c.holds(r, env) {
			c.broken(r, v.Pos, env, diag.T("“%s”：%s", "“%s”: %s", v.Text, r.Name), c.signed(r, i)...)
		}
	}
}

// signed is where the report is signed in the place of a rule's value, for rules that hold
// the two together.
func (c *check) signed(r *rule, i int) []diag.Place {
	s := c.report.SignOff
	if !r.signs || s == nil || s.Agency.Pos.Line == 0 {
		return nil
	}
	names := append([]data.Field{s.Agency}, s.Others...)
	return []diag.Place{{Pos: names[min(i, len(names)-1)].Pos, Text: diag.T("署名在这里", "it is signed here")}}
}
