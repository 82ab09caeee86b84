package document

import (
	"strings"

	"gongwen/data/intake/flow"
)

// head reads what stands before the text: 版头, title, 题注 and 主送机关.
func (f *finder) head() {
	at := f.masthead()
	at = f.title(at)
	f.titleEnd = at
	at = f.belowTitle(at)
	at = f.recipients(at)
	f.body = at
}

// masthead reads the 版头 (7.2) and gives the index of the line behind it.
func (f *finder) masthead() int {
	numbered := f.numberLine()
	behind, i := 0, 0
	for ; i < min(len(f.lines), maxHead); i++ {
		l := &f.lines[i]
		switch {
		case f.furniture(l):
			behind = i + 1
		case i < numbered && isWholeTitle(tight(l.text)) && numbered-i > 1:
			f.window = append(f.window, i)
			behind = i + 1
		case numbered < 0 && i == behind && f.isMark(l):
			f.mark(l)
			behind = i + 1
		case i < numbered && !f.titled(i, numbered):
			f.mark(l)
			behind = i + 1
		default:
			return behind
		}
	}
	return behind
}

// numberLine is the index of the line with the 发文字号, -1 for none.
func (f *finder) numberLine() int {
	for i := range min(len(f.lines), maxHead) {
		l := &f.lines[i]
		for _, t := range tokens(l.text) {
			if whole := tight(t); numberWhole.MatchString(whole) || ordinal.MatchString(whole) {
				return i
			}
		}
		if strings.ContainsAny(l.text, "。") && runes(l.text) > maxName {
			return -1
		}
	}
	return -1
}

// isMark reports whether a line is a 发文机关标志 that no number stands below.
func (f *finder) isMark(l *line) bool {
	return l.Red || strings.HasSuffix(tight(l.text), "文件") && !strings.Contains(l.text, "关于") && runes(l.text) <= maxName
}

// titled reports whether the lines from i up to the one with the 发文字号 are a title,
// below which web pages have that.
func (f *finder) titled(i, numbered int) bool {
	text := ""
	for _, l := range f.lines[i:numbered] {
		text += tight(l.text)
	}
	if strings.Contains(text, "关于") && kindAtEnd.MatchString(text) {
		return true
	}
	return published.MatchString(text) && f.titleByKind(numbered+1) == numbered+1
}

// isWholeTitle reports whether a line is a title as a whole.
func isWholeTitle(s string) bool {
	return strings.Contains(s, "关于") && kindAtEnd.MatchString(behindTitle.ReplaceAllString(s, ""))
}

// furniture reads a line of which every part is an element of the 版头 beside the
// 标志, and reports whether it is one.
func (f *finder) furniture(l *line) bool {
	if f.signers(l) {
		return true
	}
	parts, people := tokens(l.text), false
	for _, t := range parts {
		whole := tight(t)
		switch {
		case numberWhole.MatchString(whole), ordinal.MatchString(whole), secrecy.MatchString(whole), urgency.MatchString(whole), copyNumber.MatchString(whole):
		case f.signing && isPerson(whole):
			people = true
		default:
			return false
		}
	}
	for _, t := range parts {
		f.corner(l, tight(t))
	}
	f.signing = people // in files without places every line stands at the same one
	return true
}

// corner reads one element of the 版头.
func (f *finder) corner(l *line, whole string) {
	switch d := f.out; {
	case numberWhole.MatchString(whole):
		d.Number = l.value(numberWhole.FindStringSubmatch(whole)[1])
		f.role(l.pos, NumberRole)
	case ordinal.MatchString(whole):
		d.Number = l.value(ordinal.FindStringSubmatch(whole)[1])
		f.role(l.pos, NumberRole)
	case secrecy.MatchString(whole):
		m := secrecy.FindStringSubmatch(whole)
		d.Secrecy, d.Period = l.value(m[1]), l.value(m[2])
		f.role(l.pos, SecrecyRole)
	case urgency.MatchString(whole):
		d.Urgency = l.value(whole)
		f.role(l.pos, UrgencyRole)
	case copyNumber.MatchString(whole):
		d.CopyNumber = l.value(copyNumber.FindStringSubmatch(whole)[1])
		f.role(l.pos, CopyNumberRole)
	default:
		d.Signers = append(d.Signers, l.value(whole))
		f.role(l.pos, SignersRole)
	}
}

