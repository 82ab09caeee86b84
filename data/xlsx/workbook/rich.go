package workbook

import (
	"encoding/xml"

	"gongwen/data/cell"
)

// rich is a text and what stands beside it.
type rich struct {
	text  string
	marks []cell.Mark
	// apart is what it says where the cell's own size is not size: digits in that size
	// stand beside others in the cell's own. Empty where nothing hangs on that.
	apart, size string
}

// in is what a text says in a cell of a format.
func (r *rich) in(f format) string {
	if r.apart != "" && f.size != r.size {
		return r.apart
	}
	return r.text
}

// richText is what an si or is element that has just begun says: its text, or
// that of its runs (ISO/IEC 29500-1 18.4.4), without the phonetic guides of
// Japanese, struck-out text and footnote marks.
func richText(d *xml.Decoder) (rich, error) {
	var pieces []cell.Piece
	var look cell.Look
	var now, before distinct
	var own []int // pieces in the cell's own size beside others
	size := ""
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
				if len(pieces) > 0 && (now.size == "") != (before.size == "") {
					own, size = append(own, len(pieces)), now.size+before.size
				}
				pieces = append(pieces, cell.Piece{Text: Unescape(s), Look: look, Parted: len(pieces) > 0 && now.differs(before)})
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
	said := rich{size: size}
	said.text, said.marks = cell.Read(pieces)
	for _, i := range own {
		pieces[i].Parted = true
	}
	if apart, _ := cell.Read(pieces); apart != said.text {
		said.apart = apart
	}
	return said, nil
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
