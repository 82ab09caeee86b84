package spreadsheet

import (
	"fmt"
	"slices"
	"strconv"

	"gongwen/data/xlsx/workbook"
)

// commentsXML is the part of the comments of a sheet (18.7.6), which stand in the order
// of their cells.
func commentsXML(comments []Comment) []byte {
	var authors []string
	for _, c := range comments {
		if !slices.Contains(authors, c.Author) {
			authors = append(authors, c.Author)
		}
	}
	var x markup
	x.add(header, `<comments xmlns="`, mainSpace, `"><authors>`)
	for _, a := range authors {
		x.add(`<author>`, escape(a), `</author>`)
	}
	x.add(`</authors><commentList>`)
	for _, c := range comments {
		x.add(c.xml(slices.Index(authors, c.Author)))
	}
	x.add(`</commentList></comments>`)
	return x
}

func (c Comment) xml(author int) string {
	return `<comment ref="` + c.At + `" authorId="` + strconv.Itoa(author) + `"><text><r><rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="2"/></rPr><t xml:space="preserve">` +
		escape(written(c.Text)) + `</t></r></text></comment>`
}

// grid is how wide columns and high rows are, in pixels.
type grid struct {
	columns map[int]int
	rows    map[int]int
}

// Of a column and a row of which nothing is said, in pixels.
const (
	usualColumn = 64
	usualRow    = 20
)

func (g grid) column(n int) int { return orUsual(g.columns, n, usualColumn) }
func (g grid) row(n int) int    { return orUsual(g.rows, n, usualRow) }

func orUsual(sizes map[int]int, n, usual int) int {
	if size, ok := sizes[n]; ok {
		return size
	}
	return usual
}

func columnPixels(characters float64) int { return int(characters*7 + 5) }
func rowPixels(points float64) int        { return int(points * 4 / 3) }

// grid is that of the sheet.
func (s *Sheet) grid() grid {
	g := grid{map[int]int{}, map[int]int{}}
	for i, w := range s.widths {
		if w > 0 {
			g.columns[i+1] = columnPixels(w)
		}
	}
	for i, r := range s.rows {
		if r.height > 0 {
			g.rows[i+1] = rowPixels(r.height)
		}
	}
	return g
}

// drawing is the part that says where comments are shown: VML, which no standard but
// the transitional forms of ISO/IEC 29500-4 has and every program wants.
func (s *Sheet) drawing(n int) []byte {
	var x markup
	x.add(drawingStart(n))
	g := s.grid()
	for i, c := range s.comments {
		x.add(c.shape(n*shapesOfSheet+1+i, g))
	}
	x.add(drawingEnd)
	return x
}

// shapesOfSheet is how many shapes an identifier of a drawing covers.
const shapesOfSheet = 1024

func drawingStart(n int) string {
	return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="` + strconv.Itoa(n) +
		`"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`
}

const drawingEnd = `</xml>`

// shape is the box of a comment, beside its cell.
func (c Comment) shape(id int, g grid) string {
	area, ok := workbook.ParseRange(c.At)
	if !ok {
		return ""
	}
	const beside, below = 15, 2
	column, right := along(area.From.Col+1, beside+c.Width, g.column)
	row, bottom := along(area.From.Row, below+c.Height, g.row)
	return fmt.Sprintf(`<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;width:%dpt;height:%dpt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
		`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>`+
		`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, %d, %d, %d, %d, %d, %d, %d</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
		id, c.Width*3/4, c.Height*3/4, area.From.Col, beside, area.From.Row-1, below, column-1, right, row-1, bottom, area.From.Row-1, area.From.Col-1)
}

// along is where a length from the beginning of a column or row ends: in which, and how
// far in it.
func along(from, length int, size func(int) int) (n, rest int) {
	for size(from) <= length {
		length -= size(from)
		if from++; from > 1<<20 {
			break
		}
	}
	return from, length
}
