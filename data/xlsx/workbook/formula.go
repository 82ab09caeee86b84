package workbook

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// sharedFormula is a formula that other cells have too, moved to their places.
type sharedFormula struct {
	text string
	from Ref
}

// formula notes the formula of a cell that is being read. Of a formula that is
// shared only the first cell has the text.
func (s *sheetReader) formula(c *Cell, raw rawFormula) {
	c.Formula = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(raw.text), "="))
	if raw.kind != "shared" {
		return
	}
	if c.Formula != "" {
		s.shared[raw.group] = sharedFormula{c.Formula, c.Ref}
		return
	}
	if first, ok := s.shared[raw.group]; ok {
		c.Formula = moved(first.text, c.Row-first.from.Row, c.Col-first.from.Col)
	}
}

// moved is a formula copied by so many rows and columns: places without $ move
// along. Formulas that Compute does not understand may come out wrong; their
// stored results are what is used of them.
func moved(formula string, rows, cols int) string {
	var out strings.Builder
	for i := 0; i < len(formula); {
		token := nextToken(formula[i:])
		i += len(token)
		ref, ok := parseRef(token)
		if !ok {
			out.WriteString(token)
			continue
		}
		column, row := token[:strings.IndexAny(token[1:], "$0123456789")+1], ""
		row = token[len(column):]
		if !strings.HasPrefix(column, "$") {
			column = ColumnName(ref.Col + cols)
		}
		if !strings.HasPrefix(row, "$") {
			row = strconv.Itoa(ref.Row + rows)
		}
		out.WriteString(column + row)
	}
	return out.String()
}

// nextToken is the word, number or place that s begins with, else its first byte.
func nextToken(s string) string {
	n := 0
	for n < len(s) && (isLetter(s[n]) || s[n] >= '0' && s[n] <= '9' || s[n] == '$' || s[n] == '.') {
		n++
	}
	return s[:max(n, min(1, len(s)))]
}

// Compute computes the formula of c, which may be made of +, -, brackets, numbers,
// cells of the sheet, SUM and SUMIF by the lengths of texts; other formulas give false. value says
// what a cell without a formula counts as; what it refuses cannot be added,
// and counts as nothing in a SUM, as in spreadsheets. Sums are exact.
func (s *Sheet) Compute(c *Cell, value func(*Cell) (decimal.Decimal, bool)) (decimal.Decimal, bool) {
	e := evaluator{sheet: s, value: value, left: maxSteps}
	result := e.formula(c)
	return result, !e.failed
}

// evaluator computes one formula with those it needs.
type evaluator struct {
	sheet  *Sheet
	value  func(*Cell) (decimal.Decimal, bool)
	left   int // cells that may still be looked at
	depth  int
	failed bool

	rest string
}

func (e *evaluator) fail() decimal.Decimal {
	e.failed = true
	return decimal.Zero
}

func (e *evaluator) formula(c *Cell) decimal.Decimal {
	if e.depth++; e.depth > maxNesting {
		return e.fail()
	}
	outer := e.rest
	e.rest = c.Formula
	result := e.sum()
	if strings.TrimSpace(e.rest) != "" {
		e.failed = true
	}
	e.rest = outer
	e.depth--
	return result
}

func (e *evaluator) next() byte {
	e.rest = strings.TrimLeft(e.rest, " \n")
	if e.rest == "" || e.failed {
		return 0
	}
	return e.rest[0]
}

func (e *evaluator) take(c byte) bool {
	if e.next() != c {
		return false
	}
	e.rest = e.rest[1:]
	return true
}

func (e *evaluator) sum() decimal.Decimal {
	result := e.term()
	for !e.failed {
		switch {
		case e.take('+'):
			result = result.Add(e.term())
		case e.take('-'):
			result = result.Sub(e.term())
		default:
			return result
		}
	}
	return result
}

func (e *evaluator) term() decimal.Decimal {
	if e.depth++; e.depth > maxNesting {
		return e.fail()
	}
	defer func() { e.depth-- }()
	switch {
	case e.take('+'):
		return e.term()
	case e.take('-'):
		return e.term().Neg()
	case e.take('('):
		result := e.sum()
		if !e.take(')') {
			return e.fail()
		}
		return result
	}
	e.next()
	token := nextToken(e.rest)
	e.rest = e.rest[len(token):]
	if strings.EqualFold(token, "SUM") && e.take('(') {
		return e.total()
	}
	if strings.EqualFold(token, "SUMIF") && e.take('(') {
		return e.sumIf()
	}
	if ref, ok := parseRef(token); ok && e.next() != '(' && e.next() != '!' && e.next() != ':' {
		result, ok := e.cell(ref)
		if !ok {
			return e.fail()
		}
		return result
	}
	if token == "" || strings.Trim(token, "0123456789.") != "" || len(token) > 15 {
		return e.fail()
	}
	number, err := decimal.NewFromString(token)
	if err != nil {
		return e.fail()
	}
	return number
}

