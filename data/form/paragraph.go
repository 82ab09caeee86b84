package form

import (
	"strings"

	"gongwen/data/intake/document"
	"gongwen/data/intake/look"
)

// isBody reports whether a paragraph is running text of the document.
func (j *judge) isBody(p *look.Paragraph) bool {
	return j.role(p) == document.BodyRole && p.Table == 0 && !p.Floating && strings.TrimSpace(p.Text()) != ""
}

// paragraphs judges every paragraph by what it is.
func (j *judge) paragraphs() {
	var o ordinals
	beside := j.besideTables()
	for i := range j.look.Paragraphs {
		p := &j.look.Paragraphs[i]
		if strings.TrimSpace(p.Text()) == "" {
			continue
		}
		switch j.role(p) {
		case document.BodyRole:
			switch {
			case beside[i]:
				j.marks(p)
			case p.Table == 0:
				j.body(p)
				j.ordinal(&o, p)
				j.marks(p)
				j.unended(p)
			}
		case document.AttachmentRole:
			if p.Table == 0 {
				j.marks(p)
				j.black(p)
			}
		case document.TitleRole:
			j.title(p)
		case document.MarkRole:
			j.mark(p)
		case document.NumberRole:
			j.number(p)
			j.rule(p)
		case document.SecrecyRole:
			j.head(p, "W24", "secrecy", "密级", "the 密级")
			j.star(p)
		case document.UrgencyRole:
			j.head(p, "W24", "urgency", "紧急程度", "the 紧急程度")
		case document.CopyNumberRole:
			j.sized(p, "W24", "copy-number", "份号", "the 份号")
		case document.SignersRole:
			j.signers(p)
			j.rule(p)
		case document.RecipientsRole:
			j.recipients(p)
		case document.ListRole:
			j.list(p)
		case document.DateRole:
			j.date(p)
		case document.SignatureRole:
			j.signature(p)
		case document.NoteRole:
			j.note(p)
		case document.AttachmentLabelRole:
			j.attachment(p)
		case document.CopiesRole, document.PrintedRole:
			j.colophon(p)
		}
	}
	j.colophonLines()
	j.headLine()
	j.unsigned()
}

// character is the width of a character of a paragraph's type, in twips.
func character(p *look.Paragraph) int {
	for _, r := range p.Runs {
		if strings.TrimSpace(r.Text) != "" && r.Size > 0 {
			return r.Size * 10
		}
	}
	return 320
}

// inChars is an indent in hundredths of a character: what is said so, or its length.
func inChars(chars, length int, p *look.Paragraph) int {
	if chars != 0 {
		return chars
	}
	return length * 100 / character(p)
}

// first is where the first line of a paragraph begins, in hundredths of a character, and
// how many of these are typed blanks.
func first(p *look.Paragraph) (indent, typed int) {
	text := p.Text()
	for _, r := range text {
		switch r {
		case '\u3000':
			typed += 100
			continue
		case ' ', '\u00a0':
			typed += 50
			continue
		case '\t':
			typed += 200
			continue
		}
		break
	}
	return inChars(p.LeftChars, p.Left, p) + inChars(p.FirstChars, p.First, p) + typed, typed
}

// body judges a paragraph of the text (7.3.3).
func (j *judge) body(p *look.Paragraph) {
	style := j.style("body")
	size := int(style.Size.HalfPoints())
	text := trimmed(p)
	if p.Counted {
		text = strings.TrimSpace(j.counted[p.Pos])
	}
	level, lead := levelOf(text), 0
	isHeading := level > 0 && headingOnly(text)
	if level > 0 && !isHeading {
		lead = leadOf(p.Text())
	}
	switch {
	case isHeading && level <= 2:
		want := j.style([...]string{"heading-1", "heading-2"}[level-1])
		if face := j.wrongFace(p, 0, want.Font); face != "" {
			j.say("W10", p, "%s级小标题用了%s，应为%s", "a subheading of level %[1]s is in %[2]s and should be in %[3]s", [...]string{"一", "二"}[level-1], face, want.Font)
		}
	case isHeading && level <= 4:
		if face := j.wrongFace(p, 0, j.style("heading-3").Font); face != "" {
			j.say("W10", p, "%s级小标题用了%s，应为%s", "a subheading of level %[1]s is in %[2]s and should be in %[3]s", [...]string{"三", "四"}[level-3], face, j.style("heading-3").Font)
		}
	default:
		j.lettered(p)
		if face := j.wrongFace(p, lead, style.Font); face != "" {
			j.say("W5", p, "正文用了%s，应为%s", "the text is in %s and should be in %s", face, style.Font)
		}
	}
	if level > 0 && level <= 2 && !isHeading && headingWithMark(text) && j.wrongFace(p, 0, j.style([...]string{"heading-1", "heading-2"}[level-1]).Font) == "" {
		j.say("W11", p, "单独一行的小标题末尾不加标点", "no mark belongs behind a subheading on a line of its own")
	}
	if n := wrongSize(p, size); n > 0 {
		j.say("W6", p, "文字为%s，应为%s", "the text has %s and should have %s", sizeName(n), sizeName(size))
	}
	j.indented(p)
	j.spacing(p)
	j.black(p)
	if p.Align == "center" || p.Align == "right" {
		j.say("W13", p, "正文%s，应为两端对齐", "text is aligned %s and should be justified", map[string]string{"center": "居中", "right": "靠右"}[p.Align])
	}
}

