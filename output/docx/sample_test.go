package docx

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

const twip = unit.Twip

// look is an empty document in the look of GB/T 9704-2012.
func look() *doc.Document {
	const pitch = 579 * twip
	fill := doc.Color{R: 0xC6, G: 0xD9, B: 0xF1}
	fangsong := [10]byte{2, 1, 6, 9, 3, 1, 1, 1, 1, 1}
	body := doc.TextStyle{
		Font: "仿宋", Size: 16 * unit.Point, Leading: pitch, Tracking: -5 * twip, Align: doc.Left, IndentChars: 2,
	}
	heading := func(level, font string) doc.TextStyle {
		s := body
		s.Role, s.Font, s.KeepNext = "heading-"+level, font, true
		return s
	}
	cell := func(role, font string, leading int, align doc.Align) doc.TextStyle {
		return doc.TextStyle{Role: role, Font: font, Size: 10 * unit.Point, Leading: unit.Length(leading) * unit.Point, Align: align}
	}
	justified, signature := body, body
	justified.Role, justified.Align = "body", doc.Justify
	signature.Role, signature.Align, signature.IndentChars = "signature", doc.AlignRight, 0
	return &doc.Document{
		Meta: doc.Meta{Title: "报告", Author: "沙县区信访局", Lang: "zh-CN"},
		Page: doc.PageStyle{
			Width: 210 * unit.Millimetre, Height: 297 * unit.Millimetre,
			Top: 37 * unit.Millimetre, Left: 28 * unit.Millimetre, Right: 26 * unit.Millimetre, Bottom: 35 * unit.Millimetre,
			Lines: 22, Widows: 2, Characters: 28, Pitch: pitch,
			Number:    doc.PageNumber{Before: "— ", After: " —", Drop: 7 * unit.Millimetre, Inset: 14 * unit.Point},
			DraftMark: "草稿",
		},
		Fonts: []doc.FontRole{
			{ID: "仿宋", Name: "仿宋_GB2312", Alt: "仿宋", Latin: "Times New Roman", Panose: fangsong, Family: "modern", Pitch: "fixed"},
			{ID: "宋体", Name: "宋体", Alt: "SimSun", Latin: "Times New Roman", Family: "auto", Pitch: "variable"},
			{ID: "小标宋", Name: "方正小标宋简体", Alt: "小标宋", Latin: "Times New Roman", Family: "auto", Pitch: "variable"},
			{ID: "楷体", Name: "楷体_GB2312", Alt: "楷体", Latin: "Times New Roman", Family: "modern", Pitch: "fixed"},
			{ID: "黑体", Name: "黑体", Alt: "SimHei", Latin: "黑体", Family: "modern", Pitch: "fixed"},
		},
		Styles: []doc.TextStyle{
			justified,
			{Role: "draft", Font: "黑体", Size: 16 * unit.Point, Leading: 18 * unit.Point, Color: doc.Color{R: 128, G: 128, B: 128}},
			heading("1", "黑体"), heading("2", "楷体"), heading("3", "仿宋"), heading("4", "仿宋"),
			cell("note", "宋体", 15, doc.Left),
			{Role: "page-number", Font: "宋体", Size: 14 * unit.Point, Leading: 18 * unit.Point},
			signature,
			cell("table-band", "宋体", 14, doc.Left),
			cell("table-centre", "宋体", 13, doc.Centred),
			cell("table-head", "宋体", 13, doc.Centred),
			cell("table-note", "楷体", 13, doc.Left),
			cell("table-number", "宋体", 13, doc.Centred),
			cell("table-stub", "宋体", 13, doc.Left),
			{Role: "title", Font: "小标宋", Size: 22 * unit.Point, Leading: 36 * unit.Point, Align: doc.Centred},
		},
		Tables: doc.TableStyle{Border: unit.Point / 2, CellMargin: 57 * twip, BandFill: &fill},
	}
}

// text is runs without a link or bold.
func text(s string) []doc.Run {
	return []doc.Run{{Text: s, Pos: diag.Pos{File: "report.yaml", Line: 7, Col: 3}}}
}

func body(s string) *doc.Paragraph { return &doc.Paragraph{Style: "body", Runs: text(s)} }

func heading(level int, number, s string) *doc.Heading {
	return &doc.Heading{Level: level, Number: number, Runs: text(s)}
}

