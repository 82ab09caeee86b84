package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/data/intake/flow"
)

// led are blocks of which paragraphs that begin with a numbered heading in its own face
// are two, the heading with the mark that ends it and the text: 一、加强领导。各单位要…….
// Only the first two levels have faces of their own (GB/T 9704-2012 7.3.3).
func (r *official) led(blocks []flow.Block) []flow.Block {
	var list []flow.Block
	for _, b := range blocks {
		head, rest, ok := leading(b)
		if !ok {
			list = append(list, b)
			continue
		}
		list = append(list, head)
		if len(rest.Runs) > 0 {
			list = append(list, rest)
		}
	}
	return list
}

// leading parts a heading that a paragraph begins with from the text behind it.
func leading(b flow.Block) (head, rest flow.Block, ok bool) {
	text := b.Text()
	trimmed := strings.TrimLeftFunc(text, unicode.IsSpace)
	if b.Kind != flow.Paragraph || b.Lead == 0 || b.Item != nil || b.Table != nil || !chapterNumber.MatchString(trimmed) && !bracketNumber.MatchString(trimmed) {
		return b, b, false
	}
	end := sentenceEnd(text, b.Lead)
	if end == 0 || runes(strings.TrimSpace(text[:end])) > maxSubhead {
		return b, b, false
	}
	head = b
	head.Kind, head.Runs = flow.Heading, []flow.Run{{Text: strings.TrimSpace(text[:end])}}
	rest = cut(b, end)
	rest.Runs = flow.Trim(rest.Runs)
	return head, rest, true
}

// sentenceEnd is the byte behind the mark that ends the first sentence of a text whose
// first characters, so many, are a heading's: the mark may have the face of the text. It
// is 0 where the heading ends in the middle of a sentence.
func sentenceEnd(text string, lead int) int {
	n := 0
	for i, r := range text {
		if !unicode.IsSpace(r) {
			n++
		}
		switch {
		case r == '。' || r == '：':
			return i + utf8.RuneLen(r)
		case n > lead:
			return 0
		}
	}
	return 0
}
