package docx

import (
	"strings"
	"testing"
)

func TestRunsAreWhatIsSeen(t *testing.T) {
	for _, test := range []struct{ name, body, want, said string }{
		{"tabs, hyphens and lines",
			`<w:p><w:r><w:t xml:space="preserve"> 甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/><w:br/><w:t>丙 </w:t><w:cr/><w:br w:type="page"/></w:r></w:p>`,
			"甲\t乙-\n丙\n", ""},
		{"bold of a run, of its style and taken back",
			`<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>乙</w:t></w:r><w:r><w:rPr><w:rStyle w:val="S"/></w:rPr><w:t>丙</w:t></w:r><w:r><w:rPr><w:rStyle w:val="S"/><w:b w:val="0"/></w:rPr><w:t>丁</w:t></w:r></w:p>`,
			"甲**乙丙**丁\n", ""},
		{"bold that two styles say is none",
			`<w:p><w:pPr><w:pStyle w:val="Bold"/></w:pPr><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:rStyle w:val="S"/></w:rPr><w:t>乙</w:t></w:r></w:p>`,
			"**甲**乙\n", ""},
		{"what it was before a change does not count",
			`<w:p><w:r><w:rPr><w:rPrChange w:id="1"><w:rPr><w:b/><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>甲</w:t></w:r></w:p>`,
			"甲\n", ""},
		{"hidden text",
			`<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>`,
			"甲\n", "r.docx!正文:第1段: 说明: 隐藏的文字没有读入（1 处）：第1段“看不见”\n"},
		{"symbols",
			`<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings" w:char="F022"/><w:sym w:font="宋体" w:char="2460"/></w:r></w:p>`,
			"☑①\n", "r.docx!正文:第1段: 说明: 符号字体里的符号没有读入（1 处）：第1段“wingdings F022”\n"},
		{"a phonetic guide",
			`<w:p><w:r><w:ruby><w:rt><w:r><w:t>yǐ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>乙</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`,
			"乙\n", "r.docx!正文:第1段: 说明: 文字上方的拼音没有读入（1 处）：第1段“yǐ”\n"},
		{"content controls and smart tags",
			`<w:sdt><w:sdtContent><w:p><w:sdt><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt><w:smartTag><w:r><w:t>乙</w:t></w:r></w:smartTag></w:p></w:sdtContent></w:sdt>`,
			"甲乙\n", ""},
		{"the prompt of a control",
			`<w:p><w:r><w:t>甲</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击输入</w:t></w:r></w:sdtContent></w:sdt></w:p>`,
			"甲\n", "r.docx!正文:第1段: 说明: 没有填写的内容控件，提示文字没有读入（1 处）：第1段“单击输入”\n"},
		{"an equation and an inserted file",
			`<w:p><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath><w:r><w:t>甲</w:t></w:r></w:p><w:altChunk r:id="x"/>`,
			"甲\n", "r.docx!正文:第1段: 说明: 公式没有读入（1 处）：第1段“a=b”\nr.docx!正文:第2段: 说明: 插入的其他文件没有读入（1 处）：第2段\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			reads(t, word(t, test.body, file{"styles.xml", `<w:style w:type="character" w:styleId="S"><w:basedOn w:val="S0"/></w:style><w:style w:type="character" w:styleId="S0"><w:rPr><w:b/></w:rPr></w:style>` +
				`<w:style w:type="paragraph" w:styleId="Bold"><w:rPr><w:b/></w:rPr></w:style>`}), test.want, test.said)
		})
	}
}

