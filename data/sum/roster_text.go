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
	column, due, begun := 0, -1, false
	for {
		record, err := reader.Read()
		if err != nil { // with LazyQuotes it is the end
			return
		}
		line, _ := reader.FieldPos(0)
		if !begun {
			begun = true
			if i := slices.IndexFunc(record, isHead); i >= 0 {
				column, due = i, slices.IndexFunc(record, isDueHead)
				continue
			}
		}
		by := ""
		if due >= 0 && due < len(record) {
			by = record[due]
		}
		if column < len(record) {
			r.add(record[column], by, diag.Pos{File: name, Line: line, Col: 1})
		}
	}
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
