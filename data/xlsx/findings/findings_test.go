package findings

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/internal/diag"
)

// book is a workbook of one sheet with a comment and a condition of others.
func book(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	style, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "FF0000"}})
	for _, err := range []error{
		err, f.SetSheetName("Sheet1", "表'一"), f.SetCellInt("表'一", "B2", 12), f.SetCellFormula("表'一", "B3", "SUM(B2:B2)"),
		f.AddComment("表'一", excelize.Comment{Cell: "B2", Author: "张三", Text: "去年的数"}),
		f.SetConditionalFormat("表'一", "B2", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "B2<>13", Format: &style}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var list = diag.List{
	diag.Errorf(diag.Pos{File: "r.xlsx", Sheet: "表'一", Cell: "B2"}, "应为 13", "should be 13").WithHint("改数", "mend it").WithRule("N1"),
	diag.Warnf(diag.Pos{File: "r.xlsx", Sheet: "表'一", Cell: "B2"}, "=1+1 不是公式", "no formula"),
	diag.Warnf(diag.Pos{File: "r.xlsx"}, "整个文件", "the whole file"),
}

func opened(t *testing.T, content []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// look is what a marked workbook has at its cell, and how many conditions.
func look(t *testing.T, f *excelize.File) (said string, conditions int) {
	t.Helper()
	comments, err := f.GetComments("表'一")
	if err != nil || len(comments) != 1 {
		t.Fatalf("%d comments, %v", len(comments), err)
	}
	formats, err := f.GetConditionalFormats("表'一")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range comments[0].Paragraph {
		said += c.Text
	}
	for _, list := range formats {
		conditions += len(list)
	}
	return said, conditions
}

func TestCellsAreMarkedAndListed(t *testing.T) {
	content, err := Write(book(t), list, diag.ZH)
	if err != nil {
		t.Fatal(err)
	}
	f := opened(t, content)
	said, conditions := look(t, f)
	for _, want := range []string{"去年的数", "错误：应为 13 [N1]", "提示：改数", "警告：=1+1"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %q", want, said)
		}
	}
	if conditions != 2 {
		t.Errorf("%d conditions", conditions)
	}
	linked, target, err := f.GetCellHyperLink(Sheet, "C3")
	if err != nil || !linked || target != "'表''一'!B2" {
		t.Errorf("the link leads to %q, %v", target, err)
	}
	if linked, _, _ := f.GetCellHyperLink(Sheet, "C5"); linked {
		t.Error("a finding without a cell has a link")
	}
	for cell, want := range map[string]string{"A1": "检查结果：1 个错误，2 个警告，0 个说明", "B3": "错误", "C3": "表'一 B2", "D4": "=1+1 不是公式", "E3": "改数", "F3": "N1", "C5": "r.xlsx"} {
		if got, err := f.GetCellValue(Sheet, cell); err != nil || got != want {
			t.Errorf("%s is %q, %v", cell, got, err)
		}
	}
	again, err := Write(book(t), list, diag.ZH)
	if err != nil || !bytes.Equal(again, content) {
		t.Errorf("the same workbook gives other bytes, %v", err)
	}
}

// TestMarksOfBeforeAreTakenAway: what was mended is not marked any more, and what
// others wrote stays.
func TestMarksOfBeforeAreTakenAway(t *testing.T) {
	once, err := Write(book(t), list, diag.ZH)
	if err != nil {
		t.Fatal(err)
	}
	twice, err := Write(once, list[1:], diag.ZH)
	if err != nil {
		t.Fatal(err)
	}
	said, conditions := look(t, opened(t, twice))
	if conditions != 2 || strings.Contains(said, "应为 13") || strings.Count(said, heading) != 1 || !strings.Contains(said, "去年的数") {
		t.Errorf("%d conditions, %q", conditions, said)
	}
	none, err := Write(twice, nil, diag.ZH)
	if err != nil {
		t.Fatal(err)
	}
	f := opened(t, none)
	if said, conditions := look(t, f); conditions != 1 || said != "去年的数" {
		t.Errorf("%d conditions, %q", conditions, said)
	}
	if value, err := f.GetCellFormula("表'一", "B3"); err != nil || value != "SUM(B2:B2)" {
		t.Errorf("the formula is %q, %v", value, err)
	}
}

func TestWhatIsNoWorkbookIsRefused(t *testing.T) {
	if _, err := Write([]byte("PK"), nil, diag.ZH); err == nil {
		t.Error("no error")
	}
}
