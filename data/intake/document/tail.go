package document

import (
	"strings"

	"gongwen/data/intake/flow"
)

// tail reads what stands behind the text: 附件说明, 署名, 成文日期, 附注, 附件 and 版记.
func (f *finder) tail() {
	attached, foot := f.parts()
	end := min(attached, foot)
	dated := f.date(end)
	signed := end
	if dated >= 0 {
		signed = f.signed(dated)
		f.ending(dated+1, end)
	}
	listed := f.list(signed)
	f.bodyEnd = f.blockOf(f.names(listed))
	f.attachments(attached, foot)
	f.colophon(foot)
}

// blockOf is the block of line i; the number of blocks behind the last line.
func (f *finder) blockOf(i int) int {
	if i < len(f.lines) {
		return f.lines[i].block
	}
	return len(f.blocks)
}

// parts are the indexes of the lines at which the attachments and the 版记 begin; the
// number of lines for none.
func (f *finder) parts() (attached, foot int) {
	attached, foot = len(f.lines), len(f.lines)
	dated := false
	for i := f.body; i < len(f.lines); i++ {
		whole := tight(f.lines[i].text)
		dated = dated || dateLine.MatchString(whole) || signedDate.MatchString(f.lines[i].text)
		switch {
		case foot == len(f.lines) && (copiesLine.MatchString(whole) && (dated || i > f.body) || printedLine.MatchString(whole)):
			foot = i
			if m := printedLine.FindStringSubmatch(whole); m != nil && m[1] == "" && i > f.body && IsName(tight(f.lines[i-1].text)) {
				foot = i - 1
			}
		case attached == len(f.lines) && attachment.MatchString(whole) && (dated || !strings.HasSuffix(whole, "：") && !strings.HasSuffix(whole, ":")):
			attached = i
		}
	}
	return attached, foot
}

// date finds the 成文日期 (7.3.5.4), the last line before end that is a date; -1 for none.
func (f *finder) date(end int) int {
	for i := end - 1; i >= f.body; i-- {
		l := &f.lines[i]
		whole := tight(l.text)
		m := signedDate.FindStringSubmatch(l.text)
		switch {
		case dateLine.MatchString(whole):
			f.out.Date = l.value(strings.Trim(whole, "（）()"))
		case m != nil && IsName(tight(m[1])):
			f.out.Date = l.value(tight(m[2]))
			f.out.Signed = []Value{l.value(tight(m[1]))}
			f.role(l.pos, SignatureRole)
		default:
			continue
		}
		f.role(l.pos, DateRole)
		return i
	}
	if m := adoptedOn.FindString(f.out.Adoption.Text); m != "" && f.out.Date.Text == "" {
		f.out.Date, f.out.Adopted = Value{Text: tight(m), Pos: f.out.Adoption.Pos}, true // 会议通过的日期 is that of the document
	}
	return -1
}

// signed reads the 署名 above the date on line dated (7.3.5), and gives the index of
// its first line.
func (f *finder) signed(dated int) int {
	first := dated
	if len(f.out.Signed) > 0 {
		return first // on the line of the date
	}
	for i := dated - 1; i >= f.body && dated-i <= maxSigned; i-- {
		l := &f.lines[i]
		if m := postAndName.FindStringSubmatch(tight(l.text)); m != nil && l.text != tight(l.text) {
			f.out.Posts = append([]Post{{Post: m[1], Name: m[2], Pos: l.pos}}, f.out.Posts...)
			f.role(l.pos, SignatureRole)
			first = i
			continue
		}
		if i > f.body && isPerson(tight(l.text)) && !agencyEnd.MatchString(l.text) && postAlone.MatchString(tight(f.lines[i-1].text)) {
			f.out.Posts = append([]Post{{Post: tight(f.lines[i-1].text), Name: l.text, Pos: l.pos}}, f.out.Posts...)
			f.role(l.pos, SignatureRole)
			i--
			f.role(f.lines[i].pos, SignatureRole)
			first = i
			continue
		}
		row := f.signedRow(l, i == dated-1)
		if row == nil || len(f.out.Posts) > 0 {
			break
		}
		f.out.Signed = append(row, f.out.Signed...)
		f.role(l.pos, SignatureRole)
		first = i
	}
	return first
}

