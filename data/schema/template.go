package schema

import "gongwen/configs"

// Template is the schema of templates, which docs/templates.md explains.
func Template() ([]byte, error) {
	root := mapping([]string{"template"},
		member{"template", fileID("格式的标识，与文件名相同")},
		member{"extends", words("以哪个格式为基础：没有写的都照它，header、sections、values、tables、rules 里按 id 改")},
		member{"name", words("格式的名称")},
		member{"aliases", texts("标题里的其他叫法，不写年份；gongwen import 用")},
		member{"law", text("规定这种格式的文件")},
		member{"notice", text("本文件里的规则所依据的地方规定，提示里注明")},
		member{"years", mapping(nil,
			member{"from", number("从哪一年度起使用", 1949, 9999)},
			member{"to", append(described("", "用到哪一年度，null 是没有终止年度"), anyOf(ofType("null"), number("", 1949, 9999))...)})},
		member{"style", words("版面样式的标识")},
		member{"sign_off", described("", "落款：true 可以有，required 必须有，stamped 必须有，另有签署人一项，由规则要求，false 没有").with("enum", []any{true, false, "required", "stamped"})},
		member{"deadlines", append(described("", "截止日期"), listOf(mapping([]string{"for", "by"},
			member{"for", words("谁做什么")},
			member{"by", text("报告年度次年的月-日").with("pattern", `^(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12][0-9]|3[01])$`)},
			member{"law", text("依据")}), 0)...)},
		member{"headlines", append(described("", "汇总许多报告时，名册里列出、图里画出的数"), listOf(mapping([]string{"label", "of"},
			member{"label", words("叫什么")},
			member{"of", append(described("", "相加的数，写成 表.行.栏目"), listOf(ofType("string"), 1)...)}), 0)...)},
		member{"help", bilingual("给填报人的说明")},
		member{"header", append(described("", "只有一个值的项目"), listOf(field(), 0)...)},
		member{"title", append(described("", "标题的各行，{…} 是 header 里的项目"), listOf(ofType("string"), 1)...)},
		member{"untitled", yes("标题只是文件属性，不印出")},
		member{"elements", append(described("", "header 里的项目印成什么、印在哪里，依次印出"), listOf(element(), 0)...)},
		member{"author", text("文件属性里的作者，{…} 是 header 里的项目")},
		member{"sections", append(described("", "报告的各部分，依次印出"), listOf(section(), 0)...)},
		member{"values", append(described("", "数的种类"), listOf(valueType(), 0)...)},
		member{"tables", append(described("", "表格，id 与所在部分的 id 相同"), listOf(tableSchema(), 0)...)},
		member{"prose", words("文字规则的标识：短语、词都用它的，rules 里写 id 的规则用它的")},
		phrases(),
		member{"lexicon", lexicon()},
		member{"rules", append(described("", "规则"), listOf(rule(), 0)...)},
	)
	out := object{{"$schema", dialect}, {"title", "gongwen 的格式（template）"}}
	return write(append(out, root...).with("anyOf", []any{object{{"required", []string{"extends"}}}, whole()}).with("$defs", object{{"rows", append(described("", "行，或者下面还有行的一组"), listOf(row(), 1)...)}}))
}

// phrases are parts of patterns with their names.
func phrases() member {
	return member{"phrases", object{{"description", "短语：claims 的写法里用 {名称} 引用的正则表达式，可以用前面的短语"}, {"type", "object"},
		{"propertyNames", object{{"pattern", `^[a-z][a-z0-9_]*$`}}}, {"additionalProperties", object{{"type", "string"}}}}}
}

// whole is what a template has that extends no other.
func whole() object {
	entries := func(required ...string) object {
		return object{{"items", object{{"required", required}}}}
	}
	return object{
		{"required", []string{"name", "years", "style", "header", "title", "sections"}},
		{"properties", object{
			{"years", object{{"required", []string{"from"}}}},
			{"header", entries("label")},
			{"elements", entries("place", "text")},
			{"sections", entries("label", "kind")},
			{"tables", entries("columns", "rows", "widths", "grid")},
		}},
		{"anyOf", []any{
			object{{"required", []string{"prose"}}},
			object{{"properties", object{{"rules", entries("name", "each")}}}},
		}},
	}
}

