package xlsx

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/data"
)

// TestWhatStandsInACell: a figure is the one that is meant, with a word about
// what stands beside it.
func TestWhatStandsInACell(t *testing.T) {
	rich := func(runs ...excelize.RichTextRun) func(t *testing.T, f *excelize.File) {
		return func(t *testing.T, f *excelize.File) { must(t, f.SetCellRichText(disclosure, "B8", runs)) }
	}
	styled := func(font excelize.Font) func(t *testing.T, f *excelize.File) {
		return func(t *testing.T, f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{Font: &font})
			must(t, err, f.SetCellInt(disclosure, "B8", 12), f.SetCellStyle(disclosure, "B8", "B8", style))
		}
	}
	for _, c := range []struct {
		name   string
		change func(t *testing.T, f *excelize.File)
		want   string
		said   string
	}{
		{"struck out", rich(excelize.RichTextRun{Text: "12", Font: &excelize.Font{Strike: true}}, excelize.RichTextRun{Text: "15"}), "15", "警告: 划去的“12”没有读入，这里读作“15”"},
		{"raised", rich(excelize.RichTextRun{Text: "1472"}, excelize.RichTextRun{Text: "1", Font: &excelize.Font{VertAlign: "superscript"}}), "1472", "说明: “1”是注号"},
		{"lowered", rich(excelize.RichTextRun{Text: "1472"}, excelize.RichTextRun{Text: "注1", Font: &excelize.Font{VertAlign: "subscript"}}), "1472", "说明: “注1”是注号"},
		{"the whole cell struck out", styled(excelize.Font{Strike: true}), "", "划去的“12”没有读入，这里读作“”"},
		{"the whole cell raised", styled(excelize.Font{VertAlign: "superscript"}), "12", ""},
		{"a mark of characters", func(t *testing.T, f *excelize.File) { must(t, f.SetCellStr(disclosure, "B8", "1472①")) }, "1472", "“①”是注号"},
		{"a comment", func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellInt(disclosure, "B8", 12), f.AddComment(disclosure, excelize.Comment{Cell: "B8", Author: "张三", Text: "改为9"}))
		}, "12", "B8: 警告: 这一格的批注没有读入：改为9"},
		{"digits of two sizes", rich(excelize.RichTextRun{Text: "8"}, excelize.RichTextRun{Text: "8", Font: &excelize.Font{Size: 7}}), "", "“8 8”"},
		{"digits in the size of the cell", func(t *testing.T, f *excelize.File) {
			styled(excelize.Font{Size: 9})(t, f)
			rich(excelize.RichTextRun{Text: "8"}, excelize.RichTextRun{Text: "8", Font: &excelize.Font{Size: 9, Bold: true}})(t, f)
		}, "88", ""},
		{"a mended figure", func(t *testing.T, f *excelize.File) { must(t, f.SetCellStr(disclosure, "B8", "12（更正为15）")) }, "", "错误: 行政许可"},
		{"spaced digits", func(t *testing.T, f *excelize.File) { must(t, f.SetCellStr(disclosure, "B8", "8　8")) }, "", "错误: 行政许可"},
		{"about so many", func(t *testing.T, f *excelize.File) { must(t, f.SetCellStr(disclosure, "B8", "约1472")) }, "", "错误: 行政许可"},
		{"a letter for a digit", func(t *testing.T, f *excelize.File) { must(t, f.SetCellStr(disclosure, "B8", "l472")) }, "", "错误: 行政许可"},
		{"two figures", func(t *testing.T, f *excelize.File) { must(t, f.SetCellStr(disclosure, "B8", "12\n15")) }, "", "错误: 行政许可"},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, list := Report("r.xlsx", changed(t, func(f *excelize.File) { c.change(t, f) }), library)
			if report == nil {
				t.Fatal(said(list))
			}
			cell := report.Tables["disclosure"].Cells[data.Ref{Row: "licensing", Column: "decisions"}]
			if cell.State != data.Given && c.want != "" || cell.State == data.Given && cell.Printed() != c.want {
				t.Errorf("%q: %s", cell.Printed(), said(list))
			}
			if !strings.Contains(said(list), c.said) {
				t.Error(said(list))
			}
		})
	}
}

