package numeral

import "github.com/shopspring/decimal"

// readArabic reads a number in digits at the beginning of runes, with its
// thousands marks, decimals and 万: 2,486 and 1.2万余.
func readArabic(runes []rune) (written, bool) {
	whole, n := readDigits(runes)
	if n == 0 || n > maxPlaces {
		return written{}, false
	}
	for len(whole) <= maxPlaces && n+3 < len(runes) && (runes[n] == ',' || runes[n] == ' ') && isGroup(runes[n+1:]) {
		whole, n = append(whole, runes[n+1], runes[n+2], runes[n+3]), n+4
	}
	if len(whole) > maxPlaces {
		return written{}, false
	}
	w := written{step: decimal.NewFromInt(1), length: n}
	digits := whole
	if n+1 < len(runes) && runes[n] == '.' {
		if fraction, m := readDigits(runes[n+1:]); m > 0 && m <= maxDecimals {
			digits, w.decimals, w.length = append(digits, fraction...), int32(m), n+1+m
		}
	}
	value := int64(0)
	for _, r := range digits {
		d, _ := Digit(r)
		if value = value*10 + int64(d); value > maxDigits {
			return written{}, false
		}
	}
	w.value = decimal.New(value, -w.decimals)
	w.step = decimal.New(1, -w.decimals)
	if w.decimals == 0 {
		for v := value; v > 0 && v%10 == 0; v /= 10 {
			w.step = w.step.Shift(1)
		}
	}
	w = w.thousands(runes)
	w, _ = w.times(runes)
	return w, true
}

// thousands takes the 千 or 百 of 3千 and 5百万, and the 余 before a 万.
func (w written) thousands(runes []rune) written {
	if w.length+1 < len(runes) {
		if power, ok := smallUnit(runes[w.length]); ok && power > 1 {
			w.value, w.step = w.value.Shift(power), w.step.Shift(power)
			w.magnitude = power
			w.length++
		}
	}
	if w.length < len(runes) && isMore(runes[w.length]) && w.value.IsPositive() {
		w.more = true
		w.length++
	}
	return w
}

// maxDecimals are the most decimals that are read, and maxDigits the largest
// number that is.
const (
	maxDecimals = 6
	maxDigits   = 999_999_999_999_999_999
)

func readDigits(runes []rune) ([]rune, int) {
	n := 0
	for n < len(runes) {
		if _, ok := Digit(runes[n]); !ok {
			break
		}
		n++
	}
	return append([]rune(nil), runes[:n]...), n
}

// isGroup reports whether three digits and no fourth stand at the beginning of runes.
func isGroup(runes []rune) bool {
	for i, r := range runes {
		if _, ok := Digit(r); !ok {
			return i == 3
		} else if i == 3 {
			return false
		}
	}
	return len(runes) == 3
}
