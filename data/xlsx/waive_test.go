package xlsx

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// waived is the invented report in whose workbook a row of its own follows the text.
func waived(t *testing.T, label, value string) (rules, problems string) {
	t.Helper()
	report, list := Report("r.xlsx", changed(t, func(f *excelize.File) {
		rows, err := f.GetRows("报告")
		must(t, err)
		cell, err := excelize.CoordinatesToCellName(1, len(rows)+2)
		must(t, err)
		must(t, f.SetSheetRow("报告", cell, &[]string{label, value}))
	}), library)
	for _, w := range report.Waivers {
		rules += w.Rule + "=" + w.Reason
	}
	return rules, said(list)
}

func TestRowsOfWaivers(t *testing.T) {
	for _, c := range []struct{ label, value, rules, problem string }{
		{"豁免N10", "经授权制定规章", "N10=经授权制定规章", ""},
		{" 豁免 Ｎ１０：", "经授权制定规章", "N10=经授权制定规章", ""},
		{"豁免N10", "", "", ""},
		{"豁免N1", "数以系统里的为准", "", "规则 N1 不能豁免"},
		{"豁免Q9", "没有这条规则", "", "没有规则“Q9”"},
		{"豁免N10", "无", "", "至少写 4 个字"},
		{"豁免收费", "三件", "", "没有“豁免收费”这一项"},
	} {
		t.Run(c.label+" "+c.value, func(t *testing.T) {
			rules, problems := waived(t, c.label, c.value)
			if rules != c.rules || !strings.Contains(problems, c.problem) || c.problem == "" && problems != "" {
				t.Errorf("waived %q, said %s", rules, problems)
			}
		})
	}
}