// isPerson reports whether a text may be the name of a person.
func isPerson(s string) bool {
	n := runes(s)
	return n >= 2 && n <= 4 && IsName(s) && !kindAtEnd.MatchString(s)
}

// signers reads a line with 签发人 (7.2.6), on which the 发文字号 may stand too.
func (f *finder) signers(l *line) bool {
	at := signersLine.FindStringIndex(l.text)
	if at == nil {
		return false
	}
	for _, t := range tokens(l.text[:at[0]]) {
		if whole := tight(t); !numberWhole.MatchString(whole) {
			return false
		}
	}
	for _, t := range tokens(l.text[:at[0]]) {
		f.corner(l, tight(t))
	}
	f.role(l.pos, SignersRole)
	f.signing = true
	for _, n := range names(strings.Join(tokens(l.text[at[1]:]), "　　")) {
		if whole := tight(n); numberWhole.MatchString(whole) {
			f.corner(l, whole)
		} else {
			f.out.Signers = append(f.out.Signers, l.value(whole))
		}
	}
	return true
}

// markWords end a 发文机关标志, the longest first.
var markWords = []string{"文件", "命令", "令", "纪要", "公告", "通告", "公报"}

// mark reads a line of the 发文机关标志 (7.2.4).
func (f *finder) mark(l *line) {
	text := spaced(strings.Join(tokens(l.text), ""))
	if !strings.ContainsFunc(text, func(r rune) bool { return r > 0x2E80 }) || strings.ContainsAny(text, ":：") {
		f.left(l) // no agency's name: 督查时段：2024年第三季度
		return
	}
	f.role(l.pos, MarkRole)
	for _, w := range markWords {
		if name, ok := strings.CutSuffix(text, w); ok {
			f.out.Word = l.value(w)
			text = strings.TrimSpace(name)
			break
		}
	}
	switch n := len(f.out.Marks); {
	case text == "":
	case n > 0 && runes(text) == 1:
		f.out.Marks[n-1].Text += text // of a name that did not fit on its line
	default:
		f.out.Marks = append(f.out.Marks, l.value(text))
	}
}

func (f *finder) left(l *line) { f.out.Left = append(f.out.Left, l.value(l.text)) }

// title reads the title (7.3.1), which begins on line at.
func (f *finder) title(at int) int {
	if f.isOrder() {
		return at
	}
	if end := f.titleByKind(at); end > at {
		return f.takeTitle(at, end)
	}
	end := at
	for end < len(f.lines) && end < at+maxTitleLines && f.looksLikeTitle(&f.lines[end]) {
		end++
	}
	if end == at && len(f.window) > 0 {
		f.takeTitle(f.window[0], f.window[0]+1)
		return at
	}
	return f.takeTitle(at, end)
}

// isOrder reports whether the 标志 is that of an order, which has no title (10.2).
func (f *finder) isOrder() bool {
	return strings.HasSuffix(f.out.Word.Text, "令") && len(f.out.Marks) > 0
}

// titleByKind is the index behind the lines from at that end in the kind of a document.
func (f *finder) titleByKind(at int) int {
	text, found := "", at
	for i := at; i < len(f.lines) && i < at+maxTitleLines; i++ {
		l := &f.lines[i]
		line := l.text
		if l.Size >= large {
			line = unmarked(line)
		}
		if stopsTitle(line) || found > at && !alike(&f.lines[i-1], l) {
			break
		}
		text += tight(line)
		if runes(text) > maxTitle {
			break
		}
		if kindAtEnd.MatchString(text) {
			found = i + 1
		}
	}
	return found
}

