package form

import (
	"gongwen/data/intake/look"
	"gongwen/internal/pattern"
)

var (
	// Half-width marks beside Han characters.
	halfWidth = pattern.New(`\p{Han}[,;:?!]|[,;:?!]\p{Han}|\([^()]*\p{Han}[^()]*\)|"[^"]*\p{Han}[^"]*"|\p{Han}\.(?:\s*$|\p{Han})`)
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
}
