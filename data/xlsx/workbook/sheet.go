package workbook

import (
	"encoding/xml"
	"strconv"
	"strings"

	"gongwen/data/cell"
	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

func newSheet(file, name string) *Sheet {
	return &Sheet{
		File: file, Name: name,
		cells: map[Ref]*Cell{}, shared: map[string]sharedFormula{}, covered: map[Ref]Ref{},
		hiddenRows: map[int]bool{}, hiddenCols: map[int]bool{},
	}
}

// sheetReader is a sheet being read.
type sheetReader struct {
	*reader
	*Sheet
	at      Ref // of the cell being read, or the one before
	outside *Ref
}

func (r *reader) sheet(s *Sheet, part string) error {
	content, err := r.Package.Read(part)
	if err != nil {
		return err
	}
	sr := &sheetReader{reader: r, Sheet: s}
	if err := each(content, sr.element); err != nil {
		return err
	}
	s.cover(r.part)
	s.sorted = s.Cells()
	if sr.outside != nil {
		r.problems.Add(diag.Warnf(s.Pos(*sr.outside), "从这里起还有内容，第 %d 行以下、%s 列以右的不读取", "there is content from here on; what stands below row %d or to the right of column %s is not read",
			r.part.Rows, ColumnName(r.part.Cols)))
	}
	return nil
}

func (s *sheetReader) element(d *xml.Decoder, e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		s.row(e)
	case "col":
		s.col(e)
	case "c":
		return s.cell(d, e)
	case "mergeCell":
		if m, ok := ParseRange(attribute(e, "ref")); ok {
			if len(s.merges) == maxMerges {
				return opc.ErrTooLarge
			}
			s.merges = append(s.merges, m)
		}
	}
	return nil
}

func (s *sheetReader) row(e xml.StartElement) {
	row, err := strconv.Atoi(attribute(e, "r"))
	if err != nil || row < 1 || row > lastRow {
		row = s.at.Row + 1
	}
	s.at = Ref{Row: row}
	if row <= s.part.Rows && (isTrue(attribute(e, "hidden")) || isNone(attribute(e, "ht"))) {
		s.hiddenRows[row] = true
	}
}

// isNone reports whether a height in points or a width in characters leaves no room for
// anything.
func isNone(size string) bool {
	const least = 0.1
	n, err := strconv.ParseFloat(size, 64)
	return err == nil && n < least
}

func (s *sheetReader) col(e xml.StartElement) {
	from, err := strconv.Atoi(attribute(e, "min"))
	if err != nil || !isTrue(attribute(e, "hidden")) && !isNone(attribute(e, "width")) {
		return
	}
	to, err := strconv.Atoi(attribute(e, "max"))
	if err != nil {
		return
	}
	for c := max(1, from); c <= min(to, s.part.Cols); c++ {
		s.hiddenCols[c] = true
	}
}

// cell reads a c element. A cell that has a format only is none.
func (s *sheetReader) cell(d *xml.Decoder, e xml.StartElement) error {
	if ref, ok := parseRef(attribute(e, "r")); ok {
		s.at = ref
	} else {
		s.at.Col++
	}
	raw := rawCell{kind: attribute(e, "t")}
	if err := raw.read(d); err != nil {
		return err
	}
	c := s.interpret(raw, attribute(e, "s"))
	if raw.formula != nil {
		s.formula(c, *raw.formula)
	}
	if s.formatOf(attribute(e, "s")).struck && (c.Text != "" || c.Formula != "") {
		*c = Cell{Ref: c.Ref, Marks: append(c.Marks, cell.Mark{Kind: cell.Deleted, Text: c.Text + c.Formula})}
	}
	if c.Text == "" && c.Formula == "" && len(c.Marks) == 0 {
		return nil
	}
	if s.part.Keep != nil && !s.part.Keep(s.Name, s.at) {
		return nil
	}
	if s.at.Row > s.part.Rows || s.at.Col > s.part.Cols {
		if s.outside == nil {
			at := s.at
			s.outside = &at
		}
		return nil
	}
	if s.reader.cells++; s.reader.cells > s.part.Cells {
		return opc.ErrTooLarge
	}
	s.Sheet.cells[s.at] = c
	s.Rows, s.Cols = max(s.Rows, s.at.Row), max(s.Cols, s.at.Col)
	return nil
}

// rawCell is a c element as it is written.
type rawCell struct {
	kind    string
	value   string // of v
	stored  bool   // there was a v
	inline  rich   // of is
	formula *rawFormula
}

type rawFormula struct{ text, kind, group string }

func (c *rawCell) read(d *xml.Decoder) error {
	for {
		token, err := d.RawToken()
		if err != nil {
			return unexpectedEnd(err)
		}
		switch token := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			switch token.Name.Local {
			case "v":
				c.value, err = characters(d)
				c.stored = c.value != ""
			case "is":
				c.inline, err = richText(d)
			case "f":
				f := rawFormula{kind: attribute(token, "t"), group: attribute(token, "si")}
				f.text, err = characters(d)
				c.formula = &f
			default:
				_, err = characters(d)
			}
			if err != nil {
				return err
			}
		}
	}
}

// interpret makes the cell that raw is, of the number format with the given index.
func (s *sheetReader) interpret(raw rawCell, style string) *Cell {
	c := &Cell{Ref: s.at, Text: Unescape(raw.value), Stored: raw.stored}
	f := s.formatOf(style)
	c.Format, c.White = f.code, f.white
	switch raw.kind {
	case "s":
		c.Text = ""
		if i, err := strconv.Atoi(strings.TrimSpace(raw.value)); err == nil && i >= 0 && i < len(s.strings) {
			c.Text, c.Marks = s.strings[i].in(f), s.strings[i].marks
		}
	case "inlineStr":
		c.Text, c.Marks = raw.inline.in(f), raw.inline.marks
	case "str":
	case "b":
		c.Kind, c.Text = Bool, "FALSE"
		if isTrue(raw.value) {
			c.Text = "TRUE"
		}
	case "e":
		c.Kind = Fault
	case "d":
		c.Kind = Date
		c.Text, _, _ = strings.Cut(raw.value, "T")
	default:
		s.number(c, raw.value, f)
	}
	return c
}

// formatOf is the format with an index that a cell gives.
func (s *sheetReader) formatOf(style string) format {
	if i, err := strconv.Atoi(style); err == nil && i >= 0 && i < len(s.formats) {
		return s.formats[i]
	}
	return format{}
}

// number makes c the number that is written in value, or the text when that is none.
func (s *sheetReader) number(c *Cell, value string, f format) {
	if value == "" {
		return
	}
	digits, ok := plain(strings.TrimSpace(value))
	if !ok {
		return
	}
	c.Kind, c.Text = Number, digits
	if !f.date {
		return
	}
	if date, ok := day(digits, s.date1904); ok {
		c.Kind, c.Text = Date, date
	}
}

// cover notes which places merged cells cover, those of the part that is read.
func (s *Sheet) cover(part Part) {
	for _, m := range s.merges {
		if m.From.Row > part.Rows || m.From.Col > part.Cols {
			continue
		}
		for row := m.From.Row; row <= min(m.To.Row, s.Rows+1); row++ {
			for col := m.From.Col; col <= min(m.To.Col, part.Cols); col++ {
				if len(s.covered) == maxCovered {
					return
				}
				if _, twice := s.covered[Ref{row, col}]; !twice {
					s.covered[Ref{row, col}] = m.From
				}
			}
		}
	}
}
