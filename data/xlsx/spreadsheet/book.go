// Package spreadsheet writes XLSX workbooks (ISO/IEC 29500-1 SpreadsheetML), and puts
// marks into those of others without touching what it does not know.
package spreadsheet

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"gongwen/internal/opc"
)

// Book is a workbook being written. The same calls give the same bytes.
type Book struct {
	looks      looks
	sheets     []*Sheet
	properties Properties
	packer     opc.Packer
}

// Properties are those of the document: who made it, and when (RFC 3339).
type Properties struct{ Title, Creator, Date string }

// New is a workbook without sheets. Cells without a look, and the widths of columns,
// are in a font of 11 points.
func New(font string) *Book { return &Book{looks: newLooks(font)} }

// Sheet adds a sheet behind the others. The name must be one that spreadsheets allow.
func (b *Book) Sheet(name string) *Sheet {
	s := newSheet(name, &b.packer)
	b.sheets = append(b.sheets, s)
	return s
}

// Describe sets the properties of the document.
func (b *Book) Describe(p Properties) { b.properties = p }

// Look is the number by which cells get a look.
func (b *Book) Look(l Look) Style { return b.looks.style(l) }

// Marking is the number by which conditions get colours, RRGGBB; empty for none.
func (b *Book) Marking(fill, text string) Marking { return b.looks.marking(fill, text) }

// The namespaces and the types of parts and relationships. Programs that read the
// strict forms only are not known.
const (
	mainSpace     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006/"
	officeTypes   = "application/vnd.openxmlformats-officedocument."
	sheetType     = "spreadsheetml.worksheet+xml"
	commentsType  = "spreadsheetml.comments+xml"
	header        = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// Names of parts.
const (
	contentTypes = "[Content_Types].xml"
	workbookPart = "xl/workbook.xml"
	stylesPart   = "xl/styles.xml"
	sheetFolder  = "xl/worksheets/"
)

// Bytes is the workbook as a file, which programs calculate anew when they open it.
func (b *Book) Bytes() ([]byte, error) {
	var types contents
	types.of(workbookPart, officeTypes+"spreadsheetml.sheet.main+xml")
	types.of(stylesPart, officeTypes+"spreadsheetml.styles+xml")
	types.of("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
	types.of("docProps/app.xml", officeTypes+"extended-properties+xml")
	var book, root relations
	var sheets []*opc.Part
	for i, s := range b.sheets {
		types.of(sheetPart(i+1), officeTypes+sheetType)
		book.add(relationSpace+"/worksheet", strings.TrimPrefix(sheetPart(i+1), "xl/"))
		if len(s.comments) > 0 {
			types.of(commentsPart(i+1), officeTypes+commentsType)
		}
		sheets = append(sheets, s.parts(i+1)...)
	}
	book.add(relationSpace+"/styles", "styles.xml")
	root.add(relationSpace+"/officeDocument", workbookPart)
	root.add(packageSpace+"relationships/metadata/core-properties", "docProps/core.xml")
	root.add(relationSpace+"/extended-properties", "docProps/app.xml")
	p := &b.packer
	parts := append([]*opc.Part{
		p.Whole(contentTypes, types.bytes()), p.Whole("_rels/.rels", root.bytes()),
		p.Whole("docProps/app.xml", []byte(header+`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>gongwen</Application></Properties>`)),
		p.Whole("docProps/core.xml", b.properties.bytes()), p.Whole(workbookPart, b.workbook()), p.Whole("xl/_rels/workbook.xml.rels", book.bytes()),
		p.Whole(stylesPart, b.looks.bytes()),
	}, sheets...)
	var out bytes.Buffer
	if err := p.Write(&out, parts); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return out.Bytes(), nil
}

func sheetPart(n int) string    { return sheetFolder + "sheet" + strconv.Itoa(n) + ".xml" }
func commentsPart(n int) string { return "xl/comments" + strconv.Itoa(n) + ".xml" }
func drawingPart(n int) string  { return "xl/drawings/vmlDrawing" + strconv.Itoa(n) + ".vml" }

// parts are a sheet, what is said at its cells, and where that is shown.
func (s *Sheet) parts(n int) []*opc.Part {
	parts := []*opc.Part{s.part(sheetPart(n))}
	if len(s.comments) > 0 {
		var related relations
		related.add(relationSpace+"/vmlDrawing", "../"+strings.TrimPrefix(drawingPart(n), "xl/"))
		related.add(relationSpace+"/comments", "../"+strings.TrimPrefix(commentsPart(n), "xl/"))
		parts = append(parts, s.packer.Whole(relationsOf(sheetPart(n)), related.bytes()),
			s.packer.Whole(commentsPart(n), commentsXML(s.comments)), s.packer.Whole(drawingPart(n), s.drawing(n)))
	}
	return parts
}

// workbook is the list of the sheets, with what names are defined for them (18.2).
func (b *Book) workbook() []byte {
	var x markup
	x.add(header, `<workbook xmlns="`, mainSpace, `" xmlns:r="`, relationSpace, `"><bookViews><workbookView/></bookViews><sheets>`)
	names := ""
	for i, s := range b.sheets {
		n := strconv.Itoa(i + 1)
		x.add(`<sheet name="`, escape(s.name), `" sheetId="`, n, `" r:id="rId`, n, `"/>`)
		names += s.defined(i)
	}
	x.add(`</sheets>`)
	if names != "" {
		x.add(`<definedNames>`, names, `</definedNames>`)
	}
	x.add(`<calcPr fullCalcOnLoad="1"/></workbook>`)
	return x
}

// defined are the names of a sheet: which of its rows are repeated on every page, and
// what is filtered. Programs want them sorted.
func (s *Sheet) defined(index int) string {
	quoted := escape("'" + strings.ReplaceAll(s.name, "'", "''") + "'!")
	name := func(name, more, place string) string {
		return `<definedName name="` + name + `" localSheetId="` + strconv.Itoa(index) + `"` + more + `>` + quoted + place + `</definedName>`
	}
	names := ""
	if s.filter != "" {
		from, to, _ := strings.Cut(s.filter, ":")
		names += name("_xlnm._FilterDatabase", ` hidden="1"`, fixed(from)+":"+fixed(to))
	}
	if s.titles[1] > 0 {
		names += name("_xlnm.Print_Titles", "", fmt.Sprintf("$%d:$%d", s.titles[0], s.titles[1]))
	}
	return names
}

// fixed is the place of a cell that does not move when the formula does.
func fixed(at string) string {
	i := strings.IndexAny(at, "0123456789")
	return "$" + at[:i] + "$" + at[i:]
}

func (p Properties) bytes() []byte {
	var x markup
	x.add(header, `<cp:coreProperties xmlns:cp="`, packageSpace, `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	x.add(`<dc:title>`, escape(p.Title), `</dc:title><dc:creator>`, escape(p.Creator), `</dc:creator><dc:language>zh-CN</dc:language><cp:lastModifiedBy>`, escape(p.Creator), `</cp:lastModifiedBy>`)
	x.add(`<dcterms:created xsi:type="dcterms:W3CDTF">`, p.Date, `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">`, p.Date, `</dcterms:modified></cp:coreProperties>`)
	return x
}
