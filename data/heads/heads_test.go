package heads

import (
	"os"
	"slices"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

var library = configs.NewLibrary(os.DirFS("../../examples/templates"))

func listOf(t testing.TB, template, table string) *List {
	t.Helper()
	found, problems := library.Template(template)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	config := found.Table(table)
	return Of(config, data.Lists(config)[0])
}

// lines is rows of cells that bars part; ^ goes on in the cell above.
type lines [][]string

func cells(text string) lines {
	var rows lines
	for row := range strings.SplitSeq(text, "\n") {
		rows = append(rows, strings.Split(row, "|"))
	}
	return rows
}

func (c lines) Size() (rows, cols int) {
	for _, row := range c {
		cols = max(cols, len(row))
	}
	return len(c), cols
}

func (c lines) Text(row, col int) string {
	if col >= len(c[row]) {
		return ""
	}
	if c[row][col] == "^" {
		return c.Text(row-1, col)
	}
	return c[row][col]
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, template, table, cells string
		from, to                     int // -1 for none
		columns                      []int
		twice                        int
	}{
		{"names of columns", "project-funds", "funds", "表\n项目编码|项目名称|主管部门|开工日期|资金总额|中央资金|地方资金|实际支出\n1|甲|局|2023-01-01|3|1|2|1", 1, 1, []int{0, 1, 2, 3, 4, 5, 6, 7}, 0},
		{"ids, in another order, without totals", "project-funds", "funds", "name|code|spent|central|local|department|begun", 0, 0, []int{1, 0, 5, 6, -1, 3, 4, 2}, 0},
		{"the printed heads, merged", "project-funds", "funds", "项目|项目|主管部门|开工日期|资金|资金|资金|资金\n编码|名称|^|^|预算安排|预算安排|预算安排|实际支出\n^|^|^|^|总额|中央|地方|^", 0, 2, []int{0, 1, 2, 3, 4, 5, 6, 7}, 0},
		{"the printed heads, taken apart", "project-funds", "funds", "项目||主管部门|开工日期|资金|||\n编码|名称|||预算安排|||实际支出\n||||总额|中央|地方|", 0, 2, []int{0, 1, 2, 3, 4, 5, 6, 7}, 0},
		{"units, blanks and the year in heads", "final-accounts", "gk05", "功能分类 科目编码|科目名称|小计（万元）|基本支出|项目支出(万元)", 0, 0, []int{0, 1, 2, 3, 4}, 0},
		{"a head that is nearly right", "final-accounts", "gk02", "功能分类科目编码|科目名称|本年收入合计|财政拨款收入|上级补助收入|事业收入|经营收入|附属单位上交收入|其他收入", 0, 0, []int{0, 1, 2, 3, 4, 5, 6, 7, 8}, 0},
		{"a column that stands twice", "final-accounts", "gk05", "功能分类科目编码|科目名称|基本支出|项目支出|基本支出", 0, 0, []int{0, 1, -1, 2, 3}, 1},
		{"another table", "final-accounts", "gk05", "序号|姓名|电话|地址\n1|甲|2|3", -1, -1, nil, 0},
		{"nothing", "final-accounts", "gk05", "", -1, -1, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := cells(c.cells)
			head, ok := listOf(t, c.template, c.table).Find(rows, 0, len(rows))
			if c.from < 0 {
				if ok {
					t.Errorf("found %+v", head)
				}
				return
			}
			if !ok || head.From != c.from || head.To != c.to || !slices.Equal(head.Columns, c.columns) || len(head.Twice) != c.twice {
				t.Errorf("%v %+v", ok, head)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	rows := cells("项目编码|项目名称|主管部门|开工日期|资金总额|中央资金|地方资金|实际支出\n" +
		"栏次||||1|2|3|4\n甲|乙|丙|丁|1|2|3|4\n合  计|合  计|合  计||3|1|2|1\n01|甲|教育局|2023-01-01|3|1|2|1\n|教育局小计|||3|1|2|1\n小 计||||3|1|2|1\n" +
		"||||||| \n项目编码|项目名称|主管部门|开工日期|资金总额|中央资金|地方资金|实际支出\n02|教育局小计项目|水利局|2023-01-02|3|1|2|1\n注：数据截至年底。|注：数据截至年底。||||||")
	list := listOf(t, "project-funds", "funds")
	head, ok := list.Find(rows, 0, 3)
	if !ok {
		t.Fatal("no heads")
	}
	for i, k := range []Kind{Numbers, Numbers, Fixed, Entry, Subtotal, Subtotal, Blank, Again, Entry, Note} {
		if got := list.Kind(rows, head, i+1, "教育局"); got != k {
			t.Errorf("row %d %v is %d, want %d", i+1, rows[i+1], got, k)
		}
	}
}

// TestGrowth: twice the cells cost twice as much.
func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	list := listOf(t, "final-accounts", "gk02")
	find := func(content []byte) {
		rows := cells(string(content))
		if head, ok := list.Find(rows, 0, len(rows)); ok {
			for i := range rows {
				list.Kind(rows, head, i, "")
			}
		}
	}
	const heads = "功能分类科目编码|科目名称|财政拨款收入|上级补助收入|事业收入|经营收入|附属单位上缴收入|其他收入\n"
	growth.Reader(t, 500, find, map[string]func(int) string{
		"rows":    func(n int) string { return heads + strings.Repeat("201|名称|1|2|3|4|5|6\n", n) },
		"heads":   func(n int) string { return strings.Repeat(heads, n) },
		"columns": func(n int) string { return strings.Repeat("科目名称|", n) + "\n" + heads },
	})
}
