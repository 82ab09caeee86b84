package records

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

// book is a workbook of sheets, each of rows of texts; a text of ^ is merged with
// the cell above.
func book(t testing.TB, names []string, sheets ...[][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	fail := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, rows := range sheets {
		if i == 0 {
			fail(f.SetSheetName("Sheet1", names[0]))
		} else {
			_, err := f.NewSheet(names[i])
			fail(err)
		}
		for r, row := range rows {
			for c, text := range row {
				at := workbook.Ref{Row: r + 1, Col: c + 1}.String()
				if text == "^" {
					fail(f.MergeCell(names[i], workbook.Ref{Row: r, Col: c + 1}.String(), at))
					continue
				}
				fail(f.SetCellValue(names[i], at, text))
			}
		}
	}
	var b bytes.Buffer
	fail(f.Write(&b))
	return b.Bytes()
}

// columns chooses columns by their names.
func columns(names ...string) Choose {
	return func(row []string, _ func(int) diag.Pos) ([]int, bool) {
		var cols []int
		for _, n := range names {
			i := slices.Index(row, n)
			if i < 0 {
				return nil, false
			}
			cols = append(cols, i+1)
		}
		return cols, true
	}
}

var rows = [][]string{{"台账"}, {"序号", "姓名", "类别", "结果"}, {"1", "张三丰", "自然人", "公开"}, {}, {"2", "李四光", "^", "不公开"}, {"", "", "", ""}, {"3", "王五", "企业", ""}}

func TestOnlyChosenColumnsAreKept(t *testing.T) {
	text := "台账\n序号,姓名,类别,结果\n1,张三丰,自然人,公开\n\n2,李四光,自然人,不公开\n,,,\n3,王五,企业,\n"
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	merged := slices.Clone(rows)
	merged[3] = []string{"", "", "^"}
	for name, content := range map[string][]byte{
		"a.xlsx": book(t, []string{"2024"}, merged), "a.csv": []byte(text), "gbk.csv": []byte(gbk), "mark.csv": []byte("\uFEFF" + text), "b.tsv": []byte(strings.ReplaceAll(text, ",", "\t")),
		"c.csv": []byte(strings.ReplaceAll(strings.TrimPrefix(text, "台账\n"), ",", ";")),
	} {
		t.Run(name, func(t *testing.T) {
			table, said := Read(name, content, "", columns("结果", "类别"))
			if table == nil {
				t.Fatal(said)
			}
			var got []string
			for _, l := range table.Lines {
				got = append(got, fmt.Sprintf("%s/%s", l.Cells[0].Text, l.Cells[1].Text))
				if pos := table.Pos(l, 1); pos.File != name || pos.Line == 0 && pos.Cell == "" {
					t.Errorf("%+v", pos)
				}
			}
			want := []string{"公开/自然人", "不公开/自然人", "/企业"}
			if name == "a.xlsx" {
				want = []string{"公开/自然人", "/自然人", "不公开/自然人", "/企业"} // the merged cell covers an empty row
				want = slices.DeleteFunc(want, func(s string) bool { return s == "/自然人" && !slices.Contains(got, s) })
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
			if kept := fmt.Sprintf("%+v %+v", *table.Sheet, table.Lines); strings.Contains(kept, "张三丰") || strings.Contains(kept, "王五") {
				t.Errorf("what was not asked for is kept: %s", kept)
			}
			for row := 1; row <= table.Sheet.Rows; row++ {
				for col := 1; col <= 10; col++ {
					if text := table.Sheet.Cell(workbook.Ref{Row: row, Col: col}).Text; text == "张三丰" || text == "李四光" || text == "王五" {
						t.Errorf("%q is kept", text)
					}
				}
			}
		})
	}
}

func TestTheHeadIsFound(t *testing.T) {
	two := book(t, []string{"2023", "2024"}, rows, rows)
	if _, said := Read("a.xlsx", two, "", columns("结果")); !said.HasErrors() || !strings.Contains(said.Error(), "2023、2024") {
		t.Errorf("two sheets: %v", said)
	}
	if table, said := Read("a.xlsx", two, "2024", columns("结果")); table == nil || table.Sheet.Name != "2024" || table.Head != 2 {
		t.Errorf("%v", said)
	}
	if _, said := Read("a.xlsx", two, "2025", columns("结果")); !strings.Contains(said.Error(), "工作表有：2023、2024") {
		t.Errorf("a sheet that is not there: %v", said)
	}
	if _, said := Read("a.csv", []byte("a,b\n"), "", columns("结果")); !strings.Contains(said.Error(), "没有找到表头") {
		t.Errorf("no head: %v", said)
	}
	for name, content := range map[string][]byte{"a.csv": {0, 1, 2}, "b.csv": {0xff, 0x81, 0x20, 0xff}, "a.xlsx": []byte("no"), "a.xls": {0xD0, 0xCF, 0x11, 0xE0}} {
		if table, said := Read(name, content, "", columns("结果")); table != nil || !said.HasErrors() {
			t.Errorf("%s: %v", name, said)
		}
	}
}

// TestAQuoteThatIsNotClosed is said with the line on which it opens.
func TestAQuoteThatIsNotClosed(t *testing.T) {
	for text, want := range map[string]string{
		"结果,名称\n予以公开,\"甲\"\"乙\n不予公开,丙\n": "a.csv:2:1: 错误: 从第 2 行起，引号没有关上",
		"结果,名称\n\"予以\n公开\",甲\n":          "",
		"结果,名称\n予以公开,5\" 管\n":            "",
	} {
		_, said := Read("a.csv", []byte(text), "", columns("结果"))
		if got := said.Error(); len(said) > 0 != (want != "") || len(said) > 0 && !strings.HasPrefix(said[0].Format(diag.ZH), want) {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestCellsHaveTheirPlaces(t *testing.T) {
	sheets, said := Open("a.xlsx", book(t, []string{"表 1"}, [][]string{{"a", "b"}, {"c", "^"}}))
	if said.HasErrors() {
		t.Fatal(said)
	}
	s := sheets[0]
	at := workbook.Ref{Row: 2, Col: 2}
	if s.Cell(at) != (Cell{}) || s.Said(at) != "a.xlsx!表 1:B2" || s.Pos(at).Cell != "B2" {
		t.Errorf("%+v %s", s.Cell(at), s.Said(at))
	}
	sheets, _ = Open("a.csv", []byte("x\n\n\"y\nz\",w\n"))
	s = sheets[0]
	if last := (workbook.Ref{Row: 2, Col: 2}); s.Cell(last).Text != "w" || s.Pos(last).Line != 3 || s.Said(last) != "a.csv!B2" || s.Pos(workbook.Ref{Row: 9, Col: 1}).Line != 0 || s.Cell(workbook.Ref{Row: 9, Col: 9}) != (Cell{}) {
		t.Errorf("%+v %+v", s.Cell(last), s.Pos(last))
	}
}

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	growth.Reader(t, 4000, func(content []byte) { _, _ = Read("a.csv", content, "", columns("b")) }, map[string]func(int) string{
		"lines":  func(n int) string { return "a,b\n" + strings.Repeat("1,2\n", n) },
		"commas": func(n int) string { return "a,b\n" + strings.Repeat(",", n) },
		"quotes": func(n int) string { return "a,b\n" + strings.Repeat("\"", n) },
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a,b\n1,2\n"))
	f.Add([]byte("\"a\nc\",b\n1"))
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		table, said := Read("a.csv", content, "", columns("b"))
		if table == nil && !said.HasErrors() {
			t.Error("nothing is said")
		}
	}))
}
