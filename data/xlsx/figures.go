package xlsx

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"

	"gongwen/configs"
	"gongwen/data/cell"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// storedAsText counts figures that a workbook holds as text, which is how
// they come from other programs.
type storedAsText struct {
	first diag.Pos
	count int
}

var (
	// The format of a number that shows its note: 0"（其中修订16件）".
	notedFormat = pattern.New(`^((?:#,##)?0(?:\.0+)?|General)"（([^"]+)）"$`)
	// A format that says how many decimals are shown.
	fixedFormat = pattern.New(`^#?,?#*0(?:\.(0+))?$`)

	asciiFigure = pattern.New(`^[0-9]+(?:\.[0-9]+)?$`)
)

// value reads a figure. What is no number is left to load, which says so at
// the cell; why only a workbook can hold it is added as a hint.
func (r *reader) value(f figure, kind configs.ValueType) *source.Node {
	at := f.sheet.Pos(f.at)
	node := &source.Node{Kind: source.Null, Pos: at}
	c := f.sheet.Cell(f.at)
	if c == nil {
		return node
	}
	r.measured(f, kind)
	if r.ofFaults(f.sheet, c) {
		return saidAt(at)
	}
	text, note, clear := r.shown(f.sheet, c, kind)
	if !clear {
		return saidAt(at)
	}
	if text != "" {
		node.Kind, node.Text = source.Scalar, text
	}
	if note == "" {
		return node
	}
	m := &source.Node{Kind: source.Map, Pos: at}
	put(m, "value", at, node)
	put(m, "note", at, &source.Node{Kind: source.Scalar, Quoted: true, Text: note, Pos: at})
	return m
}

// measured says where a label of a figure, or a line above its table, names another
// unit than the figure has: nothing is converted; or another year than the report's.
func (r *reader) measured(f figure, kind configs.ValueType) {
	r.dated(f)
	line, units, _ := f.sheet.unitsAbove(f.at.Row)
	for _, ref := range append(slices.Clone(f.labels), line) {
		c := f.sheet.Cell(ref)
		if c == nil {
			continue
		}
		unit := r.headOf(c.Text).Unit
		if ref == line {
			unit = units.For(kind.Unit, kind.Whole)
		}
		if !cell.InUnit(unit, kind.Unit, kind.Whole) {
			r.problems.Add(diag.Errorf(f.sheet.Pos(f.at), "“%s”的单位是%s，官方表格是%s，不换算", "%q is in %s, the official table in %s: nothing is converted", clip(c.Text), unit, kind.Unit).
				WithHint("换算成%s再填，并改正标题里的单位", "convert it to %s and mend the unit of the label", kind.Unit))
			return
		}
	}
}

// dated says, once for each, which labels of a figure name another year.
func (r *reader) dated(f figure) {
	for _, ref := range f.labels {
		c := f.sheet.Cell(ref)
		if c == nil || strings.Contains(c.Text, "上") || r.dates[f.sheet.Pos(ref)] {
			continue
		}
		if year := r.headOf(c.Text).Year; year != 0 && r.year != 0 && year != r.year && !r.own[year] {
			r.dates[f.sheet.Pos(ref)] = true
			r.problems.Add(diag.Errorf(f.sheet.Pos(ref), "“%s”是 %d 年的，不是 %d 年的", "%q is of %d, not of %d", clip(c.Text), year, r.year).
				WithHint("数也是那一年的，换成本报告年度的；只是名称写错的，改正名称", "give the figures of the report's year, or mend the label where only that is wrong"))
		}
	}
}

// headOf is cell.HeadOf, once for every text: a label is one of many figures.
func (r *reader) headOf(text string) cell.Head {
	if r.heads == nil {
		r.heads = map[string]cell.Head{}
	}
	h, known := r.heads[text]
	if !known {
		h = cell.HeadOf(text)
		r.heads[text] = h
	}
	return h
}

// unitsAbove are what the nearest line above a row says of units.
func (s *worksheet) unitsAbove(row int) (at workbook.Ref, units cell.Units, ok bool) {
	for _, line := range s.unitLines() {
		if line.at.Row >= row {
			break
		}
		if line.at.Row == at.Row {
			units = slices.Concat(units, line.units)
		} else {
			at, units = line.at, line.units
		}
	}
	return at, units, at.Row > 0
}

// unitLine is a cell that says units.
type unitLine struct {
	at    workbook.Ref
	units cell.Units
}

// unitLines are the cells of a sheet that say units, by their rows.
func (s *worksheet) unitLines() []unitLine {
	if s.units == nil {
		s.units = []unitLine{}
		for _, c := range s.Cells() {
			if c.Kind != workbook.Text {
				continue
			}
			if units, ok := cell.UnitsOf(c.Text); ok {
				s.units = append(s.units, unitLine{c.Ref, units})
			}
		}
		slices.SortStableFunc(s.units, func(a, b unitLine) int { return a.at.Row - b.at.Row })
	}
	return s.units
}