// indented judges the indent of a paragraph of the text.
func (j *judge) indented(p *look.Paragraph) {
	if p.Counted {
		return // the level of its list may indent it
	}
	const want, slack = 200, 25 // hundredths of a character
	switch indent, typed := first(p); {
	case typed > 0 && near(indent, want, 60):
		j.say("W12", p, "段首用空格缩进，应设首行缩进2字符", "the indent is typed blanks; set a first-line indent of two characters")
	case !near(indent, want, slack) && p.Align != "center" && p.Align != "right":
		j.say("W12", p, "首行缩进 %s 字符，应为 2 字符", "the first line is indented by %s characters and should be by 2", hundredths(indent))
	}
}

// spacing judges how far the lines of a paragraph stand apart.
func (j *judge) spacing(p *look.Paragraph) {
	const least, most = 540, 620 // 27 to 31 pt: what goes for 22 lines in practice
	pitch, grid := 0, false
	for _, s := range j.look.Sections {
		if s.Grid != "" && s.LinePitch > 0 {
			pitch, grid = s.LinePitch, true
		}
	}
	switch p.LineRule {
	case "exact", "atLeast":
		if p.Line < least || p.Line > most {
			j.say("W4", p, "行距为 %s 磅，应为 28—30 磅", "the line spacing is %s pt and should be 28 to 30 pt", points(p.Line))
		}
	default:
		lines := p.Line
		if lines == 0 {
			lines = 240
		}
		if !grid || !p.Snap {
			if have := character(p) * 13 / 10 * lines / 240; have < least || have > most {
				j.say("W4", p, "行距为 %s 倍，没有对齐到每页22行的网格", "the line spacing is %s lines, and on no grid of 22 lines", hundredths(lines*100/240))
			}
			return
		}
		if have := pitch * lines / 240; have < least || have > most {
			j.say("W4", p, "行距约 %s 磅，应为 28—30 磅", "the line spacing is about %s pt and should be 28 to 30 pt", points(have))
		}
	}
}

// black judges the colour of text (5.2.4).
func (j *judge) black(p *look.Paragraph) {
	for _, r := range p.Runs {
		if r.Color != "" && strings.TrimSpace(r.Text) != "" && !dark(r.Color) {
			j.say("W29", p, "有颜色的文字", "text in colour")
			return
		}
		if r.Marked && han(r.Text) > 0 {
			j.say("W29", p, "有下划线或者底色的文字：“%s”", "text that is underlined or has a ground of its own: “%s”", strings.TrimSpace(r.Text))
			return
		}
	}
}

// wholly reports whether all Han characters of a paragraph are in runs of a kind.
func wholly(p *look.Paragraph, is func(look.Run) bool) bool {
	some := false
	for _, r := range p.Runs {
		if han(r.Text) == 0 {
			continue
		}
		if !is(r) {
			return false
		}
		some = true
	}
	return some
}

// most is by how much characters may be moved apart by hand without being noticed, in
// twips: a line of 28 characters of 16 pt needs a quarter of a point less.
const most = 10

// lettered judges what is done to all characters of a paragraph of the text.
func (j *judge) lettered(p *look.Paragraph) {
	if wholly(p, func(r look.Run) bool { return r.Bold }) {
		j.say("W5", p, "正文整段加粗", "all of a paragraph is bold")
	}
	if wholly(p, func(r look.Run) bool { return r.Spacing < -most || r.Spacing > most }) {
		j.say("W3", p, "整段的字距改了 %s 磅，每行不再是28字", "the characters of a paragraph are moved by %s pt, so that lines no longer have 28", points(p.Runs[0].Spacing))
	}
	if p.Blank > 0 && j.belowText(p) {
		j.say("W4", p, "正文的段落之间有空行", "blank lines stand between paragraphs of the text")
	}
}

// belowText reports whether a paragraph of the text follows another right away.
func (j *judge) belowText(p *look.Paragraph) bool {
	for i := range j.look.Paragraphs {
		if &j.look.Paragraphs[i] == p {
			return i > 0 && j.isBody(&j.look.Paragraphs[i-1])
		}
	}
	return false
}

// dark reports whether a colour is as good as black.
func dark(colour string) bool {
	const darkest = '5'
	return len(colour) == len("RRGGBB") && colour[0] <= darkest && colour[2] <= darkest && colour[4] <= darkest
}

