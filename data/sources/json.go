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
		return t.list(v, from), nil
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
		had := false
		switch v := value.(type) {
		case map[string]any:
			value, had = v[name]
		case []any:
			if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v) {
				value, had = v[i], true
			}
		}
		if !had {
			return nil, why("没有 %s", "there is no %s", at)
		}
	}
	return value, nil
}

func escaped(key string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(key) }

// list is the values of a list, or the rows of a list of lists.
func (t *tree) list(list []any, from string) [][]found {
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
