package spreadsheet

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongwen/data/xlsx/workbook"
)

// The order of the children of a worksheet (18.3.1.99).
var orderOfSheet = []string{
	"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
	"dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
	"rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
	"controls", "AlternateContent", "webPublishItems", "tableParts", "extLst",
}

// outline is the sheet without its cells. Their rows say how high they are.
func (s *MarkedSheet) outline() (*document, error) {
	s.layout = grid{map[int]int{}, map[int]int{}}
	return outline(s.book.file(s.part), func(e *element) bool {
		switch e.name {
		case "row":
			if points, err := strconv.ParseFloat(e.attribute("ht"), 64); err == nil {
				s.layout.rows[e.number("r")] = rowPixels(points)
			}
		case "col":
			if width, err := strconv.ParseFloat(e.attribute("width"), 64); err == nil {
				for n := e.number("min"); n <= min(e.number("max"), lastColumn); n++ {
					s.layout.columns[n] = columnPixels(width)
				}
			}
		}
		return e.name != "sheetData"
	})
}

const lastColumn = 16384

// commentsPart is the name of the part of the comments; empty for none.
func (s *MarkedSheet) commentsPart() (string, error) {
	list, err := s.book.related(s.part, "/comments")
	if err != nil || len(list) == 0 || !s.book.has(list[0].target) {
		return "", err
	}
	return list[0].target, nil
}

// read finds what is said at cells.
func (s *MarkedSheet) read() ([]Comment, error) {
	part, err := s.commentsPart()
	if err != nil || part == "" {
		return nil, err
	}
	d, err := outline(s.book.file(part), everything)
	if err != nil {
		return nil, err
	}
	authors := d.authors()
	var list []Comment
	for _, e := range d.comments() {
		c := Comment{At: e.attribute("ref"), Text: workbook.Unescape(e.said("t"))}
		if i := e.number("authorId"); i >= 0 && i < len(authors) {
			c.Author = authors[i]
		}
		list = append(list, c)
	}
	return list, nil
}

func (d *document) authors() []string {
	var names []string
	for _, e := range d.root.child("authors").all("author") {
		names = append(names, e.text)
	}
	return names
}

func (d *document) comments() []*element { return d.root.child("commentList").all("comment") }

// Comment says something at a cell in place of what was said there; without a text
// nothing.
func (s *MarkedSheet) Comment(c Comment) {
	s.said = slices.DeleteFunc(s.said, func(other Comment) bool { return other.At == c.At })
	s.said = append(s.said, c)
}

// Condition colours a cell while a formula is true.
func (s *MarkedSheet) Condition(at, formula string, m Marking) {
	s.rules = append(s.rules, rule{at, formula, m})
}

// Clear takes the conditions away that have a formula.
func (s *MarkedSheet) Clear(formula string) { s.gone = formula }

// write changes the parts of the sheet.
func (s *MarkedSheet) write() error {
	d, err := s.outline()
	if err != nil {
		return err
	}
	s.writeConditions(d)
	if len(s.said) > 0 {
		if err := s.writeComments(); err != nil {
			return err
		}
		if err := s.writeDrawing(d); err != nil {
			return err
		}
	}
	if len(d.edits) > 0 {
		s.book.put(s.part, d.bytes())
	}
	return nil
}

func (s *MarkedSheet) writeConditions(d *document) {
	last := 0
	for _, e := range d.root.all("conditionalFormatting") {
		var gone []*element
		rules := e.all("cfRule")
		for _, r := range rules {
			if s.gone != "" && r.said("formula") == s.gone {
				gone = append(gone, r)
				continue
			}
			last = max(last, r.number("priority"))
		}
		if len(gone) > 0 && len(gone) == len(rules) {
			gone = []*element{e}
		}
		for _, r := range gone {
			d.remove(r)
		}
	}
	more := ""
	for i, r := range s.rules {
		more += d.in(mainSpace, r.xml(last+1+i))
	}
	if more != "" {
		d.insert("conditionalFormatting", more, orderOfSheet)
	}
}

