// Package linebreak breaks shaped text into lines by the rules of Chinese
// typesetting: 禁则, the width of marks, the space between Han and Western
// text, and justification (W3C CLREQ, level “basic”; GB/T 15834-2011 5.1).
//
// # What may stand where
//
// Break opportunities come from a small class table in the manner of UAX 14
// and rules for pairs of neighbours. It differs from UAX 14 where Chinese
// reports need it:
//
//   - U+201C, U+2018 open and U+201D, U+2019 close; they are not QU. U+2019
//     between Western letters is an apostrophe.
//   - U+2014 and U+2026 hold together by twos (——, ……) and may be parted
//     between the twos. One alone is a 连接号 that no line starts with. UAX 14
//     lets no line break before any of them.
//   - U+00B7, ～ and – start no line (间隔号, 连接号).
//   - Digits hold together with signs, decimal marks, %, ‰, ℃ and ￥, also over
//     a typed blank before the percent sign. Digits and 年, 月, 日, and the parts
//     of a 文号 such as 〔2021〕30号, are parted only when the line would
//     otherwise become very loose.
//   - Words are parted nowhere except after their own hyphen, addresses of the
//     web after / ? and & first, and after . and = only where nothing else fits.
//     No hyphen is ever added.
//   - U+200B is a wished-for break: see Paragraph.Balance.
//
// A word or number that is longer than a line is broken anywhere, at places
// free of 禁则 first: nothing is wider than its line but a single cluster.
//
// # Widths
//
// A full-width mark next to another takes half an em (GB/T 15834-2011 5.1.11,
// CLREQ: two marks take 1.5 em), and so does a closing mark or middle dot at
// the end of any line (5.1.10) and an opening mark at the start of any line
// except an indented first line, where the two characters of the indent are to
// be seen as such. ？ and ！ used by twos share one em, by threes two.
// Han and Western text stand a quarter em apart; a blank typed there is that
// quarter. Blanks typed beside a mark with white of its own have no width,
// several blanks have that of one, blanks at the ends of lines are not placed.
// U+3000 keeps its width.
//
// # Which lines
//
// Break takes the set of lines with the least sum of costs over the whole
// paragraph (Knuth and Plass, Breaking Paragraphs into Lines, 1981) in a
// bounded window of break opportunities, so time is linear in the text.
// It keeps 先挤进后推出 in that squeezing costs no more than spreading by the same
// amount, and it finds what line-by-line breaking cannot: a paragraph whose
// last line is not a single character.
//
// On 27 paragraphs of reports (5,874 characters), against a breaker that fills
// line after line, squeezes one unit more in where it can and knows of no
// preference among allowed breaks:
//
//	line      28 em          20 em          14 em
//	          greedy  Break  greedy  Break  greedy  Break
//	lines     207     207    288     286    405     399
//	orphans   0       0      2       0      4       0
//	parted    2       0      2       1      3       0    numbers and 文号
//	loose     2       0      6       0      22      10   lines spread by more than 0.05 em a character
//	loosest   0.063   0.028  0.348   0.038  0.916   0.125
//	squeezed  86      75     115     112    143     143  lines
package linebreak