// total adds up the arguments of a SUM.
func (e *evaluator) total() decimal.Decimal {
	sum := decimal.Zero
	for !e.failed {
		if area, ok := e.area(); ok {
			sum = sum.Add(e.areaSum(area))
		} else {
			sum = sum.Add(e.sum())
		}
		if e.take(')') {
			return sum
		}
		if !e.take(',') {
			return e.fail()
		}
	}
	return sum
}

// sumIf adds up the places of one column at which those of another hold a text of
// so many characters, or one that begins like a cell: SUMIF(A1:A9,"???",C1:C9),
// SUMIF(A1:A9,A1&"??",C1:C9).
func (e *evaluator) sumIf() decimal.Decimal {
	texts, ok := e.area()
	if !ok || !e.take(',') {
		return e.fail()
	}
	begins, more, ok := e.criterion()
	if !ok || !e.take(',') {
		return e.fail()
	}
	values, ok := e.area()
	if !ok || !e.take(')') || texts.From.Col != texts.To.Col || values.From.Col != values.To.Col || values.To.Row-values.From.Row != texts.To.Row-texts.From.Row {
		return e.fail()
	}
	sum := decimal.Zero
	for row := texts.From.Row; row <= min(texts.To.Row, e.sheet.Rows) && !e.failed; row++ {
		if e.left--; e.left < 0 {
			return e.fail()
		}
		c := e.sheet.cells[Ref{row, texts.From.Col}]
		if c == nil || c.Kind != Text && c.Kind != Number || !strings.HasPrefix(c.Text, begins) || utf8.RuneCountInString(c.Text) != utf8.RuneCountInString(begins)+more {
			continue
		}
		value, _ := e.cell(Ref{values.From.Row + row - texts.From.Row, values.From.Col})
		sum = sum.Add(value)
	}
	return sum
}

// criterion reads "???" or A1&"??": what a text begins with, and how many characters
// follow.
func (e *evaluator) criterion() (begins string, more int, ok bool) {
	if e.next() != '"' {
		token := nextToken(e.rest)
		ref, isRef := parseRef(token)
		if !isRef {
			return "", 0, false
		}
		e.rest = e.rest[len(token):]
		if c := e.sheet.cells[ref]; c != nil && c.Formula == "" {
			begins = c.Text
		}
		if !e.take('&') {
			return "", 0, false
		}
	}
	if !e.take('"') {
		return "", 0, false
	}
	for e.rest != "" && e.rest[0] == '?' {
		e.rest, more = e.rest[1:], more+1
	}
	return begins, more, e.take('"') && more > 0
}

// area takes a rectangle such as A1:B2 off what is left to read.
func (e *evaluator) area() (Range, bool) {
	e.next()
	from := nextToken(e.rest)
	if !strings.HasPrefix(e.rest[len(from):], ":") {
		return Range{}, false
	}
	to := nextToken(e.rest[len(from)+1:])
	area, ok := ParseRange(from + ":" + to)
	if ok {
		e.rest = e.rest[len(from)+1+len(to):]
	}
	return area, ok
}

func (e *evaluator) areaSum(area Range) decimal.Decimal {
	sum := decimal.Zero
	for row := area.From.Row; row <= min(area.To.Row, e.sheet.Rows); row++ {
		for col := area.From.Col; col <= min(area.To.Col, e.sheet.Cols); col++ {
			if _, covered := e.sheet.cells[Ref{row, col}]; !covered {
				if e.left--; e.left < 0 {
					return e.fail()
				}
				continue
			}
			value, _ := e.cell(Ref{row, col})
			sum = sum.Add(value)
			if e.failed {
				return sum
			}
		}
	}
	return sum
}

// cell is what a cell counts as; an empty one is nothing.
func (e *evaluator) cell(ref Ref) (decimal.Decimal, bool) {
	if e.left--; e.left < 0 {
		return e.fail(), false
	}
	c := e.sheet.cells[ref]
	switch {
	case c == nil:
		return decimal.Zero, true
	case c.Formula != "":
		return e.formula(c), true
	}
	return e.value(c)
}
