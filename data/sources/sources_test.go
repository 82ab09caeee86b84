package sources

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/mend"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/growth"
	"gongwen/internal/source"
)

// report is a report with zeros, and sources behind it.
func report(t testing.TB, sources string) []byte {
	t.Helper()
	content, err := os.ReadFile("testdata/report.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return append(content, sources...)
}

// book is a workbook of two sheets.
func book(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	fail := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	fail(f.SetSheetName("Sheet1", "表1"))
	_, err := f.NewSheet("表 2")
	fail(err)
	for cell, value := range map[string]any{"A1": "项目", "B1": "制发", "C1": "废止", "D1": "有效", "A2": "规章", "B2": 1, "C2": 2, "D2": 30, "A3": "许可", "B3": 7, "A4": "收费", "B4": 3.5, "A5": "字", "B5": "约20", "A6": "许可", "B6": 8} {
		fail(f.SetCellValue("表1", cell, value))
	}
	fail(f.SetCellFormula("表1", "C3", "B3*2"))
	style, err := f.NewStyle(&excelize.Style{NumFmt: 2})
	fail(err)
	fail(f.SetCellStyle("表1", "B4", "B4", style))
	for i, v := range []int{9, 8, 7, 6, 5, 4} {
		fail(f.SetCellValue("表 2", fmt.Sprintf("C%d", i+7), v))
	}
	var b bytes.Buffer
	fail(f.Write(&b))
	return b.Bytes()
}

// access is files and a database in memory.
func access(t testing.TB) Access {
	t.Helper()
	files := map[string][]byte{
		"b.xlsx": book(t), "c.csv": []byte("项目,件数\n行政处罚,4\n行政强制,\n合计,4\n"), "gbk.csv": {0xcf, 0xee, ',', '1', '\n'},
		"c.json": []byte(`{"许可": {"件数": 7}, "申请": [1, 2, 3, 0, 0, 0], "规章": {"made": 1, "现行有效件数": 3, "repealed": 2}, "空": null, "a/b": 1.50, "表": [[1,2,3],[4,5,6]]}`),
	}
	return Access{
		Open: func(_ context.Context, path string) ([]byte, diag.List) {
			if content, ok := files[path]; ok {
				return content, nil
			}
			return nil, diag.List{diag.Errorf(diag.Pos{File: path}, "找不到这个来源", "there is no such source")}
		},
		Env: func(name string) (string, bool) { return "memory", name == "DB" },
		Ask: func(_ context.Context, _, query string) (*Answer, error) {
			switch query {
			case "kinds":
				return &Answer{Columns: []string{"类别", "n", "m", "k"}, Rows: [][]Value{
					{{Text: "规章"}, {Text: "1"}, {Text: "2"}, {Text: "3"}}, {{Text: "两次"}, {Text: "1"}, {Text: "1"}, {Null: true}}, {{Text: "两次"}, {Text: "1"}, {Text: "1"}, {Text: "1"}},
				}}, nil
			case "one":
				return &Answer{Columns: []string{"n"}, Rows: [][]Value{{{Text: "5"}}}}, nil
			case "none":
				return &Answer{Columns: []string{"n"}}, nil
			}
			return nil, diag.NewError("数据库说：没有这张表", "the database says: no such table")
		},
	}
}

// pull is a report file after its sources were pulled.
func pull(t testing.TB, content []byte, force bool) ([]byte, Plan, diag.List) {
	t.Helper()
	return pulled(t, content, force, configs.NewLibrary(nil), access(t))
}

// pulled is a report file of a library's template after its sources were pulled.
func pulled(t testing.TB, content []byte, force bool, library *configs.Library, access Access) ([]byte, Plan, diag.List) {
	t.Helper()
	tree, said := source.Parse("r.yaml", content)
	if said.HasErrors() {
		t.Fatal(said)
	}
	rep, said := load.Build("r.yaml", tree, library)
	if rep == nil {
		t.Fatal(said)
	}
	if rep.Faults != nil {
		return nil, Plan{}, rep.Faults
	}
	fetched, said := Fetch(t.Context(), rep, access)
	if said.HasErrors() {
		return nil, Plan{}, said
	}
	plan, more := Edit(content, tree, rep, fetched, force)
	if more.HasErrors() {
		return nil, plan, more
	}
	after := mend.Apply(content, plan.Edits)
	now, again := load.Report("r.yaml", after, library)
	if now == nil {
		t.Fatalf("the changed file cannot be read: %v\n%s", again, after)
	}
	return after, plan, append(said, Agree(now, fetched)...)
}

const all = `
来源:
  - 文件: b.xlsx
    填入:
      disclosure:
        规章: 表1!B2:D2      # 一行
        行政许可: 表1!B3
        fees: 表1!$B$4
      requests: {new: "'表 2'!C7:C12"}
  - 文件: c.csv
    填入: {disclosure.行政处罚: {行: 行政处罚, 列: 件数}}
  - 名称: 库
    连接: DB
    查询: one
    填入: {disclosure.compulsion: 1}
`

func TestFiguresComeIntoTheReport(t *testing.T) {
	before := report(t, all)
	after, plan, said := pull(t, before, false)
	if said.HasErrors() {
		t.Fatal(said)
	}
	golden.Check(t, "testdata/pulled.golden", after)
	for _, c := range plan.Changes {
		if c.Name == "" || c.From == "" {
			t.Errorf("%+v", c)
		}
	}
	again, plan, said := pull(t, after, false)
	if said.HasErrors() || len(plan.Edits) > 0 || !bytes.Equal(again, after) {
		t.Errorf("pulled again it changes: %v %v", plan.Edits, said)
	}
	now, warned := load.Report("r.yaml", after, configs.NewLibrary(nil))
	cell := now.Tables["disclosure"].Cells[data.Ref{Row: "regulations", Column: "made"}]
	if cell.From != "b.xlsx!表1:B2" {
		t.Errorf("%+v", cell)
	}
	said = now.CameFrom(diag.List{diag.Errorf(cell.Pos, "x", "x"), diag.Errorf(diag.Pos{File: "r.yaml", Line: 1, Col: 1}, "x", "x")})
	if len(said[0].Related) != 1 || said[0].Related[0].Text.ZH != "来自 b.xlsx!表1:B2" || len(said[1].Related) != 0 {
		t.Errorf("%+v", said)
	}
	for _, d := range warned {
		if d.Level == diag.Warning {
			t.Errorf("a warning of what was pulled: %v", d)
		}
	}
}

func TestTypedFiguresAreKept(t *testing.T) {
	after, _, said := pull(t, report(t, all), false)
	if said.HasErrors() {
		t.Fatal(said)
	}
	typed := bytes.Replace(after, []byte("行政许可: 7 "), []byte("行政许可: 70 "), 1)
	if bytes.Equal(typed, after) {
		t.Fatal("nothing is typed")
	}
	_, _, said = pull(t, typed, false)
	if !said.HasErrors() || !strings.Contains(said.Error(), "手工填的是 70，b.xlsx!表1:B3 是 7") {
		t.Errorf("%v", said)
	}
	forced, _, said := pull(t, typed, true)
	if said.HasErrors() || !bytes.Equal(forced, after) {
		t.Errorf("%v\n%s", said, forced)
	}
	_, said = load.Report("r.yaml", typed, configs.NewLibrary(nil))
	if !strings.Contains(said.Error(), "这里是 70，从 b.xlsx!表1:B3 取来的是 7") {
		t.Errorf("%v", said)
	}
	// What the source says now is taken where the figure is the one that was pulled.
	older := bytes.Replace(after, []byte("行政许可: 7 "), []byte("行政许可: 6 "), 1)
	older = bytes.Replace(older, []byte("{数值: 7, 来自: \"b.xlsx!表1:B3\"}"), []byte("{数值: 6, 来自: \"b.xlsx!表1:B3\"}"), 1)
	newer, _, said := pull(t, older, false)
	if said.HasErrors() || !bytes.Equal(newer, after) {
		t.Errorf("%v\n%s", said, newer)
	}
}

// TestFormsOfAReport: the form of the file stays, whatever it is.
func TestFormsOfAReport(t *testing.T) {
	const sources = `"sources":[{"file":"c.json","into":{"disclosure":{"licensing":"/许可/件数","规章":"/规章"},"requests.new":"/申请"}}]`
	for name, c := range map[string]struct{ was, want string }{
		"JSON":               {`{"year": 2024, "disclosure": {"licensing": 0, "regulations": ["0", 0, {"value": 0, "note": "n"}]}, "requests": {"new": [0,0,0,0,0,0]}, ` + sources + `}`, `"licensing": 7, "regulations": ["1", 2, {"value": 3, "note": "n"}]}, "requests": {"new": [1,2,3,0,0,0]}`},
		"YAML in brackets":   {`{year: 2024, disclosure: {licensing: 0, regulations: ['0', 0, 0]}, requests: {new: [0,0,0,0,0,0]}, ` + sources + `}`, `licensing: 7, regulations: ['1', 2, 3]}, requests: {new: [1,2,3,0,0,0]}`},
		"lines of Windows":   {"year: 2024\r\ndisclosure:\r\n  licensing:\r\n  regulations: [~, null, 0]\r\nrequests: {new: [0,0,0,0,0,0]}\r\n" + sources + "\r\n", "licensing: 7\r\n  regulations: [1, 2, 3]\r\nrequests: {new: [1,2,3,0,0,0]}\r\n"},
		"no line at its end": {"year: 2024\ndisclosure: {licensing: 0, regulations: {made: 0, repealed: 0, in_force: 0}}\nrequests: {new: [0,0,0,0,0,0]}\n" + sources, "regulations: {made: 1, repealed: 2, in_force: 3}"},
		"commas":             {"year: 2024\ndisclosure:\n  licensing: 1,234\n  regulations: [0, 0, 0]\nrequests: {new: [0,0,0,0,0,0]}\n" + sources, "licensing: 7\n"},
	} {
		t.Run(name, func(t *testing.T) {
			was := strings.Replace(c.was, `"sources":`, `"sources": `, 1)
			after, _, said := pull(t, []byte(was), true)
			if said.HasErrors() || !strings.Contains(string(after), c.want) {
				t.Fatalf("%v\n%s", said, after)
			}
			again, plan, said := pull(t, after, false)
			if said.HasErrors() || !bytes.Equal(again, after) {
				t.Errorf("pulled again: %v %v\n%s\n%s", said, plan.Edits, after, again)
			}
		})
	}
}

func TestWhatCannotBeHadIsNamed(t *testing.T) {
	var out strings.Builder
	for _, c := range []string{
		"文件: none.xlsx, 填入: {disclosure.行政许可: A1}", "文件: b.xlsx, 填入: {disclosure.行政许可: A1}", "文件: b.xlsx, 填入: {disclosure.行政许可: 表1!Z9}",
		"文件: b.xlsx, 填入: {disclosure.行政许可: 表1!B5}", "文件: b.xlsx, 填入: {disclosure.行政许可: 表9!B5}", "文件: b.xlsx, 填入: {disclosure.行政许可: 第三格}",
		"文件: b.xlsx, 填入: {disclosure.行政许可: 表1!C3}", "文件: b.xlsx, 填入: {disclosure.行政许可: 表1!B4}", "文件: b.xlsx, 填入: {disclosure.规章: 表1!B2:C2}", "文件: b.xlsx, 填入: {disclosure.规章: 表1!B2:D4}",
		"文件: b.xlsx, 填入: {disclosure.行政许可: {行: 许可, 列: 制发}}", "文件: b.xlsx, 填入: {disclosure.行政许可: {行: 没有, 列: 制发}}", "文件: b.xlsx, 填入: {disclosure.行政许可: 表1!A1:ZZ9999}",
		"文件: c.csv, 填入: {disclosure.行政强制: {行: 行政强制, 列: 件数}}", "文件: c.csv, 填入: {disclosure.行政强制: 表1!B2}", "文件: c.csv, 填入: {disclosure: A1:B2}",
		"文件: c.json, 填入: {disclosure.行政许可: /许可}", "文件: c.json, 填入: {disclosure.行政许可: /空}", "文件: c.json, 填入: {disclosure.行政许可: /没有/0}", "文件: c.json, 填入: {disclosure.行政许可: 许可}",
		"文件: c.json, 填入: {disclosure.行政许可: /a~1b}", "文件: c.json, 填入: {disclosure.行政许可: {行: a}}", "文件: c.json, 填入: {disclosure.行政许可: /表}", "文件: c.json, 填入: {disclosure.行政许可: /许可/件数/x}",
		"名称: 库, 连接: NONE, 查询: one, 填入: {disclosure.行政许可: 1}", "名称: 库, 连接: DB, 查询: bad, 填入: {disclosure.行政许可: 1}", "名称: 库, 连接: DB, 查询: none, 填入: {disclosure.行政许可: 1}",
		"名称: 库, 连接: DB, 查询: one, 填入: {disclosure.行政许可: 2}", "名称: 库, 连接: DB, 查询: one, 填入: {disclosure.行政许可: 头一行}", "名称: 库, 连接: DB, 查询: kinds, 填入: {disclosure.规章: {行: 两次}}", "名称: 库, 连接: DB, 查询: kinds, 填入: {disclosure.规章: {行: 两次了}}",
		"名称: 库, 连接: DB, 查询: kinds, 填入: {disclosure.规章: {行: 没有}}", "名称: 库, 连接: DB, 查询: kinds, 填入: {disclosure.行政许可: {行: 规章, 列: 没有}}", "名称: 库, 连接: DB, 查询: kinds, 填入: {disclosure.规章: {行: 2}}",
		"填入: {disclosure.行政许可: 1}", "文件: b.xlsx, 查询: one, 填入: {disclosure.行政许可: 1}", "文件: b.xlsx, 连接: DB, 填入: {disclosure.行政许可: 1}", "查询: one, 填入: {disclosure.行政许可: 1}",
		"名称: 库, 连接: 'postgres://u:p@h/d', 查询: one, 填入: {disclosure.行政许可: 1}", "文件: b.xlsx", "文件: b.xlsx, 填入: {没有: 1}", "文件: b.xlsx, 填入: {disclosure: {没有: 1}}", "文件: b.xlsx, 填入: {disclosure.规章.没有: 1}",
		"文件: b.xlsx, 填入: {disclosure.行政许可: [1]}", "文件: b.xlsx, 填入: {disclosure.行政许可: {列: 制发}}", "文件: b.xlsx, 填入: {disclosure.规章: 表1!B2:D2, disclosure: {规章: {made: 表1!B2}}}", "连接: [1], 填入: 1", "1",
	} {
		_, _, said := pull(t, report(t, "\n来源:\n  - {"+c+"}\n"), false)
		errors := diag.List{}
		for _, d := range said {
			if d.Level == diag.Error {
				errors = append(errors, d)
			}
		}
		if len(errors) == 0 {
			t.Errorf("%s: nothing is said", c)
		}
		fmt.Fprintf(&out, "== %s\n", c)
		for _, d := range errors {
			fmt.Fprintln(&out, d.Format(diag.ZH))
			if d.Message.EN == "" || strings.Contains(d.Message.ZH+d.Message.EN+d.Hint.ZH+d.Hint.EN, "%!") {
				t.Errorf("%+v", d)
			}
		}
	}
	golden.Check(t, "testdata/faults.golden", []byte(out.String()))
}

func TestAGroupOfRowsComesFromAnArea(t *testing.T) {
	content := []byte("year: 2024\nreview:\n  行政复议: [0, 0, 0, 0, 0]\n  未经复议直接起诉: [0, 0, 0, 0]\n  复议后起诉: [0, 0, 0, 0]\nsources: {name: 库, connection: DB, query: area, into: {review: all}}\n")
	a := access(t)
	a.Ask = func(context.Context, string, string) (*Answer, error) {
		answer := &Answer{Columns: []string{"a", "b", "c", "d"}}
		for i := range 3 {
			answer.Rows = append(answer.Rows, []Value{{Text: fmt.Sprint(i)}, {Text: "1"}, {Text: "0"}, {Text: "2"}})
		}
		return answer, nil
	}
	tree, _ := source.Parse("r.yaml", content)
	rep, _ := load.Build("r.yaml", tree, configs.NewLibrary(nil))
	figures, said := Fetch(t.Context(), rep, a)
	if said.HasErrors() || len(figures.Figures) != 12 {
		t.Fatal(figures, said)
	}
	plan, said := Edit(content, tree, rep, figures, false)
	after := string(mend.Apply(content, plan.Edits))
	if said.HasErrors() || !strings.Contains(after, "行政复议: [0, 1, 0, 2, 3]") || !strings.Contains(after, "复议后起诉: [2, 1, 0, 2]\n") || !strings.Contains(after, `"各数相加"`) {
		t.Errorf("%v\n%s", said, after)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, said := Fetch(ctx, rep, a); !said.HasErrors() {
		t.Error("it is not interrupted")
	}
}

func TestATotalThatTheReportLeavesOutIsHeldAgainstTheSource(t *testing.T) {
	for total, fine := range map[string]bool{"6": true, "7": false} {
		content := []byte("year: 2024\nrequests: {new: [0, 0, 0, 0, 0, 0]}\nsources: {name: 库, connection: DB, query: q, into: {requests.new: 1}}\n")
		a := access(t)
		a.Ask = func(context.Context, string, string) (*Answer, error) {
			row := []Value{{Text: "1"}, {Text: "2"}, {Text: "3"}, {Text: "0"}, {Text: "0"}, {Text: "0"}, {Text: total}}
			return &Answer{Columns: make([]string, len(row)), Rows: [][]Value{row}}, nil
		}
		tree, _ := source.Parse("r.yaml", content)
		rep, _ := load.Build("r.yaml", tree, configs.NewLibrary(nil))
		figures, said := Fetch(t.Context(), rep, a)
		if said.HasErrors() {
			t.Fatal(said)
		}
		plan, _ := Edit(content, tree, rep, figures, false)
		now, _ := load.Report("r.yaml", mend.Apply(content, plan.Edits), configs.NewLibrary(nil))
		if said := Agree(now, figures); said.HasErrors() == fine {
			t.Errorf("total %s: %v", total, said)
		}
	}
}

func TestATemplateCannotNameSources(t *testing.T) {
	dir := t.TempDir()
	text := "template: a-b\nextends: open-government-2021\nname: 甲\nsources: [{file: /etc/passwd, into: {disclosure.licensing: A1}}]\n"
	if err := os.WriteFile(filepath.Join(dir, "a-b.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	library, said := configs.OpenLibrary(dir)
	if said.HasErrors() {
		t.Fatal(said)
	}
	if _, said = library.Template("a-b"); !said.HasErrors() || !strings.Contains(said.Error(), "sources") {
		t.Errorf("%v", said)
	}
}

// FuzzJSON: whatever a file holds, places in it are found or not.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"a": [1, {"b": "2"}], "c~/": null}`), "/a/1/b")
	f.Add([]byte(`[[1,2],[3]]`), "")
	f.Add([]byte(`{"a": [{"x": 1, "y": null}, {"x": "2"}]}`), "/a")
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte, at string) {
		shelf, said := readJSON("c.json", content)
		if shelf == nil {
			if !said.HasErrors() {
				t.Error("nothing is said")
			}
			return
		}
		rows, why := shelf.find(data.Place{At: at})
		if (rows == nil) == (why == nil) {
			t.Errorf("%v, %v", rows, why)
		}
		if g, why := shelf.list(data.Place{At: at}); (g == nil) == (why == nil) || g != nil && len(g.rows) != len(g.from) {
			t.Errorf("%v, %v", g, why)
		}
	}))
}

func TestGrowthOfJSON(t *testing.T) {
	growth.Reader(t, 2000, func(content []byte) { _, _ = readJSON("c.json", content) }, map[string]func(int) string{
		"a list":   func(n int) string { return "[" + strings.Repeat("1,", n) + "1]" },
		"brackets": func(n int) string { return strings.Repeat("[", n) },
	})
}
