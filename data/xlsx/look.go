package xlsx

import (
	"slices"
	"strconv"

	"gongwen/configs"
	"gongwen/data/xlsx/spreadsheet"
	"gongwen/internal/unit"
)

// The text styles of the style sheet that sheets are set in.
const (
	roleHeading = "heading-1"
	roleBand    = "table-band"
	roleHead    = "table-head"
	roleStub    = "table-stub"
	roleNumber  = "table-number"
	roleNote    = "note"
)

// cellStyle is how a cell looks and whether it may be changed.
type cellStyle struct {
	role   string
	size   float64 // points; 0 for the role's
	fill   string
	border bool
	open   bool // not locked
	format string
	align  string // in place of the role's
	top    bool   // text begins at the top of the cell
	shrink bool   // text that is too wide becomes smaller
}

// set gives a rectangle of cells a look.
func (w *writer) set(sheet *spreadsheet.Sheet, from, to string, l cellStyle) {
	sheet.Look(from+":"+to, w.book.Look(w.look(l)))
}

func (w *writer) look(l cellStyle) spreadsheet.Look {
	role := w.role(l.role)
	look := spreadsheet.Look{
		Font: w.fontOf(l.role), Size: points(role.Size), Bold: role.Bold, Fill: l.fill, Horizontal: horizontal(role.Align), Vertical: "center",
		Wrap: !l.shrink, Shrink: l.shrink, Open: l.open, Format: l.format,
	}
	if l.size > 0 {
		look.Size = l.size
	}
	if l.align != "" {
		look.Horizontal = l.align
	}
	if l.top {
		look.Vertical = "top"
	}
	if l.border {
		look.Border = "000000"
	}
	return look
}

func (w *writer) role(role string) configs.TextStyle {
	if i := slices.IndexFunc(w.style.Styles, func(s configs.TextStyle) bool { return s.Role == role }); i >= 0 {
		return w.style.Styles[i]
	}
	return configs.TextStyle{Size: 10 * unit.Point}
}

// fontOf is the name by which office programs know the font of a role.
func (w *writer) fontOf(role string) string {
	id := w.role(role).Font
	if i := slices.IndexFunc(w.style.Fonts, func(f configs.FontRole) bool { return f.ID == id }); i >= 0 && w.style.Fonts[i].Office.Name != "" {
		return w.style.Fonts[i].Office.Name
	}
	return "宋体"
}

func horizontal(align string) string {
	switch align {
	case "centre":
		return "center"
	case "right":
		return "right"
	}
	return "left"
}

func points(l unit.Length) float64 {
	p, err := strconv.ParseFloat(string(unit.AppendPoints(nil, l, 2)), 64)
	if err != nil || p <= 0 {
		return 10
	}
	return p
}
