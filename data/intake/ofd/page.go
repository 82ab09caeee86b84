package ofd

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gongwen/data/intake/pdf"
	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// page is a page being read.
type page struct {
	*reader
	out    *pdf.Placed
	height float64 // millimetres
	id     string
	number int
	part   string // that is being read
	below  bool   // the layer is one of the background
}

// point72 is points in a millimetre.
const point72 = 72 / 25.4

// read reads the part of a page or of a template that it is put over, within
// the templates within.
func (p *page) read(at string, within []string) error {
	if slices.Contains(within, at) {
		return diag.NewError("模板 %s 套用了它自己", "the template %s contains itself", at)
	}
	if len(within) > maxNesting {
		return diag.NewError("%s 的模板套了 %d 层以上", "the templates of %s are nested deeper than %d", at, maxNesting)
	}
	content, err := p.parts.Read(at)
	if err != nil {
		return err
	}
	outer := p.part
	p.part = at
	defer func() { p.part = outer }()
	d := xml.NewDecoder(bytes.NewReader(content))
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return diag.Because(err, "部件 %s 不是完好的 XML", "the part %s is no sound XML", at)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxNesting {
				return diag.NewError("%s 套了 %d 层以上", "%s is nested deeper than %d", at, maxNesting)
			}
			read, err := p.element(d, t, at, within)
			if err != nil {
				return err
			}
			if read {
				depth--
			}
		case xml.EndElement:
			depth--
		}
	}
}

// element reads an element that says or draws something, and reports whether it
// was read to its end.
func (p *page) element(d *xml.Decoder, start xml.StartElement, at string, within []string) (bool, error) {
	var err error
	switch start.Name.Local {
	case "Template":
		err = p.template(attr(start, "TemplateID"), at, within)
		return false, err
	case "Layer":
		p.below = attr(start, "Type") == "Background"
		return false, nil
	case "PhysicalBox":
		var box string
		err = d.DecodeElement(&box, &start)
		if h := heightOf(box); h > 0 && len(within) == 0 {
			p.height = h
		}
	case "TextObject":
		var o textObject
		if err = d.DecodeElement(&o, &start); err == nil {
			err = p.text(&o)
		}
	case "PathObject":
		var o pathObject
		if err = d.DecodeElement(&o, &start); err == nil {
			err = p.path(&o)
		}
	default:
		return false, nil
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		err = diag.Because(err, "部件 %s 不是完好的 XML", "the part %s is no sound XML", at)
	}
	return true, err
}

