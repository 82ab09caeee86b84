package linebreak

// forbidden marks a place where no line may end, however badly it is filled.
const forbidden int64 = -1

// Penalties of breaks that are allowed but not wished. They have the measure
// of lineCost: a line whose characters stand n thousandths of an em farther
// apart than they should costs n², so that keepTogether is worth a line spread
// by about an eighth of an em a character.
const (
	keepTogether     int64 = 14000 // 2023|年, 〔2021〕|30号
	keepMagnitude    int64 = 6000  // 173769|万, 1.|正文
	beforeBracket    int64 = 3000  // 国办发|〔2014〕32号
	splitRange       int64 = 2500  // 2020—|2023
	breakAddressPart int64 = 9000  // year=2024&|dept=31
	breakAddressName int64 = 3e6   // t20240125_|1234567: rather a line half empty
	breakAddressLast int64 = 1e9   // www.|example, year=|2024: only where the whole does not fit on a line
	breakWord        int64 = 900   // after a word's own hyphen
	breakAddress     int64 = 500   // zwgk/|xxgk
	afterNumber      int64 = 5000  // 3511|件, 711|号
	beforeDash       int64 = 400   // 做法|——

	// In text whose words are marked with U+200B, and in what is kept together, a
	// break inside a word costs more than any number of lines saves.
	insideWord int64 = 1e12
	// And one between words more than one behind a mark, about as much as a line that is a
	// quarter shorter than it might be.
	betweenWords int64 = 60000
	// Of breaks that nothing but lack of room allows, those against 禁则 are worst.
	emergency      int64 = 1e12
	emergencyWorst int64 = 1e13
)

// findBreaks sets the penalty of a break before each item but the first.
func findBreaks(items []item, balance bool) {
	marked := false
	for i := range items {
		marked = marked || items[i].between.wished
	}
	for i := 1; i < len(items); i++ {
		a, b := &items[i-1], &items[i]
		b.penalty = penalty(a, b)
		if partsWord(items, i) {
			b.penalty = breakWord
		}
		if b.penalty >= 0 && marked && balance && !a.class.isMark() {
			b.penalty += betweenWords
		}
		if b.penalty >= 0 && (b.kept || marked && balance && inWord(a, b)) {
			b.penalty += insideWord
		}
	}
	keepDocumentNumbers(items)
}

// inWord is whether a break between two neighbours parts a word of a text that
// marks the ends of its words.
func inWord(a, b *item) bool {
	return !a.between.wished && a.between.blanks == 0 && !a.class.isMark() && !b.class.isMark()
}

// penalty is that of a break between two neighbours.
func penalty(a, b *item) int64 {
	parted := a.between.blanks > 0
	switch {
	case prohibited(a, b), a.between.joined, a.between.fixed:
		return forbidden
	case !parted && b.class == digit && (a.class == digit || decimal(a)):
		return forbidden // a number is whole even where a mark stands in it
	case a.between.wished:
		return 0
	case a.class == address && b.class == address && !parted:
		return inAddress(a.r, b.r)
	case a.class == digit && (b.r == '年' || b.r == '月' || b.r == '日'):
		return keepTogether
	case parted:
		return 0
	case a.western() && b.western():
		return insideWestern(a, b)
	case a.class == westernQuote, b.class == westernQuote:
		return forbidden
	}
	return mixedPenalty(a, b)
}

// prohibited is whether 禁则 or an inseparable pair is against a break.
func prohibited(a, b *item) bool { return b.glued || noStart[b.class] || noEnd[a.class] }

// decimal is whether a digit after t belongs to the same number.
func decimal(t *item) bool { return t.class == dot || t.r == '．' }

// insideWestern is the penalty of a break in Western text where no blank is.
func insideWestern(a, b *item) int64 {
	if a.class == connective && b.class == digit {
		return splitRange
	}
	return forbidden
}

// partsWord is whether item i follows a hyphen inside a word that leaves two
// letters at least on both sides of it.
func partsWord(items []item, i int) bool {
	if i < 3 || i+1 >= len(items) || items[i-1].class != hyphen {
		return false
	}
	for k := i - 3; k <= i+1; k++ {
		if k != i-1 && items[k].class != letter || k <= i && items[k].between.blanks > 0 {
			return false
		}
	}
	return true
}

func mixedPenalty(a, b *item) int64 {
	switch {
	case a.class == digit && (b.r == '万' || b.r == '亿'), a.class == westernMark && a.r == '.':
		return keepMagnitude
	case a.class == connective && b.class == digit:
		return splitRange
	case a.class == digit:
		return afterNumber
	case b.class == dash, b.class == ellipsis:
		return beforeDash
	}
	return 0
}

// keepDocumentNumbers holds 文号 together: 〔2021〕30号 (GB/T 9704-2012 7.2.5).
func keepDocumentNumbers(items []item) {
	for i := range items {
		if items[i].r != '〔' {
			continue
		}
		k := skipDigits(items, i+1)
		if k == i+1 || k >= len(items) || items[k].r != '〕' {
			continue
		}
		number := k + 1
		if number < len(items) && items[number].r == '第' {
			number++
		}
		end := skipDigits(items, number)
		if end == number || end >= len(items) || items[end].r != '号' {
			continue
		}
		raise(items, i, beforeBracket)
		for _, part := range []int{k + 1, number, end} {
			raise(items, part, keepTogether)
		}
	}
}

func skipDigits(items []item, i int) int {
	for i < len(items) && items[i].class == digit {
		i++
	}
	return i
}

func raise(items []item, i int, penalty int64) {
	if items[i].penalty >= 0 {
		items[i].penalty = max(items[i].penalty, penalty)
	}
}
