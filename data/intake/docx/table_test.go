package docx

import (
	"strings"
	"testing"
)

func tc(props, text string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + p(text) + `</w:tc>`
}

func tr(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }

const down, below = `<w:vMerge w:val="restart"/>`, `<w:vMerge/>`

func across(n string) string { return `<w:gridSpan w:val="` + n + `"/>` }

// equation is a paragraph that an equation ends.
func equation(before string) string {
	return `<w:p><w:r><w:t>` + before + `</w:t></w:r><m:oMath><m:r><m:t>15</m:t></m:r></m:oMath></w:p>`
}

func TestTables(t *testing.T) {
	figures := tc("", "1") + tc("", "2") + tc("", "3")
	for _, test := range []struct{ name, table, want, said string }{
		{"merged cells", tr(tc(across("2")+down, "甲"), tc("", "1")) + tr(tc(across("2")+below, ""), tc("", "2")) + tr(tc(below, ""), tc("", "乙"), tc("", "3")),
			"|0 3x2 甲|2 1x1 1|\n|2 1x1 2|\n|1 1x1 乙|2 1x1 3|\n", ""},
		{"a merged cell ends where another stands", tr(tc(down, "甲"), tc("", "1")) + tr(tc("", "乙"), tc("", "2")) + tr(tc(below, "丙"), tc("", "3")),
			"|0 1x1 甲|1 1x1 1|\n|0 2x1 乙|1 1x1 2|\n|1 1x1 3|\n",
			"r.docx!表1:第3行第1格: 说明: 被合并单元格盖住、看不见的文字没有读入（1 处）：表1第3行第1格“丙”\n"},
		{"cells merged in the old way", tr(tc(`<w:hMerge w:val="restart"/>`, "甲"), tc(`<w:hMerge w:val="continue"/>`, ""), tc("", "1")) + tr(tc("", "2"), tc("", "3")),
			"|0 1x2 甲|2 1x1 1|\n|0 1x1 2|1 1x1 3|\n", ""},
		{"rows that begin further in", `<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>` + tc("", "甲") + `</w:tr>` + tr(figures), "|2 1x1 甲|\n|0 1x1 1|1 1x1 2|2 1x1 3|\n", ""},
		{"rows and cells in controls", `<w:sdt><w:sdtContent>` + tr(`<w:sdt><w:sdtContent>`+tc("", "甲")+`</w:sdtContent></w:sdt>`, figures) + `</w:sdtContent></w:sdt>`,
			"|0 1x1 甲|1 1x1 1|2 1x1 2|3 1x1 3|\n", ""},
		{"equations in cells", tr(`<w:tc>`+equation("")+`</w:tc>`, `<w:tc>`+equation("8")+`</w:tc>`, `<w:tc>`+p("8")+equation("")+`</w:tc>`, `<w:tc>`+equation("甲")+`</w:tc>`, figures),
			"|0 1x1 \uFFFC|1 1x1 8\uFFFC|2 1x1 8\uFFFC|3 1x1 甲|4 1x1 1|5 1x1 2|6 1x1 3|\n",
			"r.docx!表1:第1行第1格: 说明: 公式没有读入（4 处）：表1第1行第1格“15”；表1第1行第2格“15”；表1第1行第3格“15”；表1第1行第4格“15”\n"},
		{"lines of a cell", tr(`<w:tc>`+p("结 果")+p("维 持")+`</w:tc>`, figures), "|0 1x1 结 果/维 持|1 1x1 1|2 1x1 2|3 1x1 3|\n", ""},
		{"a table inside a cell of figures", tr(figures, `<w:tc><w:tbl>`+tr(tc("", "4"), tc("", "件"))+`</w:tbl>`+p("")+`</w:tc>`), "|0 1x1 1|1 1x1 2|2 1x1 3|3 1x1 4\t件|\n",
			"r.docx!表1:第1行: 说明: 表格里套的表格读成了单元格的文字（1 处）：表1第1行\n"},
		{"a table that arranges the page", tr(`<w:tc>` + p("题目") + `<w:tbl>` + tr(tc("", "甲"), figures) + `</w:tbl>` + p("正文") + `</w:tc>`),
			"题目\n|0 1x1 甲|1 1x1 1|2 1x1 2|3 1x1 3|\n正文\n", ""},
		{"spans that no table has", tr(tc(across("99999"), "甲"), tc(across("-3"), "1")) + tr(tc(across("x"), "2"), tc("", "3")), "|0 1x256 甲|256 1x1 1|\n|0 1x1 2|1 1x1 3|\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			reads(t, word(t, `<w:tbl><w:tblPr/><w:tblGrid/>`+test.table+`</w:tbl>`), test.want, test.said)
		})
	}
}

