package sfnt

import (
	"bytes"
	"errors"
	"os"
	"testing"
)

// points are those of an outline, a unit and a half from each other at most.
func (s *refitSink) points() (points []vec) {
	s.close()
	for _, contour := range s.contours {
		for _, b := range contour {
			n := 1 + int((b[0].distance(b[1])+b[1].distance(b[2])+b[2].distance(b[3]))/1.5)
			for k := 1; k <= n; k++ {
				points = append(points, b.at(float64(k)/float64(n)))
			}
		}
	}
	return points
}

// strays is how far a point of one outline is from the other at most.
func strays(a, b []vec) (worst float64) {
	for _, p := range a {
		least := 1e9
		for _, q := range b {
			least = min(least, p.distance(q))
		}
		worst = max(worst, least)
	}
	return worst
}

// TestRefittedOutlinesStayWithinTwoThousandths, in both directions and with the
// distance of the points that are compared, and keep their widths.
func TestRefittedOutlinesStayWithinTwoThousandths(t *testing.T) {
	const step, apart = 997, 1.5
	data, err := os.ReadFile("../files/FandolFang-Regular.otf")
	if err != nil {
		t.Fatal(err)
	}
	f := mustParse(t, data)
	full, left := 0, 0
	for gid := 0; gid < f.numGlyphs; gid += step {
		code, err := f.Refit(uint16(gid))
		if err != nil {
			t.Fatal(err)
		}
		own, _ := f.cff.charStrings.get(gid)
		full, left = full+len(own), left+len(code)
		cff := *f.cff
		if cff.charStrings, _, err = readIndex(CharstringIndex(f.numGlyphs, func(int) []byte { return code }), 0); err != nil {
			t.Fatal(err)
		}
		var old, fresh refitSink
		before, after := charstring{font: f.cff, sink: &old}, charstring{font: &cff, sink: &fresh}
		if err := errors.Join(before.run(uint16(gid)), after.run(uint16(gid))); err != nil {
			t.Fatalf("glyph %d: %v", gid, err)
		}
		if before.width != after.width {
			t.Errorf("glyph %d has width %d, had %d", gid, after.width, before.width)
		}
		was, is := old.points(), fresh.points()
		if d := max(strays(was, is), strays(is, was)); d > refitTolerance+apart {
			t.Errorf("glyph %d: a point is %.2f units from the outline", gid, d)
		}
	}
	if left > full*6/10 {
		t.Errorf("%d bytes of %d are left", left, full)
	}
}

func TestOtherCharstringsAreOneForEachGlyph(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	if _, err := f.WithCharstrings(CharstringIndex(f.numGlyphs, func(int) []byte { return []byte{csEndchar} })); err == nil {
		t.Error("a glyf face takes charstrings")
	}
	if _, err := f.Refit(0); !errors.Is(err, ErrUnsupported) {
		t.Error(err)
	}
	data, err := os.ReadFile("../files/FandolFang-Regular.otf")
	if err != nil {
		t.Fatal(err)
	}
	f = mustParse(t, data)
	if _, err := f.WithCharstrings(CharstringIndex(2, func(int) []byte { return nil })); !errors.Is(err, ErrFormat) {
		t.Errorf("two charstrings are taken for all: %v", err)
	}
}

// TestCharstringsAreWrittenShort: each of the operators, read back.
func TestCharstringsAreWrittenShort(t *testing.T) {
	to := func(points ...float64) (list []vec) {
		for i := 0; i < len(points); i += 2 {
			list = append(list, vec{points[i], points[i+1]})
		}
		return list
	}
	outline := []bezier{}
	pen := vec{10, 20}
	for _, c := range [][]vec{
		to(10, 20, 110, 20, 110, 20), to(110, 20, 110, 220, 110, 220), to(110, 220, 2000, 220, 2000, 220), to(2000, 220, 1990, 230, 1990, 230), // lines
		to(1980, 230, 1970, 240, 1970, 250), to(1970, 260, 1960, 270, 1950, 270), to(1940, 270, 1930, 280, 1920, 290), // hv, vh, hv with an end of its own
		to(1910, 290, 1900, 300, 1890, 300), to(1890, 310, 1880, 320, 1880, 330), to(1870, 335, 1860, 340, 1850, 340), // hh, vv, hh that begins anyhow
		to(1845, 350, 1840, 360, 1840, 370), to(1835, 375, 1830, 380, 1820, 385), // vv that begins anyhow, rr
	} {
		line := c[1] == c[2]
		b := bezier{pen, c[0], c[1], c[2]}
		if line {
			b = bezier{pen, pen, c[2], c[2]}
		}
		outline, pen = append(outline, b), c[2]
	}
	outline = append(outline, bezier{pen, pen, outline[0][0], outline[0][0]})
	w := charstringWriter{}
	w.contour(outline)
	data, err := os.ReadFile("../files/FandolFang-Regular.otf")
	if err != nil {
		t.Fatal(err)
	}
	cff := *mustParse(t, data).cff
	code := append(bytes.Clone(w.out), csEndchar)
	if cff.charStrings, _, err = readIndex(CharstringIndex(1, func(int) []byte { return code }), 0); err != nil {
		t.Fatal(err)
	}
	var back refitSink
	cs := charstring{font: &cff, sink: &back}
	if err := cs.run(0); err != nil {
		t.Fatal(err)
	}
	back.close()
	for i, got := range back.contours[0] {
		if got[0] != outline[i][0] || got[3] != outline[i][3] || !got.isLine() && got != outline[i] {
			t.Errorf("curve %d is %v, want %v", i, got, outline[i])
		}
	}
	if len(back.contours[0]) != len(outline) {
		t.Errorf("%d curves, want %d", len(back.contours[0]), len(outline))
	}
}
