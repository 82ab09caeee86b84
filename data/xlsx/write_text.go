package xlsx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/findings"
	"gongwen/data/xlsx/spreadsheet"
)

// The sheet with the text: labels in the first column, what they name in the
// second.
const (
	labelWidth = 22 // half-width characters
	valueWidth = 92
	textWidth  = valueWidth - 10 // that a line holds, in faces with wide figures too
	textSize   = 11              // points
	lineHeight = 16              // points; faces for screens are taller than 仿宋
	maxHeight  = 409
	textLines  = maxHeight / lineHeight // that a row can show
	firstLines = 3                      // of an empty section
	spareRules = 2                      // rows for what the report waives
)

// textWriter writes the sheet with the header and the text.
type textWriter struct {
	*writer
	sheet *spreadsheet.Sheet
	row   int
}

func (w *writer) textSheet(sheet *spreadsheet.Sheet) {
	t := &textWriter{writer: w, sheet: sheet}
	sheet.Width(1, 1, labelWidth)
	sheet.Width(2, 2, valueWidth)
	template := w.report.Template
	t.headline(template.Name, cellStyle{role: roleHeading, align: "center"}, 2)
	t.headline(fmt.Sprintf("%s　在右边一栏填写。正文每行是一段；小标题前写“## ”，加粗写 **文字**。一格写不下时，写在下面带“%s”的一行里；再不够，在那一行下面插入行，左边可以空着。", template.Law, goesOn),
		cellStyle{role: roleNote}, 2)
	t.put(templateKey.Labels[0], template.ID, "由程序写好，一般不用改")
	for _, f := range w.fields() {
		t.fieldRows(f)
	}
	for i := range template.Sections {
		switch s := &template.Sections[i]; s.Kind {
		case configs.ProseSection:
			t.prose(s.Label, s.Help, w.report.Prose[s.ID].Source)
			t.spare(s.Label+goesOn, "上一格写不下时写在这里，成为新的一段")
		case configs.TableSection:
			t.around(s)
		case configs.AttachmentsSection:
			t.attachments(s)
		}
	}
	if template.SignOff {
		t.signOff()
	}
	t.waivers()
	t.spareWaivers()
	sheet.Freeze(2, 0)
	sheet.Protect(spreadsheet.Protection{Rows: true})
	w.print(sheet, false)
}

// headline is a line over both columns.
func (t *textWriter) headline(text string, l cellStyle, lines int) {
	t.row++
	from, to := name(t.row, 1), name(t.row, 2)
	t.sheet.Text(from, text)
	t.set(t.sheet, from, to, l)
	t.sheet.Merge(from + ":" + to)
	t.sheet.Height(t.row, float64(lines*lineHeight+4), false)
}

// spare writes an empty row that nobody has to fill in. Its label may be changed
// too, and so may that of a row put in below it, which takes after it.
func (t *textWriter) spare(label, help string) {
	at := t.put(label, "", help)
	stub := name(t.row, 1)
	t.set(t.sheet, stub, stub, cellStyle{role: roleHead, size: textSize, border: true, fill: t.style.TableRules.BandFill, open: true, format: "@"})
	t.set(t.sheet, at, at, cellStyle{role: roleStub, size: textSize, border: true, open: true, top: true, format: "@"})
}

// put writes a row of one line, whose value may be changed.
func (t *textWriter) put(label, value, help string) string {
	t.row++
	cell := t.label(label, help)
	t.sheet.Text(cell, value)
	t.set(t.sheet, cell, cell, cellStyle{role: roleStub, size: textSize, border: true, open: true, format: "@"})
	t.height(label, max(1, findings.Lines(value, textWidth)))
	return cell
}

// height makes the current row as high as so many lines of its value or as its
// label needs, whichever is more. It grows with what is typed.
func (t *textWriter) height(label string, lines int) {
	lines = max(lines, findings.Lines(label, labelWidth-4))
	t.sheet.Height(t.row, float64(min(maxHeight, lines*lineHeight+8)), true)
}