// officialTables is the three tables of 国办公开办函〔2021〕30号.
func officialTables(t testing.TB) []*doc.Table {
	t.Helper()
	var specs []struct {
		Title          string
		Widths         []int64
		HeadRows, Rows int
		Cells          []struct {
			Row, Col, RowSpan, ColSpan int
			Role, Text                 string
		}
	}
	file, err := os.ReadFile(filepath.Join("testdata", "tables.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(file, &specs); err != nil {
		t.Fatal(err)
	}
	roles := map[string]doc.CellRole{"band": doc.Band, "head": doc.Head, "stub": doc.Stub, "number": doc.Number}
	var out []*doc.Table
	for _, spec := range specs {
		table := &doc.Table{
			Title: spec.Title, Widths: fitted(spec.Widths), RowHeight: 340 * twip, HeadRows: spec.HeadRows,
			Rows: make([]doc.Row, spec.Rows),
		}
		for _, c := range spec.Cells {
			style := "table-" + c.Role
			switch {
			case strings.HasPrefix(c.Text, "（本列"):
				style = "table-note"
			case c.Role == "stub" && spec.HeadRows == 0:
				style = "table-centre"
			case c.Role == "number":
				c.Text = "0"
			}
			row := &table.Rows[c.Row]
			row.Cells = append(row.Cells, doc.Cell{
				Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan,
				Role: roles[c.Role], Style: style, Runs: text(c.Text),
			})
		}
		out = append(out, table)
	}
	return out
}

// fitted scales widths to the text block, their sum exactly.
func fitted(widths []int64) []unit.Length {
	var sum, edge int64
	for _, w := range widths {
		sum += w
	}
	var done unit.Length
	out := make([]unit.Length, len(widths))
	for i, w := range widths {
		edge += w
		end := (156 * unit.Millimetre).MulDiv(edge, sum)
		out[i] = end - done
		done = end
	}
	return out
}

// report is a whole report as it is published.
func report(t testing.TB) *doc.Document {
	d := look()
	d.Meta = doc.Meta{
		Title:   "三明市沙县区人民政府信访局2023年政府信息公开工作年度报告",
		Author:  "三明市沙县区人民政府信访局",
		Subject: "政府信息公开工作年度报告", Keywords: []string{"政府信息公开", "年度报告"},
		Lang: "zh-CN", Created: time.Date(2024, time.January, 25, 0, 0, 0, 0, time.UTC),
	}
	tables := officialTables(t)
	long := "我局稳步推进信息公开，坚持“公开为常态、不公开为例外”的原则，全年主动公开政府信息 3511 条，其中通过门户网站公开1208条、政务新媒体公开2303条，" +
		"回应社会关切46件；较上年增长12.5%，办结率为100%，未发生因信息公开被申请行政复议、提起行政诉讼的情形……"
	d.Body = []doc.Block{
		&doc.Title{Lines: [][]doc.Run{text("三明市沙县区人民政府信访局"), text("2023年政府信息公开工作年度报告")}},
		&doc.Paragraph{Style: "body", Runs: []doc.Run{
			{Text: "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）和国办公开办函〔2021〕30号，现公布本机关2023年度政府信息公开工作年度报告。本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。报告电子版可在沙县区人民政府网站（"},
			{Text: "http://www.fjsx.gov.cn/", Link: "http://www.fjsx.gov.cn/"},
			{Text: "）下载。"},
		}},
		heading(1, "一、", "总体情况"),
		body("2023 年，我局深入实施《条例》，" + long),
		heading(2, "（一）", "主动公开情况"),
		&doc.Paragraph{Style: "body", Runs: []doc.Run{
			{Text: "2023年，" + long + "一是"}, {Text: "健全规范工作机制", Bold: true}, {Text: "。落实人员分工动态调整，明确专人负责。二是"},
			{Text: "突出重点领域公开", Bold: true}, {Text: "。" + long},
		}},
		heading(2, "（二）", "依申请公开情况"), body(long),
		heading(3, "1.", "受理渠道"), body(long),
		heading(3, "2.", "办理时限"), body(long + long),
		heading(2, "（三）", "监督保障"), body(long),
		heading(1, "二、", "主动公开政府信息情况"), tables[0],
		heading(1, "三、", "收到和处理政府信息公开申请情况"), noted(tables[1], "注：本年新收政府信息公开申请数量含上年补正后受理的申请。"),
		heading(1, "四、", "政府信息公开行政复议、行政诉讼情况"), tables[2],
		heading(1, "五、", "存在的主要问题及改进情况"),
		body("存在的主要问题有：" + long), body(long),
		heading(1, "六、", "其他需要报告的事项"),
		body("本年度未收取政府信息公开信息处理费。"),
		signOff("三明市沙县区人民政府信访局", "2024年1月25日"),
	}
	return d
}

func noted(b *doc.Table, note string) *doc.Table {
	b.Notes = []*doc.Paragraph{{Style: "note", Runs: text(note)}}
	return b
}

func signOff(agency, date string) *doc.SignOff {
	line := func(s string) doc.Paragraph { return doc.Paragraph{Style: "signature", Runs: text(s)} }
	return &doc.SignOff{Agency: line(agency), Date: line(date)}
}
