package mend

import (
	"slices"
	"strings"
)

// openers are words with which sentences begin and names do not go on.
var openers = []string{"其中", "一是", "二是", "三是", "四是", "五是", "全年", "同时", "此外", "另外", "下一步", "我局", "我县", "我镇", "我市", "我区", "本年", "今年", "截至", "截止", "通过", "及时"}

// counters are what is counted in, behind figures.
const counters = "件条次个项份篇期人起宗家册场元"

// shortLine is how many characters a line has at least that is a sentence.
const shortLine = 10

// stops writes a half-width full stop as 。 where it can be nothing else (GB/T 15834-2011,
// 4.1): at the end of a line of running text, and inside it behind a counted figure or
// before a word that begins a sentence. Between other characters it may stand for the dot
// in a name, and behind a numeral for 、: there it stays.
func (p *prose) stops() {
	for start := 0; start < len(p.was); {
		end := start
		for end < len(p.was) && p.was[end] != '\n' {
			end++
		}
		if line := p.was[start:end]; isSentence(line) {
			for i := start + 1; i < end; i++ {
				if p.was[i] == '.' && !p.set[i] && (isHan(p.was[i-1]) && p.isStop(start, i, end) || p.endsFigure(start, i, end)) {
					p.now[i] = '。'
				}
			}
		}
		start = end + 1
	}
}

// isSentence reports whether a line is running text, and no heading or label.
func isSentence(line []rune) bool {
	return len(line) >= shortLine && line[0] != '#' && slices.ContainsFunc(line, func(r rune) bool { return strings.ContainsRune("，。；：,;:", r) })
}

// isStop reports whether the point at i, in the line from start to end, ends a sentence.
func (p *prose) isStop(start, i, end int) bool {
	behind := strings.TrimRight(string(p.was[i+1:end]), " \t\r")
	switch {
	case isOrdinal(p.was[start:i]):
		return false
	case strings.Trim(behind, "”’）》") == "":
		return true
	case strings.ContainsRune(counters, p.was[i-1]) && i-2 >= start && isDigit(p.was[i-2]):
		return isHan(p.was[i+1])
	}
	return slices.ContainsFunc(openers, func(word string) bool { return strings.HasPrefix(behind, word) })
}

// endsFigure reports whether the point at i stands behind a figure at the end of the line, which begins with text.
func (p *prose) endsFigure(start, i, end int) bool {
	return isHan(p.was[start]) && (isDigit(p.was[i-1]) || strings.ContainsRune("%％）", p.was[i-1])) && strings.TrimRight(string(p.was[i+1:end]), " \t\r") == ""
}

// isOrdinal reports whether a text ends in a Chinese numeral that numbers what follows: 一, 第二.
func isOrdinal(text []rune) bool {
	n := len(text)
	for n > 0 && strings.ContainsRune("一二三四五六七八九十", text[n-1]) {
		n--
	}
	if n == len(text) {
		return false
	}
	return n == 0 || strings.ContainsRune("第 　。；，、：", text[n-1])
}
