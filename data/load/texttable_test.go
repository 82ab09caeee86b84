package load

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/data"
)

// tableText writes a table, a row a line: the rows of its head behind #, each cell
// with its column and the rows and columns that it covers.
func tableText(b data.Block) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s %v\n", b.Text(), b.Table.Columns)
	for r, row := range b.Table.Rows {
		if r < b.Table.Head {
			out.WriteString("#")
		}
		for _, c := range row {
			fmt.Fprintf(&out, " %d:%dx%d %s", c.Col, c.RowSpan, c.ColSpan, data.RunsText(c.Runs))
		}
		out.WriteString("\n")
	}
	return out.String()
}

func TestTextTables(t *testing.T) {
	for _, c := range []struct{ name, text, want, said string }{
		{"columns and a caption", "表：表1 分工\n|甲|乙|丙|\n|---|:-:|--:|\n|**1**|a\\|b| |", "表1 分工 [0 1 2]\n# 0:1x1 甲 1:1x1 乙 2:1x1 丙\n 0:1x1 1 1:1x1 a|b 2:1x1 \n", ""},
		{"a head of two rows", "|甲|乙|<|\n|-|-|-|\n|^|丙|丁|\n|1|2|3|", " [0 0 0]\n# 0:2x1 甲 1:1x2 乙\n# 1:1x1 丙 2:1x1 丁\n 0:1x1 1 1:1x1 2 2:1x1 3\n", ""},
		{"cells over rows", "|甲|乙|\n|-|-|\n|1|2|\n|^|3|", " [0 0]\n# 0:1x1 甲 1:1x1 乙\n 0:2x1 1 1:1x1 2\n 1:1x1 3\n", ""},
		{"marks that are escaped", "|甲|乙|\n|-|-|\n|\\<|\\^|", " [0 0]\n# 0:1x1 甲 1:1x1 乙\n 0:1x1 < 1:1x1 ^\n", ""},
		{"too many cells are not lost without a word", "|甲|乙|\n|-|-|\n|1|2|3|", "", "4:4 这一行有 3 格，表头有 2 格"},
		{"too few cells", "|甲|乙|\n|-|-|\n|1|", "", "4:4 这一行有 1 格，表头有 2 格"},
		{"a mark without a cell", "|<|乙|\n|-|-|", "", "2:4 “<”旁边没有可以并入的格"},
		{"no rectangle", "|甲|<|\n|-|-|\n|^|1|", "", "2:4 合并的格不是矩形"},
		{"too many columns", strings.Repeat("|甲", 13) + "|\n" + strings.Repeat("|-", 13) + "|", "", "2:3 表格最多 12 列，实有 13 列"},
		{"too many rows", "|甲|乙|\n|-|-|" + strings.Repeat("\n|1|2|", 500), "", "2:3 表格最多 500 行，实有 501 行"},
		{"a row of nothing", "|甲|\n|-|\n|", " [0]\n# 0:1x1 甲\n 0:1x1 \n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			blocks, b := parseProse(t, c.text)
			if c.said != "" {
				if len(b.problems) == 0 {
					t.Fatal("nothing is said")
				}
				d := b.problems[0]
				if got := fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Message.ZH); got != c.said || !b.problems.HasErrors() {
					t.Errorf("said %q, want %q", got, c.said)
				}
				return
			}
			if len(blocks) != 1 || blocks[0].Table == nil || len(b.problems) > 0 {
				t.Fatalf("blocks %+v, problems %v", blocks, b.problems)
			}
			if got := tableText(blocks[0]); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}