// signedRow are the agencies on a line of the 署名; nil where it is none. The line
// right above the date may have any name, others one that ends as names of agencies do.
func (f *finder) signedRow(l *line, last bool) []Value {
	if sentence.MatchString(l.text) || numbered.MatchString(l.text) || listBegins.MatchString(l.text) || runes(l.text) > 2*maxName {
		return nil
	}
	var row []Value
	for _, t := range tokens(l.text) {
		whole := tight(t)
		if !IsName(whole) || !last && !agencyEnd.MatchString(whole) {
			return nil
		}
		row = append(row, l.value(whole))
	}
	return row
}

// ending reads the 附注 (7.3.6) on the lines from i to end.
func (f *finder) ending(i, end int) {
	for ; i < end; i++ {
		l := &f.lines[i]
		text := l.text
		if f.signedBelow(l) {
			continue
		}
		if !strings.HasPrefix(text, "（") && !strings.HasPrefix(text, "(") && !noteBare.MatchString(text) || f.out.Note.Text != "" {
			f.left(l)
			continue
		}
		f.role(l.pos, NoteRole)
		pos := l
		for bracketed := !noteBare.MatchString(text); bracketed && !closed(text) && i+1 < end; {
			i++
			text += f.lines[i].text
			f.role(f.lines[i].pos, NoteRole)
		}
		f.out.Note = pos.value(strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(text, "（"), "("), "）"), ")")))
	}
}

// signedBelow reads a 署名 that stands below its date, where it does not belong.
func (f *finder) signedBelow(l *line) bool {
	name := tight(l.text)
	if len(f.out.Signed) > 0 || len(f.out.Posts) > 0 || f.out.Note.Text != "" || !IsName(name) || !agencyEnd.MatchString(name) {
		return false
	}
	f.out.Signed = []Value{l.value(name)}
	f.role(l.pos, SignatureRole)
	return true
}

func closed(s string) bool { return strings.HasSuffix(s, "）") || strings.HasSuffix(s, ")") }

// list reads the 附件说明 (7.3.4), which ends before line end, and gives the index of
// its first line.
func (f *finder) list(end int) int {
	first := -1
	for i := end - 1; i >= f.body && end-i <= maxList; i-- {
		if listBegins.MatchString(f.lines[i].text) {
			first = i
			break
		}
	}
	if first < 0 {
		return end
	}
	behind := false
	for i := first; i < end; i++ {
		l := &f.lines[i]
		text := l.text
		if behind || len(f.out.Listed) > 0 && labelled.MatchString(text) {
			behind = true // what an office adds below the list, as the time of a meeting
			f.left(l)
			continue
		}
		if at := listBegins.FindStringIndex(text); at != nil {
			text = strings.TrimSpace(text[at[1]:])
		}
		f.role(l.pos, ListRole)
		item := listItem.FindString(text)
		text = strings.TrimSpace(text[len(item):])
		switch n := len(f.out.Listed); {
		case text == "":
		case item == "" && n > 0 && l.Item == nil:
			f.out.Listed[n-1].Text += text
		default:
			f.out.Listed = append(f.out.Listed, l.value(text))
		}
	}
	return first
}

// names reads the lists of minutes (10.3), which end before line end, and gives the
// index of their first line.
func (f *finder) names(end int) int {
	first := end
	for i := end - 1; i >= f.body; i-- {
		if namesLine.MatchString(f.lines[i].text) {
			first = i
		} else if first == end && end-i > 3 {
			break
		}
	}
	var into *[]Value
	for i := first; i < end; i++ {
		l := &f.lines[i]
		text := l.text
		if m := namesLine.FindStringSubmatch(text); m != nil {
			text = text[len(m[0]):]
			switch tight(m[1]) {
			case "出席":
				into = &f.out.Attended
			case "列席":
				into = &f.out.Observed
			default:
				into = &f.out.Excused
			}
		}
		*into = append(*into, l.all(names(text))...)
		f.role(l.pos, NamesRole)
	}
	return first
}