func attr(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// template reads the template page that a page is put over (7.7).
func (p *page) template(id, from string, within []string) error {
	for _, t := range p.doc.Templates {
		if t.ID != id {
			continue
		}
		at, err := place("Document.xml", p.folder, t.BaseLoc)
		if err != nil {
			return err
		}
		return p.read(at, append(within, from))
	}
	return diag.NewError("%s 用的模板 %s 不在文件里", "%s uses a template %s that the file does not have", from, id)
}

// heightOf is the height of a box, 0 for none.
func heightOf(box string) float64 {
	if n := numbers(box, 4); len(n) == 4 && n[3] > 0 {
		return n[3]
	}
	return 0
}

// numbers reads numbers parted by blanks, most of them; nil when one is none.
func numbers(s string, most int) []float64 {
	var list []float64
	for field := range strings.FieldsSeq(s) {
		v, err := strconv.ParseFloat(field, 64)
		if err != nil || math.IsNaN(v) || math.Abs(v) > 1e6 || len(list) == most {
			return nil
		}
		list = append(list, v)
	}
	return list
}

// unit is what all graphic units have (8.5).
type unit struct {
	Boundary string `xml:"Boundary,attr"`
	CTM      string `xml:"CTM,attr"`
	Visible  string `xml:"Visible,attr"`
	Alpha    string `xml:"Alpha,attr"`
}

// matrix maps the space of an object to the page, in millimetres.
type matrix [6]float64

func (u *unit) matrix() matrix {
	m := matrix{1, 0, 0, 1, 0, 0}
	if n := numbers(u.CTM, 6); len(n) == 6 {
		m = matrix(n)
	}
	if n := numbers(u.Boundary, 4); len(n) == 4 {
		m[4], m[5] = m[4]+n[0], m[5]+n[1]
	}
	return m
}

func (u *unit) hidden() bool { return u.Visible == "false" || u.Visible == "0" || u.Alpha == "0" }

// at is a place in points from the lower left corner of the page.
func (p *page) at(m matrix, x, y float64) (px, py float64) {
	return (m[0]*x + m[2]*y + m[4]) * point72, (p.height - m[1]*x - m[3]*y - m[5]) * point72
}

// textObject is a text object (11.2).
type textObject struct {
	unit
	ID      string `xml:"ID,attr"`
	Actions []struct {
		URI struct {
			Target string `xml:"URI,attr"`
		} `xml:"URI"`
	} `xml:"Actions>Action"`
	Font   string  `xml:"Font,attr"`
	Size   float64 `xml:"Size,attr"`
	Weight int     `xml:"Weight,attr"`
	HScale float64 `xml:"HScale,attr"`
	Stroke string  `xml:"Stroke,attr"`
	Codes  []struct {
		X      *float64 `xml:"X,attr"`
		Y      *float64 `xml:"Y,attr"`
		DeltaX string   `xml:"DeltaX,attr"`
		DeltaY string   `xml:"DeltaY,attr"`
		Text   string   `xml:",chardata"`
	} `xml:"TextCode"`
}

// boldFrom is the weight from which on text is bold.
const boldFrom = 600

// object counts what is read.
func (p *page) object() error {
	if p.objects++; p.objects > maxObjects {
		return diag.NewError("到 %s 图元已有 %d 个以上，不像一份报告", "with %s there are more than %d objects, more than a report has", p.part, maxObjects)
	}
	if p.objects%1024 == 0 {
		return p.goOn()
	}
	return nil
}

func (p *page) text(o *textObject) error {
	if err := p.object(); err != nil || o.hidden() {
		return err
	}
	m := o.matrix()
	scale := math.Hypot(m[2], m[3])
	bold := p.bold[o.Font] || o.Weight >= boldFrom || o.Stroke == "true"
	p.keep(o, bold)
	var x, y float64
	for i := range o.Codes {
		c := &o.Codes[i]
		if c.X != nil {
			x = *c.X
		}
		if c.Y != nil {
			y = *c.Y
		}
		dx, dy := deltas(c.DeltaX), deltas(c.DeltaY)
		step := 0 // in the deltas
		for _, r := range c.Text {
			if p.glyphs--; p.glyphs < 0 {
				return diag.NewError("到 %s 字太多，不像一份报告", "with %s there are more characters than a report has", p.part)
			}
			width := o.Size * advance(r)
			if o.HScale > 0 {
				width *= o.HScale
			}
			left, py := p.at(m, x, y)
			right, _ := p.at(m, x+width, y)
			p.out.Glyphs = append(p.out.Glyphs, pdf.PlacedGlyph{Said: visible(r), Bold: bold, Left: math.Min(left, right), Right: math.Max(left, right), Y: py, Size: o.Size * scale * point72})
			if step < len(dx) {
				x += dx[step]
			}
			if step < len(dy) {
				y += dy[step]
			}
			step++
		}
	}
	return nil
}

// visible is a character as text has it: what is white is a blank.
func visible(r rune) string {
	if unicode.IsSpace(r) || unicode.IsControl(r) {
		return " "
	}
	return string(r)
}

// advance is about how wide a character is, in sizes.
func advance(r rune) float64 {
	if r < 0x2E80 && (r < 0x2010 || r > 0x2026) {
		return 0.5
	}
	return 1
}

// deltas reads the distances between glyphs (11.3): plain numbers, and "g n v"
// for n times v.
func deltas(s string) []float64 {
	var list []float64
	fields := strings.Fields(s)
	for i := 0; i < len(fields) && len(list) < maxDeltas; i++ {
		count, value := 1, fields[i]
		if value == "g" && i+2 < len(fields) {
			n, err := strconv.Atoi(fields[i+1])
			if err != nil || n < 0 {
				return list
			}
			count, value = min(n, maxDeltas-len(list)), fields[i+2]
			i += 2
		}
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || math.IsNaN(v) || math.Abs(v) > 1e6 {
			return list
		}
		for range count {
			list = append(list, v)
		}
	}
	return list
}

// pathObject is a path object (9.1).
type pathObject struct {
	unit
	Stroke string `xml:"Stroke,attr"`
	Fill   string `xml:"Fill,attr"`
	Data   string `xml:"AbbreviatedData"`
}

// operands are the numbers behind the operators of a path (9.3).
var operands = map[string]int{"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

// path keeps what may be rules: filled parts by the box around them, stroked
// lines one by one.
func (p *page) path(o *pathObject) error {
	if err := p.object(); err != nil || o.hidden() {
		return err
	}
	m := o.matrix()
	d := drawing{page: p, filled: o.Fill == "true", stroked: o.Stroke != "false"}
	fields := strings.Fields(o.Data)
	for i := 0; i < len(fields); {
		n, known := operands[fields[i]]
		if !known || i+n >= len(fields) {
			break
		}
		args := numbers(strings.Join(fields[i+1:i+1+n], " "), n)
		if n > 0 && args == nil {
			break
		}
		op := fields[i]
		i += n + 1
		if op == "C" {
			d.line(d.start)
			continue
		}
		x, y := p.at(m, args[n-2], args[n-1])
		switch op {
		case "S", "M":
			d.begin([2]float64{x, y})
		case "L":
			d.line([2]float64{x, y})
		default: // a curve is no rule
			d.at, d.bent = [2]float64{x, y}, true
		}
	}
	d.end()
	if len(p.out.Boxes) > maxObjects {
		return opc.ErrTooLarge
	}
	return nil
}

// drawing collects the lines of a part of a path.
type drawing struct {
	*page
	filled, stroked bool
	bent            bool
	start, at       [2]float64
	lines           [][4]float64
}

func (d *drawing) begin(at [2]float64) {
	d.end()
	d.start, d.at = at, at
}

func (d *drawing) line(to [2]float64) {
	d.lines = append(d.lines, [4]float64{d.at[0], d.at[1], to[0], to[1]})
	d.at = to
}

func (d *drawing) end() {
	switch {
	case len(d.lines) == 0 || d.bent:
	case d.filled && len(d.lines) > 2:
		box := d.lines[0]
		for _, l := range d.lines {
			box[0], box[2] = math.Min(box[0], math.Min(l[0], l[2])), math.Max(box[2], math.Max(l[0], l[2]))
			box[1], box[3] = math.Min(box[1], math.Min(l[1], l[3])), math.Max(box[3], math.Max(l[1], l[3]))
		}
		d.out.Boxes = append(d.out.Boxes, box)
	case d.stroked:
		d.out.Boxes = append(d.out.Boxes, d.lines...)
	}
	d.lines, d.bent = d.lines[:0], false
}
