package sources

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/growth"
	"gongwen/internal/source"
	"gongwen/internal/tier"
)

var lists = configs.NewLibrary(os.DirFS("../../examples/templates"))

// funds is a report with a list and a source for it.
func funds(list, source string) []byte {
	return []byte("template: project-funds\n编制单位: 某县财政局\n年度: 2023\n" + list + "\n落款: {成文日期: 2024-01-25}\n来源: {" + source + "}\n")
}

// projects is a workbook whose second sheet holds a list below the printed heads.
func projects(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	fail := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := f.NewSheet("明细")
	fail(err)
	date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	fail(err)
	for i, row := range [][]any{
		{"2023年度项目资金明细表"},
		{"项目", nil, "主管部门", "开工日期", "资金"},
		{"编码", "名称", nil, nil, "预算安排", nil, nil, "实际支出"},
		{nil, nil, nil, nil, "总额", "中央", "地方"},
		{"合计", nil, nil, nil, 30, 20, 10, 9},
		{"0001", "甲项目", "教育局", 45200, 11, 10, 1, 5.5},
		{nil, "教育局小计", nil, nil, 11, 10, 1, 5.5},
		{"0002", "乙项目", "水利局", 45201, 19, 10, 9, nil},
		{"注：单位为万元。"},
	} {
		fail(f.SetSheetRow("明细", fmt.Sprintf("A%d", i+1), &row))
	}
	for _, m := range [][2]string{{"A2", "B2"}, {"C2", "C4"}, {"D2", "D4"}, {"E2", "H2"}, {"A3", "A4"}, {"B3", "B4"}, {"E3", "G3"}, {"H3", "H4"}} {
		fail(f.MergeCell("明细", m[0], m[1]))
	}
	fail(f.SetCellStyle("明细", "D6", "D8", date))
	var b bytes.Buffer
	fail(f.Write(&b))
	return b.Bytes()
}

const (
	listed1 = "项目编码,项目名称,主管部门,开工日期,中央资金,地方资金,实际支出\n0001,甲项目,教育局,2023年10月1日,10,1.50,5\n"
	listed2 = listed1 + "0002,\"乙, \"\"二期\"\"\",水利局,2023-10-02,10,9,\n合计,,,,20,10.5,5\n"
)

// wide is a thousand and one objects that have no name in common.
func wide() []byte {
	var b bytes.Buffer
	for i := range 1001 {
		fmt.Fprintf(&b, ",{\"k%d\":1}", i)
	}
	return append([]byte("["), append(b.Bytes()[1:], ']')...)
}

func listAccess(t testing.TB) Access {
	t.Helper()
	a := access(t)
	files := map[string][]byte{
		"b.xlsx": projects(t), "one.csv": []byte(listed1), "two.csv": []byte(listed2), "heads.csv": []byte(strings.SplitAfter(listed1, "\n")[0]),
		"strange.csv": []byte("项目编码,项目名称,电话,主管部门,开工日期,中央资金,地方资金\n1,甲,1,局,2023-01-01,1,1\n"), "twice.csv": []byte("项目编码,项目名称,主管部门,开工日期,中央资金,中央资金,地方资金,实际支出\n"),
		"other.csv": []byte("a,b\n1,2\n"), "bad.csv": []byte("项目编码,项目名称,主管部门,开工日期,中央资金,地方资金,实际支出\n一,甲,局,昨天,约10,-1,1e3\n"),
		"many.csv": []byte(listed1 + strings.Repeat("1,甲,局,昨天,1,1,1\n", 50)),
		"o.json":   []byte(`{"x/y": [{"code": "0001", "name": "甲", "department": "局", "begun": "2023-10-01", "central": 1, "local": 2.50, "spent": 0}, {"code": "0002", "name": "乙", "department": "局", "begun": "2023-10-01", "central": 1, "local": 2, "spent": null}]}`),
		"l.json":   []byte(`[["code","name","department","begun","central","local","spent"],["0001","甲","局","2023-10-01",1,2,{}]]`),
		"k.json":   []byte(`[{"code": "1", "name": "甲", "department": "局", "begun": "2023-10-01", "central": 1, "local": 2}, {"项目编码": "2", "spent": 1}]`), "m.json": []byte(`[["code"],{"code":1}]`), "n.json": []byte(`[1]`), "wide.json": wide(),
	}
	a.Open = func(_ context.Context, path string) ([]byte, diag.List) { return files[path], nil }
	a.Ask = func(_ context.Context, _, query string) (*Answer, error) {
		answer := &Answer{Columns: []string{"spent", "code", "name", "department", "begun", "central", "local"}}
		if query == "rows" {
			answer.Rows = [][]Value{{{Text: "5"}, {Text: "0001"}, {Text: "甲"}, {Text: "局"}, {Text: "2023-10-01"}, {Text: "1"}, {Text: "7"}}, {{Null: true}, {Text: "0002"}, {Text: "乙"}, {Text: "局"}, {Text: "2023-10-02"}, {Text: "2"}, {Text: "7"}}}
		}
		return answer, nil
	}
	return a
}