// TestUnitsOfLabels: figures under a label of another unit, or beside one that says
// the contrary, are not those of the template.
func TestUnitsOfLabels(t *testing.T) {
	for _, c := range []struct{ cell, label, want string }{
		{"B14", "本年收费金额（单位：元）", "B15: 错误: “本年收费金额（单位：元）”的单位是元，官方表格是万元，不换算"},
		{"B14", "本年收费金额（人民币元）", "单位是元"},
		{"B14", "本年收费金额", ""},
		{"B14", "本年收费金额——元", "单位是元"},
		{"B14", "本年收费金额：元", "单位是元"},
		{"D3", "现行有效件数（历史累计）", ""},
		{"A15", "行政事业性收费（亿元）", "单位是亿元"},
		{"B4", "本年制发件数（万件）", "单位是万件"},
		{"A8", "上年行政许可", "应是“行政许可”，实为“上年行政许可”"},
		{"C1", "单位：元", "“单位：元”的单位是元，官方表格是万元，不换算"},
		{"C1", "单位：件、万元", ""},
		{"A13", "单位：元", "单位是元"},
		{"A2", "第二十条第（一）项（单位：万件）", "B4: 错误: “第二十条第（一）项（单位：万件）”的单位是万件"},
		{"A11", "行政处罚（撤销）", "应是“行政处罚”，实为“行政处罚（撤销）”"},
		{"A11", "其他行政处罚", "应是“行政处罚”，实为“其他行政处罚”"},
		{"A5", "行政规范性文件（失效）", "实为“行政规范性文件（失效）”"},
		{"A12", "行政强制①", "说明: “行政强制①”按“行政强制”读取"},
		{"A12", "行政强制[1]", "说明: “行政强制[1]”按“行政强制”读取"},
		{"A8", "行政许可决定", "说明: “行政许可决定”按“行政许可”读取"},
	} {
		_, list := Report("r.xlsx", changed(t, func(f *excelize.File) { must(t, f.SetCellStr(disclosure, c.cell, c.label)) }), library)
		if list.HasErrors() != (c.want != "" && !strings.Contains(c.want, "说明")) || !strings.Contains(said(list), c.want) {
			t.Errorf("%s: %s", c.label, said(list))
		}
	}
}

// TestWhatACellShows: a number that its cell shows as another one is refused.
func TestWhatACellShows(t *testing.T) {
	for format, want := range map[string]string{"0": "", "0%": "错误: 这一格里是 12", `0.0,"千"`: "错误: 这一格里是 12", ";;;": "警告: 这一格里有 12"} {
		_, list := Report("r.xlsx", changed(t, func(f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			must(t, err, f.SetCellInt(disclosure, "B8", 12), f.SetCellStyle(disclosure, "B8", "B8", style))
		}), library)
		if !strings.Contains(said(list), want) || want == "" && list.HasErrors() {
			t.Errorf("%s: %s", format, said(list))
		}
	}
}

// TestWhatLiesOverAFigure: a picture or a shape over a figure may show another one.
func TestWhatLiesOverAFigure(t *testing.T) {
	var picture bytes.Buffer
	must(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 10))))
	for name, c := range map[string]struct {
		put  func(f *excelize.File) error
		want string
	}{
		"a picture": {func(f *excelize.File) error {
			return f.AddPictureFromBytes(disclosure, "B8", &excelize.Picture{Extension: ".png", File: picture.Bytes(), Format: &excelize.GraphicOptions{}})
		}, "B8: 警告: 这一格上面有图片"},
		"a picture that does not move with cells": {func(f *excelize.File) error {
			return f.AddPictureFromBytes(disclosure, "B8", &excelize.Picture{Extension: ".png", File: picture.Bytes(), Format: &excelize.GraphicOptions{Positioning: "oneCell"}})
		}, "B8: 警告: 这一格上面有图片"},
		"a shape": {func(f *excelize.File) error {
			return f.AddShape(disclosure, &excelize.Shape{Cell: "B8", Type: "rect", Width: 30, Height: 10})
		}, "B8: 警告: 这一格上面有图形"},
		"a picture beside the table": {func(f *excelize.File) error {
			return f.AddPictureFromBytes(disclosure, "H8", &excelize.Picture{Extension: ".png", File: picture.Bytes(), Format: &excelize.GraphicOptions{}})
		}, ""},
	} {
		_, list := Report("r.xlsx", changed(t, func(f *excelize.File) { must(t, f.SetCellInt(disclosure, "B8", 12), c.put(f)) }), library)
		if got := said(list); !strings.Contains(got, c.want) || strings.Count(got, "这一格上面有") != min(len(c.want), 1) {
			t.Errorf("%s: %s", name, got)
		}
	}
}
