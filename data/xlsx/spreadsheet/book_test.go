package spreadsheet

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/judge"
)

// made is a workbook with everything that sheets may have, one of them added row by row.
func made(t *testing.T) []byte {
	t.Helper()
	b := New("宋体")
	b.Describe(Properties{Title: "<题>", Creator: "某局", Date: "1980-01-01T00:00:00Z"})
	s := b.Sheet("表'一")
	bold := b.Look(Look{Font: "黑体", Size: 14, Bold: true, Fill: "E7E6E6", Border: "000000", Horizontal: "center", Wrap: true})
	s.Text("A1", "_x000D_ 与 __x0041_\n  第二行 <&>\x01")
	s.Look("A1:C2", bold)
	s.Merge("A1:C1")
	s.Number("A3", "12.3860")
	s.Look("A3", b.Look(Look{Open: true, Format: `0.0000"（注）"`}))
	s.Formula("B3", "SUM(A3:A3)", "12.3860")
	s.Formula("C3", "A3&\"\"", "")
	s.Height(1, 30, false)
	s.Height(2, 40, true)
	s.Width(1, 2, 20)
	s.Freeze(2, 1)
	s.Print(Page{Landscape: true, Centred: true, Margin: 0.8, Edge: 0.4, Foot: "&C— &P —"}, true)
	s.Protect(Protection{Rows: true})
	s.Titles(1, 2)
	s.Filter("A2:C3")
	s.Condition("A3", "$A$3<>1", b.Marking("FFC7CE", "9C0006"))
	s.Validate(Validation{Cells: "A3 B3", Least: "0", Most: "9", Title: "应为数字", Message: "填数。"})
	s.Link("C3", "'表''一'!A1")
	s.Comment(Comment{At: "B3", Author: "gongwen", Text: "说明 _x0041_", Width: 280, Height: 60})
	rows := b.Sheet("行")
	rows.Width(1, 1, 30)
	rows.Freeze(1, 0)
	rows.Add(20, Cell{Style: bold, Text: "=1+1"}, Unset, Cell{Number: "5", Formula: "2+3"})
	rows.Add(0, Cell{Text: strings.Repeat("长", most+1)}, Cell{Style: bold})
	content, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestWorkbooksAreReadAgain(t *testing.T) {
	content := made(t)
	if !bytes.Equal(content, made(t)) {
		t.Error("the same calls give other bytes")
	}
	book, said := workbook.Read("b.xlsx", content)
	if book == nil || len(said) > 0 {
		t.Fatal(said)
	}
	for at, want := range map[workbook.Ref]string{{Row: 1, Col: 1}: "_x000D_ 与 __x0041_\n  第二行 <&>\uFFFD", {Row: 3, Col: 1}: "12.386", {Row: 3, Col: 2}: "12.386"} {
		if c := book.Sheets[0].Cell(at); c == nil || c.Text != want {
			t.Errorf("%s is %+v", at, c)
		}
	}
	if c := book.Sheets[0].Comments; len(c) != 1 || c[0].Text != "说明 _x0041_" || c[0].Author != "gongwen" {
		t.Errorf("comments %+v", c)
	}
	rows := book.Sheets[1]
	if c := rows.Cell(workbook.Ref{Row: 1, Col: 1}); c.Text != "=1+1" || c.Formula != "" || c.Kind != workbook.Text {
		t.Errorf("text is %+v", c)
	}
	if c := rows.Cell(workbook.Ref{Row: 1, Col: 2}); c != nil {
		t.Errorf("what is unset is %+v", c)
	}
	if c := rows.Cell(workbook.Ref{Row: 1, Col: 3}); c.Formula != "2+3" || c.Text != "5" {
		t.Errorf("a formula is %+v", c)
	}
	if n := len([]rune(rows.Cell(workbook.Ref{Row: 2, Col: 1}).Text)); n != most {
		t.Errorf("a cell holds %d characters", n)
	}
}

// TestOtherProgramsSeeWhatWasAsked: the reader is a library of others.
func TestOtherProgramsSeeWhatWasAsked(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(made(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const sheet = "表'一"
	id, err := f.GetCellStyle(sheet, "B2")
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil || style.Font.Family != "黑体" || style.Font.Size != 14 || !style.Font.Bold || style.Fill.Pattern != 1 || len(style.Border) != 4 || !style.Alignment.WrapText {
		t.Errorf("style %+v, %v", style, err)
	}
	if shown, err := f.GetCellValue(sheet, "A3"); err != nil || shown != "12.3860（注）" {
		t.Errorf("A3 shows %q, %v", shown, err)
	}
	panes, err := f.GetPanes(sheet)
	if err != nil || panes.XSplit != 1 || panes.YSplit != 2 || panes.TopLeftCell != "B3" {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if linked, place, err := f.GetCellHyperLink(sheet, "C3"); err != nil || !linked || place != "'表''一'!A1" {
		t.Errorf("the link leads to %q, %v", place, err)
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name] = n.RefersTo
	}
	if names["_xlnm.Print_Titles"] != "'表''一'!$1:$2" || names["_xlnm._FilterDatabase"] != "'表''一'!$A$2:$C$3" {
		t.Errorf("names %v", names)
	}
	if width, err := f.GetColWidth(sheet, "B"); err != nil || width != 20 {
		t.Errorf("a column is %v wide, %v", width, err)
	}
}

func TestWorkbooksAreValid(t *testing.T) {
	validator := judge.Path(t, "ooxml-validator")
	file := filepath.Join(t.TempDir(), "made.xlsx")
	if err := os.WriteFile(file, made(t), 0o600); err != nil {
		t.Fatal(err)
	}
	judge.Run(t, validator, file)
}
