package xlsx

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/data"
	"gongwen/data/blank"
	"gongwen/data/xlsx/workbook"
)

// labels are those of the sheet with the text of a workbook.
func labels(t *testing.T, content []byte) []string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	must(t, err)
	defer f.Close()
	rows, err := f.GetRows("报告")
	must(t, err)
	var list []string
	for _, row := range rows {
		if len(row) > 0 {
			list = append(list, row[0])
		}
	}
	return list
}

// TestRowsAreOfWhatTheKindOfDocumentHas looks at forms of official documents.
func TestRowsAreOfWhatTheKindOfDocumentHas(t *testing.T) {
	for id, want := range map[string]struct{ signers, recipients, printed bool }{
		"order": {true, false, true}, "motion": {true, true, true}, "minutes": {false, false, true}, "letter": {false, true, false}, "notice": {false, true, true},
	} {
		template, problems := library.Template(id)
		if template == nil {
			t.Fatal(problems)
		}
		list := labels(t, written(t, blank.Report(template, blank.Header{}, nil)))
		for label, has := range map[string]bool{"签署人": want.signers, "主送机关": want.recipients, "印发机关": want.printed} {
			if slices.Contains(list, label) != has {
				t.Errorf("%s: there is a row %s: %v", id, label, !has)
			}
		}
	}
}

// TestWhatAKindHasNotIsKeptWhereItIsGiven: nothing of a report is lost in a workbook.
func TestWhatAKindHasNotIsKeptWhereItIsGiven(t *testing.T) {
	template, _ := library.Template("order")
	report := blank.Report(template, blank.Header{}, nil)
	report.Fields["recipients"] = data.Field{Text: "各局"}
	if list := labels(t, written(t, report)); !slices.Contains(list, "主送机关") {
		t.Errorf("the rows are %v", list)
	}
}

// TestLinesUnderTablesStandWhereRowsGrow: merged cells make no row grow.
func TestLinesUnderTablesStandWhereRowsGrow(t *testing.T) {
	long := strings.Repeat("本表的数据包括各乡镇政府、街道办事处和县政府各部门。", 8)
	report := example(t, "invented-2024")
	report.Notes["requests"] = data.Line{Source: long}
	content := written(t, report)
	got, list := read(t, content)
	if list.HasErrors() || got.Notes["requests"].Source != long {
		t.Errorf("it is %q: %s", got.Notes["requests"].Source, said(list))
	}
	book, _ := workbook.ReadWithin("r.xlsx", content, workbook.StandardLimits())
	for _, s := range book.Sheets {
		for _, c := range s.Cells() {
			if c.Text == long && (s.Name != "报告" || s.Extent(c.Ref).From != s.Extent(c.Ref).To) {
				t.Errorf("it stands in %s!%s", s.Name, c.Ref)
			}
		}
	}
	twice := changed(t, func(f *excelize.File) {
		must(t, f.SetCellStr(review, "A6", "表注"), f.SetCellStr(review, "B6", "又一句。"))
	})
	if _, list := Report("r.xlsx", twice, library); !strings.Contains(said(list), "表注写了两次") {
		t.Errorf("two notes: %s", said(list))
	}
}
