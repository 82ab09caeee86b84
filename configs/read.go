package configs

import (
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
	"gongwen/internal/unit"
)

var (
	fileID = pattern.New(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)
	keyID  = pattern.New(`^[a-z][a-z0-9_]*$`)
)

// fields takes n apart by the keys a template or style sheet may have there.
func fields(n *source.Node, problems *diag.List, ids ...string) *source.Fields {
	keys := make([]source.Key, len(ids))
	for i, id := range ids {
		keys[i] = source.Key{ID: id}
	}
	return source.NewFields(n, problems, keys...)
}

// required is the text of a key that must be given and not be empty.
func required(f *source.Fields, key string, problems *diag.List) string {
	n := f.Require(key)
	if n == nil {
		return ""
	}
	s := source.String(n, problems)
	if n.Kind == source.Scalar && strings.TrimSpace(s) == "" {
		problems.Add(diag.Errorf(n.Pos, "“%s”不能留空", "%q must not be empty", key))
	}
	return s
}

func optional(f *source.Fields, key string, problems *diag.List) string {
	return source.String(f.Get(key), problems)
}

// newID reads the key `id`, which must be new among those seen. Ids are names
// in rule expressions, so they are plain.
func newID(f *source.Fields, seen map[string]diag.Pos, problems *diag.List) string {
	n := f.Require("id")
	if n == nil {
		return ""
	}
	id := source.String(n, problems)
	if n.Kind == source.Scalar && !keyID.MatchString(id) {
		problems.Add(badID(n.Pos, id))
	}
	unique(seen, id, n.Pos, problems)
	return id
}

func badID(pos diag.Pos, id string) diag.Diagnostic {
	return diag.Errorf(pos, "“%s”不能作标识", "%q is no id", id).
		WithHint("用小写字母、数字和下划线，以字母开头", "an id has lower case letters, digits and underscores and begins with a letter")
}

// unique reports a name that has been seen, and keeps it.
func unique(seen map[string]diag.Pos, name string, pos diag.Pos, problems *diag.List) {
	if first, twice := seen[name]; twice && name != "" {
		problems.Add(diag.Errorf(pos, "“%s”已经用过", "%q is already used", name).WithRelated(first, "用在这里", "it is used here"))
		return
	}
	seen[name] = pos
}

// label reads the key `label`, by which report files may call the thing; among
// those seen it must differ in more than numbers and notes.
func label(f *source.Fields, seen map[string]diag.Pos, problems *diag.List) string {
	n := f.Require("label")
	if n == nil {
		return ""
	}
	text := source.String(n, problems)
	name := source.Normalize(text)
	if name == "" && n.Kind == source.Scalar {
		problems.Add(diag.Errorf(n.Pos, "“label”不能留空", "the label must not be empty"))
	}
	unique(seen, name, n.Pos, problems)
	return text
}

// length reads a length with its unit from low to high; of nil it is fallback.
func length(n *source.Node, fallback, low, high unit.Length, problems *diag.List) unit.Length {
	if n == nil {
		return fallback
	}
	if n.Kind != source.Scalar {
		problems.Add(diag.Errorf(n.Pos, "这里应为长度，实为%s", "a length is expected here, not %s", n.Kind.Name()))
		return fallback
	}
	l, err := unit.Parse(n.Text)
	switch {
	case err != nil:
		d := diag.Diagnostic{Level: diag.Error, Pos: n.Pos, Message: diag.Text{ZH: "“" + n.Text + "”不是长度", EN: err.Error()}}
		problems.Add(d.WithHint("写成数字加单位，如 16pt、156mm、340twip（可用 pt、mm、cm、in、twip、emu）", "write a number with its unit, such as 16pt, 156mm or 340twip"))
		return fallback
	case l < low || l > high:
		problems.Add(diag.Errorf(n.Pos, "长度 %s 超出范围，应在 %s 到 %s 之间", "the length %s is out of range, it should be from %s to %s", n.Text, inMillimetres(low), inMillimetres(high)))
		return fallback
	}
	return l
}

// inMillimetres writes a limit as people think of it.
func inMillimetres(l unit.Length) string {
	if l%unit.Millimetre == 0 {
		return Millimetres(l)
	}
	return l.String()
}

// message reads a text that is Chinese, or a map with zh and en.
func message(n *source.Node, problems *diag.List) diag.Text {
	if n == nil || n.Kind != source.Map {
		return diag.Text{ZH: source.String(n, problems)}
	}
	f := fields(n, problems, "zh", "en")
	return diag.Text{ZH: required(f, "zh", problems), EN: optional(f, "en", problems)}
}

// known reports a name that is none of those allowed.
func known(n *source.Node, what diag.Text, name string, allowed []string, problems *diag.List) bool {
	for _, a := range allowed {
		if a == name {
			return true
		}
	}
	d := diag.Errorf(n.Pos, "没有名为“%s”的%s", "there is no %[2]s named %[1]q", name, what)
	problems.Add(source.Suggest(d, name, allowed))
	return false
}
