package workbook

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// Drawing is a picture or a shape that lies over cells.
type Drawing struct {
	Range
	Picture bool
}

// drawings reads what lies over the cells of a sheet (ISO/IEC 29500-1 20.5).
func (r *reader) drawings(s *Sheet, part string) error {
	content, found, err := r.related(part, relDrawing)
	if !found {
		return err
	}
	return each(content, func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "twoCellAnchor", "oneCellAnchor":
			over, err := anchored(d)
			if err == nil && over.From.Row > 0 && len(s.Drawings) < maxDrawings {
				s.Drawings = append(s.Drawings, over)
			}
			return err
		}
		return nil
	})
}

// maxOffset is how far a corner lies in its cell at most, in EMU.
const maxOffset = 1 << 30

// The usual size of a cell in EMU, of which the extent of a drawing that names
// only its first cell is told.
const usualWidth, usualHeight = 609_600, 190_500

// anchored is what an anchor, which has just begun, lays over which cells.
func anchored(d *xml.Decoder) (over Drawing, err error) {
	var columns, rows int
	into := &over.From
	for depth := 1; depth > 0; {
		token, err := d.RawToken()
		if err != nil {
			return over, unexpectedEnd(err)
		}
		switch token := token.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			depth++
			switch token.Name.Local {
			case "from":
				into = &over.From
			case "to":
				into = &over.To
			case "pic":
				over.Picture = true
			case "ext":
				if depth == 2 {
					columns, rows = extent(token, "cx")/usualWidth, extent(token, "cy")/usualHeight
				}
			case "col", "row", "colOff", "rowOff":
				if depth != 3 {
					continue
				}
				text, err := characters(d)
				if err != nil {
					return over, err
				}
				depth--
				n, err := strconv.Atoi(strings.TrimSpace(text))
				if err == nil && n >= 0 && n <= maxOffset {
					into.place(token.Name.Local, n, into == &over.To)
				}
			}
		}
	}
	if over.To == (Ref{}) {
		over.To = Ref{Row: over.From.Row + rows, Col: over.From.Col + columns}
	}
	return over, nil
}

func extent(e xml.StartElement, key string) int {
	const most = 1 << 30
	n, err := strconv.Atoi(attribute(e, key))
	if err != nil {
		return 0
	}
	return max(0, min(n, most))
}

// place takes a part of a corner, counted from 0. The last corner is behind what is
// covered: at the border of a cell that cell is not.
func (ref *Ref) place(key string, n int, last bool) {
	switch {
	case key == "col" && last:
		ref.Col = n
	case key == "row" && last:
		ref.Row = n
	case key == "col":
		ref.Col = n + 1
	case key == "row":
		ref.Row = n + 1
	case last && n > 0 && key == "colOff":
		ref.Col++
	case last && n > 0 && key == "rowOff":
		ref.Row++
	}
}