// ofFaults reports whether a formula adds up a figure that cannot be read: what is
// wrong is said there. Labels between figures count as nothing, as in spreadsheets.
func (r *reader) ofFaults(s *worksheet, c *workbook.Cell) bool {
	if c.Formula == "" {
		return false
	}
	faulty := false
	_, computed := s.Compute(c, func(part *workbook.Cell) (decimal.Decimal, bool) {
		value, ok := counts(part)
		percent := part.Kind == workbook.Number && strings.HasSuffix(part.Format, "%")
		unread := percent || !ok && part.Formula == "" && strings.TrimSpace(part.Text) != ""
		faulty = faulty || unread && r.isFigure(s, part.Ref)
		return value, ok
	})
	return computed && faulty
}

// shown is a figure as the sheet shows it, with its note. It is not clear where
// the sheet shows another number than it holds, which is said.
func (r *reader) shown(s *worksheet, c *workbook.Cell, kind configs.ValueType) (text, note string, clear bool) {
	at := s.Pos(c.Ref)
	c = r.result(s, c)
	text = c.Text
	switch c.Kind {
	case workbook.Number:
		text, note = digits(c, kind)
		if !r.display(at, c, text, kind) {
			return "", "", false
		}
	case workbook.Date:
		r.hints[at] = diag.T("这一格是日期，多半是输入“1-5”“1/5”后被自动改成的；把单元格格式设为“数值”，再填数",
			"the cell holds a date, which “1-5” or “1/5” turn into by themselves; format it as a number and type the figure")
	case workbook.Fault:
		r.hints[at] = diag.T("公式出错了；改正公式，或直接填数", "the formula has an error; mend it or type the figure")
	case workbook.Text:
		if text == "" && c.Formula != "" {
			text = "=" + c.Formula
			r.hints[at] = diag.T("工作簿里没有这个公式的结果；在 WPS 或 Excel 中打开、保存一次，或直接填数",
				"the workbook holds no result of this formula; open and save it in a spreadsheet program, or type the figure")
			break
		}
		text = r.printable(text, at)
		if figure, mark := cell.Unmarked(text); mark != "" {
			text = figure
			r.mark(at, text, cell.Mark{Kind: cell.Footnote, Text: mark})
		}
		text, note = withoutNote(text)
		if asciiFigure.MatchString(strings.TrimSpace(text)) && note == "" && c.Formula == "" {
			r.stored.add(at)
		}
	}
	return text, note, true
}

// withoutNote is a figure as it is printed, 22（其中修订16件）, and its note apart. One
// that was left empty may have a note too.
func withoutNote(text string) (figure, note string) {
	figure, note, ok := cell.Noted(text)
	if !ok || cell.ContentOf(text) == cell.Unclear || figure != "" && cell.ContentOf(figure) != cell.Figure {
		return text, ""
	}
	return figure, note
}

// display says where a cell does not show the number that it holds. It is false
// where another number is shown.
func (r *reader) display(at diag.Pos, c *workbook.Cell, text string, kind configs.ValueType) bool {
	switch shows(c.Format, text == "0", kind) {
	case nothing:
		r.problems.Add(diag.Warnf(at, "这一格里有 %s，但单元格格式“%s”不显示它，照 %s 读取", "the cell holds %s, which its format %q does not show; %s is read", text, clip(c.Format), text).
			WithHint("不该有的数删去，该有的把单元格格式改为“数值”", "delete it, or format the cell as a number"))
		return true
	case another:
		r.problems.Add(diag.Errorf(at, "这一格里是 %s，按单元格格式“%s”显示的是另一个样子，不能确定是哪个数", "the cell holds %s and shows something else by its format %q: which figure is meant is not clear", text, clip(c.Format)).
			WithHint("把单元格格式改为“数值”，填写要公布的数", "format the cell as a number and type the figure that is to be published"))
		return false
	}
	if m := fixedFormat.FindStringSubmatch(c.Format); m != nil && !kind.Whole {
		if _, decimals, _ := strings.Cut(text, "."); len(decimals) > len(m[1]) {
			r.problems.Add(diag.Diagnostic{Level: diag.Note, Pos: at, Message: diag.T("这一格只显示 %d 位小数，照单元格里的 %s 读取", "the cell shows %d decimals; what it holds, %s, is read", len(m[1]), text)})
		}
	}
	return true
}