// pullList is a report file after the rows of its list were pulled.
func pullList(t testing.TB, content []byte, force bool) ([]byte, Plan, diag.List) {
	t.Helper()
	return pulled(t, content, force, lists, listAccess(t))
}

// TestRowsComeIntoTheReport: whatever the source and the form of the file, rows come
// with their places, and pulled again nothing changes.
func TestRowsComeIntoTheReport(t *testing.T) {
	var out strings.Builder
	for _, c := range []struct{ list, source string }{
		{"项目资金明细: []   # 由 pull 填", "文件: two.csv, 填入: {项目资金明细: 全部}"},
		{"项目资金明细:\n  项目: []", "文件: one.csv, 填入: {funds.projects: A1:G2}"},
		{"项目资金明细: {项目: [], }", "文件: two.csv, 填入: {funds: {项目: all}}"},
		{"项目资金明细: {项目: }", "文件: two.csv, 填入: {funds: {项目: all}}"},
		{"项目资金明细:\n  项目: ~ # 无", "文件: b.xlsx, 填入: {funds: 明细!全部}"},
		{"项目资金明细:\n  项目:   # 还没有\n", "文件: b.xlsx, 填入: {funds: \"'明细'!A2:H8\"}"},
		{"项目资金明细:\n    # 旧的\n    - [\"0001\", 甲项目, 教育局, 2023-10-01,\n       10, 1.50, 5] # 没有动\n", "文件: two.csv, 填入: {funds: all}"},
		{"项目资金明细:\n- {项目编码: '0001', 项目名称: 甲项目, 主管部门: 教育局, 开工日期: 2023-10-01, 中央资金: 10, 地方资金: 1.50, 实际支出: 5}", "文件: heads.csv, 填入: {funds: all}"},
		{"项目资金明细:\n- 项目编码: '0001'\n  项目名称: 甲项目\n  主管部门: 教育局\n  开工日期: 2023-10-01\n  中央资金: 10\n  地方资金: 1.50\n  实际支出: 5\n", "文件: two.csv, 填入: {funds: all}"},
		{"项目资金明细: []", "文件: o.json, 填入: {funds: /x~1y}"},
		{"项目资金明细: []", "名称: 库, 连接: DB, 查询: rows, 填入: {funds: all}"},
		{"项目资金明细: []", "名称: 库, 连接: DB, 查询: none, 填入: {funds: all}"},
	} {
		before := funds(c.list, c.source)
		after, plan, said := pullList(t, before, true)
		fmt.Fprintf(&out, "== %s\n%s\n", c.source, after)
		for _, d := range said {
			fmt.Fprintln(&out, d.Format(diag.ZH))
		}
		for _, change := range plan.Changes {
			fmt.Fprintf(&out, "%s: %+v from %s\n", change.Name, *change.Rows, change.From)
		}
		if said.HasErrors() {
			t.Errorf("%s: %v", c.source, said)
			continue
		}
		if emptied, _, said := pullList(t, bytes.Replace(after, []byte(c.source), []byte("文件: heads.csv, 填入: {funds: all}"), 1), false); said.HasErrors() || bytes.Contains(emptied, []byte("甲")) {
			t.Errorf("%s: with no rows: %v\n%s", c.source, said, emptied)
		}
		again, plan, said := pullList(t, after, false)
		if said.HasErrors() || len(plan.Edits) > 0 || !bytes.Equal(again, after) {
			t.Errorf("%s: pulled again it changes: %v %v\n%s", c.source, plan.Edits, said, again)
		}
		now, warned := load.Report("r.yaml", after, lists)
		for _, row := range now.Tables["funds"].Lists["projects"].Rows {
			at := now.CameFrom(diag.List{diag.Errorf(row.Cells[1].Pos, "x", "x"), diag.Errorf(row.Pos, "x", "x")})
			if row.From == "" || len(at[0].Related) != 1 || len(at[1].Related) != 1 {
				t.Errorf("%s: %+v %v", c.source, row, at)
			}
		}
		if strings.Contains(warned.Error(), "取来的行") {
			t.Errorf("%s: %v", c.source, warned)
		}
	}
	golden.Check(t, "testdata/rows.golden", []byte(out.String()))
}

