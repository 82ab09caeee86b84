package spreadsheet

import (
	"cmp"
	"slices"
	"strconv"
)

// Look is how cells look, and whether they may be changed on a protected sheet.
type Look struct {
	Font                 string  // empty for that of the workbook
	Size                 float64 // points; 0 for 11
	Bold                 bool
	Colour, Fill, Border string // RRGGBB, empty for none; of the text, the cell and the thin line around it
	Horizontal, Vertical string // as ST_HorizontalAlignment and ST_VerticalAlignment have them; empty for a program's own
	Wrap, Shrink         bool   // lines are broken; what is too wide becomes smaller
	Open                 bool   // not locked
	Format               string // of numbers (18.8.30); empty for General
}

// Style is the number of a Look.
type Style int

// Marking is the number of the colours of a condition.
type Marking int

// kind is one of the lists of which looks consist (18.8): what stands in it, in order,
// each once.
type kind struct {
	name, item string // of the list and its elements
	list       []string
	had        int // of them stand in the workbook of others
	from       int // number of the first
}

func (k *kind) id(xml string) string { return strconv.Itoa(k.number(xml)) }

func (k *kind) number(xml string) int {
	i := slices.Index(k.list, xml)
	if i < 0 {
		i = len(k.list)
		k.list = append(k.list, xml)
	}
	return k.from + i
}

// looks is all looks of a workbook.
type looks struct {
	font                                       string
	formats, fonts, fills, borders, xfs, marks kind
	known                                      map[Look]Style
}

// firstFormat is the number of the first format that is not the standard's.
const firstFormat = 164

func newLooks(font string) looks {
	l := emptyLooks(font)
	l.fonts.number(l.fontXML(Look{}))
	l.fills.number(`<fill><patternFill patternType="none"/></fill>`) // programs expect these two
	l.fills.number(`<fill><patternFill patternType="gray125"/></fill>`)
	l.borders.number(borderXML(""))
	l.xfs.number(`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`)
	return l
}

func emptyLooks(font string) looks {
	return looks{
		font: font, known: map[Look]Style{},
		formats: kind{name: "numFmts", item: "numFmt", from: firstFormat}, fonts: kind{name: "fonts", item: "font"}, fills: kind{name: "fills", item: "fill"},
		borders: kind{name: "borders", item: "border"}, xfs: kind{name: "cellXfs", item: "xf"}, marks: kind{name: "dxfs", item: "dxf"},
	}
}

func (l *looks) style(look Look) Style {
	if s, ok := l.known[look]; ok {
		return s
	}
	s := Style(l.xfs.number(l.xf(look)))
	l.known[look] = s
	return s
}

func (l *looks) xf(look Look) string {
	var x markup
	x.add(`<xf numFmtId="`, l.format(look.Format), `" fontId="`, l.fonts.id(l.fontXML(look)), `" fillId="`, l.fills.id(fillXML(look.Fill)), `" borderId="`, l.borders.id(borderXML(look.Border)),
		`" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment`)
	for _, a := range [][2]string{{"horizontal", look.Horizontal}, {"vertical", look.Vertical}, {"wrapText", flag(look.Wrap)}, {"shrinkToFit", flag(look.Shrink)}} {
		if a[1] != "" {
			x.add(` `, a[0], `="`, a[1], `"`)
		}
	}
	x.add(`/>`)
	if look.Open {
		x.add(`<protection locked="0"/>`)
	}
	x.add(`</xf>`)
	return string(x)
}

func flag(set bool) string {
	if set {
		return "1"
	}
	return ""
}

// standardFormats are those of 18.8.30 that are used here.
var standardFormats = [firstFormat]string{1: "0", 2: "0.00", 49: "@"}

// format is the number of a number format.
func (l *looks) format(code string) string {
	if id := slices.Index(standardFormats[:], code); id >= 0 { // 0 for none
		return strconv.Itoa(id)
	}
	return l.formats.id(escape(code))
}

func (l *looks) fontXML(look Look) string {
	var x markup
	x.add(`<font>`)
	if look.Bold {
		x.add(`<b/>`)
	}
	x.add(`<sz val="`, decimal(cmp.Or(look.Size, 11)), `"/>`)
	if look.Colour != "" {
		x.add(`<color rgb="FF`, look.Colour, `"/>`)
	}
	x.add(`<name val="`, escape(cmp.Or(look.Font, l.font)), `"/><family val="2"/></font>`)
	return string(x)
}

func fillXML(colour string) string {
	if colour == "" {
		return `<fill><patternFill patternType="none"/></fill>`
	}
	return `<fill><patternFill patternType="solid"><fgColor rgb="FF` + colour + `"/><bgColor indexed="64"/></patternFill></fill>`
}

func borderXML(colour string) string {
	if colour == "" {
		return `<border><left/><right/><top/><bottom/><diagonal/></border>`
	}
	x := `<border>`
	for _, side := range []string{"left", "right", "top", "bottom"} {
		x += `<` + side + ` style="thin"><color rgb="FF` + colour + `"/></` + side + `>`
	}
	return x + `<diagonal/></border>`
}

func (l *looks) marking(fill, text string) Marking {
	x := `<dxf>`
	if text != "" {
		x += `<font><color rgb="FF` + text + `"/></font>`
	}
	return Marking(l.marks.number(x + `<fill><patternFill patternType="solid"><bgColor rgb="FF` + fill + `"/></patternFill></fill></dxf>`))
}

// written is the list as it stands in the part of the styles.
func (k *kind) written() string {
	var x markup
	for i, item := range k.list {
		if k.item == "numFmt" {
			item = `<numFmt numFmtId="` + strconv.Itoa(k.from+i) + `" formatCode="` + item + `"/>`
		}
		x.add(item)
	}
	return string(x)
}

// kinds are all lists but that of formats, in the order of the file.
func (l *looks) kinds() []*kind { return []*kind{&l.fonts, &l.fills, &l.borders, &l.xfs, &l.marks} }

// bytes is the part of the styles (18.8.39).
func (l *looks) bytes() []byte {
	var x markup
	x.add(header, `<styleSheet xmlns="`, mainSpace, `">`)
	for _, k := range append([]*kind{&l.formats}, l.kinds()...) {
		if k == &l.xfs {
			x.add(`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`)
		}
		if k == &l.marks {
			x.add(`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>`)
		}
		if len(k.list) > 0 || k == &l.marks {
			x.add(`<`, k.name, ` count="`, strconv.Itoa(len(k.list)), `">`, k.written(), `</`, k.name, `>`)
		}
	}
	x.add(`</styleSheet>`)
	return x
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
