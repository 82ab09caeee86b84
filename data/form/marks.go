package form

import (
	"strings"
	"unicode/utf8"

	"gongwen/data/intake/document"
	"gongwen/data/intake/look"
	"gongwen/internal/pattern"
)

var (
	// Half-width marks beside Han characters.
	halfWidth = pattern.New(`\p{Han}[,;:?!]|[,;:?!]\p{Han}|\([^()]*\p{Han}[^()]*\)|"[^"]*\p{Han}[^"]*"|\p{Han}\.(?:\s*$|\p{Han})`)
	// Digits as wide as Han characters.
	wideDigit = pattern.New(`[０-９][０-９．，,.]*`)
	// Marks that follow another that ends or parts.
	twice = pattern.New(`[，、；：][，、；：。]|。[，、；：。]`)
	// A blank between Han characters, as it is typed by mistake: one that is full-width
	// may part names.
	blankInside = pattern.New(`\p{Han}[ \x{00A0}]{1,2}\p{Han}`)
	// The names of several agencies stand apart in a title.
	namesApart = pattern.New(`(局|厅|委|部|院|会|府|处|室|行|社|司)[ \x{00A0}]{1,2}(\p{Han})`)
	// 发文字号 in other brackets than 〔〕, with 第 or zeros.
	cited = pattern.New(`\p{Han}{1,10}(?:[\[［【(（](?:19|20)[0-9]{2}年?[\]］】)）]\s*第?\s*[0-9]+\s*号|〔(?:19|20)[0-9]{2}〕\s*(?:第\s*[0-9]+|0[0-9]*)\s*号)`)
)

// marks judges the punctuation of a paragraph and the 发文字号 that it cites.
func (j *judge) marks(p *look.Paragraph) {
	text := p.Text()
	if m := cited.FindString(text); m != "" {
		j.say("W16", p, "发文字号“%s”写法不规范", "“%s” is not how the number of a document is written", m)
		text = cited.ReplaceAllString(text, "")
	}
	if m := halfWidth.FindString(text); m != "" {
		j.say("W17", p, "“%s”用了半角标点", "“%s” has half-width punctuation", m)
	}
	if m := wideDigit.FindString(text); m != "" {
		j.say("W17", p, "数字“%s”用了全角", "the digits %s are full-width", m)
	}
	if m := twice.FindString(text); m != "" {
		j.say("W17", p, "标点重复：“%s”", "two marks follow each other: “%s”", m)
	}
	if j.role(p) == document.TitleRole {
		text = namesApart.ReplaceAllString(text, "$1　$2")
	}
	if m := blankInside.FindString(text); m != "" {
		j.say("W17", p, "汉字之间有空格：“%s”", "a blank stands between Han characters: “%s”", m)
	}
}

// unended says that a paragraph of running text has no mark at its end.
func (j *judge) unended(p *look.Paragraph) {
	text := trimmed(p)
	last, _ := utf8.DecodeLastRuneInString(text)
	const long = 40 // characters: shorter ones without a full stop may be lines of a list
	if !strings.ContainsRune(text, '。') && (length(text) < long || !strings.ContainsRune(text, '，')) {
		return
	}
	if isHan(last) || last == '，' || last == '、' {
		j.say("W17", p, "段末没有句末标点", "no mark ends the paragraph")
	}
}