// TestRowsComeIntoJSON: a file of brackets stays one.
func TestRowsComeIntoJSON(t *testing.T) {
	for _, list := range []string{`[]`, `null`, `{"projects": [["9", "x", "y", "2023-01-01", 1, 2, 3]]}`} {
		content := []byte(`{"template": "project-funds", "agency": "某县财政局", "year": 2023, "funds": ` + list + `, "sources": [{"file": "two.csv", "into": {"funds.projects": "all"}}]}`)
		after, _, said := pullList(t, content, true)
		if list == "null" {
			if !said.HasErrors() || !strings.Contains(said.Error(), "报告里没有这个清单") {
				t.Errorf("%v", said)
			}
			continue
		}
		if said.HasErrors() || !strings.Contains(string(after), `["0002", "乙, \"二期\"", "水利局", "2023-10-02", 10, 9, null]`) {
			t.Errorf("%v\n%s", said, after)
		}
	}
}

func TestTypedRowsAreKept(t *testing.T) {
	const list = "项目资金明细:\n  - [\"0001\", 甲项目, 教育局, 2023-10-01, 10, 1.5, 5]\n"
	if after, _, said := pullList(t, funds(list, "文件: two.csv, 填入: {funds: all}"), false); said.HasErrors() || !strings.Contains(string(after), "0002") {
		t.Errorf("a row that the source has too: %v\n%s", said, after)
	}
	after, _, said := pullList(t, funds("项目资金明细: []", "文件: two.csv, 填入: {funds: all}"), false)
	if said.HasErrors() {
		t.Fatal(said)
	}
	typed := bytes.Replace(after, []byte(`"教育局", "2023-10-01", 10, `), []byte(`"教育局", "2023-10-01", 11, `), 1)
	if _, _, said := pullList(t, typed, false); !said.HasErrors() || !strings.Contains(said.Error(), "有 1 行是手工填的（这里是第一行），two.csv 里没有") {
		t.Errorf("%v", said)
	}
	if forced, _, said := pullList(t, typed, true); said.HasErrors() || !bytes.Equal(forced, after) {
		t.Errorf("%v\n%s", said, forced)
	}
	if _, said := load.Report("r.yaml", typed, lists); !strings.Contains(said.Error(), "取来的行有 1 行这里没有了，这里有 1 行不是取来的") {
		t.Errorf("%v", said)
	}
	// A source that has other rows now is followed.
	if newer, plan, said := pullList(t, bytes.Replace(after, []byte("two.csv, 填入"), []byte("one.csv, 填入"), 1), false); said.HasErrors() || bytes.Contains(newer, []byte("0002")) || len(plan.Changes) != 1 {
		t.Errorf("%v\n%s", said, newer)
	}
}

