package sfnt

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync/atomic"
)

// Quadratic gives the outlines of a face as the quadratic curves of TrueType
// (OFF 5.3.3). Those of a glyf face are its own. Those of a CFF face are fitted
// anew, each once and when it is first asked for, so that one Quadratic serves
// all documents of a process. It is safe for concurrent use.
//
// No point of a fitted outline is farther than a thousandth of an em from the
// face's own in a face of 1000 units, and farther than one unit in any face: a
// quarter of a unit is what fitting allows itself, the rest is the rounding of
// control points to whole units.
type Quadratic struct {
	font   *Font
	around float64                  // how far outside of the face's own outlines, in font units
	fitted []atomic.Pointer[fitted] // by glyph; none for the outlines of a glyf face
}

// fitted is a glyph in the form of glyf, empty for one without outline.
type fitted struct {
	data             []byte
	points, contours int
}

// Quadratic is the outlines of f; none is made yet.
func (f *Font) Quadratic() *Quadratic {
	q := &Quadratic{font: f}
	if f.cff != nil {
		q.fitted = make([]atomic.Pointer[fitted], f.numGlyphs)
	}
	return q
}

// Subset is [Font.Subset] with quadratic outlines: always a bare sfnt.
func (q *Quadratic) Subset(glyphs []uint16) (*Subset, error) {
	s, tables, err := q.tables(glyphs)
	if err != nil {
		return nil, err
	}
	s.Data = assemble(versionTrueType, tables)
	return s, nil
}

// File is a complete TrueType font file under the face's own names with the
// given glyphs, among them those of all chars, each of another rune; its
// character map has the chars. The tables are those that GB/T 42133-2022 6.2.6
// lists, and of a glyf face its instructions. It is an error if the face has no
// name or OS/2 table.
func (q *Quadratic) File(glyphs []uint16, chars []Char) (*Subset, error) {
	f := q.font
	if err := f.describes(); err != nil {
		return nil, err
	}
	chars = slices.Clone(chars)
	slices.SortFunc(chars, func(a, b Char) int { return cmp.Compare(a.Rune, b.Rune) })
	s, tables, err := q.tables(glyphs)
	if err != nil {
		return nil, err
	}
	if tables, err = f.describe(tables, s, chars, q.names()); err != nil {
		return nil, err
	}
	s.Data = assemble(versionTrueType, tables)
	return s, nil
}

// FullName is the full name of the files.
func (q *Quadratic) FullName() string {
	if q.around > 0 {
		return q.names().full()
	}
	return q.font.FullName()
}

// Family is the family name of the files.
func (q *Quadratic) Family() string {
	if q.around > 0 {
		return q.names().family
	}
	return q.font.Family()
}

// IsBold reports whether the files are those of a bold face.
func (q *Quadratic) IsBold() bool { return q.around > 0 || q.font.IsBold() }

// names are those of the files, none for the face's own. Readers that know faces
// by their families alone must not take a bold one for that which it is made of.
func (q *Quadratic) names() naming {
	if q.around == 0 {
		return naming{}
	}
	return naming{family: q.font.Family() + " " + boldStyle, style: boldStyle}
}

// tables makes the outline, metric and head tables.
func (q *Quadratic) tables(glyphs []uint16) (*Subset, []outTable, error) {
	f := q.font
	s, err := f.selectGlyphs(glyphs)
	if err != nil {
		return nil, nil, err
	}
	if q.fitted == nil {
		tables, err := f.glyfTables(s)
		return s, tables, err
	}
	s.CFF = false
	glyf, loca, long, err := f.subsetGlyf(s, func(gid uint16) ([]byte, error) {
		g, err := q.glyph(gid)
		return g.data, err
	})
	if err != nil {
		return nil, nil, err
	}
	return s, append(q.metrics(s.Glyphs), outTable{"head", q.head(long)}, outTable{"glyf", glyf}, outTable{"loca", loca}), nil
}

// macStyleBold is the bit of macStyle in head (OFF 5.2.3).
const macStyleBold = 1 << 0

func (q *Quadratic) head(long bool) []byte {
	head := q.font.glyfHead(long)
	if q.around > 0 {
		const macStyle = 44
		head[macStyle+1] |= macStyleBold
	}
	return head
}

