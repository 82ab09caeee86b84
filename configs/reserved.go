package configs

import (
	"slices"

	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/internal/source/overlay"
)

// Keys that every report file may have beside those of its template; AroundKey where there
// are tables, for what stands around them.
var (
	TemplateKey = source.Key{ID: "template", Labels: []string{"格式"}}
	SignOffKey  = source.Key{ID: "sign_off", Labels: []string{"落款"}}
	NotesKey    = source.Key{ID: "notes", Labels: []string{"表注"}}
	WaiveKey    = source.Key{ID: "waive", Labels: []string{"豁免"}}
	SourcesKey  = source.Key{ID: "sources", Labels: []string{"来源"}}
	PulledKey   = source.Key{ID: "pulled", Labels: []string{"取数记录"}}
	AroundKey   = source.Key{ID: "text", Labels: []string{"文字"}}
)

// reserve keeps a template from giving its own parts the names of such keys.
func (r *templateReader) reserve(keys ...source.Key) {
	for _, k := range keys {
		r.reserved = append(r.reserved, k.ID)
		for _, l := range k.Labels {
			r.reserved = append(r.reserved, source.Normalize(l))
		}
	}
}

// named refuses the names of a part of the report file that every report file has.
func (r *templateReader) named(part *source.Node) {
	for _, key := range []string{"id", "label"} {
		_, n, given := overlay.Entry(part, key)
		if !given || n.Kind != source.Scalar || !slices.Contains(r.reserved, source.Normalize(n.Text)) {
			continue
		}
		r.problems.Add(diag.Errorf(n.Pos, "“%s”是保留的名称，报告文件里另有用处", "the name %q is reserved: report files use it for something else", n.Text).
			WithHint("换一个名称", "take another name"))
	}
}

// Words that expressions of rules have for something else.
var (
	// operators cannot be names in any expression.
	operators = []string{"and", "contains", "else", "false", "if", "in", "let", "matches", "nil", "not", "or", "true"}
	// besideFigures stand in expressions of rules about tables beside the figures.
	besideFigures = []string{"actual", "at", "cell", "expected", "previous"}
	besideColumns = []string{"note"}
	besideRows    = []string{"column", "sum"}
)

// expressible refuses an id by which expressions could not name the thing.
func expressible(f *source.Fields, problems *diag.List, taken ...[]string) {
	n := f.Get("id")
	if n == nil || !slices.Contains(slices.Concat(taken...), n.Text) {
		return
	}
	problems.Add(diag.Errorf(n.Pos, "“%s”不能作标识：规则的表达式里它另有意思", "%q is no id: in the expressions of rules it means something else", n.Text).
		WithHint("换一个标识，如 %s_1", "take another id, such as %s_1", n.Text))
}
