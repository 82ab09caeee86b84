package xlsx

import (
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/data"
	"gongwen/data/load"
)

// around is the invented report with prose around its tables.
func around(t *testing.T) *data.Report {
	t.Helper()
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	must(t, err)
	long := strings.Repeat("我局按照《条例》规定办理申请。", 200)
	report, list := load.Report("r.yaml", []byte(string(content)+`
text:
  disclosure: {before: 本年度没有制发规章。, after: "一段。\n\n**又一段**。"}
  review:
    after: |
      ## 说明

      `+long+`

      `+long+"\n"), library)
	if wrong(list) {
		t.Fatal(said(list))
	}
	return report
}

func TestTextAroundTablesComesBackFromWorkbooks(t *testing.T) {
	report := around(t)
	back, list := read(t, written(t, report))
	if len(list) > 0 {
		t.Error(said(list))
	}
	differ(t, back, report)
	if got := back.Around["disclosure"].Before.Pos.String(); !strings.Contains(got, "报告:B") {
		t.Errorf("the text stands at %s", got)
	}
}

// A workbook to fill in has no rows for such text; a row that somebody adds is
// read, by the heading as well as by the label.
func TestTextAroundATableThatSomebodyAdds(t *testing.T) {
	book := changed(t, func(f *excelize.File) {
		rows, err := f.GetRows("报告")
		must(t, err)
		next := len(rows) + 1
		must(t, f.SetCellStr("报告", name(next, 1), "三、收到和处理政府信息公开申请情况表前"), f.SetCellStr("报告", name(next, 2), "表格如下。"))
	})
	back, _ := read(t, book)
	if got := back.Around["requests"].Before.Source; got != "表格如下。" {
		t.Errorf("got %q", got)
	}
}
