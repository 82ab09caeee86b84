package form

import (
	"strconv"
	"strings"

	"gongwen/data/intake/document"
	"gongwen/data/intake/look"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// words is a text in both languages.
func words(zh, en string) diag.Text { return diag.Text{ZH: zh, EN: en} }

// points is twips as points.
func points(n int) string { return strconv.FormatFloat(float64(n)/20, 'f', -1, 64) }

// hundredths is hundredths as a number.
func hundredths(n int) string { return strconv.FormatFloat(float64(n)/100, 'f', -1, 64) }

// text judges face and size of an element that is set as the text.
func (j *judge) text(p *look.Paragraph, role string) {
	style := j.style(role)
	if style.Font == "" {
		style = j.style("body")
	}
	if face := j.wrongFace(p, 0, style.Font); face != "" {
		j.say("W5", p, "正文用了%s，应为%s", "the text is in %s and should be in %s", face, style.Font)
	}
	if size := int(style.Size.HalfPoints()); wrongSize(p, size) > 0 {
		j.say("W6", p, "文字为%s，应为%s", "the text has %s and should have %s", sizeName(wrongSize(p, size)), sizeName(size))
	}
	j.black(p)
}

// recipients judges the 主送机关 (7.3.2).
func (j *judge) recipients(p *look.Paragraph) {
	j.text(p, "recipients")
	indent, _ := first(p)
	if indent > 50 && p.Table == 0 {
		j.say("W19", p, "主送机关缩进了 %s 字符，应为顶格", "the 主送机关 is indented by %s characters and should stand at the margin", hundredths(indent))
	}
	text := trimmed(p)
	if last := j.found.Recipients; len(last) > 0 && !strings.HasSuffix(text, "：") && !strings.HasSuffix(text, "，") && !strings.HasSuffix(text, "、") {
		j.say("W19", p, "主送机关后面应为全角冒号", "the 主送机关 should end with a full-width colon")
	}
}

var (
	listLabel  = pattern.New(`^[\s\x{3000}]*附\s*件\s*([:：])\s*(.*)$`)
	listNumber = pattern.New(`^(?:([0-9０-９]+)\s*[.．]\s*|([0-9０-９]+、|[（(][0-9０-９一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、))`)
	markBehind = pattern.New(`[。，、；：！？.,;:]$`)
)

// list judges the 附件说明 (7.3.4).
func (j *judge) list(p *look.Paragraph) {
	j.text(p, "attachment-list")
	name, labelled := trimmed(p), false
	if m := listLabel.FindStringSubmatch(name); m != nil {
		if m[1] == ":" {
			j.say("W18", p, "“附件”后面应为全角冒号", "a full-width colon belongs behind 附件")
		}
		if indent, _ := first(p); indent < 150 {
			j.say("W18", p, "附件说明应左空二字", "the 附件说明 begins two characters in")
		}
		if p.Blank == 0 && p.Before < 300 {
			j.say("W18", p, "附件说明与正文之间应空一行", "a blank line belongs above the 附件说明")
		}
		name, labelled = m[2], true
	}
	switch m := listNumber.FindStringSubmatch(name); {
	case m != nil && len(j.found.Listed) == 1:
		j.say("W18", p, "只有一个附件，不编序号“%s”", "there is one attachment, which has no number, “%s”", strings.TrimSpace(m[0]))
	case m == nil && labelled && len(j.found.Listed) > 1:
		j.say("W18", p, "有几个附件，名称前面要编“1.”“2.”", "several attachments are numbered 1., 2.")
	case m != nil && m[2] != "":
		j.say("W18", p, "附件的序号“%s”应写成“1.”的样子", "the number of an attachment, “%s”, should be like 1.", m[2])
	}
	if m := listNumber.FindStringSubmatch(name); m != nil && m[1] != "" {
		j.listed++
		if n, _ := strconv.Atoi(m[1]); n > 0 && n != j.listed {
			j.say("W18", p, "附件的序号“%s”与前面不连续，应为“%s”", "the number of an attachment, “%s”, is out of order and should be “%s”", m[1]+".", strconv.Itoa(j.listed)+".")
		}
	}
	if markBehind.MatchString(name) {
		j.say("W18", p, "附件名称后面不加标点", "no mark belongs behind the name of an attachment")
	}
}

var (
	paddedDate = pattern.New(`年\s*0[0-9]\s*月|月\s*0[0-9]\s*日`)
	hanDate    = pattern.New(`[〇○零一二三四五六七八九十]{2,}\s*年`)
)

// star judges what parts 密级 and 保密期限 (7.2.2).
func (j *judge) star(p *look.Paragraph) {
	text := trimmed(p)
	if rest := strings.TrimLeft(text, "绝密机秘"); rest != "" && !strings.HasPrefix(rest, "★") {
		j.say("W24", p, "密级和保密期限之间用“★”隔开：“%s”", "★ parts 密级 and 保密期限: “%s”", text)
	}
}

// date judges the 成文日期 (7.3.5.4).
func (j *judge) date(p *look.Paragraph) {
	j.dated = true
	j.text(p, "signature")
	text := trimmed(p)
	switch {
	case hanDate.MatchString(text):
		j.say("W20", p, "成文日期用汉字写，应为阿拉伯数字", "the date is in Chinese numerals and should be in Arabic digits")
	case paddedDate.MatchString(text):
		j.say("W20", p, "成文日期的月、日编了虚位", "month or day has a zero before it")
	}
	if strings.HasPrefix(text, "（") || p.Table > 0 || p.Floating {
		return
	}
	switch indent, _ := first(p); {
	case p.Align == "right":
		typed := length(p.Text()) - length(strings.TrimRight(p.Text(), " 　\t"))
		if inChars(p.RightChars, p.Right, p)+100*typed < 150 {
			j.say("W20", p, "成文日期右边没有空字，应右空四字", "no room is left at the right of the date; there should be four characters")
		}
	case p.Align != "center" && indent < 1000:
		j.say("W20", p, "成文日期排在左边，应右空四字", "the date stands at the left and should stand four characters from the right margin")
	case p.Align == "center" && p.Left < 2000 && j.found.Adoption.Text == "" && len(j.found.Signed) > 0:
		j.say("W20", p, "成文日期居中，应右空四字", "the date is centred and should stand four characters from the right margin")
	}
}

// signature judges the 署名 (7.3.5).
func (j *judge) signature(p *look.Paragraph) {
	if len(j.found.Posts) == 0 {
		j.text(p, "signature")
	}
	if p.Table > 0 || p.Floating || len(j.found.Signed) != 1 {
		return
	}
	if j.dated && j.found.Signed[0].Pos == p.Pos && j.found.Date.Pos != p.Pos {
		j.say("W21", p, "署名在成文日期下面，应在成文日期之上", "the 署名 stands below the date and should stand above it")
	}
	switch indent, _ := first(p); {
	case p.Align == "right":
	case p.Align != "center" && indent < 800:
		j.say("W21", p, "署名排在左边", "the 署名 stands at the left")
	case p.Align == "center" && p.Left < 2000:
		j.say("W21", p, "署名居中，应以成文日期为准居中", "the 署名 is centred on the page and not on the date")
	}
}

// note judges the 附注 (7.3.6).
func (j *judge) note(p *look.Paragraph) {
	j.text(p, "annotation")
	if indent, _ := first(p); strings.HasPrefix(trimmed(p), "（") && !near(indent, 200, 60) {
		j.say("W27", p, "附注应左空二字", "the 附注 begins two characters in")
	}
	if text := trimmed(p); !strings.HasPrefix(text, "（") && !strings.HasPrefix(text, "(") {
		j.say("W27", p, "附注没有加圆括号", "the 附注 has no brackets")
	}
	if text := trimmed(p); strings.HasPrefix(text, "（") && strings.Count(text, "（") > strings.Count(text, "）") && j.lastOfNote(p) {
		j.say("W27", p, "附注的圆括号没有关上", "the brackets of the 附注 are not closed")
	}
	if strings.HasPrefix(trimmed(p), "(") {
		j.say("W27", p, "附注的圆括号应为全角", "the brackets of the 附注 should be full-width")
	}
}

// attachment judges what heads an attachment (7.3.7).
func (j *judge) attachment(p *look.Paragraph) {
	if face := j.wrongFace(p, 0, j.style("heading-1").Font); face != "" {
		j.say("W25", p, "“附件”用了%s，应为%s", "附件 is in %s and should be in %s", face, j.style("heading-1").Font)
	}
	if size := int(j.style("body").Size.HalfPoints()); wrongSize(p, size) > 0 {
		j.say("W25", p, "“附件”为%s，应为%s", "附件 has %s and should have %s", sizeName(wrongSize(p, size)), sizeName(size))
	}
	if indent, _ := first(p); indent > 50 || p.Align == "center" || p.Align == "right" {
		j.say("W25", p, "“附件”应顶格", "附件 belongs to the left margin")
	}
	switch label := trimmed(p); {
	case strings.HasSuffix(label, ":") || strings.HasSuffix(label, "："):
		j.say("W25", p, "“附件”和顺序号后面不加冒号", "no colon follows 附件 and its number")
	case strings.ContainsAny(label[max(0, strings.LastIndex(label, "件")):], "一二三四五六七八九十"):
		j.say("W25", p, "附件的顺序号应为阿拉伯数字", "the number of an attachment should be in Arabic digits")
	}
	if !p.NewPage && !j.beginsSection(p) {
		j.say("W25", p, "附件应另面编排", "an attachment begins a page")
	}
}

// beginsSection reports whether a section begins with a paragraph.
func (j *judge) beginsSection(p *look.Paragraph) bool {
	for _, s := range j.look.Sections {
		if s.Before < len(j.look.Paragraphs) && &j.look.Paragraphs[s.Before] == p {
			return true
		}
	}
	return false
}

// colophon judges a line of the 版记 (7.4).
func (j *judge) colophon(p *look.Paragraph) {
	style := j.style("copies")
	if face := j.wrongFace(p, 0, style.Font); face != "" {
		j.say("W22", p, "版记用了%s，应为%s", "the 版记 is in %s and should be in %s", face, style.Font)
	}
	if size := int(style.Size.HalfPoints()); wrongSize(p, size) > 0 {
		j.say("W22", p, "版记为%s，应为%s", "the 版记 has %s and should have %s", sizeName(wrongSize(p, size)), sizeName(size))
	}
	text := trimmed(p)
	if m := copiesColon.FindStringSubmatch(text); m != nil {
		j.say("W22", p, "“%s”后面应为全角冒号", "a full-width colon belongs behind %s", m[1])
	}
	if date := hanDay.FindString(text); j.role(p) == document.PrintedRole && date != "" && !strings.Contains(text, "印发") && strings.HasSuffix(text, date) {
		j.say("W22", p, "印发日期后面没有“印发”", "印发 is missing behind the date")
	}
	if j.role(p) == document.CopiesRole && (strings.HasPrefix(text, "抄送") || strings.HasPrefix(text, "分送")) && !strings.HasSuffix(text, "。") && j.lastOfCopies(p) {
		j.say("W22", p, "抄送机关最后应为句号", "the 抄送 should end with a full stop")
	}
}

// copiesColon is the beginning of a line of the 版记 with the wrong colon.
var copiesColon = pattern.New(`^(抄送|分送|主送)\s*:`)

// hanDay is a day as the 版记 has it.
var hanDay = pattern.New(`[0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日`)

// unsigned says that no 署名 stands above the date (7.3.5), where the date stands below
// the text. Minutes have none, nor has what a meeting adopted; tables and frames may
// hold one.
func (j *judge) unsigned() {
	d := j.found
	if len(d.Signed) > 0 || len(d.Posts) > 0 || d.Adoption.Text != "" || d.Word.Text == "纪要" || strings.Contains(d.TitleText(), "纪要") {
		return
	}
	for i := range j.look.Paragraphs {
		p := &j.look.Paragraphs[i]
		if j.role(p) != document.DateRole {
			continue
		}
		if text := trimmed(p); i == 0 || p.Table > 0 || p.Floating || strings.HasPrefix(text, "（") || strings.HasPrefix(text, "(") {
			return
		}
		switch before := &j.look.Paragraphs[i-1]; {
		case before.Table > 0, before.Floating, j.role(before) == document.TitleRole, j.role(before) == document.NumberRole:
			return
		}
		j.say("W21", p, "成文日期上面没有署名", "there is no 署名 above the date")
		return
	}
}

// lastOfNote reports whether no paragraph goes on with the 附注 of p.
func (j *judge) lastOfNote(p *look.Paragraph) bool {
	for i := range j.look.Paragraphs {
		if &j.look.Paragraphs[i] == p {
			return i+1 == len(j.look.Paragraphs) || j.role(&j.look.Paragraphs[i+1]) != document.NoteRole
		}
	}
	return true
}

// lastOfCopies reports whether no paragraph goes on with the 抄送 of p.
func (j *judge) lastOfCopies(p *look.Paragraph) bool {
	for i := range j.look.Paragraphs {
		if &j.look.Paragraphs[i] == p {
			return i+1 == len(j.look.Paragraphs) || j.role(&j.look.Paragraphs[i+1]) != document.CopiesRole
		}
	}
	return true
}

// colophonLines judges the lines of the 版记 (7.4.1), where it has no shapes that may be
// some: those of paragraphs and tables.
func (j *judge) colophonLines() {
	if j.sheet.Foot.Outer == 0 || j.look.Shapes > 0 {
		return
	}
	var head *look.Paragraph
	lines := 0
	for i := range j.look.Paragraphs {
		p := &j.look.Paragraphs[i]
		role := j.role(p)
		if role != document.CopiesRole && role != document.PrintedRole {
			continue
		}
		if head == nil {
			head = p
			if i > 0 && strings.TrimSpace(j.look.Paragraphs[i-1].Text()) == "" {
				lines += width(j.look.Paragraphs[i-1].Bottom)
			}
		}
		lines += width(p.Top) + width(p.Bottom)
		if p.Table > 0 {
			for _, t := range j.look.Tables {
				if t.Number == p.Table {
					lines += width(t.Lines[0]) + width(t.Lines[1])
				}
			}
		}
	}
	if head != nil {
		j.behindAttachments(head)
	}
	if head != nil && lines == 0 {
		j.say("W22", head, "版记没有分隔线", "the 版记 has no lines")
	}
}

// behindAttachments says that an attachment stands behind the 版记 that begins with a
// paragraph: “附件应当另面编排，并在版记之前” (7.3.7).
func (j *judge) behindAttachments(head *look.Paragraph) {
	seen := false
	for i := range j.look.Paragraphs {
		p := &j.look.Paragraphs[i]
		seen = seen || p == head
		if seen && j.role(p) == document.AttachmentLabelRole {
			j.say("W22", head, "版记在附件之前，应在公文最后一面", "the 版记 stands before the attachments and belongs on the last page")
			return
		}
	}
}

func width(b look.Border) int { return b.Width }
