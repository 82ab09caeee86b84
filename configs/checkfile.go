package configs

import (
	"path/filepath"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Part is what a file of a library holds: a template, a style sheet or prose rules,
// the others nil. All are nil when the file has errors.
type Part struct {
	Template *Template
	Style    *StyleSheet
	Prose    *ProseRules
}

// Read reads a template, style sheet or prose rules that need not stand in the library's
// folder; the first two may extend those of the library. name is the file's,
// from which the id is taken.
func (l *Library) Read(name string, content []byte) (Part, diag.List) {
	file := filepath.Base(name)
	id := strings.TrimSuffix(file, filepath.Ext(file))
	if source.Blank(content) {
		return Part{}, diag.List{blank(name)}
	}
	root, problems := source.Parse(name, content)
	if root == nil {
		return Part{}, problems
	}
	if filepath.Ext(file) != ".yaml" {
		problems.Add(diag.Warnf(diag.Pos{File: name}, "文件名应以 .yaml 结尾，否则找不到", "the file name should end in .yaml, else it is not found"))
	}
	part := Part{}
	switch kind, known := kindOf(content); {
	case !known:
		problems.Add(diag.Errorf(root.Pos, "既不是格式，也不是样式、文字规则", "neither a template nor a style sheet nor prose rules").
			WithHint("格式的第一行写 template: 标识，样式的第一行写 style: 标识，文字规则的第一行写 prose: 标识", "a template begins with template: ID, a style sheet with style: ID, prose rules with prose: ID"))
	case kind.dir == templateKind.dir:
		part.Template = l.readTemplate(root, id, &problems)
	case kind.dir == proseKind.dir:
		part.Prose = readProse(root, id, &problems)
	default:
		part.Style = l.readStyle(root, id, &problems)
	}
	problems.Sort()
	if problems.HasErrors() {
		return Part{}, problems
	}
	return part, problems
}