func TestRowsThatCannotBeHadAreNamed(t *testing.T) {
	var out strings.Builder
	for _, c := range []struct{ list, source string }{
		{"", "文件: strange.csv, 填入: {funds: all}"}, {"", "文件: twice.csv, 填入: {funds: all}"}, {"", "文件: other.csv, 填入: {funds: all}"},
		{"", "文件: bad.csv, 填入: {funds: all}"}, {"", "文件: many.csv, 填入: {funds: all}"}, {"", "文件: b.xlsx, 填入: {funds: all}"}, {"", "文件: b.xlsx, 填入: {funds: 没有!all}"}, {"", "文件: b.xlsx, 填入: {funds: {行: 甲}}"},
		{"", "文件: b.xlsx, 填入: {funds: 第一行}"}, {"", "文件: l.json, 填入: {funds: all}"}, {"", "文件: k.json, 填入: {funds: all}"}, {"", "文件: m.json, 填入: {funds: all}"}, {"", "文件: wide.json, 填入: {funds: all}"}, {"", "文件: n.json, 填入: {funds: all}"}, {"", "文件: o.json, 填入: {funds: all}"},
		{"", "文件: o.json, 填入: {funds: x}"}, {"", "文件: o.json, 填入: {funds: /x}"}, {"", "名称: 库, 连接: DB, 查询: rows, 填入: {funds: 1}"},
		{"", "文件: two.csv, 填入: {funds: all, funds.projects: all}"}, {"", "文件: two.csv, 填入: {funds.projects.code: all}"},
		{"说明: 无", "文件: two.csv, 填入: {funds: all}"}, {"项目资金明细: two.csv", "文件: two.csv, 填入: {funds: all}"}, {"项目资金明细:\n  - ['9', 甲, 局, 2023-10-01, 10, 1.5, 5]\n", "文件: two.csv, 填入: {funds: all}"},
	} {
		list := c.list
		if list == "" {
			list = "项目资金明细: []"
		}
		_, _, said := pullList(t, funds(list, c.source), false)
		if !said.HasErrors() {
			t.Errorf("%s: nothing is said", c.source)
		}
		fmt.Fprintf(&out, "== %s\n", c.source)
		for _, d := range said {
			fmt.Fprintln(&out, d.Format(diag.ZH))
			if d.Message.EN == "" || strings.Contains(d.Message.ZH+d.Message.EN+d.Hint.ZH+d.Hint.EN, "%!") {
				t.Errorf("%+v", d)
			}
		}
	}
	golden.Check(t, "testdata/rowfaults.golden", []byte(out.String()))
}

// TestGrowthOfRows: twice the rows cost twice as much.
func TestGrowthOfRows(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	content := funds("项目资金明细: []", "文件: x.csv, 填入: {funds: all}")
	tree, _ := source.Parse("r.yaml", content)
	rep, _ := load.Build("r.yaml", tree, lists)
	growth.Reader(t, 500, func(csv []byte) {
		a := Access{Open: func(context.Context, string) ([]byte, diag.List) { return csv, nil }}
		fetched, said := Fetch(context.Background(), rep, a)
		if said.HasErrors() {
			t.Fatal(said)
		}
		plan, _ := Edit(content, tree, &data.Report{Template: rep.Template, Tables: rep.Tables}, fetched, false)
		if len(plan.Edits) == 0 {
			t.Fatal("nothing changes")
		}
	}, map[string]func(int) string{"rows": func(n int) string { return listed1 + strings.Repeat("1,甲,局,2023-01-01,1,1,1\n", n) }})
}
