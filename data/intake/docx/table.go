package docx

import (
	"encoding/xml"
	"strconv"

	"gongwen/data/intake/flow"
	"gongwen/data/intake/look"
	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// tableReader is a table being read (ISO/IEC 29500-1 17.4.37).
type tableReader struct {
	*reader
	name    string
	found   flow.Found
	rows    int         // read so far, deleted ones too
	merged  map[int]int // columns at which a merged cell may go on, to its row
	cells   map[int]int // the same to its place in that row
	look    look.Table
	number  int
	grid    int         // width of its columns
	painted bool        // it has a ground of its own
	top     look.Border // the lines of the table as a whole
	bottom  look.Border
}

func (r *reader) table(p *part) error {
	if err := r.endParagraph(); err != nil {
		return err
	}
	r.tables++
	t := &tableReader{reader: r, name: "表" + strconv.Itoa(r.tables)}
	t.found.Pos = diag.Pos{File: r.file, Sheet: t.name, Cell: "第1行"}
	outer := r.inTable
	r.inTable = r.tables
	t.number = r.tables
	err := t.content(p)
	r.inTable = outer
	if err != nil {
		return err
	}
	t.lookTable()
	blocks, flattened := t.found.Blocks()
	for range flattened {
		r.left[nestedTable].add(t.found.Pos, "", maxQuoted)
	}
	for _, b := range blocks {
		if b.Kind == flow.Tabular && len(b.Table.Rows) == 0 {
			continue
		}
		if err := r.add(b); err != nil {
			return err
		}
	}
	return nil
}

func (t *tableReader) content(p *part) error {
	return p.each(func(key string, _ xml.StartElement) error {
		switch key {
		case "w:tblPr", "w:tblGrid":
			return t.lookProps(p)
		case "w:tr":
			t.look.Lines[1] = look.Border{} // of the rows before
			return t.row(p)
		case "w:sdt":
			return t.control(p, t.content)
		case "w:customXml", "w:ins", "w:moveTo":
			return t.content(p)
		case "mc:AlternateContent":
			return t.choose(p, t.content)
		}
		return nil
	})
}

// rowReader is a row being read.
type rowReader struct {
	*tableReader
	row    flow.FoundRow
	col    int  // of the next cell
	place  int  // of the next cell in the row, from 1
	gone   bool // the row was deleted
	hidden bool // it is not shown (17.4.20)
	head   bool
	merged map[int]int
	cells  map[int]int
}

func (t *tableReader) row(p *part) error {
	t.rows++
	row := &rowReader{tableReader: t, merged: map[int]int{}, cells: map[int]int{}}
	row.row.Pos = diag.Pos{File: t.file, Sheet: t.name, Cell: "第" + strconv.Itoa(t.rows) + "行"}
	if err := row.content(p); err != nil {
		return err
	}
	if row.gone || row.hidden {
		return nil
	}
	if row.head && t.found.Head == len(t.found.Rows) {
		t.found.Head++
	}
	t.found.Rows = append(t.found.Rows, row.row)
	t.merged, t.cells = row.merged, row.cells
	return nil
}

func (row *rowReader) content(p *part) error {
	return p.each(func(key string, _ xml.StartElement) error {
		switch key {
		case "w:trPr":
			return row.properties(p)
		case "w:tc":
			return row.cell(p)
		case "w:sdt":
			return row.control(p, row.content)
		case "w:customXml":
			return row.content(p)
		case "mc:AlternateContent":
			return row.choose(p, row.content)
		}
		return nil
	})
}

// flat reports whether a row is exactly so low that no figure in it is seen (17.4.80).
func flat(height xml.StartElement) bool {
	const least = 60 // twentieths of a point
	n, err := strconv.Atoi(attribute(height, "w:val"))
	return err == nil && n < least && attribute(height, "w:hRule") == "exact"
}

func (row *rowReader) properties(p *part) error {
	return p.each(func(key string, e xml.StartElement) error {
		switch key {
		case "w:gridBefore":
			row.col = span(e)
		case "w:tblHeader":
			row.head = onOff(e) == on
		case "w:del":
			row.gone = true
		case "w:hidden":
			row.hidden = row.hidden || onOff(e) == on
		case "w:trHeight":
			row.hidden = row.hidden || flat(e)
		case "w:ins":
			row.at(row.row.Pos, func() { row.changed(insertion, "") })
		}
		return nil
	})
}

func span(e xml.StartElement) int { return min(max(number(e, "w:val", 1), 0), maxSpan) }

// at does something while another place is the current one.
func (r *reader) at(pos diag.Pos, do func()) {
	outer := r.story
	r.story = &story{at: pos}
	do()
	r.story = outer
}

// cellProps is what is read of a cell's properties (17.4.69).
type cellProps struct {
	span      int
	continues bool // the cell above goes on in this one
	joins     bool // the cell before goes on in this one (17.4.22)
	gone      bool
	painted   bool // it has a ground of its own
	top       look.Border
	bottom    look.Border
}

func (row *rowReader) cell(p *part) error {
	if row.reader.cells++; row.reader.cells > maxCells {
		return opc.ErrTooLarge
	}
	row.place++
	pos := row.row.Pos
	pos.Cell += "第" + strconv.Itoa(row.place) + "格"
	if row.gone || row.hidden {
		text, err := p.gather()
		row.at(row.row.Pos, func() {
			if row.gone {
				row.changed(deletion, text)
			} else if text != "" {
				row.leave(hiddenText, text)
			}
		})
		return err
	}
	props := cellProps{span: 1}
	outer, link := row.story, row.link
	row.story, row.link = &story{at: pos, painted: outer.painted || row.tableReader.painted}, ""
	err := p.each(func(key string, _ xml.StartElement) error {
		if key != "w:tcPr" {
			return row.block(p, key)
		}
		err := props.read(p)
		row.story.painted = row.story.painted || props.painted
		return err
	})
	row.lookCell(props)
	if err == nil {
		err = row.endStory()
	}
	inside := row.story
	row.story, row.link = outer, link
	if err != nil {
		return err
	}
	found := flow.FoundCell{Cell: flow.Cell{Col: row.col, RowSpan: 1, ColSpan: props.span, Pos: pos}, Blocks: inside.blocks}
	if inside.missing {
		found.AddMissing()
	}
	row.put(found, props)
	return nil
}

func (c *cellProps) read(p *part) error {
	return p.each(func(key string, e xml.StartElement) error {
		switch key {
		case "w:gridSpan":
			c.span = max(span(e), 1)
		case "w:vMerge":
			c.continues = attribute(e, "w:val") != "restart"
		case "w:hMerge":
			c.joins = attribute(e, "w:val") != "restart"
		case "w:cellDel":
			c.gone = true
		case "w:shd":
			c.painted = paints(e)
		case "w:tcBorders":
			return p.each(func(key string, e xml.StartElement) error {
				switch key {
				case "w:top":
					c.top = borderOf(e).Border
				case "w:bottom":
					c.bottom = borderOf(e).Border
				}
				return nil
			})
		}
		return nil
	})
}

// put adds a cell to its row, or to the cell that goes on in it.
func (row *rowReader) put(cell flow.FoundCell, props cellProps) {
	text := func() string {
		s := ""
		for _, b := range cell.Blocks {
			s += b.Text()
		}
		return s
	}
	if props.gone {
		row.at(cell.Pos, func() { row.changed(deletion, text()) })
		return
	}
	start := row.col
	row.col += props.span
	if n := len(row.row.Cells); props.joins && n > 0 {
		row.row.Cells[n-1].ColSpan += props.span
		row.covered(cell, text())
		return
	}
	if r, open := row.tableReader.merged[start]; open && props.continues {
		k := row.tableReader.cells[start]
		row.found.Rows[r].Cells[k].RowSpan++
		row.merged[start], row.cells[start] = r, k
		row.covered(cell, text())
		return
	}
	row.merged[start], row.cells[start] = len(row.found.Rows), len(row.row.Cells)
	row.row.Cells = append(row.row.Cells, cell)
}

// covered notes what a cell holds that does not show.
func (row *rowReader) covered(cell flow.FoundCell, text string) {
	if len(cell.Blocks) > 0 {
		row.left[coveredText].add(cell.Pos, text, maxNote)
	}
}
