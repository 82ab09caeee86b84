package docx

import (
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// Ids of the styles that stand for no role.
const (
	tableStyle     = "TableGrid"
	hyperlinkStyle = "Hyperlink"
)

// styles is word/styles.xml (ECMA-376-1 17.7.4.18). Every paragraph style is
// based on that of body text, 正文, and says only what it has otherwise: who
// changes the size or the spacing of the text changes what is built on it too.
func (b *builder) styles() part {
	w := newXML(&b.diags)
	w.open("w:styles", "xmlns:w", nsW)
	b.defaults(w)
	b.style(doc.BodyRole, diag.Pos{})
	for _, s := range b.doc.Styles {
		b.paragraphStyle(w, s)
	}
	b.sizedStyles(w)
	b.plainListStyles(w)
	b.fixedStyles(w)
	if b.hasFigures() {
		figureStyle(w)
	}
	w.close("w:styles")
	return part{name: "word/styles.xml", contentType: mainML + "styles+xml", relation: nsR + "/styles", data: w.Bytes}
}

// defaults writes w:docDefaults (17.7.5.1) and hides the styles that Word has
// and this document does not use (17.7.4.5).
func (b *builder) defaults(w *xmlWriter) {
	body, _ := b.doc.Style(doc.BodyRole)
	font, _ := b.doc.Font(body.Font)
	w.open("w:docDefaults")
	w.open("w:rPrDefault")
	runProps{font: font, language: b.language()}.write(w)
	w.close("w:rPrDefault")
	w.open("w:pPrDefault")
	paraProps{widows: b.widows(), singles: !b.widows()}.write(w)
	w.close("w:pPrDefault")
	w.close("w:docDefaults")
	w.leaf("w:latentStyles", "w:defLockedState", "0", "w:defUIPriority", "99", "w:defSemiHidden", "1",
		"w:defUnhideWhenUsed", "1", "w:defQFormat", "0")
}

// paragraphStyle writes the w:style (17.7.4.17) of a role, its children in schema order.
func (b *builder) paragraphStyle(w *xmlWriter, s doc.TextStyle) {
	name, builtIn := styleName(s)
	isDefault, custom := "", ""
	if s.Role == doc.BodyRole {
		isDefault = "1"
	}
	if !builtIn {
		custom = "1"
	}
	w.open("w:style", "w:type", "paragraph", "w:default", isDefault, "w:customStyle", custom, "w:styleId", styleID(s.Role))
	w.leaf("w:name", "w:val", name)
	if s.Role != doc.BodyRole {
		w.leaf("w:basedOn", "w:val", styleID(doc.BodyRole))
	}
	level := doc.HeadingLevel(s.Role)
	if level > 0 || s.Role == doc.TitleRole {
		w.leaf("w:next", "w:val", styleID(doc.BodyRole))
	}
	if level > 0 && b.runsIn(level) {
		w.leaf("w:link", "w:val", linkedStyle(level))
	}
	w.leaf("w:uiPriority", "w:val", priority(s.Role))
	w.leaf("w:qFormat")
	para, run := b.look(s)
	if s.Role == doc.BodyRole {
		para.write(w)
		run.write(w)
	} else {
		body := b.bodyStyle()
		inheriting(w, "w:pPr", para.writeContent, body.para)
		inheriting(w, "w:rPr", run.writeContent, body.run)
	}
	w.close("w:style")
}

// widows reports whether two lines of a paragraph stay on one page.
func (b *builder) widows() bool { return b.doc.Page.Widows > 1 && !b.setting.Singles }

// look is the properties of a text style.
func (b *builder) look(s doc.TextStyle) (paraProps, runProps) {
	level := doc.HeadingLevel(s.Role)
	// A face may be half as high again as its em box; a line of the grid that is
	// lower would become two.
	onGrid := s.Leading == b.doc.Page.Pitch && s.Size*3/2 <= s.Leading
	tracking := b.tracking(s)
	para := paraProps{
		keepNext:  s.KeepNext || level > 0,
		keepLines: level > 0 || s.Role == doc.TitleRole || s.Role == doc.AttachmentTitleRole,
		widows:    b.widows(),
		singles:   !b.widows(),
		eastAsian: true,
		offGrid:   !onGrid,
		spacing:   spacing{set: true, before: s.Before.Twips(), after: s.After.Twips(), line: s.Leading.Twips()},
		indent: indent{
			set:            true,
			firstLineChars: 100 * s.IndentChars,
			firstLine:      int64(s.IndentChars) * (s.Size.Twips() + trackingTwips(s.Tracking)),
		},
		align:   alignment(s.Align),
		outline: outlineLevel(s.Role),
	}
	return para, runProps{
		font:     b.font(s.Font, s.Role),
		bold:     s.Bold,
		color:    s.Color,
		tracking: tracking,
		size:     s.Size.HalfPoints(),
	}
}

// tracking is the character spacing of a style, in twips. Where the page's grid
// has the pitch of its characters, they need none.
func (b *builder) tracking(s doc.TextStyle) int64 {
	if b.doc.Page.CharacterGrid && s.Leading == b.doc.Page.Pitch {
		return 0
	}
	return trackingTwips(s.Tracking)
}

// fixedStyles writes the styles that stand for no role of the style sheet.
func (b *builder) fixedStyles(w *xmlWriter) {
	w.open("w:style", "w:type", "character", "w:default", "1", "w:styleId", "DefaultParagraphFont")
	w.leaf("w:name", "w:val", "Default Paragraph Font")
	w.leaf("w:uiPriority", "w:val", "1")
	w.close("w:style")

	b.linkedStyles(w)
	b.characterStyles(w)
	b.rareStyles(w)

	// A formal document sets its links like its text.
	w.open("w:style", "w:type", "character", "w:styleId", hyperlinkStyle)
	w.leaf("w:name", "w:val", "Hyperlink")
	w.leaf("w:basedOn", "w:val", "DefaultParagraphFont")
	w.leaf("w:uiPriority", "w:val", "99")
	w.close("w:style")

	w.open("w:style", "w:type", "table", "w:default", "1", "w:styleId", "TableNormal")
	w.leaf("w:name", "w:val", "Normal Table")
	w.leaf("w:uiPriority", "w:val", "99")
	w.close("w:style")

	w.open("w:style", "w:type", "table", "w:styleId", tableStyle)
	w.leaf("w:name", "w:val", "Table Grid")
	w.leaf("w:basedOn", "w:val", "TableNormal")
	w.leaf("w:uiPriority", "w:val", "39")
	b.tableStyleProps(w)
	w.close("w:style")
}

// tableStyleProps writes the w:tblPr of the table style (17.7.6.4): single
// lines around and between all cells, and the cells' margins.
func (b *builder) tableStyleProps(w *xmlWriter) {
	t := b.doc.Tables
	w.open("w:tblPr")
	if t.Border > 0 {
		// w:sz is in eighths of a point, 2 to 96 for lines (17.3.4).
		size := decimal(min(max(int64(t.Border.MulDiv(8, int64(unit.Point))), 2), 96))
		w.open("w:tblBorders") // 17.4.38
		for _, edge := range []string{"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"} {
			w.leaf(edge, "w:val", "single", "w:sz", size, "w:space", "0", "w:color", "auto")
		}
		w.close("w:tblBorders")
	}
	margin, padding := decimal(t.CellMargin.Twips()), decimal(doc.CellPadding.Twips())
	w.open("w:tblCellMar") // 17.4.42
	w.leaf("w:top", "w:w", padding, "w:type", "dxa")
	w.leaf("w:left", "w:w", margin, "w:type", "dxa")
	w.leaf("w:bottom", "w:w", padding, "w:type", "dxa")
	w.leaf("w:right", "w:w", margin, "w:type", "dxa")
	w.close("w:tblCellMar")
	w.close("w:tblPr")
}

// styleID is the w:styleId of a role. Word's own styles have their usual ids.
func styleID(role string) string {
	switch role {
	case doc.BodyRole:
		return "Normal"
	case doc.TitleRole:
		return "Title"
	case doc.SignatureRole:
		return "Signature"
	case doc.PageNumberRole:
		return "Footer"
	case doc.DraftRole:
		return "Header"
	case doc.CaptionRole:
		return "Caption"
	case doc.ListRole:
		return "ListParagraph"
	}
	if level := doc.HeadingLevel(role); level > 0 {
		return "Heading" + decimal(level)
	}
	return "gw-" + role
}

// styleName is the w:name of a role (17.7.4.9) and whether the style is Word's
// own; Word shows those under their Chinese names, 正文, 标题 1 and so on.
func styleName(s doc.TextStyle) (name string, builtIn bool) {
	role := s.Role
	if s.Name != "" {
		return s.Name, false
	}
	switch role {
	case doc.BodyRole, doc.TitleRole, doc.SignatureRole:
		return styleID(role), true
	case doc.PageNumberRole:
		return "footer", true
	case doc.DraftRole:
		return "header", true
	case doc.CaptionRole:
		return "caption", true
	case doc.ListRole:
		return "List Paragraph", true
	case doc.ChartRole:
		return "图表文字", false
	case doc.AttachmentListRole:
		return "附件说明", false
	case doc.AttachmentLabelRole:
		return "附件序号", false
	case doc.AttachmentTitleRole:
		return "附件标题", false
	case doc.NoteRole:
		return "表注", false
	case doc.TableBandRole:
		return "表格分栏", false
	case doc.TableHeadRole:
		return "表头", false
	case doc.TableStubRole:
		return "表格项目", false
	case doc.TableCentreRole:
		return "表格居中", false
	case doc.TableRightRole:
		return "表格右对齐", false
	case doc.TableNumberRole:
		return "表格数字", false
	case doc.TableAmountRole:
		return "表格金额", false
	case doc.TableDecimalRole:
		return "表格小数", false
	case doc.TableNoteRole:
		return "表格说明", false
	}
	if level := doc.HeadingLevel(role); level > 0 {
		return "heading " + decimal(level), true
	}
	return role, false
}

// outlineLevel is the level of a role in the outline, 0 for text.
func outlineLevel(role string) int {
	if role == doc.AttachmentTitleRole {
		return 1
	}
	return doc.HeadingLevel(role)
}

// priority is the place of a style in Word's list (17.7.4.19).
func priority(role string) string {
	switch {
	case role == doc.BodyRole:
		return "0"
	case role == doc.TitleRole:
		return "10"
	case doc.HeadingLevel(role) > 0:
		return "9"
	case role == doc.PageNumberRole, role == doc.DraftRole, role == doc.SignatureRole:
		return "99"
	}
	return "20"
}

// alignment is the w:val of w:jc (17.18.44).
func alignment(a doc.Align) string {
	switch a {
	case doc.Left:
		return "left"
	case doc.Centred:
		return "center"
	case doc.AlignRight, doc.Decimal:
		return "right"
	}
	return "both"
}
