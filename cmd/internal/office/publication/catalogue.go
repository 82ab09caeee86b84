package publication

import (
	_ "embed"
	"slices"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

//go:embed catalogue.yaml
var standard []byte

// Field is something that a portal asks for, with its value or the pattern of it.
type Field struct {
	Name     string `json:"name"`
	Value    string `json:"value"`
	Required bool   `json:"required,omitempty"`
}

// Catalogue is what a portal asks for: the fields of the catalogue of government
// information (国办秘书局《政府信息公开目录系统实施指引（试行）》), and page tags
// (国办发〔2017〕47号).
type Catalogue struct{ Fields, Tags []Field }

// Standard is the catalogue with the fourteen fields of the guide.
func Standard() (Catalogue, diag.List) { return Read("catalogue.yaml", standard) }

// Read reads a catalogue.
func Read(name string, content []byte) (Catalogue, diag.List) {
	tree, problems := source.Parse(name, content)
	if tree == nil || problems.HasErrors() {
		return Catalogue{}, problems
	}
	top := source.NewFields(tree, &problems, source.Key{ID: "catalogue"}, source.Key{ID: "tags"})
	c := Catalogue{fields(top.Require("catalogue"), &problems), fields(top.Get("tags"), &problems)}
	return c, problems
}

func fields(n *source.Node, problems *diag.List) []Field {
	var all []Field
	for _, item := range source.Items(n, problems) {
		f := source.NewFields(item, problems, source.Key{ID: "name"}, source.Key{ID: "value"}, source.Key{ID: "required"})
		all = append(all, Field{
			Name: source.String(f.Require("name"), problems), Value: source.String(f.Get("value"), problems), Required: source.Bool(f.Get("required"), problems),
		})
	}
	return all
}

// Facts are what stands for the placeholders of a catalogue.
type Facts struct {
	Index, Title, Agency, Year, Date, Summary, Published string
}

// Index is the placeholder of the 索引号.
const Index = "{索引号}"

// Asks reports whether a field or tag has a placeholder.
func (c Catalogue) Asks(placeholder string) bool {
	return slices.ContainsFunc(append(slices.Clone(c.Fields), c.Tags...), func(f Field) bool { return strings.Contains(f.Value, placeholder) })
}

// Filled is the catalogue with the facts of a report.
func (c Catalogue) Filled(f Facts) Catalogue {
	put := strings.NewReplacer(Index, f.Index, "{标题}", f.Title, "{机关}", f.Agency, "{年度}", f.Year, "{成文日期}", f.Date, "{概述}", f.Summary, "{发布时间}", f.Published)
	fill := func(fields []Field) []Field {
		filled := make([]Field, len(fields))
		for i, field := range fields {
			field.Value = put.Replace(field.Value)
			filled[i] = field
		}
		return filled
	}
	return Catalogue{fill(c.Fields), fill(c.Tags)}
}

// Missing are the names of required fields without a value.
func (c Catalogue) Missing() (names []string) {
	for _, f := range c.Fields {
		if f.Required && strings.TrimSpace(f.Value) == "" {
			names = append(names, f.Name)
		}
	}
	return names
}
