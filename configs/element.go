package configs

import (
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Place says where in a document an element stands (GB/T 9704-2012 7).
type Place uint8

// The places, in reading order.
const (
	CornerPlace  Place = iota // top left of the 版头, one below the other (7.2.1 to 7.2.3)
	MarkPlace                 // 发文机关标志 (7.2.4)
	NumberPlace               // 发文字号 (7.2.5)
	SignersPlace              // 签发人 (7.2.6)
	OpeningPlace              // between the title and the text (7.3.2)
	ClosingPlace              // between the text and the 落款 (10.3)
	EndingPlace               // below the 落款 (7.3.6)
	FootPlace                 // 版记 (7.4)
	NoPlace                   // not printed: an element of a template that another extends
)

var places = [...]string{
	CornerPlace: "corner", MarkPlace: "mark", NumberPlace: "number", SignersPlace: "signers",
	OpeningPlace: "opening", ClosingPlace: "closing", EndingPlace: "ending", FootPlace: "foot", NoPlace: "none",
}

// String is the word for p in templates.
func (p Place) String() string { return places[p] }

// Places are the words for the places.
func Places() []string { return places[:] }

// Element is a part of a document that the header fields fill: one of the
// elements of GB/T 9704-2012 7 beside title, text, 附件 and 落款. In its texts
// {field} stands for a value, and what stands in [ ] is left out where a field
// in it is not given. An element of which another field is not given is left out.
type Element struct {
	ID    string
	Place Place
	Label string // before the text, whose lines all begin behind it; empty for none
	Text  string
	Right string // at the right of the text; empty for nothing
	Style string // role of its text style
	// LabelStyle is that of the label; empty for that of the text.
	LabelStyle string
	// Moved is what stands in the 版记 in its place where the first page would
	// show no text (7.3.2, 7.4.2); nil for an element that stays.
	Moved *Element
	Pos   diag.Pos
}

// element reads an element. seen are the ids of those before it.
func (r *templateReader) element(n *source.Node, seen map[string]diag.Pos) Element {
	f := fields(n, r.problems, "id", "place", "label", "text", "right", "style", "label_style", "moved")
	e := Element{ID: newID(f, seen, r.problems), Place: choice[Place](f.Require("place"), places[:], r.problems)}
	r.elementTexts(&e, f)
	if moved := f.Get("moved"); moved != nil {
		m := Element{ID: e.ID, Place: FootPlace, Pos: moved.Pos}
		r.elementTexts(&m, fields(moved, r.problems, "label", "text", "style", "label_style"))
		e.Moved = &m
		if e.Place != OpeningPlace && e.Place != NoPlace {
			r.problems.Add(diag.Errorf(moved.Pos, "只有 place 为 opening 的要素可以移到版记", "only an element with place: opening can be moved"))
		}
	}
	e.Pos = n.Pos
	return e
}

// FieldsIn are the header fields that a text with {field} placeholders names; of one
// with parts, the field itself.
func FieldsIn(text string) []string {
	var ids []string
	for _, m := range placeholderName.FindAllStringSubmatch(text, -1) {
		id, _, _ := strings.Cut(m[1], ".")
		ids = append(ids, id)
	}
	return ids
}

func (r *templateReader) elementTexts(e *Element, f *source.Fields) {
	e.Label = r.placeholder(f.Get("label"))
	e.Text = r.placeholder(f.Require("text"))
	e.Right = r.placeholder(f.Get("right"))
	e.Style = optional(f, "style", r.problems)
	e.LabelStyle = optional(f, "label_style", r.problems)
	if text := f.Get("text"); text != nil && strings.Count(e.Text, "[") != strings.Count(e.Text, "]") {
		r.problems.Add(diag.Errorf(text.Pos, "方括号不成对", "the brackets [ ] do not match"))
	}
}
