// Package unit holds the one length type of the program. Lengths are whole
// English Metric Units (ECMA-376-1 20.1.2.1), in which millimetres, points and
// twips are all exact, so that a sum never depends on the order of its terms
// or on the processor's floating point.
package unit

import (
	"fmt"
	"math/big"
	"strings"
)

// Length is a distance in EMU.
type Length int64

// The units a length is written in. Each is a whole number of EMU.
const (
	EMU        Length = 1
	Twip       Length = 635
	Point      Length = 12700
	Millimetre Length = 36000
	Centimetre Length = 360000
	Inch       Length = 914400
)

var suffixes = []struct {
	name string
	size Length
}{
	{"twip", Twip}, {"emu", EMU}, {"pt", Point}, {"mm", Millimetre}, {"cm", Centimetre}, {"in", Inch},
}

// Parse reads a decimal number with a unit: "28.95pt", "156mm", "2098twip",
// "1cm", "0.5in" or "100emu". It fails when the unit is missing or unknown, or
// when the length is not a whole number of EMU within ±1 km.
func Parse(s string) (Length, error) {
	s = strings.TrimSpace(s)
	for _, u := range suffixes {
		number, found := strings.CutSuffix(s, u.name)
		if !found {
			continue
		}
		return parseNumber(s, strings.TrimSpace(number), u.size)
	}
	return 0, fmt.Errorf("length %q has no unit (pt, mm, cm, in, twip, emu)", s)
}

func parseNumber(s, number string, size Length) (Length, error) {
	if len(number) > 16 || strings.ContainsAny(number, "eEpPxX_/") {
		return 0, fmt.Errorf("length %q is not a plain decimal number", s)
	}
	r, ok := new(big.Rat).SetString(number)
	if !ok {
		return 0, fmt.Errorf("length %q is not a plain decimal number", s)
	}
	r.Mul(r, new(big.Rat).SetInt64(int64(size)))
	if !r.IsInt() {
		return 0, fmt.Errorf("length %q is not a whole number of EMU", s)
	}
	limit := big.NewInt(int64(1000000 * Millimetre))
	if r.Num().CmpAbs(limit) > 0 {
		return 0, fmt.Errorf("length %q is longer than a kilometre", s)
	}
	return Length(r.Num().Int64()), nil
}

// Twips is l in twentieths of a point, rounded to the nearest.
func (l Length) Twips() int64 { return int64(roundDiv(l, Twip)) }

// HalfPoints is l in half points, the unit of w:sz (ECMA-376-1 17.3.2.38), rounded to the nearest.
func (l Length) HalfPoints() int64 { return int64(roundDiv(l, Point/2)) }

// Sum adds lengths up, or numbers of some unit.
func Sum[T ~int64](lengths []T) T {
	var total T
	for _, l := range lengths {
		total += l
	}
	return total
}

// MulDiv is l × num / den rounded to the nearest, halves away from zero.
// den must not be zero.
func (l Length) MulDiv(num, den int64) Length {
	return roundDiv(l*Length(num), Length(den))
}

func roundDiv(a, b Length) Length {
	if b < 0 {
		a, b = -a, -b
	}
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}

// String writes l in points with as many decimals as needed, at most four.
func (l Length) String() string {
	return string(AppendPoints(nil, l, 4)) + "pt"
}

// AppendPoints appends l in points to b as a plain decimal number with at most
// the given number of decimals (0 to 4), without trailing zeros, the form of a
// real number in PDF (ISO 32000-1 7.3.3).
func AppendPoints(b []byte, l Length, decimals int) []byte {
	scale := Length(1)
	for range decimals {
		scale *= 10
	}
	n := roundDiv(l*scale, Point)
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	whole, frac := n/scale, n%scale
	b = fmt.Appendf(b, "%d", whole)
	if frac == 0 {
		return b
	}
	digits := fmt.Sprintf("%0*d", decimals, frac)
	b = append(b, '.')
	return append(b, strings.TrimRight(digits, "0")...)
}