// Prose is the schema of prose rules, which templates share.
func Prose() ([]byte, error) {
	root := mapping([]string{"prose"},
		member{"prose", fileID("文字规则的标识，与文件名相同")},
		phrases(),
		member{"lexicon", lexicon()},
		member{"rules", append(described("", "规则，格式的 rules 里写 id 就用"), listOf(rule(), 0)...)},
	)
	return write(append(object{{"$schema", dialect}, {"title", "gongwen 的文字规则（prose）"}}, root...))
}

func element() object {
	texts := []member{
		{"label", text("文字前面的词，换行的文字在它后面对齐")},
		{"text", words("文字，{…} 是 header 里的项目，[ ] 里的项目没有时整段不印")},
		{"style", text("样式的名称")},
		{"label_style", text("label 的样式")},
	}
	return mapping([]string{"id"}, append(texts,
		member{"id", id("程序用的名称")},
		member{"place", choice("印在哪里", configs.Places()...)},
		member{"right", text("文字右边的字")},
		member{"moved", mapping([]string{"text"}, texts...)})...)
}

func field() object {
	return mapping([]string{"id"}, append(valueMembers(),
		member{"many", yes("可以是一列值")},
		member{"join", text("一列值印出时中间的字，默认为顿号")},
		member{"parts", append(described("", "由几个值组成"), listOf(mapping([]string{"id"}, valueMembers()...), 1)...)})...)
}

// valueMembers are the keys of fields, and of parts of them.
func valueMembers() []member {
	return []member{
		{"id", id("程序用的名称")},
		{"label", words("正式的中文名称")},
		{"type", choice("year 是年度，agency 是机关，各至多一个", configs.FieldTypes()...)},
		{"optional", yes("可以不写")},
		{"choices", texts("只能是这些值")},
		{"initial", text("新建的报告里的值，【】里是填写说明")},
		{"help", text("给填报人的说明")},
	}
}

func section() object {
	return mapping([]string{"id"},
		member{"id", id("程序用的名称")},
		member{"label", words("报告文件里的名称")},
		member{"breaks", text("网页的窄栏里换行的地方写“/”")},
		member{"heading", text("印出的一级标题，不写编号，{…} 是 header 里的项目；附件部分是“附件”二字")},
		member{"aliases", texts("以往报告里的其他标题；gongwen import 用")},
		member{"kind", choice("prose 是文字，table 是表格，attachments 是附件", configs.SectionKinds()...)},
		member{"optional", yes("可以不写")},
		member{"initial", text("gongwen init 写的起始文字")},
		member{"help", text("给填报人的说明")})
}

func valueType() object {
	return mapping([]string{"id"},
		member{"id", id("名称")},
		member{"kind", choice("number 是数，text 是文字，date 是日期，code 是编码；数以外的只用于行数不定的行", configs.ValueKinds()...)},
		member{"blank", choice("留空的数：fault 是错误，zero 是 0", "fault", "zero")},
		member{"unit", text("单位，如 件")},
		member{"whole", yes("整数")},
		member{"signed", yes("可以小于零，如 -4、减4")},
		member{"decimals", number("最多几位小数", 0, 6)},
		member{"digits", number("小数点前最多几位", 1, 12)},
		member{"format", text("印成什么样：0.00 固定两位小数，#,##0 加千位分隔符；不写时照原样").with("pattern", `^(#,##)?0(\.0{1,6})?$`)},
		member{"align", choice("在格子里怎样对齐：style 按样式，right 右对齐，decimal 小数点对齐，left 左对齐，centre 居中", configs.FigureAligns()...)},
		member{"rule", text("不合这一种类时违反的规则")},
		member{"empty", text("留空或画线时违反的规则")})
}

