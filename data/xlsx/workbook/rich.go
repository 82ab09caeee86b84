package workbook

import (
	"encoding/xml"

	"gongwen/data/cell"
)

// rich is a text and what stands beside it.
type rich struct {
	text  string
	marks []cell.Mark
}

// richText is what an si or is element that has just begun says: its text, or
// that of its runs (ISO/IEC 29500-1 18.4.4), without the phonetic guides of
// Japanese, struck-out text and footnote marks.
func richText(d *xml.Decoder) (rich, error) {
	var pieces []cell.Piece
	var look cell.Look
	var now, before distinct
	for depth, guide := 1, 0; depth > 0; {
		token, err := d.RawToken()
		if err != nil {
			return rich{}, unexpectedEnd(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "t" && guide == 0 {
				s, err := characters(d)
				if err != nil {
					return rich{}, err
				}
				pieces = append(pieces, cell.Piece{Text: unescape(s), Look: look, Parted: len(pieces) > 0 && now.differs(before)})
				before = now
				continue
			}
			if token.Name.Local == "r" {
				look, now = 0, distinct{}
			}
			look |= lookOf(token)
			now.read(token)
			if depth++; token.Name.Local == "rPh" && guide == 0 {
				guide = depth
			}
		case xml.EndElement:
			if depth == guide {
				guide = 0
			}
			depth--
		}
	}
	text, marks := cell.Read(pieces)
	return rich{text, marks}, nil
}

// lookOf is what a property of a font says of the meaning of its text (18.4.10, 18.4.14).
func lookOf(e xml.StartElement) cell.Look {
	switch val := attribute(e, "val"); e.Name.Local {
	case "strike":
		if val == "" || isTrue(val) {
			return cell.Struck
		}
	case "vertAlign":
		switch val {
		case "superscript":
			return cell.Raised
		case "subscript":
			return cell.Lowered
		}
	}
	return 0
}

// distinct is what tells digits of one figure from others beside them.
type distinct struct {
	size   string // empty for the cell's own, which may be any
	colour string // empty for that of usual text
}

func (d *distinct) read(e xml.StartElement) {
	switch e.Name.Local {
	case "sz":
		d.size = attribute(e, "val")
	case "color":
		d.colour = attribute(e, "rgb") + attribute(e, "theme") + "/" + attribute(e, "indexed") + attribute(e, "tint")
		switch d.colour {
		case "FF000000/", "1/", "/8", "/64", "/":
			d.colour = ""
		}
	}
}

func (d distinct) differs(o distinct) bool {
	return d.colour != o.colour || d.size != o.size && d.size != "" && o.size != ""
}
