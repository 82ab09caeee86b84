package xlsx

import (
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"gongwen/configs"
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
func (w *writer) set(sheet, from, to string, l cellStyle) {
	id, known := w.looks[l]
	if !known {
		var err error
		id, err = w.file.NewStyle(w.styleOf(l))
		w.do(err)
		w.looks[l] = id
	}
	w.do(w.file.SetCellStyle(sheet, from, to, id))
}

func (w *writer) styleOf(l cellStyle) *excelize.Style {
	role := w.role(l.role)
	s := &excelize.Style{
		Font:       &excelize.Font{Family: w.fontOf(l.role), Size: points(role.Size), Bold: role.Bold},
		Alignment:  &excelize.Alignment{Horizontal: horizontal(role.Align), Vertical: "center", WrapText: !l.shrink, ShrinkToFit: l.shrink},
		Protection: &excelize.Protection{Locked: !l.open},
	}
	if l.size > 0 {
		s.Font.Size = l.size
	}
	if l.align != "" {
		s.Alignment.Horizontal = l.align
	}
	if l.top {
		s.Alignment.Vertical = "top"
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	switch l.format {
	case "":
	case "0":
		s.NumFmt = 1
	case "0.00":
		s.NumFmt = 2
	case "@":
		s.NumFmt = 49
	default:
		s.CustomNumFmt = &l.format
	}
	return s
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
