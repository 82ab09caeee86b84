package srgb

import (
	"encoding/binary"
	"math"
	"testing"
)

type matrix [3][3]float64

func (m matrix) times(v [3]float64) (out [3]float64) {
	for i := range m {
		for j := range v {
			out[i] += m[i][j] * v[j]
		}
	}
	return out
}

// inverse is by cofactors.
func (m matrix) inverse() (out matrix) {
	det := 0.0
	for i := range 3 {
		for j := range 3 {
			a, b, c, d := m[(j+1)%3][(i+1)%3], m[(j+1)%3][(i+2)%3], m[(j+2)%3][(i+1)%3], m[(j+2)%3][(i+2)%3]
			out[i][j] = a*d - b*c
		}
		det += m[0][i] * out[i][0]
	}
	for i := range out {
		for j := range out[i] {
			out[i][j] /= det
		}
	}
	return out
}

// TestColorants derives the colorants from the chromaticities of IEC 61966-2-1.
func TestColorants(t *testing.T) {
	xyz := func(x, y float64) [3]float64 { return [3]float64{x / y, 1, (1 - x - y) / y} }
	r, g, b, white := xyz(0.64, 0.33), xyz(0.30, 0.60), xyz(0.15, 0.06), xyz(0.3127, 0.3290)
	var primaries matrix
	for i := range 3 {
		primaries[i] = [3]float64{r[i], g[i], b[i]}
	}
	scale := primaries.inverse().times(white)
	bradford := matrix{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}
	from, to := bradford.times(white), bradford.times([3]float64{0.9642, 1, 0.8249})
	adapt := func(v [3]float64) [3]float64 {
		cone := bradford.times(v)
		for i := range cone {
			cone[i] *= to[i] / from[i]
		}
		return bradford.inverse().times(cone)
	}
	var sum [3]int32
	for k, got := range [][3]int32{red, green, blue} {
		var v [3]float64
		for i := range v {
			v[i] = primaries[i][k] * scale[k]
		}
		for i, want := range adapt(v) {
			if math.Abs(float64(got[i])/65536-want) > 3.0/65536 {
				t.Errorf("colorant %d: %#x, want %#x", k, got[i], int(want*65536+0.5))
			}
			sum[i] += got[i]
		}
	}
	if sum != d50 {
		t.Errorf("the colorants add up to %#x, want %#x", sum, d50)
	}
}

// TestCurveIsTheSameEverywhere keeps the points of the curve away from halves,
// where the floating point of another processor could round the other way.
func TestCurveIsTheSameEverywhere(t *testing.T) {
	for i := range curvePoints {
		v := linear(i)
		if frac := v - math.Floor(v); math.Abs(frac-0.5) < 1e-6 {
			t.Errorf("point %d is %.9f", i, v)
		}
	}
}

func TestProfileIsWellFormed(t *testing.T) {
	p := Profile()
	be := binary.BigEndian
	if int(be.Uint32(p)) != len(p) || string(p[36:40]) != "acsp" || string(p[12:24]) != "mntrRGB XYZ " {
		t.Fatalf("header % x", p[:headerSize])
	}
	tags := map[string][]byte{}
	for i := range int(be.Uint32(p[headerSize:])) {
		e := p[headerSize+4+12*i:]
		at, size := int(be.Uint32(e[4:])), int(be.Uint32(e[8:]))
		if at%4 != 0 || at+size > len(p) {
			t.Errorf("tag %s at %d, %d bytes of %d", e[:4], at, size, len(p))
			continue
		}
		tags[string(e[:4])] = p[at : at+size]
	}
	for tag, kind := range map[string]string{
		"desc": "desc", "cprt": "text", "wtpt": "XYZ ", "rXYZ": "XYZ ", "gXYZ": "XYZ ", "bXYZ": "XYZ ", "rTRC": "curv", "gTRC": "curv", "bTRC": "curv",
	} {
		if d := tags[tag]; len(d) < 8 || string(d[:4]) != kind {
			t.Errorf("tag %s is %.12q", tag, d)
		}
	}
	curve := tags["gTRC"][12:]
	if len(curve) != 2*curvePoints || be.Uint16(curve) != 0 || be.Uint16(curve[len(curve)-2:]) != 65535 {
		t.Errorf("curve of %d bytes from %d to %d", len(curve), be.Uint16(curve), be.Uint16(curve[len(curve)-2:]))
	}
}