// metrics is metricTables with what is new with the outlines: the bearings,
// which readers place glyphs by, and the extent of the outlines.
func (q *Quadratic) metrics(glyphs []uint16) []outTable {
	be := binary.BigEndian
	points, contours := 0, 0
	bearings := make([]int16, len(glyphs))
	for i, gid := range glyphs {
		g, _ := q.glyph(gid) // was made before
		points, contours = max(points, g.points), max(contours, g.contours)
		bearings[i] = int16At(g.data, 2, 0)
	}
	maxp := make([]byte, maxpFullLen)
	be.PutUint32(maxp, 0x00010000)
	be.PutUint16(maxp[6:], uint16(points))
	be.PutUint16(maxp[8:], uint16(contours))
	be.PutUint16(maxp[14:], 2) // maxZones: both
	return q.font.metricTablesWith(glyphs, maxp, func(i int) int16 { return bearings[i] })
}

// maxpFullLen is the length of maxp version 1.0 (OFF 5.2.5).
const maxpFullLen = 32

// glyph is the fitted glyph.
func (q *Quadratic) glyph(gid uint16) (*fitted, error) {
	if g := q.fitted[gid].Load(); g != nil {
		return g, nil
	}
	fit := q.fit
	if q.around > 0 {
		fit = q.boldGlyph
	}
	g, err := fit(gid)
	if err != nil {
		return &fitted{}, malformed("glyf", 0, "glyph %d: %v", gid, err)
	}
	q.fitted[gid].Store(g) // whoever else made it made the same
	return g, nil
}

// fit fits the outline of a glyph of a CFF face.
func (q *Quadratic) fit(gid uint16) (*fitted, error) {
	var fit quadraticSink
	cs := charstring{font: q.font.cff, sink: &fit}
	if err := cs.run(gid); err != nil {
		return nil, err
	}
	return fit.glyph()
}

// outlinePoint is a point of a contour in font units.
type outlinePoint struct {
	x, y int64
	on   bool
}

// quadraticSink fits quadratic curves to an outline while it is drawn.
type quadraticSink struct {
	points []outlinePoint
	ends   []int // of each contour but the open one, one behind its last point
	x, y   int64 // where the pen is, in 1/65536 unit
}

// unit16 is a font unit in what a charstring draws with.
const unit16 = 1 << 16

func roundUnit(v int64) int64 { return (v + unit16/2) >> 16 }

func (s *quadraticSink) moveTo(x, y int64) {
	s.closeContour()
	s.x, s.y = x, y
	s.points = append(s.points, outlinePoint{roundUnit(x), roundUnit(y), true})
}

func (s *quadraticSink) lineTo(x, y int64) {
	s.x, s.y = x, y
	s.points = append(s.points, outlinePoint{roundUnit(x), roundUnit(y), true})
}

// fitTolerance is how far, in 1/65536 unit, a fitted curve may be from its own.
const fitTolerance = unit16 / 4

// maxQuadratics bounds the curves that stand for one. Those of the largest
// coordinates that glyf can hold need 38.
const maxQuadratics = 40

// curveTo draws a cubic curve as n quadratic ones over equal parts of its
// parameter. Of each part the control point is (3(q1+q2)-q0-q3)/4, where q are
// the control points of the cubic part: the two curves then differ by √3/36 of
// the cubic's third difference over n³ at most, and the points where parts meet
// lie on the cubic, in the middle between their neighbours, so that they need
// not be written.
func (s *quadraticSink) curveTo(x1, y1, x2, y2, x3, y3 int64) {
	cx, cy := newCubic(s.x, x1, x2, x3), newCubic(s.y, y1, y2, y3)
	n := int64(1)
	for third := max(abs(cx.a), abs(cy.a)); n < maxQuadratics && third*fitNumerator > fitTolerance*fitDenominator*n*n*n; {
		n++
	}
	for i := range n {
		s.points = append(s.points, outlinePoint{cx.control(i, n), cy.control(i, n), false})
	}
	s.lineTo(x3, y3)
}

// fitNumerator / fitDenominator is no less than √2·√3/36: the third difference
// is taken of the worse axis and stands for both.
const fitNumerator, fitDenominator = 69, 1000

func abs(v int64) int64 { return max(v, -v) }

// cubic is one coordinate of a cubic curve, a t³ + b t² + c t + d.
type cubic struct{ a, b, c, d int64 }

func newCubic(p0, p1, p2, p3 int64) cubic {
	return cubic{a: p3 - 3*p2 + 3*p1 - p0, b: 3 * (p2 - 2*p1 + p0), c: 3 * (p1 - p0), d: p0}
}