// attachments reads the 附件 (7.3.7) on the lines from first on.
func (f *finder) attachments(first, foot int) {
	end := len(f.lines)
	if foot > first {
		end = foot
	}
	for i := first; i < end; {
		l := &f.lines[i]
		a := Attachment{Label: l.value(tight(l.text))}
		f.role(l.pos, AttachmentLabelRole)
		next := i + 1
		for next < end && !attachment.MatchString(tight(f.lines[next].text)) {
			next++
		}
		titled := f.attachmentTitle(i+1, next, len(f.out.Attachments))
		for k := i + 1; k < titled; k++ {
			a.Title = append(a.Title, f.lines[k].value(strings.Join(strings.Fields(f.lines[k].text), "")))
			f.role(f.lines[k].pos, AttachmentTitleRole)
		}
		a.Blocks = f.between(f.lines[titled-1].block+1, f.blockOf(next))
		for k := titled; k < next; k++ {
			f.role(f.lines[k].pos, AttachmentRole)
		}
		f.out.Attachments = append(f.out.Attachments, a)
		i = next
	}
}

// between are the blocks from first to before end, without those that hold nothing
// but page numbers.
func (f *finder) between(first, end int) []flow.Block {
	var list []flow.Block
	for _, b := range f.blocks[min(first, end):end] {
		if b.Kind == flow.Paragraph && pageNumber.MatchString(tight(b.Text())) {
			continue
		}
		list = append(list, b)
	}
	return list
}

// attachmentTitle is the index behind the title of the attachment whose lines begin at
// from: as many as its name in the 附件说明 has, or the first.
func (f *finder) attachmentTitle(from, end, index int) int {
	if from >= end {
		return from
	}
	if index < len(f.out.Listed) {
		name, text := tight(strings.Trim(f.out.Listed[index].Text, "《》。；，、")), ""
		for i := from; i < end && i < from+maxTitleLines; i++ {
			text += tight(f.lines[i].text)
			if text == name {
				return i + 1
			}
		}
	}
	end = min(end, from+maxTitleLines)
	i := from + 1
	for i < end && alike(&f.lines[i-1], &f.lines[i]) && f.lines[i].Size > 0 && !stopsTitle(f.lines[i].text) {
		i++
	}
	return i
}

// colophon reads the 版记 (7.4) on the lines from first on.
func (f *finder) colophon(first int) {
	var open *copies // what the line before is part of, where it goes on
	for i := first; i < len(f.lines); i++ {
		l := &f.lines[i]
		whole := tight(l.text)
		if attachment.MatchString(whole) {
			break
		}
		label := copiesLine.FindStringSubmatch(l.text)
		printed := printedLine.FindStringSubmatch(strings.Join(tokens(l.text), "　　"))
		switch {
		case label != nil:
			f.copies(open)
			open = &copies{label: tight(label[1]), text: l.text[len(label[0]):], line: l}
			f.role(l.pos, CopiesRole)
		case printed != nil:
			f.printed(i, l, printed)
		case printedLess.MatchString(strings.Join(tokens(l.text), "　　")):
			f.printed(i, l, printedLess.FindStringSubmatch(strings.Join(tokens(l.text), "　　")))
		case i+1 < len(f.lines) && IsName(whole) && printedLine.MatchString(tight(f.lines[i+1].text)):
		case open != nil && !strings.HasSuffix(open.text, "。"):
			open.text += l.text
			f.role(l.pos, CopiesRole)
		default:
			f.left(l)
		}
	}
	f.copies(open)
}

// copies is a row of the 版记 with a label: 抄送, or 主送 (7.4.2).
type copies struct {
	label, text string
	line        *line
}

func (f *finder) copies(c *copies) {
	switch {
	case c == nil:
	case c.label == "主送":
		f.out.Recipients = c.line.all(agencies(c.text))
	default:
		f.out.Copies = append(f.out.Copies, c.line.all(agencies(c.text))...)
	}
}

// printed reads 印发机关 and 印发日期 (7.4.3).
func (f *finder) printed(i int, l *line, m []string) {
	f.role(l.pos, PrintedRole)
	f.out.PrintedOn = l.value(tight(m[2]))
	if by := tight(m[1]); by != "" {
		f.out.PrintedBy = l.value(by)
		return
	}
	if i > f.body {
		if before := &f.lines[i-1]; IsName(tight(before.text)) {
			f.out.PrintedBy = before.value(tight(before.text))
			f.role(before.pos, PrintedRole)
		}
	}
}

// rest is the text of the document, between the title and what was found behind it.
func (f *finder) rest() {
	first := 0
	if f.body > 0 {
		first = f.lines[f.body-1].block + 1
	}
	f.out.Body = f.between(first, max(first, f.bodyEnd))
	for _, b := range f.out.Body {
		if b.Kind != flow.Tabular {
			f.role(b.Pos, BodyRole)
		}
	}
}
