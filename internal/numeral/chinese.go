package numeral

import "github.com/shopspring/decimal"

// written is a number of which the characters have been read.
type written struct {
	value     decimal.Decimal
	step      decimal.Decimal // the place of its last digit that is not zero: 10 for 30, 1000 for 1.2万
	decimals  int32
	magnitude int32 // of 万 and 亿
	spread    decimal.Decimal
	length    int  // in characters
	more      bool // 余, 多 or 几 stands in it
}

// smallUnits and largeUnits are the powers of ten that numbers are written with.
func smallUnit(r rune) (int32, bool) {
	switch r {
	case '十':
		return 1, true
	case '百':
		return 2, true
	case '千':
		return 3, true
	}
	return 0, false
}

func largeUnit(r rune) (int32, bool) {
	switch r {
	case '万':
		return 4, true
	case '亿':
		return 8, true
	}
	return 0, false
}

func chineseDigit(r rune) (int64, bool) {
	if d, ok := numeralDigits[r]; ok {
		return int64(d), true
	}
	return 0, false
}

func isMore(r rune) bool { return r == '余' || r == '多' || r == '几' }

// readChinese reads a number in Chinese numerals at the beginning of runes, such
// as 三百二十, 十余, 两千零五 or 二〇二三. It fails on what is no number in good
// order, such as 十四五.
func readChinese(runes []rune) (written, bool) {
	if w, ok := readPlaces(runes); ok {
		return w, true
	}
	section, n, ok := readSection(runes)
	if !ok {
		return written{}, false
	}
	w := written{value: decimal.NewFromInt(section.value), step: decimal.NewFromInt(section.step), length: n, more: section.more}
	if section.upTo > 0 { // 三五件, 两三件
		w.spread = decimal.NewFromInt(section.upTo - section.value)
	}
	w, large := w.times(runes)
	if !large || w.more || section.upTo > 0 {
		return w, true
	}
	at := w.length
	if at < len(runes) && (runes[at] == '零' || runes[at] == '〇') { // 三万零五
		at++
	}
	if rest, length, ok := readSection(runes[at:]); ok && rest.upTo == 0 && decimal.NewFromInt(rest.value).LessThan(decimal.New(1, w.magnitude)) {
		w.value = w.value.Add(decimal.NewFromInt(rest.value))
		w.step, w.length, w.more, w.magnitude = decimal.NewFromInt(rest.step), at+length, rest.more, 0
	}
	return w, true
}

// times takes the 万 or 亿, and the 余 or 半 around it, that follows what w has read.
func (w written) times(runes []rune) (written, bool) {
	found := false
	for w.length < len(runes) {
		power, ok := largeUnit(runes[w.length])
		if !ok || w.magnitude+power > maxMagnitude {
			break
		}
		w.value, w.step, w.spread = w.value.Shift(power), w.step.Shift(power), w.spread.Shift(power)
		w.magnitude += power
		w.length++
		found = true
	}
	if found && w.length < len(runes) && runes[w.length] == '半' {
		half := decimal.New(5, w.magnitude-1)
		w.value, w.decimals, w.length = w.value.Add(half), 1, w.length+1
	}
	if !w.more && w.length < len(runes) && isMore(runes[w.length]) && w.value.IsPositive() {
		w.more = true
		w.length++
	}
	return w, found
}

// section is a number below ten thousand in Chinese numerals.
type section struct {
	value, step int64
	upTo        int64 // the other end of 三五; 0 for none
	more        bool
}

// readSection reads a section: digits and units from the largest down.
func readSection(runes []rune) (s section, length int, ok bool) {
	last := int32(4) // the power of the unit read last
	pending := int64(-1)
	i := 0
	for ; i < len(runes); i++ {
		r := runes[i]
		if power, unit := smallUnit(r); unit {
			if power >= last || pending < 0 && (power != 1 || i > 0) || pending == 0 {
				return section{}, 0, false
			}
			s.step = pow10(power)
			s.value += max(pending, 1) * s.step
			last, pending = power, -1
			continue
		}
		d, digit := chineseDigit(r)
		if !digit {
			break
		}
		switch {
		case d == 0 && i > 0 && pending < 0: // the 零 of 一百零五
			continue
		case pending > 0 && last == 4 && s.value == 0 && d > pending && d <= pending+2:
			return section{value: pending, step: 1, upTo: d}, i + 1, true
		case pending >= 0:
			return section{}, 0, false
		}
		pending = d
	}
	if pending >= 0 {
		s.value, s.step = s.value+pending, 1
	}
	if i > 0 && i < len(runes) && isMore(runes[i]) && s.value >= 10 {
		s.more = true
		i++
	}
	return s, i, i > 0
}

// readPlaces reads digits that stand for one another's next place, as in 二〇二三.
func readPlaces(runes []rune) (written, bool) {
	value, n, zero := int64(0), 0, false
	for n < len(runes) && n < maxPlaces {
		d, ok := chineseDigit(runes[n])
		if !ok {
			break
		}
		value, zero, n = value*10+d, zero || d == 0, n+1
	}
	if n < 3 || n == maxPlaces || !zero && n != 4 {
		return written{}, false
	}
	return written{value: decimal.NewFromInt(value), step: decimal.NewFromInt(1), length: n}, true
}

// maxMagnitude is that of 万亿.
const maxMagnitude = 12

// maxPlaces keeps the digits of a number within an int64.
const maxPlaces = 16

func pow10(n int32) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}
