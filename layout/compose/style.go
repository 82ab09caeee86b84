package compose

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// styled is an empty document in the look of a style sheet.
func styled(sheet *configs.StyleSheet) (*doc.Document, diag.List) {
	var problems diag.List
	d := &doc.Document{Page: pageStyle(sheet.Page), Numbering: sheet.Numbering, Seal: sheet.Seal, Greedy: sheet.Greedy}
	withElementStyles(d, sheet)
	for _, f := range sheet.Fonts {
		d.Fonts = append(d.Fonts, fontRole(f))
	}
	slices.SortFunc(d.Fonts, func(a, b doc.FontRole) int { return cmp.Compare(a.ID, b.ID) })
	body := textStyleOf(sheet, doc.BodyRole)
	for _, s := range sheet.Styles {
		d.Styles = append(d.Styles, textStyle(s, body, d.Page))
		if _, known := d.Font(s.Font); !known {
			problems.Add(diag.Errorf(s.Pos, "样式“%s”用了没有定义的字体“%s”", "style %q uses the undefined font role %q", s.Role, s.Font))
		}
	}
	withFigureStyles(d)
	withAttachmentStyles(d)
	slices.SortFunc(d.Styles, func(a, b doc.TextStyle) int { return cmp.Compare(a.Role, b.Role) })
	problems = append(problems, missingStyles(d, sheet.Pos)...)
	d.Tables = doc.TableStyle{Border: sheet.TableRules.Border, CellMargin: sheet.TableRules.CellMargin, Gap: sheet.TableRules.Gap}
	if sheet.TableRules.BandFill != "" {
		fill := color(sheet.TableRules.BandFill)
		d.Tables.BandFill = &fill
	}
	return d, problems
}

// missingStyles names the roles that every document needs and the sheet lacks.
func missingStyles(d *doc.Document, pos diag.Pos) diag.List {
	var problems diag.List
	for _, role := range []string{
		doc.TitleRole, doc.BodyRole, doc.HeadingRole(1), doc.HeadingRole(2), doc.HeadingRole(3), doc.HeadingRole(4),
		doc.SignatureRole, doc.NoteRole, doc.TableBandRole, doc.TableHeadRole, doc.TableStubRole, doc.TableCentreRole,
		doc.TableNumberRole, doc.TableNoteRole, doc.PageNumberRole, doc.DraftRole,
	} {
		if _, ok := d.Style(role); !ok {
			problems.Add(diag.Errorf(pos, "样式表缺少“%s”", "the style sheet has no style %q", role))
		}
	}
	return problems
}

func pageStyle(p configs.PageStyle) doc.PageStyle {
	before, after, _ := strings.Cut(p.Number.Form, "{n}")
	place := map[string]doc.Placement{"outside": doc.Outside, "centre": doc.Centre, "right": doc.Right}[p.Number.Place]
	return doc.PageStyle{
		Width: p.Width, Height: p.Height,
		Top: p.Top, Left: p.Left, Right: p.Right, Bottom: p.Bottom,
		Lines: p.Lines, Characters: p.Characters, Pitch: p.Pitch, Mirror: p.Mirror, CharacterGrid: p.CharacterGrid, Widows: p.Widows,
		Number:    doc.PageNumber{Before: before, After: after, Place: place, Drop: p.Number.Drop, Inset: p.Number.Inset},
		DraftMark: p.DraftMark,
	}
}

func fontRole(f configs.FontRole) doc.FontRole {
	role := doc.FontRole{
		ID: f.ID, Name: f.Office.Name, Alt: f.Office.Alt, Latin: f.Office.Latin,
		Family: f.Office.Family, Pitch: f.Office.Pitch,
	}
	if b, err := hex.DecodeString(f.Office.Panose); err == nil {
		copy(role.Panose[:], b)
	}
	return role
}

func textStyleOf(sheet *configs.StyleSheet, role string) configs.TextStyle {
	for _, s := range sheet.Styles {
		if s.Role == role {
			return s
		}
	}
	return configs.TextStyle{}
}

func textStyle(s, body configs.TextStyle, page doc.PageStyle) doc.TextStyle {
	out := doc.TextStyle{
		Role: s.Role, Name: s.Name, Font: s.Font, Size: s.Size, Leading: s.Leading,
		Align:       map[string]doc.Align{"justify": doc.Justify, "left": doc.Left, "centre": doc.Centred, "right": doc.AlignRight, "decimal": doc.Decimal}[s.Align],
		IndentChars: s.IndentChars, Before: s.Before, After: s.After,
		Bold: s.Bold, KeepNext: s.KeepNext, Color: color(s.Color),
	}
	if out.Leading == 0 {
		out.Leading = page.Pitch
	}
	if s.Size == body.Size {
		out.Tracking = gridTracking(s.Size, page)
	}
	return out
}

// gridTracking is what is added to each character so that the grid's number of
// characters fits the text block. It is rounded down to whole twips, the unit
// of w:spacing, so that the word processor's lines and ours hold the same.
func gridTracking(size unit.Length, page doc.PageStyle) unit.Length {
	if page.Characters == 0 {
		return 0
	}
	excess := size*unit.Length(page.Characters) - page.TextWidth()
	if excess <= 0 {
		return 0
	}
	step := unit.Twip * unit.Length(page.Characters)
	return -(excess + step - 1) / step * unit.Twip
}

func color(hexadecimal string) doc.Color {
	n, err := strconv.ParseUint(hexadecimal, 16, 24)
	if err != nil {
		return doc.Color{}
	}
	return doc.Color{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n)}
}
