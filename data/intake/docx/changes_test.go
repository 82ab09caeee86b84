package docx

import (
	"strings"
	"testing"

	"gongwen/data/intake/flow/flowtest"
)

func TestTrackedChangesAreTakenAsAccepted(t *testing.T) {
	const intro = "还没有接受或拒绝，按全部接受读取：\n  "
	text := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	gone := func(s string) string { return `<w:del w:id="1"><w:r><w:delText>` + s + `</w:delText></w:r></w:del>` }
	added := func(s string) string { return `<w:ins w:id="2">` + text(s) + `</w:ins>` }
	mark := func(change string) string { return `<w:pPr><w:rPr>` + change + `</w:rPr></w:pPr>` }
	for _, test := range []struct{ name, body, want, said string }{
		{"a number that was changed", `<w:p>` + text("共") + gone("12") + added("1") + added("3") + text("件") + `</w:p>`, "共13件\n",
			"r.docx!正文:第1段: 警告: 文档里有 2 处修订" + intro + "插入的，已读入（1 处）：第1段“13”\n  删除的，没有读入（1 处）：第1段“12”\n"},
		{"changes that text parts are several", `<w:p>` + added("甲") + text("乙") + added("丙") + `</w:p>`, "甲乙丙\n",
			"r.docx!正文:第1段: 警告: 文档里有 2 处修订" + intro + "插入的，已读入（2 处）：第1段“甲”；第1段“丙”\n"},
		{"a paragraph mark that was deleted joins two", `<w:p>` + mark(`<w:del w:id="3"/>`) + text("甲") + `</w:p>` + p("乙"), "甲乙\n",
			"r.docx!正文:第1段: 警告: 文档里有 1 处修订" + intro + "删除的，没有读入（1 处）：第1段“¶”\n"},
		{"a paragraph that was deleted", `<w:p>` + mark(`<w:del w:id="3"/>`) + gone("甲") + `</w:p>` + p("乙"), "乙\n",
			"r.docx!正文:第1段: 警告: 文档里有 1 处修订" + intro + "删除的，没有读入（1 处）：第1段“甲¶”\n"},
		{"text that was moved", `<w:p><w:moveFrom w:id="4">` + text("甲") + `</w:moveFrom>` + text("乙") + `<w:moveTo w:id="5">` + text("甲") + `</w:moveTo></w:p>`, "乙甲\n",
			"r.docx!正文:第1段: 警告: 文档里有 2 处修订" + intro + "移走的，原处没有读入（1 处）：第1段“甲”\n  移来的，已读入（1 处）：第1段“甲”\n"},
		{"rows and cells", `<w:tbl><w:tr><w:trPr><w:del w:id="6"/></w:trPr>` + tc("", "旧") + tc("", "9") + `</w:tr>` +
			tr(tc("", "甲"), tc(`<w:cellDel w:id="7"/>`, "8"), tc("", "1"), tc("", "2"), `<w:tc><w:p>`+gone("7")+added("3")+`</w:p></w:tc>`) + `</w:tbl>`,
			"|0 1x1 甲|1 1x1 1|2 1x1 2|3 1x1 3|\n",
			"r.docx!表1:第1行: 警告: 文档里有 4 处修订" + intro + "插入的，已读入（1 处）：表1第2行第5格“3”\n  删除的，没有读入（3 处）：表1第1行“旧9”；表1第2行第2格“8”；表1第2行第5格“7”\n"},
	} {
		t.Run(test.name, func(t *testing.T) { reads(t, word(t, test.body), test.want, test.said) })
	}
}

func TestManyChangesAreCountedAndSomeListed(t *testing.T) {
	body := strings.Repeat(`<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>`+strings.Repeat("长", 100)+`</w:t></w:r></w:ins></w:p>`, 500)
	_, list := Read(t.Context(), "r.docx", word(t, body))
	got := flowtest.Said(list)
	if !strings.Contains(got, "500 处修订") || !strings.Contains(got, "第20段“"+strings.Repeat("长", maxQuoted)+"……”；……") || strings.Contains(got, "第21段") {
		t.Error(got)
	}
}
