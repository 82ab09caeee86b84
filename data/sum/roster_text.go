package sum

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"gongwen/data/records"
	"gongwen/internal/diag"
	"gongwen/internal/textfile"
)

// text reads names that stand in lines or in a column. Spreadsheet programs of
// Chinese systems write such files in GB18030.
func (r *rosterReader) text(name string, content []byte) {
	lines, _, ok := textfile.Decode(content)
	if !ok {
		r.said.Add(diag.Errorf(diag.Pos{File: name}, "名册不是文本文件", "the roster is no text file").
			WithHint("应为 .txt、.csv、.xlsx、.yaml 之一", "one of .txt, .csv, .xlsx, .yaml is expected"))
		return
	}
	if strings.ToLower(path.Ext(name)) == ".csv" {
		r.table(name, lines)
		return
	}
	n := 0
	for line := range strings.Lines(lines) {
		n++
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") || len(r.Names) == 0 && isHead(line) {
			continue
		}
		r.add(number.ReplaceAllString(line, ""), "", diag.Pos{File: name, Line: n, Col: 1})
	}
}

// table reads the column of names of a CSV file.
func (r *rosterReader) table(name, content string) {
	reader := records.Reader(content)
	type line struct {
		cells  []string
		number int
	}
	var lines []line
	for {
		record, err := reader.Read()
		if err != nil { // with LazyQuotes it is the end
			break
		}
		number, _ := reader.FieldPos(0)
		lines = append(lines, line{slices.Clone(record), number})
	}
	if len(lines) == 0 {
		return
	}
	const none = -1
	names, due, begin := 0, none, 0
	if i := slices.IndexFunc(lines[0].cells, isHead); i >= 0 {
		names, due, begin = i, slices.IndexFunc(lines[0].cells, isDueHead), 1
	}
	if due == none {
		dated := columns{}
		for _, l := range lines {
			for col, text := range l.cells {
				dated.see(l.number, col, text, diag.Pos{File: name, Line: l.number, Col: 1})
			}
		}
		top := lines[0].number
		if len(dated.headed(top)) > 0 {
			begin = 1
		}
		if due = dated.due(top, none); due == none {
			r.unused(dated, top)
		}
	}
	for _, l := range lines[begin:] {
		by := ""
		if due >= 0 && due < len(l.cells) {
			by = l.cells[due]
		}
		if names < len(l.cells) {
			r.name(l.cells[names], by, diag.Pos{File: name, Line: l.number, Col: 1})
		}
	}
}

// name takes a name of a table. One with a quotation mark at one end has the line behind it
// that its pair is missing from, or more lines than one.
func (r *rosterReader) name(text, due string, pos diag.Pos) {
	if strings.Contains(text, "\n") || strings.HasPrefix(text, `"`) != strings.HasSuffix(text, `"`) {
		r.said.Add(diag.Errorf(pos, "引号没有成对", "a quotation mark has no pair").WithHint("补上另一个引号，或者都删掉", "write the other one, or take it away"))
		return
	}
	r.add(text, due, pos)
}

// tree reads a list in YAML or JSON, which may stand alone or under one key.
// The tree is walked as it stands, so that aliases are not followed.
func (r *rosterReader) tree(name string, content []byte) {
	var root yaml.Node
	if err := yaml.Unmarshal(content, &root); err != nil {
		r.said.Add(diag.Errorf(diag.Pos{File: name}, "名册读不懂：%v", "the roster cannot be understood: %v", err))
		return
	}
	if len(root.Content) == 0 {
		return
	}
	list := root.Content[0]
	if list.Kind == yaml.MappingNode && len(list.Content) == 2 {
		list = list.Content[1]
	}
	at := func(n *yaml.Node) diag.Pos { return diag.Pos{File: name, Line: n.Line, Col: n.Column} }
	if list.Kind != yaml.SequenceNode {
		r.said.Add(diag.Errorf(at(list), "名册应为一列机关名称", "the roster should be a list of names"))
		return
	}
	for _, item := range list.Content {
		if item.Kind != yaml.ScalarNode {
			r.said.Add(diag.Errorf(at(item), "这里应为机关名称", "the name of an agency is expected here"))
			continue
		}
		r.add(item.Value, "", at(item))
	}
}