// writeComments changes the part of the comments, or makes one.
func (s *MarkedSheet) writeComments() error {
	part, err := s.commentsPart()
	if err != nil {
		return err
	}
	if part == "" {
		said := s.saying()
		if len(said) == 0 {
			return nil
		}
		part = s.book.free(commentsPart)
		s.book.newPart(part, commentsType, commentsXML(said))
		_, err = s.book.relate(s.part, "/comments", part)
		return err
	}
	d, err := outline(s.book.file(part), everything)
	if err != nil {
		return err
	}
	authors, newAuthors, more := d.authors(), "", ""
	list := d.comments()
	count := len(list)
	for _, e := range list {
		if slices.ContainsFunc(s.said, func(c Comment) bool { return c.At == e.attribute("ref") }) {
			d.remove(e)
			count--
		}
	}
	for _, c := range s.saying() {
		i := slices.Index(authors, c.Author)
		if i < 0 {
			i = len(authors)
			authors = append(authors, c.Author)
			newAuthors += d.in(mainSpace, `<author>`+escape(c.Author)+`</author>`)
		}
		more += d.in(mainSpace, c.xml(i))
		count++
	}
	if e := d.root.child("authors"); e != nil && newAuthors != "" {
		d.grow(e, newAuthors, len(authors))
	}
	if e := d.root.child("commentList"); e != nil {
		d.grow(e, more, count)
	}
	s.book.put(part, d.bytes())
	return nil
}

// saying are the comments that say something.
func (s *MarkedSheet) saying() []Comment {
	return slices.DeleteFunc(slices.Clone(s.said), func(c Comment) bool { return c.Text == "" })
}

// writeDrawing changes the boxes of the comments, or makes a part of them.
func (s *MarkedSheet) writeDrawing(sheet *document) error {
	id := ""
	if e := sheet.root.child("legacyDrawing"); e != nil {
		id = e.attribute("id")
	}
	parts, err := s.book.related(s.part, "/vmlDrawing")
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(parts, func(r relation) bool { return r.id == id }); i >= 0 && s.book.has(parts[i].target) {
		return s.changeDrawing(parts[i].target)
	}
	if len(s.saying()) == 0 {
		return nil
	}
	part := s.book.free(func(n int) string {
		return path.Join(path.Dir(s.book.book), "drawings", "vmlDrawing"+strconv.Itoa(n)+".vml")
	})
	s.book.put(part, []byte(drawingStart(1)+s.shapes(shapesOfSheet)+drawingEnd))
	if id, err = s.book.relate(s.part, "/vmlDrawing", part); err != nil {
		return err
	}
	if e := sheet.root.child("legacyDrawing"); e != nil {
		sheet.remove(e)
	}
	sheet.insert("legacyDrawing", sheet.in(mainSpace, `<legacyDrawing xmlns:r="`+relationSpace+`" r:id="`+id+`"/>`), orderOfSheet)
	return nil
}

// shapes are the boxes of what is said, numbered behind the last one.
func (s *MarkedSheet) shapes(last int) string {
	var x markup
	for i, c := range s.saying() {
		x.add(c.shape(last+1+i, s.layout))
	}
	return string(x)
}

func (s *MarkedSheet) changeDrawing(part string) error {
	d, err := outline(s.book.file(part), everything)
	if err != nil {
		return err
	}
	last := shapesOfSheet
	for _, e := range d.root.all("shape") {
		n, _ := strconv.Atoi(strings.TrimPrefix(e.attribute("id"), "_x0000_s"))
		last = max(last, n)
		data := e.child("ClientData")
		if data == nil || data.attribute("ObjectType") != "Note" {
			continue
		}
		row, errRow := strconv.Atoi(strings.TrimSpace(data.said("Row")))
		column, errColumn := strconv.Atoi(strings.TrimSpace(data.said("Column")))
		at := workbook.Ref{Row: row + 1, Col: column + 1}.String()
		if cmp.Or(errRow, errColumn) == nil && slices.ContainsFunc(s.said, func(c Comment) bool { return c.At == at }) {
			d.remove(e)
		}
	}
	d.grow(d.root, s.shapes(last), 0)
	s.book.put(part, d.bytes())
	return nil
}
