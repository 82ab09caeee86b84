package schema

import "gongwen/configs"

// wordClasses are classes of words by name.
func wordClasses(description string) object {
	class := anyOf(texts("词；(甲|乙|) 是几种写法，# 是数，Y 是本年度，X 是其他年份"), mapping([]string{"words"},
		member{"words", texts("词")},
		member{"absorbs", texts("与它同在一处时不算的词类")},
		member{"otherwise", text("跟在不认识的词后面时是哪一类")},
		member{"refers", texts("前面说过这些词类之一时，就是那一类")},
		member{"yields", texts("同一句里跟在这些词类后面、没有说怎么样时，就是那一类")},
		member{"behind", texts("紧跟在这些词类的数后面时，就是那一类")},
		member{"parts", described("合起来就是它的几组词类", "时段：合起来就是它的几组词类").with("type", "array").with("items", texts("词类"))},
		member{"spells", texts("它的词依次代表的几个词类：一至四季度分别")},
		member{"turns", text("跟在它所吸收的词类的数后面时是哪一类")},
		member{"late", yes("可以写在后面的分句里：2件因收到较晚，结转下年度")},
		member{"narrows", yes("说的是其中一部分，不会比全部多")},
		member{"holds", yes("句子里后面的数也算")},
		member{"per", number("一年分成几份，数是平均每份的：月均是 12", 2, 366)},
		member{"voids", yes("后面的分句里有它时，前面的数说的是别的事")},
		member{"remainder", yes("列举最后的“其他”就是这一类")},
		member{"included", yes("数里包括它时是另一个数")},
		member{"unless", text("机关名称以它结尾时，这些词不算")}))
	return described("", description).with("type", "object").with("additionalProperties", class)
}

// lexicon is the words of statements.
func lexicon() object {
	return described("", "词类：statements 靠数前后的词认它说的是什么，依次是各方面、词类、词；units 是量词").
		with("type", "object").with("properties", object{{"particles", particles()}}).with("additionalProperties", wordClasses("一个方面的词类"))
}

// particles are the words by which the program follows how sentences are built.
func particles() object {
	var list []member
	for _, p := range [][2]string{
		{"of", "的"}, {"there", "有"}, {"and", "和"}, {"along", "加在前一个数上的前面：加上"}, {"or", "或"}, {"like", "等"}, {"not", "没有发生：未"}, {"is", "是"},
		{"outside", "除外的末尾：外"}, {"every", "数前面：每"}, {"each", "各有这个数：各"}, {"others", "列举的其余：其他"},
		{"more", "变多：增"}, {"less", "变少：减"}, {"than", "比较的数前面：比"}, {"from", "原来的数前面：由"}, {"average", "平均数前面：平均"}, {"by", "差前面：多、少"}, {"reached", "变到的数前面：达"}, {"below", "上限的词里：不"},
		{"about", "关于什么：涉及"}, {"kinds", "哪一类：类、领域"}, {"requests", "申请的量词：件"}, {"groups", "几项合计的量词：项"},
		{"times", "量词的后半：次"}, {"multiple", "倍"}, {"in_detail", "分项前面：具体"}, {"parts", "一项里又有分项：其中"}, {"goes_on", "接着上一句说的：其中"},
		{"rate", "百分比名称的末尾：率"}, {"ranks", "地名的末尾：市、县"}, {"whole", "报告也说所辖机关的机关名称的末尾：政府"},
		{"equal", "一边是另一边的多少：相当于"}, {"more_than", "比前面的多：多"}, {"less_than", "比前面的少：少"}, {"same", "两边相同：持平"}, {"apart", "两边的差前面：相差"},
		{"former", "两个里的前一个：前者"}, {"latter", "后一个：后者"}, {"both", "两个之和：两者"},
		{"first", "同类里最多的：最多"}, {"second", "居第二的：次之"}, {"third", "居第三的：第三位"}, {"least", "同类里最少的：最少"}, {"in_turn", "由多到少列举前面：依次"}, {"front", "列举的都靠前：居前"},
		{"in_time", "按期的百分比：按期"}, {"late", "没有按期的：超期"}, {"only", "接着前一分句的数说：仅"}, {"basis", "变化前的数后面：的基础上"}, {"ranked", "接着前一分句说名次：居"}, {"within", "在哪些里排名的前面：在"}, {"persons", "数人的量词：人、名、位"}, {"sum", "总数的前面：总数"}, {"half", "倍后面：半"}, {"or_more", "数后面，是下限：以上"}, {"or_less", "数后面，是上限：以下、以内"}, {"and_more", "倍后面，不满一倍：多、有余"}, {"around", "倍后面：左右"}, {"done", "“多”与差之间：了、出"}, {"limiting", "不认识的词里有它，数就是别人、别事的：某、每"},
	} {
		list = append(list, member{p[0], texts(p[1])})
	}
	return append(described("", "程序认句子怎样构成所用的词"), mapping(nil, list...)...)
}

// statement is what prose may say of a number. Its other keys are dimensions of the lexicon.
func statement() object {
	return mapping(nil,
		member{"amount", append(described("", "number 是有数的，every 是“5件均已”，none 是“没有”，all 是“全部”"), anyOf(amount(), listOf(amount(), 1))...)},
		member{"unit", oneOrMore("量词的类，不写时是 piece")},
		member{"including", text("数里包括的 event")},
		member{"plus", text("后面的数也可以加进来的 event")},
		member{"when", text("表达式：不成立时不计算")},
		member{"equals", oneOrMore("表达式：数应等于其中之一")},
		member{"grid", append(described("", "数应等于表里哪个数：按近旁的词类找到的行和栏"), statementGrid()...)},
		member{"check", text("表达式：应当成立的条件")},
		member{"message", bilingual("提示，{…} 里是表达式；不写时用规则的")},
		member{"hint", bilingual("怎样改正；不写时用规则的")}).replaced("additionalProperties", oneOrMore("这个方面是哪些词类，空的是没有"))
}

func amount() object {
	return choice("", configs.AmountNumber, configs.AmountEvery, configs.NoneRole, configs.AllRole)
}

// statementGrid is the grid of a statement.
func statementGrid() object {
	line := mapping([]string{"is"},
		member{"is", oneOrMore("行的路径、组的路径或者栏的标识，几个的相加")},
		member{"among", oneOrMore("说全部时所据的总数")}).replaced("additionalProperties", oneOrMore("这个方面是哪些词类，空的是没有"))
	return mapping([]string{"table", "rows", "columns"},
		member{"table", text("表")},
		member{"rows", append(described("", "行，和说它的词类"), listOf(line, 1)...)},
		member{"columns", append(described("", "栏，和说它的词类"), listOf(line, 1)...)})
}

func oneOrMore(description string) object {
	return append(described("", description), anyOf(ofType("string"), listOf(ofType("string"), 1))...)
}