func tableSchema() object {
	column := mapping([]string{"id", "label", "type"},
		member{"id", id("程序用的名称")},
		member{"label", words("正式的中文名称")},
		member{"type", words("values 里的种类")},
		member{"total", append(described("", "其他各栏之和；或写出是哪几栏之和"), anyOf(ofType("boolean"), listOf(ofType("string"), 1))...)},
		member{"aliases", texts("以往报告里的其他叫法；gongwen import 用")},
		member{"sum", sums()})
	return mapping([]string{"id"},
		member{"id", id("所在部分的 id")},
		member{"columns", named("各组栏目", listOf(column, 1))},
		member{"rows", ref("rows", "", "")},
		member{"widths", append(described("", "印出的各列的宽度"), listOf(length(""), 1)...)},
		member{"row_height", length("行的最小高度")},
		member{"head_rows", number("分页时重复的行数", 0, 400)},
		member{"sum", sums()},
		member{"note", text("印在表格下面的话，{…} 是 header 里的项目")},
		member{"above", append(described("", "印在表格上面的各行"), listOf(mapping(nil,
			member{"text", text("文字，{…} 是 header 里的项目；只有它时居中，是表格的标题")},
			member{"right", text("行末的文字，如 金额单位：万元")},
			member{"style", text("text 的样式")}), 1)...)},
		member{"empty", text("没有数据时印在表格下面的话")},
		member{"continued", text("转到下一页时印在表头上面的字，如 续表")},
		member{"landscape", yes("横排在单独的页上（GB/T 9704-2012 第 8 章）")},
		member{"new_page", yes("另起一页")},
		member{"tolerance", anyOf(text("合计与各项之和可以相差多少，每个加数算一次，如 0.01"), ofType("number"))},
		member{"grid", append(described("", "印出的表格，一行一行"), listOf(gridRow(), 1)...)})
}

func row() object {
	return mapping([]string{"id", "label"},
		member{"id", id("程序用的名称")},
		member{"label", words("正式的中文名称")},
		member{"columns", text("用哪一组栏目")},
		member{"total", yes("同组其他各行之和")},
		member{"aliases", texts("以往报告里的其他叫法；gongwen import 用")},
		member{"single", text("以往报告里这一组只有一行数时，是组里的哪一行；gongwen import 用")},
		member{"rows", ref("rows", "", "")},
		member{"previous", text("上年报告里结转到这一行的行")},
		member{"code", text("编码，规则里的 at 用它找到这一行")},
		member{"many", anyOf(yes("行数不定，一份报告有几行是几行"), mapping(nil,
			member{"code", text("编码在哪一栏")},
			member{"levels", append(described("", "各级编码的位数，如 [3, 5, 7]：以一个编码开头的都是它的一部分"), listOf(number("", 1, 30), 1)...)},
			member{"group", text("按哪一栏的文字分组，每组有小计")},
			member{"subtotal", text("小计一行的名称，{…} 是分组的那一栏")},
			member{"rule", text("上一级与各项之和不符时违反的规则（each 为 value）")},
			member{"place", choice("小计在各组的下面还是上面", "below", "above")}))},
		member{"sum", sums()},
		member{"help", text("给填报人的说明")})
}

func sums() object {
	return choice("几份报告汇总时：add 相加，none 不相加", "add", "none")
}

func gridRow() object {
	cell := mapping(nil,
		member{"band", text("横贯表格的一格，说明下面各行")},
		member{"head", text("栏目的名称")},
		member{"stub", text("行的名称")},
		member{"number", text("一个数：行.栏目")},
		member{"words", text("不是任何行和栏目的名称的文字，如行次；可以是空的")},
		member{"numbers", text("一行的各个数：行")},
		member{"rowspan", number("占几行", 1, 400)},
		member{"colspan", number("占几列", 1, 60)},
		member{"style", text("在通常的样式之外另用的样式")},
		member{"breaks", text("窄格里换行的地方写“/”")})
	var kinds []any
	for _, kind := range configs.CellKeys() {
		kinds = append(kinds, object{{"required", []string{kind}}})
	}
	cells := listOf(cell.with("oneOf", kinds), 0)
	return anyOf(cells, mapping([]string{"cells"}, member{"height", length("行的最小高度")}, member{"cells", cells}))
}