// title judges the title (7.3.1).
func (j *judge) title(p *look.Paragraph) {
	style := j.style("title")
	if face := j.wrongFace(p, 0, style.Font); face != "" {
		j.say("W7", p, "标题用了%s，应为%s", "the title is in %s and should be in %s", face, style.Font)
	} else {
		for _, r := range p.Runs {
			if r.Bold && han(r.Text) > 0 {
				j.say("W7", p, "标题加了粗，小标宋不加粗", "the title is bold; 小标宋 is not made bold")
				break
			}
		}
	}
	if size := int(style.Size.HalfPoints()); wrongSize(p, size) > 0 {
		j.say("W8", p, "标题为%s，应为%s", "the title has %s and should have %s", sizeName(wrongSize(p, size)), sizeName(size))
	}
	if p.Align != "center" && !p.Floating && p.Table == 0 {
		j.say("W9", p, "标题没有居中", "the title is not centred")
	}
	j.marks(p)
}

// mark judges the 发文机关标志 (7.2.4).
func (j *judge) mark(p *look.Paragraph) {
	style := j.style("issuer")
	if face := j.wrongFace(p, 0, style.Font); face != "" {
		j.say("W14", p, "发文机关标志用了%s，应为%s", "the 发文机关标志 is in %s and should be in %s", face, style.Font)
	}
	for _, r := range p.Runs {
		if han(r.Text) > 0 && !isRed(r.Color) {
			j.say("W14", p, "发文机关标志不是红色", "the 发文机关标志 is not red")
			break
		}
	}
	if p.Table == 0 && !p.Floating && p.Align != "center" && p.Align != "distribute" {
		j.say("W14", p, "发文机关标志没有居中", "the 发文机关标志 is not centred")
	}
}

// isRed reports whether a colour, as RRGGBB, is red.
func isRed(colour string) bool {
	return len(colour) == len("RRGGBB") && colour[0] >= 'B' && colour[2] <= '5' && colour[4] <= '5'
}

// rule judges the line below the number, where it is that of a paragraph (7.2.7).
func (j *judge) rule(p *look.Paragraph) {
	if p.Bottom.Width > 0 && !isRed(p.Bottom.Color) {
		j.say("W28", p, "版头的分隔线不是红色", "the line below the head is not red")
	}
}

// headLine says that no line stands below the 发文字号 (7.2.7): of a document whose head
// has a 标志, and where no shape may be one.
func (j *judge) headLine() {
	if j.look.Shapes > 0 || len(j.found.Marks) == 0 || j.sheet.Head.UnderMark || j.sheet.Head.Preprinted || len(j.sheet.Head.Rule.Strokes) == 0 {
		return
	}
	var last *look.Paragraph
	for i := range j.look.Paragraphs {
		p := &j.look.Paragraphs[i]
		role := j.role(p)
		if role == document.NumberRole || role == document.SignersRole {
			last = p
		}
		switch {
		case role == document.TitleRole || role == document.BodyRole || role == document.RecipientsRole:
			if last != nil && p.Top.Width == 0 {
				j.say("W28", last, "发文字号下面没有红色分隔线", "there is no red line below the number")
			}
			return
		case p.Table > 0 || p.Floating, last != nil && (p.Bottom.Width > 0 || p.Top.Width > 0 && p != last):
			return // a table or a frame may have the line
		}
	}
}

// number judges the 发文字号 (7.2.5). What else may stand on its line is set otherwise.
func (j *judge) number(p *look.Paragraph) {
	if len(tokensOf(p.Text())) > 1 {
		return
	}
	j.head(p, "W15", "document-number", "发文字号", "the number")
	if len(j.found.Signers) == 0 && p.Table == 0 && !p.Floating && p.Align != "center" && !j.sheet.Head.UnderMark {
		j.say("W15", p, "发文字号没有居中", "the number is not centred")
	}
}

// tokensOf are the parts of a line that tabs or several blanks part.
func tokensOf(s string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(s), "　　", "\t"), "  ", "\t"), func(r rune) bool { return r == '\t' })
}

// head judges face and size of an element of the 版头.
func (j *judge) head(p *look.Paragraph, rule, role, zh, en string) {
	style := j.style(role)
	if face := j.wrongFace(p, 0, style.Font); face != "" {
		j.say(rule, p, "%s用了%s，应为%s", "%s is in %s and should be in %s", words(zh, en), face, style.Font)
	}
	j.sized(p, rule, role, zh, en)
}

// sized judges the size of an element of the 版头.
func (j *judge) sized(p *look.Paragraph, rule, role, zh, en string) {
	size := int(j.style(role).Size.HalfPoints())
	if n := wrongSize(p, size); size > 0 && n > 0 {
		j.say(rule, p, "%s为%s，应为%s", "%s has %s and should have %s", words(zh, en), sizeName(n), sizeName(size))
	}
}

// signers judges the 签发人 (7.2.6): the names behind the label.
func (j *judge) signers(p *look.Paragraph) {
	text := p.Text()
	from := strings.LastIndexAny(text, "：:")
	if from < 0 {
		return
	}
	if face := j.wrongFace(p, from, j.style("signer").Font); face != "" {
		j.say("W24", p, "签发人姓名用了%s，应为%s", "the signers' names are in %s and should be in %s", face, j.style("signer").Font)
	}
	j.sized(p, "W24", "signer", "签发人", "the 签发人")
}
