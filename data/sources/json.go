package sources

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// tree is a JSON file.
type tree struct {
	name string
	root any
}

func readJSON(name string, content []byte) (shelf, diag.List) {
	pos := diag.Pos{File: name}
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	if deeper(content, maxDepth) {
		return nil, diag.List{diag.Errorf(pos, "JSON 嵌套超过 %d 层", "the JSON has more than %d levels", maxDepth)}
	}
	d := json.NewDecoder(bytes.NewReader(content))
	d.UseNumber()
	t := &tree{name: name}
	if err := d.Decode(&t.root); err != nil {
		if _, faults := source.Parse(name, content); faults.HasErrors() {
			return nil, faults // with the place
		}
		return nil, diag.List{diag.Errorf(pos, "JSON 读不懂：%v", "the JSON cannot be understood: %v", err)}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, diag.List{diag.Errorf(pos, "JSON 后面还有内容", "something follows the JSON")}
	}
	return t, nil
}

// deeper reports whether brackets outside of strings stand deeper in one another
// than most.
func deeper(content []byte, most int) bool {
	depth, quoted := 0, false
	for i := 0; i < len(content); i++ {
		switch c := content[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			if depth++; depth > most {
				return true
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return false
}

// find follows a JSON pointer (RFC 6901) to a number, a list of them, a list of
// lists, or an object of numbers by the columns of a row.
func (t *tree) find(p data.Place) ([][]found, *diag.Text) {
	if p.Named() {
		return nil, why("JSON 里的位置写成 /件数/0 这样的路径", "places in JSON are paths such as /counts/0")
	}
	if p.At != "" && !strings.HasPrefix(p.At, "/") {
		return nil, why("位置“%s”看不懂，应如 /件数/0", "the place “%s” is not understood, it should be such as /counts/0", p.At)
	}
	value, fault := t.at(p.At)
	if fault != nil {
		return nil, fault
	}
	from := t.name + "#" + p.At
	switch v := value.(type) {
	case []any:
		return t.values(v, from), nil
	case map[string]any:
		var row []found
		for _, key := range slices.Sorted(maps.Keys(v)) {
			f := t.value(v[key], from+"/"+escaped(key))
			f.key = key
			row = append(row, f)
		}
		if len(row) == 0 {
			return nil, why("%s 是空的", "%s is empty", from)
		}
		return [][]found{row}, nil
	}
	return [][]found{{t.value(value, from)}}, nil
}

// list is a list of objects by the names of the columns, or a list of lists whose
// first has these names.
func (t *tree) list(p data.Place) (*grid, *diag.Text) {
	if p.Named() || p.At != "" && !isAll(p.At) && !strings.HasPrefix(p.At, "/") {
		return nil, why("清单的位置应如 /项目，或者写“全部”", "the place of a list should be such as /projects, or “all”")
	}
	pointer := p.At
	if isAll(pointer) {
		pointer = ""
	}
	value, fault := t.at(pointer)
	if fault != nil {
		return nil, fault
	}
	g := &grid{all: t.name + "#" + pointer}
	items, ok := value.([]any)
	if !ok {
		return nil, why("%s 不是一列值", "%s is no list", g.all)
	}
	keys := keysOf(items)
	if fault := tooLarge(len(items), len(keys)); fault != nil {
		return nil, fault
	}
	if len(keys) > 0 {
		var names []found
		for _, key := range keys {
			names = append(names, found{text: key, from: g.all})
		}
		g.rows, g.from = append(g.rows, names), append(g.from, g.all)
	}
	for i, item := range items {
		from := g.all + "/" + strconv.Itoa(i)
		var row []found
		switch item := item.(type) {
		case map[string]any:
			for _, key := range keys {
				row = append(row, t.listed(item[key], from+"/"+escaped(key)))
			}
		case []any:
			if len(keys) > 0 {
				return nil, why("%s：各行应都是一组值，或者都是一列值", "%s: the rows should all be objects or all be lists", from)
			}
			for j, v := range item {
				row = append(row, t.listed(v, from+"/"+strconv.Itoa(j)))
			}
		default:
			return nil, why("%s 不是一行", "%s is no row", from)
		}
		g.rows, g.from = append(g.rows, row), append(g.from, from)
	}
	return g, nil
}

// keysOf are the names in objects, in their order.
func keysOf(items []any) []string {
	names := map[string]bool{}
	for _, item := range items {
		if object, is := item.(map[string]any); is {
			for key := range object {
				names[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// listed is a value of a row, which may be nothing.
func (t *tree) listed(v any, from string) found {
	if v == nil {
		return found{from: from}
	}
	return t.value(v, from)
}

// has says what is in a value that lacks something.
func has(value any) diag.Text {
	switch v := value.(type) {
	case map[string]any:
		const few = 12
		keys := slices.Sorted(maps.Keys(v))
		if len(keys) > 0 && len(keys) <= few {
			return diag.T("这里有的是：%s", "there are: %s", diag.Text{ZH: strings.Join(keys, "、"), EN: strings.Join(keys, ", ")})
		}
		return diag.T("这里有 %d 项", "there are %d keys", len(keys))
	case []any:
		return diag.T("这里是一列，共 %d 个，从 0 数起", "here is a list of %d, counted from 0", len(v))
	}
	return diag.T("上一级不是一组值", "what is above it has no parts")
}

// at is the value at a pointer.
func (t *tree) at(pointer string) (any, *diag.Text) {
	value := t.root
	if pointer == "" {
		return value, nil
	}
	at := ""
	for part := range strings.SplitSeq(pointer[1:], "/") {
		at += "/" + part
		name := strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		var part any
		had := false
		switch v := value.(type) {
		case map[string]any:
			part, had = v[name]
		case []any:
			if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v) {
				part, had = v[i], true
			}
		}
		if !had {
			return nil, why("没有 %s，%s", "there is no %s; %s", at, has(value))
		}
		value = part
	}
	return value, nil
}

func escaped(key string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(key) }

// values is the values of a list, or the rows of a list of lists.
func (t *tree) values(list []any, from string) [][]found {
	var rows [][]found
	var flat []found
	for i, item := range list {
		at := from + "/" + strconv.Itoa(i)
		if inner, ok := item.([]any); ok {
			var row []found
			for j, v := range inner {
				row = append(row, t.value(v, at+"/"+strconv.Itoa(j)))
			}
			rows = append(rows, row)
			continue
		}
		flat = append(flat, t.value(item, at))
	}
	if len(flat) > 0 || len(rows) == 0 {
		rows = append(rows, flat)
	}
	return rows
}

func (t *tree) value(v any, from string) found {
	f := found{from: from}
	switch v := v.(type) {
	case json.Number:
		f.text = v.String()
	case string:
		f.text = v
	case nil:
		f.not = why("没有数（null）", "there is no figure (null)")
	default:
		f.not = why("这里不是一个数", "this is not one figure")
	}
	return f
}
