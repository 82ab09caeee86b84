package docx

import (
	"bytes"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

const (
	nsSheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	sheetML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// workbook is the figures of a chart as a workbook of one sheet (ECMA-376-1
// clause 18): categories in column A, a series in each column behind it.
func (b *builder) workbook(c *doc.Chart) []byte {
	sheet := newXML(&b.diags)
	sheet.open("worksheet", "xmlns", nsSheet)
	sheet.open("sheetData")
	for r := range len(c.Categories) + 1 {
		row := decimal(r + 1)
		sheet.open("row", "r", row)
		if r > 0 {
			textCell(sheet, "A"+row, c.Categories[r-1])
		}
		for i, s := range c.Series {
			at := columnName(i+1) + row
			if r == 0 {
				textCell(sheet, at, s.Label)
				continue
			}
			sheet.open("c", "r", at)
			sheet.element("v", s.Values[r-1].Amount.String())
			sheet.close("c")
		}
		sheet.close("row")
	}
	sheet.close("sheetData")
	sheet.close("worksheet")

	book := newXML(&b.diags)
	book.open("workbook", "xmlns", nsSheet, "xmlns:r", nsR)
	book.open("sheets")
	book.leaf("sheet", "name", "Sheet1", "sheetId", "1", "r:id", "rId1")
	book.close("sheets")
	book.close("workbook")

	workbook := part{name: "xl/workbook.xml", contentType: sheetML + "sheet.main+xml", relation: nsR + "/officeDocument", id: "rId1", data: book.Bytes}
	worksheet := part{name: "xl/worksheets/sheet1.xml", contentType: sheetML + "worksheet+xml", relation: nsR + "/worksheet", id: "rId1", data: sheet.Bytes}
	var out bytes.Buffer
	if err := b.zip(&out, []part{
		contentTypes([]part{workbook, worksheet}, &b.diags),
		relationships("_rels/.rels", []part{workbook}, nil, &b.diags),
		workbook,
		relationships("xl/_rels/workbook.xml.rels", []part{worksheet}, nil, &b.diags),
		worksheet,
	}); err != nil {
		b.diags.Add(diag.From(err)...)
	}
	return out.Bytes()
}

func textCell(w *xmlWriter, at, text string) {
	w.open("c", "r", at, "t", "inlineStr")
	w.open("is")
	w.element("t", text)
	w.close("is")
	w.close("c")
}

// columnName is the letter of the nth column, from 0. A chart has few.
func columnName(n int) string { return string(rune('A' + n)) }
