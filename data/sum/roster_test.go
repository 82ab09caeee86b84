package sum

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongwen/data"
	"gongwen/internal/growth"
)

func workbookOf(t *testing.T, cells map[string]string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for cell, text := range cells {
		if err := f.SetCellStr("Sheet1", cell, text); err != nil {
			t.Fatal(err)
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func encoded(t *testing.T, s string, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRostersOfAllForms(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("序号,机关名称\r\n1,某县甲局\r\n2,某县乙局\r\n")
	gb = encoded(t, gb, err)
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("某县甲局\r\n某县乙局\r\n")
	wide = encoded(t, wide, err)
	for _, c := range []struct{ name, file, content, at string }{
		{"lines with comments, numbers and blanks", "r.txt", "# 应报机关\n机关名称\n1. 某县甲局\n\n  2、某县乙局 \n", "r.txt:5:1"},
		{"names that begin with digits", "r.txt", "12345热线\n", ""},
		{"lines with a byte order mark", "r.txt", "\uFEFF某县甲局\r\n某县乙局\r\n", "r.txt:2:1"},
		{"lines in UTF-16", "r.txt", wide, "r.txt:2:1"},
		{"a table with a head, in GB18030", "r.csv", gb, "r.csv:3:1"},
		{"a table without a head", "r.csv", "某县甲局,张三\n\"某县乙局\",李四\n", "r.csv:2:1"},
		{"a table with tabs", "r.csv", "序号\t单位名称\n1\t某县甲局\n2\t某县乙局\n", "r.csv:3:1"},
		{"a list in YAML", "r.yaml", "# 名册\n- 某县甲局\n- 某县乙局\n", "r.yaml:3:3"},
		{"a list under a key", "r.yaml", "机关名称:\n  - 某县甲局\n  - 某县乙局\n", "r.yaml:3:5"},
		{"a list in JSON", "r.json", `["某县甲局", "某县乙局"]`, "r.json:1:10"},
		{"a workbook with a head", "r.xlsx", workbookOf(t, map[string]string{"A1": "应报机关名册", "A3": "序号", "B3": "机关名称", "B4": "某县甲局", "B6": "某县乙局"}), "r.xlsx!Sheet1:B6"},
		{"a workbook without a head", "r.xlsx", workbookOf(t, map[string]string{"B2": "某县甲局", "B3": "某县乙局", "C3": "别的"}), "r.xlsx!Sheet1:B3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, said := ReadRoster(c.file, []byte(c.content))
			if r == nil {
				t.Fatal(said)
			}
			if c.at == "" {
				if r.Names[0].Text != "12345热线" {
					t.Errorf("read %v", r.Names)
				}
				return
			}
			if len(r.Names) != 2 || r.Names[0].Text != "某县甲局" || r.Names[1].Text != "某县乙局" || r.Names[1].Pos.String() != c.at {
				t.Errorf("read %+v", r.Names)
			}
		})
	}
}

// The column of deadlines is found by its head; an agency may have none.
func TestDeadlinesOfRosters(t *testing.T) {
	for file, content := range map[string]string{
		"r.csv":  "机关名称,联系人,截止日期\n某县甲局,张三,2025年1月20日\n某县乙局,李四,\n某县丙局,王五,2025-01-31\n",
		"r.xlsx": workbookOf(t, map[string]string{"A1": "名册", "A2": "截止日期", "B2": "机关名称", "A3": "2025年1月20日", "B3": "某县甲局", "B4": "某县乙局", "A5": "2025-01-31", "B5": "某县丙局"}),
	} {
		r, said := ReadRoster(file, []byte(content))
		if r == nil || len(r.Names) != 3 {
			t.Fatal(file, r, said)
		}
		if a, b, c := r.Names[0].Due, r.Names[1].Due, r.Names[2].Due; a.ISO() != "2025-01-20" || b != (data.Date{}) || c.ISO() != "2025-01-31" {
			t.Errorf("%s: %v, %v, %v", file, a, b, c)
		}
		if r.Index(" 某县丙局") != 2 || r.Index("某县丁局") != -1 {
			t.Errorf("%s: %+v", file, r)
		}
	}
}

// A column of dates that is not taken for deadlines is named; its head is none of an agency.
func TestColumnsOfDates(t *testing.T) {
	for name, c := range map[string]struct{ file, content, due, dates string }{
		"a head of other words":    {"r.csv", "单位名称,上报截止日期\n某县甲局,2025-01-31\n某县乙局,\n", "2025-01-31", ""},
		"the same in a workbook":   {"r.xlsx", workbookOf(t, map[string]string{"A1": "单位名称", "B1": "最后期限（日）", "A2": "某县甲局", "B2": "2025-01-31", "A3": "某县乙局"}), "2025-01-31", ""},
		"a head that says nothing": {"r.csv", "名字,日期\n某县甲局,2025-01-31\n某县乙局,2025年2月1日\n", "", "r.csv:1:1: 警告: “日期”这一列都是日期，没有当作截止日期"},
		"neither is known":         {"r.csv", "谁,哪天\n某县甲局,2025-01-31\n某县乙局,2025年2月1日\n", "", "r.csv:1:1: 警告: “哪天”这一列"},
		"the same of a workbook":   {"r.xlsx", workbookOf(t, map[string]string{"A2": "谁", "B2": "哪天", "A3": "某县甲局", "B3": "2025-01-31", "A4": "某县乙局"}), "", "r.xlsx!Sheet1:B2: 警告: “哪天”这一列"},
		"no head at all":           {"r.csv", "某县甲局,2025-01-31\n某县乙局,2025-02-01\n", "", "r.csv:1:1: 警告: 这一列都是日期，没有列名"},
		"no dates":                 {"r.csv", "机关名称,联系人\n某县甲局,张三\n某县乙局,2025\n", "", ""},
		"another beside deadlines": {"r.csv", "机关名称,截止日期,成立\n某县甲局,2025-01-31,1990-01-01\n某县乙局,,1990-01-01\n", "2025-01-31", ""},
	} {
		r, said := ReadRoster(c.file, []byte(c.content))
		if r == nil || len(r.Names) != 2 || len(said) > 0 {
			t.Errorf("%s: %+v, %v", name, r, said)
			continue
		}
		due := ""
		if r.Names[0].Due.Year > 0 {
			due = r.Names[0].Due.ISO()
		}
		if got := r.Dates.Error(); due != c.due || c.dates == "" && len(r.Dates) > 0 || !strings.Contains(got, c.dates) || len(r.Dates) > 1 {
			t.Errorf("%s: due %s, %s", name, due, got)
		}
	}
}

func TestFaultsOfRosters(t *testing.T) {
	for _, c := range []struct{ name, file, content, said string }{
		{"empty", "r.txt", "\n# 还没有\n", "r.txt: 错误: 名册里没有机关名称"},
		{"a name twice", "r.txt", "某县甲局\n某县 甲局\n", "r.txt:2:1: 错误: “某县 甲局”在名册里写了两次\n  r.txt:1:1: 另一次写在这里"},
		{"not text", "r.txt", "PK\x03\x04\x00\x00", "名册不是文本文件"},
		{"no list", "r.yaml", "a: 1\nb: 2\n", "r.yaml:1:1: 错误: 名册应为一列机关名称"},
		{"a deadline that is none", "r.csv", "机关名称,截止日期\n某县甲局,下月底\n", "r.csv:2:1: 错误: 截止日期看不懂：下月底"},
		{"a quotation mark alone", "r.csv", "\"机关名称,x\n某县甲局,y\n", "r.csv:1:1: 错误: 引号没有成对"},
		{"maps for names", "r.yaml", "- {name: 甲}\n", "r.yaml:1:3: 错误: 这里应为机关名称"},
		{"broken YAML", "r.yaml", "- [甲\n", "名册读不懂"},
		{"an old workbook", "r.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "另存为"},
		{"a name too long", "r.txt", strings.Repeat("局", maxName+1), "超过 200 个字"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, said := ReadRoster(c.file, []byte(c.content))
			if r != nil || !strings.Contains(said.Error(), c.said) {
				t.Errorf("said %v", said)
			}
		})
	}
}

// FuzzReadRoster: no roster exhausts the machine, and one that is read has
// names that differ.
func FuzzReadRoster(f *testing.F) {
	for _, s := range []string{"某县甲局\n", "- 甲\n- 乙\n", "机关名称,a\n甲,b\n", "a: &x [甲]\nb: *x\n", "PK\x03\x04", "[\"甲\"]"} {
		for form := range uint8(4) {
			f.Add(form, []byte(s))
		}
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, form uint8, content []byte) {
		name := "r" + []string{".txt", ".csv", ".yaml", ".xlsx"}[form%4]
		r, said := ReadRoster(name, content)
		if r == nil {
			if !said.HasErrors() {
				t.Fatal("no roster and no error")
			}
			return
		}
		seen := map[string]bool{}
		for _, n := range r.Names {
			if k := key(n.Text); k == "" || seen[k] {
				t.Fatalf("name %q", n.Text)
			} else {
				seen[k] = true
			}
		}
	}))
}
