package configs

import (
	"fmt"
	"strings"
	"testing"
)

// TestTrialFormatDiffersAsItShould compares the trial format of 2019 with the
// one of 2021: the tables of requests and of reviews are the same cell by cell,
// but for （六）其他处理, which was one row.
func TestTrialFormatDiffersAsItShould(t *testing.T) {
	trial, later := tableOf(t, "open-government-2019", "requests"), tableOf(t, "open-government-2021", "requests")
	var want []string
	for _, line := range cellsOf(later) {
		switch {
		case strings.Contains(line, "otherwise.no_correction"):
			want = append(want, "stub 1×2 （六）其他处理 | "+figures("outcome.otherwise", later))
		case !strings.Contains(line, "outcome.otherwise."):
			want = append(want, strings.Replace(line, "22×1 三、", "20×1 三、", 1))
		}
	}
	same(t, cellsOf(trial), want)
	same(t, cellsOf(tableOf(t, "open-government-2019", "review")), cellsOf(tableOf(t, "open-government-2021", "review")))
	if rows := len(trial.Grid) - trial.HeadRows; rows != 23 {
		t.Errorf("%d rows of figures, want 23", rows)
	}
}

func TestTrialFormatOfDisclosure(t *testing.T) {
	same(t, cellsOf(tableOf(t, "open-government-2019", "disclosure")), strings.Split(strings.TrimSpace(`
band 1×5 第二十条第（一）项
head 1×1 信息内容 | head 1×1 本年新制作数量 | head 1×2 本年新公开数量 | head 1×1 对外公开总数量
stub 1×1 规章 | number 1×1 regulations.made | number 1×2 regulations.published | number 1×1 regulations.public_total
stub 1×1 规范性文件 | number 1×1 normative_documents.made | number 1×2 normative_documents.published | number 1×1 normative_documents.public_total
band 1×5 第二十条第（五）项
head 1×1 信息内容 | head 1×1 上一年项目数量 | head 1×2 本年增/减 | head 1×1 处理决定数量
stub 1×1 行政许可 | number 1×1 licensing.last_year | number 1×2 licensing.change | number 1×1 licensing.decisions
stub 1×1 其他对外管理服务事项 | number 1×1 other_services.last_year | number 1×2 other_services.change | number 1×1 other_services.decisions
band 1×5 第二十条第（六）项
head 1×1 信息内容 | head 1×1 上一年项目数量 | head 1×2 本年增/减 | head 1×1 处理决定数量
stub 1×1 行政处罚 | number 1×1 penalties.last_year | number 1×2 penalties.change | number 1×1 penalties.decisions
stub 1×1 行政强制 | number 1×1 compulsion.last_year | number 1×2 compulsion.change | number 1×1 compulsion.decisions
band 1×5 第二十条第（八）项
head 1×1 信息内容 | head 1×2 上一年项目数量 | head 1×2 本年增/减
stub 1×1 行政事业性收费 | number 1×2 fees.last_year | number 1×2 fees.change
band 1×5 第二十条第（九）项
head 1×1 信息内容 | head 1×2 采购项目数量 | head 1×2 采购总金额
stub 1×1 政府集中采购 | number 1×2 procurement.projects | number 1×2 procurement.amount`), "\n"))
}

func tableOf(t *testing.T, template, id string) Table {
	t.Helper()
	tmpl, problems := NewLibrary(nil).Template(template)
	if tmpl == nil {
		t.Fatal(problems)
	}
	i := find(tmpl.Tables, func(t Table) string { return t.ID }, id)
	if i < 0 {
		t.Fatalf("%s has no table %s", template, id)
	}
	return tmpl.Tables[i]
}

// cellsOf is the cells of each row of the grid.
func cellsOf(t Table) []string {
	var out []string
	for _, row := range t.Grid {
		var cells []string
		for _, c := range row.Cells {
			said := c.Text
			if c.Role == NumberCell {
				said = c.Row + "." + c.Column
			}
			cells = append(cells, fmt.Sprintf("%s %d×%d %s", c.Role, c.RowSpan, c.ColSpan, said))
		}
		out = append(out, strings.Join(cells, " | "))
	}
	return out
}

// figures is the cells of a row's figures.
func figures(row string, t Table) string {
	var cells []string
	for _, c := range t.Columns[0].Columns {
		cells = append(cells, "number 1×1 "+row+"."+c.ID)
	}
	return strings.Join(cells, " | ")
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Errorf("row %d is missing: %s", i, want[i])
		case i >= len(want):
			t.Errorf("row %d is too many: %s", i, got[i])
		case got[i] != want[i]:
			t.Errorf("row %d is %s\nwant %s", i, got[i], want[i])
		}
	}
}