// claim is a wording of a rule with each: claim.
func claim() object {
	return mapping(nil,
		member{"relation", choice("不用 find：句子里的数是什么关系", configs.Relations()...)},
		member{"find", text("正则表达式（RE2）：# 是数，Y 是本年度，X 是其他年份，(?P<n>#) 是所说的数")},
		member{"measures", texts("量词：对每一个各有一种写法，find、items、check 等处写作 {measure}")},
		member{"unless", text("所在的分句里有它就不算")},
		member{"unless_before", text("句子里到数为止有它就不算")},
		member{"items", text("在 (?P<list>…) 里找的各项")},
		member{"place", text("提示指在哪个数上；是 items 里的数时每一项都算")},
		member{"when", text("表达式：不成立时不计算")},
		member{"says", object{{"description", "没有写数的说法是几，如 0"}, {"type", "integer"}, {"minimum", 0}}},
		member{"equals", text("表达式：数应等于什么")},
		member{"check", text("表达式：应当成立的条件")},
		member{"same", text("同一个名称的数前后一致")},
		member{"message", bilingual("提示，{…} 里是表达式；不写时用规则的")},
		member{"hint", bilingual("怎样改正；不写时用规则的")}).
		with("anyOf", []any{object{{"required", []string{"find"}}}, object{{"required", []string{"relation"}}}})
}

func ruleKinds() []string {
	var words []string
	for _, k := range configs.RuleKinds() {
		words = append(words, k.String())
	}
	return words
}

func rule() object {
	return mapping([]string{"id"},
		member{"id", words("编号，印在提示后面")},
		member{"name", words("规则说的是什么")},
		member{"level", choice("", "error", "warning", "note")},
		member{"each", choice("对每一个什么计算", ruleKinds()...)},
		member{"table", text("哪个表格")},
		member{"rows", texts("哪些行")},
		member{"previous", yes("与上年的报告比较，上年的数写作 previous.…")},
		member{"in", texts("哪些文字部分")},
		member{"field", text("each 为 field 时：header 里的项目，或者附件部分的 id")},
		member{"find", text("正则表达式（RE2）").with("format", "regex")},
		member{"written", yes("find 照原样查找：半角标点、偏旁部首不算作全角标点、汉字")},
		member{"names", text("也看名称（报告头的各栏、署名、附件名称），查找它，正则表达式").with("format", "regex")},
		member{"alike", text("不用 find：header 里的项目，找与它的值差一个形近字的地方")},
		member{"unless", text("each: claim：所在的分句里有它就不算，正则表达式")},
		member{"unless_before", text("each: claim：句子里到数为止有它就不算，正则表达式")},
		member{"mentions", append(described("", "each: mention：要写明的事项"), listOf(anyOf(ofType("string"), mapping([]string{"name"},
			member{"name", words("事项的名称")},
			member{"find", text("怎样算写明：正则表达式（RE2），# 是数；不写时是名称")})), 1)...)},
		member{"statements", append(described("", "each: claim：文字里的数说的是什么，由 lexicon 的词类认，claims 没有算的才算"), listOf(statement(), 1)...)},
		member{"shares", described("", "each: claim：哪些规则的 statements 的数也会说占百分之几，所据的总数是其中之一").with("type", "object").with("additionalProperties", anyOf(oneOrMore("表达式：总数"), object{}.with("type", "object").with("additionalProperties", oneOrMore("表达式：总数；键是总数怎样了的 event，all 是没有说的"))))},
		member{"claims", append(described("", "each: claim：文字里数的各种写法，先找到的先算"), listOf(claim(), 1)...)},
		member{"when", text("表达式：不成立时不计算")},
		member{"cell", text("说的是哪个数：each: column 时是行，each: row 时是栏目")},
		member{"equals", text("表达式：cell 应等于的数")},
		member{"check", text("表达式：应当成立的条件")},
		member{"message", bilingual("提示，{…} 里是表达式")},
		member{"hint", bilingual("怎样改正，{…} 里是表达式")},
		member{"notice", text("地方的规定，提示里注明；不写时是格式的 notice")},
		member{"law", bilingual("依据，gongwen explain 用")},
		member{"example", bilingual("违反的例子，gongwen explain 用")},
		member{"help", bilingual("为什么、怎样改正，gongwen explain 用")})
}
