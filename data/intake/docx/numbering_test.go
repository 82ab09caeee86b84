package docx

import "testing"

// lvl is a level of a list.
func lvl(i, format, text, more string) string {
	return `<w:lvl w:ilvl="` + i + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + text + `"/>` + more + `</w:lvl>`
}

// item is a paragraph of a list.
func item(list, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func TestNumbersThatWordCountsAreText(t *testing.T) {
	const numbering = `<w:abstractNum w:abstractNumId="0">`
	chinese := numbering + lvl("0", "chineseCountingThousand", "%1、", `<w:suff w:val="nothing"/>`) + lvl("1", "chineseCountingThousand", "（%2）", "") + lvl("2", "decimal", "%3.", "") + lvl("3", "decimal", "%1.%4", `<w:isLgl/>`) + `</w:abstractNum>`
	one := `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	for _, test := range []struct{ name, numbering, body, want, said string }{
		{"levels begin anew under those above", chinese + one,
			item("1", "0", "甲") + item("1", "1", "乙") + item("1", "1", "丙") + item("1", "2", "丁") + item("1", "0", "戊") + item("1", "1", "己") + item("1", "3", "庚"),
			"一、甲\n（一）乙\n（二）丙\n1. 丁\n二、戊\n（一）己\n2.1 庚\n", ""},
		{"a list of its own start", chinese + one + `<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`,
			item("1", "0", "甲") + item("2", "0", "乙") + item("2", "0", "丙"), "一、甲\n五、乙\n六、丙\n", ""},
		{"a list that goes on in another", chinese + one + `<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>`,
			item("1", "0", "甲") + item("2", "0", "乙"), "一、甲\n二、乙\n", ""},
		{"the list of a style", numbering + lvl("0", "japaneseCounting", "%1、", "") + lvl("1", "decimalEnclosedCircleChinese", "%2", `<w:pStyle w:val="B"/><w:suff w:val="space"/>`) + `</w:abstractNum>` + one,
			`<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>` +
				`<w:p><w:pPr><w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>`,
			"一、甲\n① 乙\n丙\n", ""},
		{"bullets", numbering + lvl("0", "bullet", "\uF06C", "") + `</w:abstractNum>` + one, item("1", "0", "甲"), "甲\n", ""},
		{"bullets in cells", numbering + lvl("0", "bullet", "\uF06C", "") + `</w:abstractNum>` + one,
			`<w:tbl><w:tr><w:tc>` + item("1", "0", "甲") + `</w:tc><w:tc>` + p("1") + `</w:tc></w:tr></w:tbl>`, "|0 1x1 甲|1 1x1 1|\n",
			"r.docx!表1:第1行第1格: 说明: 段落前的项目符号没有读入（1 处）：表1第1行第1格\n"},
		{"numbers alone in cells", numbering + lvl("0", "decimal", "%1", `<w:suff w:val="nothing"/>`) + `</w:abstractNum>` + one,
			`<w:tbl><w:tr><w:tc>` + item("1", "0", "") + `</w:tc><w:tc>` + p("1") + `</w:tc></w:tr><w:tr><w:tc>` + item("1", "0", "") + `</w:tc><w:tc>` + p("2") + `</w:tc></w:tr></w:tbl>`,
			"|0 1x1 1|1 1x1 1|\n|0 1x1 2|1 1x1 2|\n", ""},
		{"a page break before the text", chinese + one,
			`<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:br w:type="page"/><w:t>甲</w:t></w:r></w:p>`, "一、甲\n", ""},
		{"lists that are not there", one, item("1", "0", "甲") + item("7", "0", "乙") + item("1", "12", "丙"), "甲\n乙\n丙\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			reads(t, word(t, test.body, file{"numbering.xml", test.numbering}, file{"styles.xml",
				`<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`}),
				test.want, test.said)
		})
	}
}

func TestNumberFormats(t *testing.T) {
	for _, test := range []struct {
		n            int
		format, want string
	}{
		{21, "chineseCountingThousand", "二十一"}, {10, "japaneseCounting", "十"}, {10, "ideographDigital", "一〇"}, {120, "chineseCounting", "120"},
		{12, "chineseLegalSimplified", "拾贰"}, {2, "ideographTraditional", "乙"}, {11, "ideographTraditional", "11"}, {12, "ideographZodiac", "亥"},
		{20, "decimalEnclosedCircle", "⑳"}, {3, "decimalEnclosedParen", "⑶"}, {3, "decimalEnclosedFullstop", "⒊"}, {3, "ideographEnclosedCircle", "㊂"},
		{12, "decimalFullWidth", "１２"}, {-1, "decimalFullWidth", "０"}, {7, "decimalZero", "07"}, {17, "decimalZero", "17"},
		{28, "upperLetter", "BB"}, {0, "lowerLetter", "0"}, {1994, "upperRoman", "MCMXCIV"}, {4, "lowerRoman", "iv"}, {4000, "upperRoman", "4000"},
		{5, "none", ""}, {5, "ordinalText", "5"},
	} {
		if got := formatted(test.n, test.format); got != test.want {
			t.Errorf("%d as %s is %q, want %q", test.n, test.format, got, test.want)
		}
	}
}
