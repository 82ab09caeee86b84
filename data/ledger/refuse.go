package ledger

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/data/records"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// refusals are the lines that cannot be counted, by what is wrong with them.
type refusals struct {
	lines   int
	words   bool // some are for a word that is not known
	reasons []refusal
	at      map[reason]int
}

// reason is what is wrong with lines; those of different words are told apart.
type reason struct {
	column int
	word   string
	why    diag.Text
}

type refusal struct {
	reason
	pos   diag.Pos // of the first line
	lines []int
	hint  diag.Text
}

// refuse says why a line is not counted. The word, which may be empty, is only
// compared: a line whose cells are shifted may have a name or the number of an
// identity card in a column that is counted, so no message repeats a cell.
func (c *counter) refuse(line records.Line, column int, word, zh, en string, args ...any) {
	c.refused.add(line.Number, c.pos(line, column), reason{column, word, diag.T(zh, en, args...)}, diag.Text{})
}

func (r *refusals) add(line int, pos diag.Pos, why reason, hint diag.Text) {
	r.lines++
	if i, known := r.at[why]; known {
		r.reasons[i].lines = append(r.reasons[i].lines, line)
		return
	}
	if r.at == nil {
		r.at = map[reason]int{}
	}
	r.at[why] = len(r.reasons)
	r.reasons = append(r.reasons, refusal{why, pos, []int{line}, hint})
}

// between are the marks that part words of a cell.
const between = "、，,;；/|+和及与"

// unknown refuses a line for a word that the mapping does not have. What it says of
// the cell are words of the mapping alone: those that the cell is made of, or the
// one that it resembles.
func (c *counter) unknown(line records.Line, column int, word string) {
	is := c.columns[column]
	parts := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(between, r) || unicode.IsSpace(r) })
	known := len(parts) > 1
	for i, part := range parts {
		parts[i] = source.Normalize(part)
		known = known && is.words[parts[i]] != ""
	}
	if known {
		c.refuse(line, column, "", "“%s”里写了几种：“%s”，一行只计一种", "“%s” has several: “%s”, and a line counts once", c.table.Heads[column], strings.Join(parts, "”“"))
		return
	}
	c.refused.words = true
	var hint diag.Text
	if near := source.Closest(word, slices.DeleteFunc(slices.Clone(is.said), func(s string) bool { return !mistyped(word, s) })); near != "" {
		hint = diag.T("是不是“%s”？", "is it “%s”?", near)
	}
	c.refused.add(line.Number, c.pos(line, column), reason{column, word, diag.T("“%s”里的词不知道计入哪里", "“%s” has a word that is not known", c.table.Heads[column])}, hint)
}

// mistyped reports whether a word may be another with a wrong character: one of two
// characters resembles too many.
func mistyped(word, near string) bool {
	a, b := utf8.RuneCountInString(word), utf8.RuneCountInString(source.Normalize(near))
	return a > 2 && a-b <= 1 && b-a <= 1
}

// dated are cells that look like a day and nothing else.
var dated = pattern.New(`^(?:19|20)?[0-9]{2}[-/.年][0-9]{1,2}(?:[-/.月](?:[0-9]{1,2}日?)?)?$`)

// noDate refuses a line for a cell that is no day. Only what looks like one is
// repeated.
func (c *counter) noDate(line records.Line, column int, text string) {
	if dated.MatchString(text) {
		c.refuse(line, column, text, "日期“%s”看不懂", "the date “%s” is not understood", text)
		return
	}
	c.refuse(line, column, "", "“%s”里的不是日期", "“%s” has no date", c.table.Heads[column])
}

// said are the refusals as messages.
func (r *refusals) said(file string) diag.List {
	var said diag.List
	for _, f := range r.reasons[:min(len(r.reasons), maxReasons)] {
		d := diag.Errorf(f.pos, "第 %s 行：%s", "line %s: %s", NumbersOf(f.lines), f.why)
		d.Hint = f.hint
		if f.word != "" && len(f.lines) > 1 {
			d.Message = diag.T("%s（这 %d 行是同一个词）", "%s (one word in these %d lines)", d.Message, len(f.lines))
		}
		said.Add(d)
	}
	d := diag.Errorf(diag.Pos{File: file}, "有 %d 行不能计数，没有得出结果", "%d lines cannot be counted, there is no result", r.lines)
	if r.words {
		return append(said, d.WithHint("改正台账，或者在对照里加上这些词（gongwen ledger --show-mapping）；台账里的字不显示，免得带出姓名、证件号",
			"mend the register, or add the words to a mapping (gongwen ledger --show-mapping); what the register says is not shown, as it may be a name or the number of an identity card"))
	}
	return append(said, d.WithHint("改正台账", "mend the register"))
}

// NumbersOf are the numbers of lines for a message; of very many the first.
func NumbersOf(lines []int) diag.Text {
	if len(lines) <= maxNumbers {
		return diag.Text{ZH: Numbers(lines), EN: strings.ReplaceAll(Numbers(lines), "、", ", ")}
	}
	first := NumbersOf(lines[:maxNumbers])
	count := strconv.Itoa(len(lines))
	return diag.Text{ZH: first.ZH + "等 " + count, EN: first.EN + " and others, " + count + " in all"}
}

// pos is the place of a cell of a workbook. Of a text file it is the file alone:
// whoever shows messages would show the whole line beside it.
func (c *counter) pos(line records.Line, column int) diag.Pos {
	return withoutLine(c.table.Pos(line, column))
}

func withoutLine(pos diag.Pos) diag.Pos {
	pos.Line, pos.Col = 0, 0
	return pos
}