// label writes the label of the current row and gives the cell beside it.
func (t *textWriter) label(label, help string) string {
	cell := name(t.row, 1)
	t.sheet.Text(cell, label)
	t.set(t.sheet, cell, cell, cellStyle{role: roleHead, size: textSize, border: true, fill: t.style.TableRules.BandFill})
	t.help(t.sheet, cell, help)
	return name(t.row, 2)
}

func (t *textWriter) field(f configs.Field) {
	value := t.report.Fields[f.ID].Written()
	if f.Type != configs.YearField {
		t.put(f.Label, value, f.Help)
		return
	}
	cell := t.put(f.Label, "", f.Help)
	t.set(t.sheet, cell, cell, cellStyle{role: roleStub, size: textSize, border: true, open: true, format: "0"})
	if value != "" {
		t.sheet.Number(cell, value)
	}
	years := t.report.Template.Years
	last := years.To
	if last == 0 {
		last = lastYear
	}
	t.sheet.Validate(spreadsheet.Validation{Cells: cell, Whole: true, Least: fmt.Sprint(years.From), Most: fmt.Sprint(last), Title: f.Label,
		Message: fmt.Sprintf("填四位数字的年份，%d 至 %d", years.From, last)})
}

// lastYear is the last one that a report file may have.
const lastYear = 2099

// prose writes a text, in as many rows as it needs to be seen.
func (t *textWriter) prose(label, help, text string) {
	for i, p := range pieces(text, textLines, textWidth) {
		mark, explained := "", help
		switch {
		case p.within:
			mark, explained = runsOn, ""
		case i > 0:
			mark, explained = goesOn, ""
		}
		t.row++
		cell := t.label(label+mark, explained)
		written := toCell(p.text)
		t.sheet.Text(cell, written)
		t.set(t.sheet, cell, cell, cellStyle{role: roleStub, size: textSize, border: true, open: true, top: true, format: "@"})
		lines := firstLines
		if strings.TrimSpace(written) != "" {
			lines = findings.Lines(written, textWidth)
		}
		t.height(label+mark, lines)
	}
}

// around writes the text before and after a table, where there is any, and the line
// under it.
func (t *textWriter) around(s *configs.Section) {
	around := t.report.Around[s.ID]
	if len(around.Before.Blocks) > 0 {
		t.prose(s.Label+beforeTable, "印在标题和表格之间的文字", around.Before.Source)
	}
	if len(around.After.Blocks) > 0 {
		t.prose(s.Label+afterTable, "印在表格和表注后面的文字", around.After.Source)
	}
	t.put(noteRow(*s).Labels[0], t.report.Notes[s.ID].Source, "印在表格下面的一行说明，可以不写")
}

// attachments writes two rows for each attachment and for one more.
func (t *textWriter) attachments(s *configs.Section) {
	for i, a := range append(slices.Clone(t.report.Attachments), data.Attachment{}) {
		label := s.Label + strconv.Itoa(i+1)
		t.put(label+attachmentTitle, a.Title.Text, s.Help)
		t.prose(label+attachmentText, "", a.Text.Source)
		if a.Apart {
			t.put(label+attachmentBound, data.BoundApartZH, "另订：单独成一个文件；随文：与正文一起装订")
		}
	}
}

// signers writes who signs with a 签名章.
func (t *textWriter) signers(signers []data.Signatory) {
	if len(signers) == 0 && !t.report.Template.Stamped {
		return
	}
	rows := make([]string, len(signers))
	for i, signer := range signers {
		rows[i] = signer.Post.Text + " " + signer.Name.Text
	}
	t.put(signersKey.Labels[0], strings.Join(rows, "\n"), "一行一个：职务、空格、姓名")
}

func (t *textWriter) signOff() {
	agency, date := "", ""
	var signers []data.Signatory
	if s := t.report.SignOff; s != nil {
		agency, signers = lines(append([]data.Field{s.Agency}, s.Others...)), s.Signers
		date = fmt.Sprintf("%04d-%02d-%02d", s.Date.Year, s.Date.Month, s.Date.Day)
	}
	t.signers(signers)
	t.put(signerKey.Labels[0], agency, "落款可以不写；只写日期时，署名就是机关名称")
	t.put(dateKey.Labels[0], date, "如 2025-01-20")
}