// stopsTitle reports whether a line is none of a title.
func stopsTitle(s string) bool {
	return strings.HasSuffix(s, "：") || strings.HasSuffix(s, ":") || sentence.MatchString(s) || numbered.MatchString(s) || strings.HasPrefix(s, "（") || strings.HasPrefix(s, "(") || runes(s) > maxName
}

// alike reports whether a line may go on with the title that the line before ends.
func alike(a, b *line) bool {
	return a.Size > 0 && a.Size == b.Size && (a.Pos == b.Pos || a.Align == flow.Centred && b.Align == flow.Centred)
}

// large is the size of type, in half-points, from which on a line is no text: 小二.
const large = 36

// looksLikeTitle reports whether a line is set as lines of titles are.
func (f *finder) looksLikeTitle(l *line) bool {
	return !stopsTitle(l.text) && (l.Kind == flow.Heading && l.Level == 0 || l.Size >= large || l.Align == flow.Centred && l.Size == 0)
}

func (f *finder) takeTitle(at, end int) int {
	for i := at; i < end; i++ {
		l := &f.lines[i]
		f.out.Title = append(f.out.Title, l.value(strings.TrimSpace(strings.Join(strings.Fields(l.text), ""))))
		f.role(l.pos, TitleRole)
	}
	return end
}

// belowTitle reads the 题注, and the date and the number that stand below a title.
func (f *finder) belowTitle(at int) int {
	for ; at < len(f.lines) && at < f.titleEnd+3; at++ {
		l := &f.lines[at]
		whole := tight(l.text)
		switch m := adoption.FindStringSubmatch(whole); {
		case m != nil && len(f.out.Title) > 0:
			f.out.Adoption = l.value(m[1])
			f.role(l.pos, AdoptionRole)
		case dateLine.MatchString(whole) && len(f.out.Title) > 0 && f.out.Date.Text == "":
			f.out.Date = l.value(strings.Trim(whole, "（）()"))
			f.role(l.pos, DateRole)
		case f.out.Number.Text == "" && (numberWhole.MatchString(whole) || ordinal.MatchString(whole)):
			f.corner(l, whole)
		default:
			return at
		}
	}
	return at
}

// recipients reads the 主送机关 (7.3.2).
func (f *finder) recipients(at int) int {
	text := ""
	const most = 4 // lines of which it may consist where lines are not joined
	for i := at; i < len(f.lines) && i < at+most; i++ {
		l := &f.lines[i]
		text += l.text
		if sentence.MatchString(strings.TrimRight(text, "：:")) && !strings.HasSuffix(text, "：") || numbered.MatchString(l.text) || runes(text) > maxRecipients || follows.MatchString(text) {
			return at
		}
		if strings.HasSuffix(l.text, "：") || strings.HasSuffix(l.text, ":") {
			return f.takeRecipients(at, i+1, text)
		}
		if !strings.HasSuffix(l.text, "，") && !strings.HasSuffix(l.text, "、") && !strings.HasSuffix(l.text, "；") {
			break
		}
	}
	if at+1 < len(f.lines) && f.namesOnly(f.lines[at].text) && runes(f.lines[at+1].text) > runes(f.lines[at].text) && stops.MatchString(f.lines[at+1].text) {
		return f.takeRecipients(at, at+1, f.lines[at].text)
	}
	return at
}

// namesOnly reports whether a line is a list of agencies without a mark behind it.
func (f *finder) namesOnly(s string) bool {
	if runes(s) > maxName || len(f.out.Title) == 0 {
		return false
	}
	for _, part := range cutAt(s, "，,；、") {
		if !IsName(part) || !agencyEnd.MatchString(part) {
			return false
		}
	}
	return true
}

func (f *finder) takeRecipients(at, end int, text string) int {
	for i := at; i < end; i++ {
		f.role(f.lines[i].pos, RecipientsRole)
	}
	f.out.Recipients = f.lines[at].all(agencies(text))
	return end
}
