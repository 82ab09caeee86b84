package schema

// sources is where figures lie, which gongwen pull reads. Which figures a report
// has to be filled in, and what places are called, the program says.
func (r *reporter) sources() object {
	text := object{{"type", "string"}, {"minLength", 1}}
	var place keys
	place.add("sheet", []string{"工作表"}, false, described("工作表", "").with("type", "string"))
	place.add("row", []string{"行"}, true, described("行", "第一栏里的名称，或者行号").with("type", []string{"string", "number"}))
	place.add("column", []string{"列"}, false, described("列", "表头里的名称").with("type", []string{"string", "number"}))
	var list keys
	list.add("place", []string{"位置"}, true, described("位置", "清单在来源里的位置，如 全部、表1!A2:H40").with("type", []string{"string", "number"}))
	list.add("ignore", []string{"不取"}, false, described("不取", "来源里有、清单没有的栏").with("type", []string{"string", "array"}).with("items", object{{"type", "string"}}))
	r.define("place", anyOf(described("位置", "如 表1!C7:H7、/件数/0、1").with("type", []string{"string", "number"}), place.schema(), list.schema()))
	r.define("into", object{{"type", "object"}, {"additionalProperties", anyOf(ref("place", "", ""), ref("into", "", ""))}})
	var k keys
	k.add("name", []string{"名称"}, false, append(described("名称", "查询要有名称，写进取数记录"), text...))
	k.add("file", []string{"文件"}, false, append(described("文件", "XLSX、CSV 或 JSON，从报告所在的文件夹算起"), text...))
	k.add("query", []string{"查询"}, false, append(described("查询", "SQL"), text...))
	k.add("connection", []string{"连接"}, false, described("连接", "环境变量的名称，连接串放在这个变量里").with("type", "string").with("pattern", `^[A-Za-z_][A-Za-z0-9_]*$`))
	k.add("into", []string{"填入"}, true, ref("into", "填入", "报告里的行或数，后面是它在来源里的位置"))
	source := r.define("source", k.schema())
	return append(described("来源", "数从哪里取：gongwen pull 按它取数"), anyOf(ref(source, "", ""), object{{"type", "array"}, {"items", ref(source, "", "")}})...)
}

// pulled is what was pulled for figures.
func (r *reporter) pulled() object {
	var k keys
	k.add("value", []string{"数值"}, true, described("数值", "").with("type", []string{"number", "string"}))
	k.add("from", []string{"来自"}, true, described("来自", "").with("type", "string"))
	r.define("origin", k.schema())
	return append(described("取数记录", "由 gongwen pull 写入"), object{{"type", "object"}, {"additionalProperties", ref("origin", "", "")}}...)
}