// digits writes a number with the decimals that its cell shows, so that
// 12.3860 does not become 12.386. None is dropped and whole numbers get none.
func digits(c *workbook.Cell, kind configs.ValueType) (text, note string) {
	format := c.Format
	if m := notedFormat.FindStringSubmatch(format); m != nil {
		format, note = m[1], m[2]
	}
	text = c.Text
	if m := fixedFormat.FindStringSubmatch(format); m != nil && !kind.Whole {
		whole, decimals, _ := strings.Cut(text, ".")
		if missing := len(m[1]) - len(decimals); missing > 0 {
			text = whole + "." + decimals + strings.Repeat("0", missing)
		}
	}
	return text, note
}

// result is a cell whose formula, if it has one, has been computed: by us where
// we can, because programs leave old results in files, else by the program that
// wrote the file.
func (r *reader) result(s *worksheet, c *workbook.Cell) *workbook.Cell {
	if c.Formula == "" {
		return c
	}
	asText := false
	computed, ok := s.Compute(c, func(part *workbook.Cell) (decimal.Decimal, bool) {
		asText = asText || part.Kind == workbook.Text && part.Formula == ""
		return counts(part)
	})
	if !ok {
		return c
	}
	old := *c
	c = &workbook.Cell{Ref: c.Ref, Kind: workbook.Number, Text: computed.String(), Format: c.Format, Formula: c.Formula, Stored: true}
	if stored, isNumber := counts(&old); old.Stored && (!isNumber || !stored.Equal(computed)) && old.Kind != workbook.Text {
		d := diag.Warnf(s.Pos(c.Ref), "公式 =%s 的结果是 %s，文件里存下的却是 %s，按 %s 计", "the formula =%s gives %s, the file holds %s; %s is used",
			clip(old.Formula), c.Text, clip(old.Text), c.Text).
			WithHint("在 WPS 或 Excel 中重新计算（F9）并保存", "recalculate (F9) and save it in a spreadsheet program")
		if asText {
			d = d.WithHint("有的数以文本形式存储，表格程序相加时不计：选中它们，点旁边的小三角，选“转换为数字”", "spreadsheets leave out of sums what is stored as text: convert it to numbers")
		}
		r.stale.add(d)
	}
	return c
}

// counts is what a cell counts as in a formula: numbers that are stored as
// text and those with a note count too, unlike in spreadsheets, because they
// are read as figures.
func counts(c *workbook.Cell) (decimal.Decimal, bool) {
	text := c.Text
	switch c.Kind {
	case workbook.Number:
	case workbook.Text:
		text, _ = withoutNote(text)
		if text = strings.TrimSpace(norm.NFKC.String(text)); !asciiFigure.MatchString(text) {
			return decimal.Zero, false
		}
	default:
		return decimal.Zero, false
	}
	if len(text) > maxDigits {
		return decimal.Zero, false
	}
	value, err := decimal.NewFromString(text)
	return value, err == nil
}

// maxDigits is the longest number that is computed with.
const maxDigits = 40

func (t *storedAsText) add(at diag.Pos) {
	if t.count++; t.count == 1 {
		t.first = at
	}
}

func (t *storedAsText) report(problems *diag.List) {
	if t.count > 0 {
		problems.Add(diag.Diagnostic{Level: diag.Note, Pos: t.first, Message: diag.T(
			"有 %d 格的数以文本形式存储（这里是第一格），照数读取", "%d figures are stored as text (the first one here), they are read as numbers", t.count),
			Hint: diag.T("选中这些格，点旁边的小三角，选“转换为数字”", "convert them to numbers in the spreadsheet program")})
	}
}

// staleResults are the formulas whose results in the file are old. A figure that
// was changed makes several so.
type staleResults struct {
	first diag.Diagnostic
	said  map[diag.Pos]bool
}

func (t *staleResults) add(d diag.Diagnostic) {
	if t.said == nil {
		t.first, t.said = d, map[diag.Pos]bool{}
	}
	t.said[d.Pos] = true
}

func (t *staleResults) report(problems *diag.List) {
	if more := len(t.said) - 1; more > 0 {
		t.first.Message = diag.T("%s；还有 %d 格也是这样", "%s; so are %d more cells", t.first.Message, more)
	}
	if t.said != nil {
		problems.Add(t.first)
	}
}

// printable is the text of a cell without characters that cannot be printed.
func (r *reader) printable(text string, at diag.Pos) string {
	text, said := source.Printable(text, at)
	r.problems.Add(said...)
	return text
}

// isFigure reports whether a cell holds what somebody means as a figure, right or
// wrong: 7, １２, 3件, 22（其中修订16件）.
func isFigure(c *workbook.Cell) bool {
	return c.Kind != workbook.Text || c.Formula != "" || meantAsFigure.MatchString(norm.NFKC.String(c.Text))
}

var meantAsFigure = pattern.New(`^\s*[-+]?[0-9][0-9.,]*\s*(?:\(.*\)|[^0-9]{0,3})$`)

// clip shortens what a message repeats from the file.
func clip(s string) string {
	const most = 40
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