// control is the control point, in whole units, of the quadratic curve over the
// ith of n parts. With s = i/n and h = 1/n it is the curve's value at s, half a
// step along its tangent, and what the second and third difference add:
// P(s) + P'(s)h/2 - a h³/4.
func (c cubic) control(i, n int64) int64 {
	n2, n3 := n*n, n*n*n
	at := 4*c.d*n3 + 4*c.c*i*n2 + 4*c.b*i*i*n + 4*c.a*i*i*i
	along := 2 * (c.c*n2 + 2*c.b*i*n + 3*c.a*i*i)
	num, den := at+along-c.a, 4*n3*unit16
	return floorDiv(2*num+den, 2*den)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// closeContour ends the open contour: without a last point that is its first,
// and not at all when nothing is inside it. Contours of CFF turn the other way
// than those of glyf (OFF 5.3.3).
func (s *quadraticSink) closeContour() {
	start := 0
	if len(s.ends) > 0 {
		start = s.ends[len(s.ends)-1]
	}
	contour := s.points[start:]
	if n := len(contour); n > 1 && contour[n-1] == contour[0] {
		contour = contour[:n-1]
	}
	if len(contour) < 3 {
		s.points = s.points[:start]
		return
	}
	slices.Reverse(contour[1:])
	s.points = s.points[:start+len(contour)]
	s.ends = append(s.ends, len(s.points))
}

// glyph writes the outline as a simple glyph (OFF 5.3.3).
func (s *quadraticSink) glyph() (*fitted, error) {
	s.closeContour()
	if len(s.ends) == 0 {
		return &fitted{}, nil
	}
	if len(s.points) > maxGlyphPoints {
		return nil, unsupported("glyf", "an outline of %d points", len(s.points))
	}
	low, high := s.points[0], s.points[0]
	for _, p := range s.points {
		low.x, low.y, high.x, high.y = min(low.x, p.x), min(low.y, p.y), max(high.x, p.x), max(high.y, p.y)
	}
	if min(low.x, low.y) < -maxCoordinate || max(high.x, high.y) > maxCoordinate {
		return nil, unsupported("glyf", "a point farther than %d units from the origin", maxCoordinate)
	}
	be := binary.BigEndian
	out := make([]byte, 0, glyphHeaderLen+2*len(s.ends)+2+5*len(s.points))
	for _, v := range []int64{int64(len(s.ends)), low.x, low.y, high.x, high.y} {
		out = be.AppendUint16(out, uint16(v))
	}
	for _, end := range s.ends {
		out = be.AppendUint16(out, uint16(end-1))
	}
	out = be.AppendUint16(out, 0) // no instructions
	return &fitted{data: appendPoints(out, s.points), points: len(s.points), contours: len(s.ends)}, nil
}

// The limits of a simple glyph: numbers of points are unsigned, coordinates and
// their differences signed 16-bit numbers.
const (
	maxGlyphPoints = 0xFFFF
	maxCoordinate  = 0x3FFF
)

// appendPoints appends the flags and the coordinates of a simple glyph.
func appendPoints(out []byte, points []outlinePoint) []byte {
	var xs, ys []byte
	var before outlinePoint
	last := -1 // where the flags of the point before stand, when they can be repeated
	for _, p := range points {
		var flags byte
		if p.on {
			flags = onCurve
		}
		xs = appendCoordinate(xs, p.x-before.x, &flags, xShort, xSame)
		ys = appendCoordinate(ys, p.y-before.y, &flags, yShort, ySame)
		before = p
		switch {
		case last >= 0 && out[last] == flags:
			out[last] |= repeats
			out = append(out, 1)
		case last >= 0 && out[last] == flags|repeats && out[len(out)-1] < 0xFF:
			out[len(out)-1]++
		default:
			out, last = append(out, flags), len(out)
		}
	}
	return append(append(out, xs...), ys...)
}

// onCurve is the flag of a point that the outline goes through.
const onCurve = 0x01

// appendCoordinate appends a difference of coordinates in its shortest form.
func appendCoordinate(out []byte, d int64, flags *byte, short, same byte) []byte {
	switch {
	case d == 0:
		*flags |= same
		return out
	case d >= -0xFF && d < 0:
		*flags |= short
		return append(out, byte(-d))
	case d > 0 && d <= 0xFF:
		*flags |= short | same
		return append(out, byte(d))
	}
	return binary.BigEndian.AppendUint16(out, uint16(d))
}
