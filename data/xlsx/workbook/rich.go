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
				pieces = append(pieces, cell.Piece{Text: unescape(s), Look: look})
				continue
			}
			if token.Name.Local == "r" {
				look = 0
			}
			look |= lookOf(token)
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