func TestHeadings(t *testing.T) {
	const styles = `<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:link w:val="10"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="圈"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="10"><w:name w:val="标题 1 字符"/><w:link w:val="1"/><w:rPr><w:b/></w:rPr></w:style>`
	styled := func(id, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + id + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	body := styled("T", "题目") + styled("1", "甲") + styled("2", "乙") + styled("own", "丙") + styled("loop", "丁") + styled("none", "戊") +
		`<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>己</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:pStyle w:val="1"/><w:outlineLvl w:val="9"/></w:pPr><w:r><w:t>庚</w:t></w:r></w:p>` +
		`<w:p><w:r><w:rPr><w:rStyle w:val="10"/></w:rPr><w:t>辛。</w:t></w:r><w:r><w:t>正文</w:t></w:r></w:p>`
	reads(t, word(t, body, file{"styles.xml", styles}), "H0 题目\nH1 甲\nH2 乙\nH1 丙\n丁\n戊\nH3 己\n庚\nH1 **辛。**\n正文\n", "")
}

// field is a complex field with a code and a result.
func complexField(code, result string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">` + code + `</w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + result + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

func TestFieldsAndLinks(t *testing.T) {
	text := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	for _, test := range []struct{ name, body, want, said string }{
		{"a link by its relationship", `<w:p>` + text("见") + `<w:hyperlink r:id="web">` + text("专栏") + `</w:hyperlink><w:hyperlink r:id="own">` + text("文件") + `</w:hyperlink><w:hyperlink w:anchor="x">` + text("下文") + `</w:hyperlink></w:p>`,
			"见<专栏 https://a.example/?b=1&c>文件下文\n", ""},
		{"a link by its code", `<w:p>` + complexField(` HYPERLINK "http://a.cn/x" \o "提示" `, text("甲")) + complexField(` HYPERLINK \l "_Toc1" `, text("乙")) + `</w:p>`,
			"<甲 http://a.cn/x>乙\n", ""},
		{"a simple field", `<w:p><w:fldSimple w:instr=" SEQ 图 ">` + text("3") + `</w:fldSimple></w:p>`, "3\n", ""},
		{"fields in fields", `<w:p>` + complexField(` IF `+`</w:instrText></w:r>`+complexField(" MERGEFIELD x ", text("9"))+`<w:r><w:instrText> = 9`, text("甲")) + `</w:p>`, "甲\n", ""},
		{"a page number", `<w:p>` + text("第") + complexField(" PAGE ", text("7")) + text("页") + `</w:p>`, "第页\n",
			"r.docx!正文:第1段: 说明: 正文里的页码没有读入（1 处）：第1段“7”\n"},
		{"a table of contents", `<w:p>` + strings.TrimSuffix(complexField(` TOC \o "1-3" `, text("一、甲 1")+`</w:p><w:p>`+text("二、乙 2")), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`) +
			`</w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>` + p("正文"), "正文\n",
			"r.docx!正文:第1段: 说明: 目录没有读入（1 处）：第1段“一、甲 1二、乙 2”\n"},
		{"a table of contents in a control", `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("目录") + `</w:sdtContent></w:sdt>` + p("正文"), "正文\n",
			"r.docx!正文:第1段: 说明: 目录没有读入（1 处）：第1段“目录”\n"},
		{"a field without a result", `<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>EQ \o\ac(○,1)</w:instrText><w:fldChar w:fldCharType="end"/></w:r>` + text("甲") + `</w:p>`, "甲\n",
			"r.docx!正文:第1段: 说明: 域没有结果，没有读入（1 处）：第1段“EQ \\o\\ac(○,1)”\n"},
		{"a field that does not end swallows nothing", `<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF a</w:instrText></w:r></w:p>` + p("甲"), "甲\n",
			"r.docx!正文:第1段: 说明: 域没有结果，没有读入（1 处）：第1段“REF a”\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			reads(t, word(t, test.body, file{"link:web", "https://a.example/?b=1&amp;c"}, file{"link:own", "file:///C:/a.doc"}), test.want, test.said)
		})
	}
}

func TestNotesAndCommentsAreQuoted(t *testing.T) {
	body := `<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>` + p("乙")
	reads(t, word(t, body,
		file{"footnotes.xml", `<w:footnote w:id="2">` + p("不含下属单位。") + `</w:footnote>`},
		file{"comments.xml", `<w:comment w:id="0">` + p("请核对") + `</w:comment>`}),
		"甲\n乙\n", "r.docx!正文:第1段: 说明: 脚注没有读入（1 处）：第1段“不含下属单位。”\nr.docx!正文:第1段: 说明: 批注没有读入（1 处）：第1段“请核对”\n")
}

func TestPlacesCountWhatHoldsSomething(t *testing.T) {
	d, _ := Read(t.Context(), "r.docx", word(t, p("甲")+p("")+p(" ")+p("乙")+`<w:tbl><w:tr><w:tc>`+p("丙")+`</w:tc><w:tc>`+p("1")+`</w:tc></w:tr></w:tbl>`+p("丁")))
	var got []string
	for _, b := range d.Blocks {
		got = append(got, b.Pos.String())
		if b.Table != nil {
			got = append(got, b.Table.Rows[0].Cells[1].Pos.String())
		}
	}
	if got, want := strings.Join(got, " "), "r.docx!正文:第1段 r.docx!正文:第2段 r.docx!表1:第1行 r.docx!表1:第1行第2格 r.docx!正文:第3段"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