func TestDrawings(t *testing.T) {
	textBox := `<wps:wsp><wps:txbx><w:txbxContent>` + p("框里") + `</w:txbxContent></wps:txbx></wps:wsp>`
	drawing := func(alt, inner string) string {
		return `<w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="` + alt + `"/><a:graphic><a:graphicData>` + inner + `</a:graphicData></a:graphic></wp:inline></w:drawing>`
	}
	for _, test := range []struct{ name, run, want, said string }{
		{"a picture comes behind its paragraph", drawing("主动公开情况表", `<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="a.png"/></pic:nvPicPr></pic:pic>`), "甲\nPICTURE 主动公开情况表\n", ""},
		{"a picture of VML", `<w:pict><v:shape alt="旧图"><v:imagedata r:id="x" o:title="t"/></v:shape></w:pict>`, "甲\nPICTURE t\n", ""},
		{"a text box once, though it is given twice", `<mc:AlternateContent><mc:Choice Requires="wps">` + drawing("", textBox) + `</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>` + p("框里") +
			`</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>`, "甲\n框里\n", ""},
		{"a text box of VML only", `<mc:AlternateContent><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + p("框里") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`, "甲\n框里\n", ""},
		{"a chart", drawing("柱形图", `<c:chart r:id="x"/>`), "甲\n", "r.docx!正文:第1段: 说明: 图表没有读入（1 处）：第1段“柱形图”\n"},
		{"an embedded workbook", `<w:object><v:shape><v:imagedata r:id="x"/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>`, "甲\n", "r.docx!正文:第1段: 说明: 嵌入的对象没有读入（1 处）：第1段“Excel.Sheet.12”\n"},
		{"an old equation", `<w:object><o:OLEObject ProgID="Equation.3"/></w:object>`, "甲\n", "r.docx!正文:第1段: 说明: 公式没有读入（1 处）：第1段“Equation.3”\n"},
		{"WordArt", `<w:pict><v:shape><v:textpath string="年度报告"/></v:shape></w:pict>`, "甲\n", "r.docx!正文:第1段: 说明: 艺术字没有读入（1 处）：第1段“年度报告”\n"},
		{"a line", drawing("", `<wps:wsp/>`), "甲\n", "r.docx!正文:第1段: 说明: 用线条和图形画的内容没有读入（1 处）：第1段\n"},
		{"shapes that are described", drawing("流程", `<wps:wsp/>`), "甲\nPICTURE 流程\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			reads(t, word(t, `<w:p><w:r><w:t>甲</w:t>`+test.run+`</w:r></w:p>`), test.want, test.said)
		})
	}
}

func TestPicturesInCellsOfFigures(t *testing.T) {
	picture := `<w:tc><w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="章"/><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p></w:tc>`
	reads(t, word(t, `<w:tbl>`+tr(tc("", "1"), tc("", "2"), tc("", "3"), picture)+`</w:tbl>`), "|0 1x1 1|1 1x1 2|2 1x1 3|3 1x1 {@章}|\nPICTURE 章\n", "")
}
