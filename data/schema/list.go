package schema

import "gongwen/configs"

// list defines what the rows of a list may be: rows, each in the order of the
// columns with or without totals or a map by column, or the file that holds them.
func (r *reporter) list(name string, columns []configs.Column) string {
	var byColumn keys
	var all, parts []any
	for _, c := range columns {
		value := ref(r.cell(c), c.Label, "")
		byColumn.add(c.ID, append([]string{c.Label}, c.Aliases...), false, value)
		all = append(all, value)
		if !c.Total {
			parts = append(parts, value)
		}
	}
	forms := []any{exactly(all)}
	if len(parts) < len(all) {
		forms = append(forms, exactly(parts))
	}
	row := r.define("row."+name, anyOf(append(forms, byColumn.schema())...))
	var file keys
	file.add("file", []string{"文件"}, true, described("文件", "CSV 文件或者工作簿，在报告文件旁边").with("type", "string"))
	file.add("sheet", []string{"工作表"}, false, described("工作表", "").with("type", "string"))
	return r.define("list."+name, anyOf(
		object{{"type", "array"}, {"items", ref(row, "", "")}},
		described("", "CSV 文件或者工作簿的名称，在报告文件旁边").with("type", "string"),
		file.schema(), ofType("null")))
}

// cell defines a cell of a row of a list. What is left empty may be computed.
func (r *reporter) cell(c configs.Column) string {
	if c.Kind == configs.NumberValue {
		return r.define("cell."+c.Type, anyOf(ref(r.figure(c.Type), "", ""), ofType("null")))
	}
	return r.define("cell."+c.Type, ofType("string").with("type", []string{"string", "number", "null"}))
}
