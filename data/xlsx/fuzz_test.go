package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/internal/growth"
)

// plainBook is a workbook of sheets whose rows are lines and whose cells are
// set off by bars; a cell that begins with = is a formula, one with # the error of one.
func plainBook(t testing.TB, merges string, sheets ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	add := func(name, part string) {
		f, err := w.Create(name)
		must(t, err)
		_, err = f.Write([]byte(part))
		must(t, err)
	}
	var list, rels strings.Builder
	for i, sheet := range sheets {
		fmt.Fprintf(&list, `<sheet name="表%d" r:id="r%d"/>`, i, i)
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="http://x/worksheet" Target="sheet%d.xml"/>`, i, i)
		var b strings.Builder
		b.WriteString("<worksheet><sheetData>")
		for row := range strings.SplitSeq(sheet, "\n") {
			b.WriteString("<row>")
			for cell := range strings.SplitSeq(row, "|") {
				var text bytes.Buffer
				must(t, xml.EscapeText(&text, []byte(strings.ToValidUTF8(cell, "?"))))
				switch {
				case cell == "":
					b.WriteString("<c/>")
				case strings.HasPrefix(cell, "#"):
					b.WriteString(`<c t="e"><f>A1</f><v>` + text.String() + "</v></c>")
				case strings.HasPrefix(cell, "="):
					b.WriteString("<c><f>" + text.String()[1:] + "</f></c>")
				case len(cell) < 9 && strings.Trim(cell, "0123456789.") == "":
					b.WriteString("<c><v>" + cell + "</v></c>")
				default:
					b.WriteString(`<c t="inlineStr"><is><t>` + text.String() + "</t></is></c>")
				}
			}
			b.WriteString("</row>")
		}
		b.WriteString("</sheetData>")
		for merge := range strings.FieldsSeq(merges) {
			fmt.Fprintf(&b, "<mergeCell ref=%q/>", merge)
		}
		add(fmt.Sprintf("xl/sheet%d.xml", i), b.String()+"</worksheet>")
	}
	add("[Content_Types].xml", "<Types/>")
	add("xl/workbook.xml", "<workbook><sheets>"+list.String()+"</sheets></workbook>")
	add("xl/_rels/workbook.xml.rels", "<Relationships>"+rels.String()+"</Relationships>")
	must(t, w.Close())
	return out.Bytes()
}

// bare is the table of a template without any merged cell, as it comes out of
// programs that know none.
func bare(table *configs.Table) string {
	var b strings.Builder
	for _, row := range cover(table) {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte('|')
			}
			if cell.Role == configs.NumberCell {
				b.WriteByte('0')
				continue
			}
			b.WriteString(cell.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

const bareText = "机关名称|某县教育局\n年度|2024\n总体情况|情况良好。\n存在的主要问题及改进情况|有问题。\n其他需要报告的事项|没有收费。\n"

// TestWorkbooksWithoutMergedCells: a label that stands in every cell it covers
// is one label, and a figure that stands in several is not told apart.
func TestWorkbooksWithoutMergedCells(t *testing.T) {
	template, _ := library.Template("open-government-2021")
	sheets := []string{bareText}
	for i := range template.Tables[1:] {
		sheets = append(sheets, bare(&template.Tables[i+1]))
	}
	_, list := Report("r.xlsx", plainBook(t, "", append(sheets, bare(&template.Tables[0]))...), library)
	for _, d := range list {
		if !strings.Contains(d.Message.ZH, "分不清") && !strings.Contains(d.Message.ZH, "缺少") && !strings.Contains(d.Message.ZH, "不属于") {
			t.Error(said(list))
			break
		}
	}
	if !list.HasErrors() {
		t.Error("figures that stand three times are told apart")
	}
}

// TestTablesInOneSheet: tables are found below each other.
func TestTablesInOneSheet(t *testing.T) {
	template, _ := library.Template("open-government-2021")
	_, list := read(t, plainBook(t, "", bareText, bare(&template.Tables[1])+"\n\n"+bare(&template.Tables[2])+"\n"+
		"第二十条第（一）项\n信息内容|本年制发件数|本年废止件数|现行有效件数\n规章|0|0|0\n行政规范性文件|1|0|1\n第二十条第（五）项\n信息内容|本年处理决定数量\n行政许可|2\n"+
		"第二十条第（六）项\n信息内容|本年处理决定数量\n行政处罚|3\n行政强制|4\n第二十条第（八）项\n信息内容|本年收费金额\n行政事业性收费|5.50"))
	if len(list) > 0 {
		t.Error(said(list))
	}
}

func TestErrorsOfFormulas(t *testing.T) {
	template, _ := library.Template("open-government-2021")
	tables := bare(&template.Tables[1]) + "\n" + bare(&template.Tables[2])
	_, list := Report("r.xlsx", plainBook(t, "", strings.Replace(bareText, "某县教育局", "#NAME?", 1), strings.Replace(tables, "予以公开|0", "予以公开|#REF!", 1)), library)
	for _, want := range []string{
		"表0:B1: 错误: 公式出错了，没有文字：#NAME?",
		"表1:D6: 错误: 三、本年度办理结果（一）予以公开 · 自然人：应为不小于零的整数，实为“#REF!” [N8]\n  提示：公式出错了；改正公式，或直接填数",
	} {
		if !strings.Contains(said(list), want) {
			t.Errorf("said\n%s\nwant\n%s", said(list), want)
		}
	}
}

// FuzzReport: no workbook makes the reader fail otherwise than by a
// diagnostic that names a cell of it.
func FuzzReport(f *testing.F) {
	template, _ := library.Template("open-government-2021")
	f.Add(bareText, bare(&template.Tables[0]), "A1:D1 B6:D6")
	f.Add(bareText+"总体情况（续）|又|x\n|再\n落款|甲\n成文日期|2024-1-5\n", bare(&template.Tables[1]), "A1:C3 D1:J1 A6:A27")
	f.Add("template|rule-of-law-government\n附件1标题|甲\n附件1正文|乙\n", bare(&template.Tables[2])+"表注|注：无\n", "A4:C4")
	f.Add(bareText, "规章|=SUM(B1:B9)\n规章|本年制发件数\n\n其他|3.其他|22（其中修订16件）", "A1:B2 A2:B3")
	f.Fuzz(growth.Bounded(func(t *testing.T, text, table, merges string) {
		if len(text)+len(table)+len(merges) > 1<<16 {
			t.Skip()
		}
		book := plainBook(t, merges, text, table)
		report, list := Report("r.xlsx", book, library)
		if report == nil && !list.HasErrors() {
			t.Fatal("neither a report nor an error")
		}
		for _, d := range list {
			if d.Pos.File != "r.xlsx" && !strings.HasSuffix(d.Pos.File, ".yaml") || d.Message.EN == "" || d.Pos.Line > 0 && d.Pos.File == "r.xlsx" {
				t.Fatalf("bad diagnostic %+v", d)
			}
		}
		if report == nil || list.HasErrors() {
			return
		}
		back, again := Report("r.xlsx", written(t, report), library)
		if again.HasErrors() {
			t.Fatalf("%s\n%s", said(again), content(report))
		}
		differ(t, back, report)
	}))
}

// TestPieces: the pieces of a text are the text again, and each fits a cell.
func TestPieces(t *testing.T) {
	for _, text := range []string{
		"", "一段", "一\n\n二", "一\n\n\n\n二", strings.Repeat("长", 40_000), strings.Repeat("𬒈", 20_000), strings.Repeat("行\n", 600) + "尾",
		strings.Repeat("段\n\n", 100) + "尾", "甲\n\n" + strings.Repeat("乙", 33_000) + "\n\n丙",
	} {
		var back strings.Builder
		for i, p := range pieces(text, textLines, valueWidth) {
			if i > 0 && !p.within {
				back.WriteString("\n\n")
			}
			if !fits(p.text) {
				t.Errorf("a piece of %d bytes does not fit", len(p.text))
			}
			back.WriteString(fromCell(toCell(p.text)))
		}
		if back.String() != text {
			t.Errorf("%.20q… has changed", text)
		}
	}
}

func TestLinesOfACellAreParagraphs(t *testing.T) {
	for cell, want := range map[string]string{
		"一\n二":           "一\n\n二",
		"一\n\n二":         "一\n\n二",
		"一 \n二":          "一\n二",
		"## 标题\n正文\n又一段": "## 标题\n\n正文\n\n又一段",
		"":               "",
	} {
		if got := fromCell(cell); got != want {
			t.Errorf("%q gives %q, want %q", cell, got, want)
		}
	}
}
