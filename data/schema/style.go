package schema

// Style is the schema of style sheets, which docs/styles.md explains.
func Style() ([]byte, error) {
	whole := []string{"name", "page", "fonts", "numbering", "styles", "tables"}
	root := mapping([]string{"style"},
		member{"style", fileID("样式的标识，与文件名相同")},
		member{"extends", words("以哪个样式为基础")},
		member{"name", words("样式的名称")},
		member{"page", page()},
		member{"fonts", named("各种字体", font())},
		member{"numbering", append(described("", "各级标题的编号，里面有一个“一”或“1”"), listOf(ofType("string"), 0)...).with("maxItems", 4)},
		member{"styles", named("各种文字的样式", textStyle())},
		member{"tables", mapping(nil,
			member{"border", length("线宽")},
			member{"cell_margin", length("格内左右的空")},
			member{"band_fill", colour("横条的底色 RRGGBB")},
			member{"gap", length("表格整个移到下一页时，页末最多留的空白")})},
		member{"words", mapping(nil,
			member{"ends", texts("标题可以在后面换行的词尾")},
			member{"whole", texts("标题里不拆开的词，可以拆的地方写“/”")})},
		member{"head", mapping(nil,
			member{"mark", length("纸的上边缘至发文机关标志上边缘")},
			member{"lines", number("标志与发文字号之间的空行数", 0, 10)},
			member{"under", choice("分隔线在什么下面", "number", "mark")},
			member{"drop", length("分隔线离上面的要素")},
			member{"gap", length("分隔线离下面的要素（under: mark）")},
			member{"rule", ruled()},
			member{"below", number("版头下面的空行数", 0, 10)},
			member{"preprinted", yes("套打：纸上已有标志和红线")})},
		member{"first_page", mapping(nil,
			member{"rule", ruled()},
			member{"bottom", length("线离纸的下边缘")},
			member{"unnumbered", yes("首页不印页码")})},
		member{"foot", mapping(nil,
			member{"outer", length("版记首条和末条分隔线的粗细，0mm 为没有")},
			member{"inner", length("中间的分隔线的粗细")},
			member{"inset", length("文字左右的空")},
			member{"even", yes("版记在偶数页")})},
		member{"sign_off", mapping(nil, member{"seal", length("印章的直径，0mm 为不留")})},
		member{"line_breaking", choice("分行：fine 照排版规则，word 与文字处理软件一样", "fine", "word")},
		member{"bullet", text("列表项前的符号，一个字符；空着为没有").with("maxLength", 1)})
	out := object{{"$schema", dialect}, {"title", "gongwen 的样式（style sheet）"}}
	return write(append(out, root...).with("anyOf", []any{object{{"required", []string{"extends"}}}, object{{"required", whole}}}))
}

func ruled() object {
	return mapping([]string{"width", "strokes"},
		member{"width", length("线长")},
		member{"strokes", append(described("", "从上到下：线宽、间隔、线宽……"), listOf(length(""), 0)...).with("maxItems", 5)},
		member{"color", colour("颜色 RRGGBB")})
}

func page() object {
	return mapping(nil,
		member{"width", length("纸宽")}, member{"height", length("纸高")},
		member{"top", length("天头")}, member{"left", length("订口")},
		member{"right", length("切口")}, member{"bottom", length("地脚")},
		member{"lines", number("每页行数", 1, 200)},
		member{"characters", number("每行字数", 1, 200)},
		member{"pitch", length("行距")},
		member{"widows", number("一段在一页上最少的行数", 1, 2)},
		member{"grid", choice("网格：lines 只有行，characters 也有字", "lines", "characters")},
		member{"mirror", yes("双面印刷，订口相对")},
		member{"number", mapping(nil,
			member{"form", text("页码的写法，{n} 是数")},
			member{"place", choice("", "outside", "centre", "right")},
			member{"drop", length("离版心下边缘")},
			member{"inset", length("离版心侧边")})},
		member{"draft", words("草稿上印的字")})
}

func font() object {
	face := anyOf(ofType("string"), mapping([]string{"face"},
		member{"face", words("字体文件的名称")},
		member{"only", texts("只用于这些字")},
		member{"except", texts("不用于这些字")}))
	return mapping(nil,
		member{"latin", text("西文字体")},
		member{"latin_bold", text("粗体西文字体")},
		member{"faces", listOf(face, 1)},
		member{"office", mapping(nil,
			member{"name", words("文字处理软件里的名称")},
			member{"alt", text("另一个名称")},
			member{"latin", words("西文名称")},
			member{"panose", text("").with("pattern", "^[0-9A-Fa-f]{20}$")},
			member{"family", choice("", "auto", "roman", "swiss", "modern", "script", "decorative")},
			member{"pitch", choice("", "default", "fixed", "variable")})})
}

func textStyle() object {
	return mapping(nil,
		member{"name", text("文字处理软件里显示的名称")},
		member{"font", words("fonts 里的字体")},
		member{"size", length("字号")},
		member{"leading", length("行距，不写时是版面的行距")},
		member{"align", choice("", "left", "justify", "centre", "right", "decimal")},
		member{"indent", number("首行缩进的字数", 0, 200)},
		member{"before", length("段前")},
		member{"after", length("段后")},
		member{"bold", yes("粗体")},
		member{"keep_next", yes("与下段同页")},
		member{"run_in", yes("标题与正文接排")},
		member{"color", colour("颜色 RRGGBB")})
}
