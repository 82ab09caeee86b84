package html

import (
	"time"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// text is a run without a link or bold.
func text(s string) []doc.Run {
	return []doc.Run{{Text: s, Pos: diag.Pos{File: "report.yaml", Line: 7, Col: 3}}}
}

// small is a document that has one of everything.
func small() *doc.Document {
	fill := doc.Color{R: 0xC6, G: 0xD9, B: 0xF1}
	const pitch = 579 * unit.Twip
	style := func(role, font string, size, leading unit.Length, align doc.Align) doc.TextStyle {
		return doc.TextStyle{Role: role, Font: font, Size: size * unit.Point, Leading: leading, Align: align}
	}
	body := style("body", "仿宋", 16, pitch, doc.Justify)
	body.IndentChars, body.Tracking = 2, -5*unit.Twip
	return &doc.Document{
		Meta: doc.Meta{
			Title: "沙县区信访局2023年政府信息公开工作年度报告", Author: "沙县区信访局", Subject: "年度报告", Keywords: []string{"政府信息公开", "年度报告"},
			Lang: "zh-CN", Created: time.Date(2024, time.January, 25, 0, 0, 0, 0, time.FixedZone("CST", 8*3600)),
		},
		Page: doc.PageStyle{
			Width: 210 * unit.Millimetre, Height: 297 * unit.Millimetre,
			Top: 37 * unit.Millimetre, Left: 28 * unit.Millimetre, Right: 26 * unit.Millimetre, Bottom: 35 * unit.Millimetre,
			Lines: 22, Characters: 28, Pitch: pitch,
			Number:    doc.PageNumber{Before: "— ", After: " —", Drop: 7 * unit.Millimetre, Inset: 14 * unit.Point},
			DraftMark: "草稿",
		},
		Fonts: []doc.FontRole{
			{ID: "仿宋", Name: "仿宋_GB2312", Alt: "仿宋", Latin: "Times New Roman"},
			{ID: "宋体", Name: "宋体", Alt: "SimSun", Latin: "Times New Roman"},
			{ID: "黑体", Name: "黑体", Alt: "SimHei", Latin: "黑体"},
		},
		Styles: []doc.TextStyle{
			body,
			{Role: "draft", Font: "黑体", Size: 16 * unit.Point, Leading: 18 * unit.Point, Color: doc.Color{R: 128, G: 128, B: 128}},
			{Role: "heading-1", Font: "黑体", Size: 16 * unit.Point, Leading: pitch, Align: doc.Left, IndentChars: 2, KeepNext: true},
			style("note", "宋体", 10, 15*unit.Point, doc.Left),
			style("page-number", "宋体", 14, 18*unit.Point, doc.Justify),
			style("signature", "仿宋", 16, pitch, doc.AlignRight),
			style("table-band", "宋体", 10, 14*unit.Point, doc.Left),
			style("table-centre", "宋体", 10, 13*unit.Point, doc.Centred),
			style("table-head", "宋体", 10, 13*unit.Point, doc.Centred),
			style("table-number", "宋体", 10, 13*unit.Point, doc.Centred),
			style("table-stub", "宋体", 10, 13*unit.Point, doc.Left),
			style("title", "宋体", 22, 36*unit.Point, doc.Centred),
		},
		Tables: doc.TableStyle{Border: unit.Point / 2, CellMargin: 57 * unit.Twip, BandFill: &fill},
		Body: []doc.Block{
			&doc.Title{ID: 1, Lines: [][]doc.Run{text("沙县区信访局"), text("2023年政府信息公开工作年度报告")}},
			&doc.Paragraph{ID: 2, Style: "body", Runs: []doc.Run{
				{Text: "报告可在网站（"},
				{ID: 3, Text: "http://www.fjsx.gov.cn/zwgk/", Link: "http://www.fjsx.gov.cn/zwgk/"},
				{Text: "）下载。一是"}, {Text: "健全机制", Bold: true}, {Text: "。"},
			}},
			&doc.Heading{ID: 4, Level: 1, Number: "一、", Runs: text("主动公开政府信息情况")},
			smallTable(),
			&doc.SignOff{
				Agency: doc.Paragraph{ID: 21, Style: "signature", Runs: text("沙县区信访局")},
				Date:   doc.Paragraph{ID: 22, Style: "signature", Runs: text("2024年1月25日")},
			},
		},
	}
}

// smallTable is a band, a row of heads, and two rows of figures.
func smallTable() *doc.Table {
	cell := func(id doc.NodeID, row, col, colSpan int, role doc.CellRole, style, s string, headers ...doc.NodeID) doc.Cell {
		return doc.Cell{ID: id, Row: row, Col: col, RowSpan: 1, ColSpan: colSpan, Role: role, Style: "table-" + style, Runs: text(s), Headers: headers}
	}
	return &doc.Table{
		ID: 5, Title: "主动公开政府信息情况", RowHeight: 340 * unit.Twip,
		Notes:  []*doc.Paragraph{{ID: 20, Style: "note", Runs: text("注：含修订。")}},
		Widths: []unit.Length{2000 * unit.Twip, 1000 * unit.Twip, 1000 * unit.Twip},
		Rows: []doc.Row{
			{Cells: []doc.Cell{cell(6, 0, 0, 3, doc.Band, "band", "第二十条第（一）项")}},
			{Cells: []doc.Cell{
				cell(7, 1, 0, 1, doc.Head, "head", "信息内容"), cell(8, 1, 1, 1, doc.Head, "head", "制发"), cell(9, 1, 2, 1, doc.Head, "head", "废止"),
			}},
			{Cells: []doc.Cell{
				cell(10, 2, 0, 1, doc.Stub, "centre", "规章"),
				cell(11, 2, 1, 1, doc.Number, "number", "0", 6, 8, 10), cell(12, 2, 2, 1, doc.Number, "number", "0", 6, 9, 10),
			}},
			{Height: 672 * unit.Twip, Cells: []doc.Cell{
				cell(13, 3, 0, 1, doc.Stub, "centre", "行政规范性文件"),
				cell(14, 3, 1, 2, doc.Number, "number", "22（其中修订16件）", 6, 8, 13),
			}},
		},
	}
}
