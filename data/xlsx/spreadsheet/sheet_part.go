package spreadsheet

import (
	"strconv"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/opc"
)

// part is the sheet as it stands in a file (18.3.1.99), whose elements have one order.
func (s *Sheet) part(name string) *opc.Part {
	if s.stream == nil {
		return s.packer.Whole(name, s.content())
	}
	s.stream.Write(s.behind())
	return s.stream.End(name)
}

// content is a sheet whose cells were named.
func (s *Sheet) content() []byte {
	content := s.before()
	for i := range s.rows {
		if r := &s.rows[i]; len(r.cells) > 0 || r.height > 0 {
			content = r.xml(content, i+1)
		}
	}
	return append(content, s.behind()...)
}

// before is what stands before the rows.
func (s *Sheet) before() []byte {
	var x markup
	x.add(header, `<worksheet xmlns="`, mainSpace, `" xmlns:r="`, relationSpace, `">`)
	if s.fit {
		x.add(`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	}
	if n := s.columns(); n > 0 {
		x.add(`<dimension ref="A1:`, workbook.Ref{Row: len(s.rows), Col: n}.String(), `"/>`)
	}
	x.add(`<sheetViews><sheetView workbookViewId="0"`)
	if s.frozen == (workbook.Ref{}) {
		x.add(`/>`)
	} else {
		x.add(`>`, s.pane(), `</sheetView>`)
	}
	x.add(`</sheetViews><sheetFormatPr defaultRowHeight="15"/>`)
	x = append(x, columnsXML(s.widths)...)
	x.add(`<sheetData>`)
	return x
}

// pane is the frozen rows and columns (18.3.1.66).
func (s *Sheet) pane() string {
	var x markup
	corner := workbook.Ref{Row: s.frozen.Row + 1, Col: s.frozen.Col + 1}.String()
	active := "bottomRight"
	x.add(`<pane`)
	if s.frozen.Col > 0 {
		x.add(` xSplit="`, strconv.Itoa(s.frozen.Col), `"`)
	} else {
		active = "bottomLeft"
	}
	if s.frozen.Row > 0 {
		x.add(` ySplit="`, strconv.Itoa(s.frozen.Row), `"`)
	} else {
		active = "topRight"
	}
	x.add(` topLeftCell="`, corner, `" activePane="`, active, `" state="frozen"/><selection pane="`, active, `"/>`)
	return string(x)
}

func columnsXML(widths []float64) []byte {
	var x markup
	for i := 0; i < len(widths); i++ {
		first := i + 1
		for i+1 < len(widths) && widths[i+1] == widths[i] {
			i++
		}
		if widths[i] > 0 {
			x.add(`<col min="`, strconv.Itoa(first), `" max="`, strconv.Itoa(i+1), `" width="`, decimal(widths[i]), `" customWidth="1"/>`)
		}
	}
	if len(x) == 0 {
		return nil
	}
	return append(append([]byte(`<cols>`), x...), `</cols>`...)
}

// behind is what stands behind the rows.
func (s *Sheet) behind() []byte {
	var x markup
	x.add(`</sheetData>`)
	if s.protect != nil {
		// What is as the standard has it is said too, for readers that do not know that.
		rows := "1"
		if s.protect.Rows {
			rows = "0"
		}
		x.add(`<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="1" formatColumns="0" formatRows="0" insertColumns="1" insertRows="`, rows,
			`" insertHyperlinks="1" deleteColumns="1" deleteRows="`, rows, `" selectLockedCells="0" sort="1" autoFilter="1" pivotTables="1" selectUnlockedCells="0"/>`)
	}
	if s.filter != "" {
		x.add(`<autoFilter ref="`, s.filter, `"/>`)
	}
	if len(s.merges) > 0 {
		x.add(`<mergeCells count="`, strconv.Itoa(len(s.merges)), `">`)
		for _, m := range s.merges {
			x.add(`<mergeCell ref="`, m, `"/>`)
		}
		x.add(`</mergeCells>`)
	}
	for i, r := range s.rules {
		x.add(r.xml(i + 1))
	}
	if len(s.checks) > 0 {
		x.add(`<dataValidations count="`, strconv.Itoa(len(s.checks)), `">`)
		for _, v := range s.checks {
			x.add(v.xml())
		}
		x.add(`</dataValidations>`)
	}
	if len(s.links) > 0 {
		x.add(`<hyperlinks>`)
		for _, l := range s.links {
			x.add(`<hyperlink ref="`, l[0], `" location="`, escape(l[1]), `"/>`)
		}
		x.add(`</hyperlinks>`)
	}
	if s.page != nil {
		x.add(s.page.xml())
	}
	if len(s.comments) > 0 {
		x.add(`<legacyDrawing r:id="rId1"/>`)
	}
	x.add(`</worksheet>`)
	return x
}

// xml is a condition (18.3.1.18).
func (r rule) xml(priority int) string {
	var x markup
	x.add(`<conditionalFormatting sqref="`, r.at, `"><cfRule type="expression" dxfId="`, strconv.Itoa(int(r.marking)), `" priority="`, strconv.Itoa(priority), `"><formula>`,
		escape(r.formula), `</formula></cfRule></conditionalFormatting>`)
	return string(x)
}

func (v Validation) xml() string {
	kind := "decimal"
	if v.Whole {
		kind = "whole"
	}
	var x markup
	x.add(`<dataValidation type="`, kind, `" errorStyle="warning" operator="between" allowBlank="1" showErrorMessage="1" errorTitle="`, escape(v.Title), `" error="`, escape(v.Message), `" sqref="`, v.Cells,
		`"><formula1>`, escape(v.Least), `</formula1><formula2>`, escape(v.Most), `</formula2></dataValidation>`)
	return string(x)
}

func (p *Page) xml() string {
	var x markup
	if p.Centred {
		x.add(`<printOptions horizontalCentered="1"/>`)
	}
	if p.Margin > 0 {
		m, edge := decimal(p.Margin), decimal(p.Edge)
		x.add(`<pageMargins left="`, m, `" right="`, m, `" top="`, m, `" bottom="`, m, `" header="`, edge, `" footer="`, edge, `"/>`)
	}
	orientation := "portrait"
	if p.Landscape {
		orientation = "landscape"
	}
	x.add(`<pageSetup paperSize="9" fitToWidth="1" fitToHeight="0" orientation="`, orientation, `"/>`)
	if p.Foot != "" {
		x.add(`<headerFooter><oddFooter>`, escape(p.Foot), `</oddFooter></headerFooter>`)
	}
	return string(x)
}
