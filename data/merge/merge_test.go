package merge

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/load"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/growth"
	"gongwen/internal/source"
)

const letterFile = `template: notice
发文机关: 某县教育局
发文字号: 某教发〔2024〕5号
标题: 某县教育局关于开会的通知
主送机关: ["{{单位}}"]
附注: "此件发至{{ 称谓 }}"
正文: |
  {{称谓}}：

  请**{{单位}}**派{{人数}}人到{{地点}}。
落款: {成文日期: 2024-03-01}
`

func parse(t testing.TB, text string) (*source.Node, *configs.Template) {
	t.Helper()
	tree, said := source.Parse("r.yaml", []byte(text))
	if said.HasErrors() {
		t.Fatal(said)
	}
	template, said := configs.NewLibrary(nil).Template("notice")
	if template == nil {
		t.Fatal(said)
	}
	return tree, template
}

// letters are those of a report and a table.
func letters(t testing.TB, report, table, name string) ([]Letter, diag.List) {
	t.Helper()
	tree, template := parse(t, report)
	l, said := New(tree, template, "t.csv", []byte(table), "", Files{Name: name, Base: "通知"})
	if l == nil {
		return nil, said
	}
	return l.All()
}

const table = "名单\n序号,单位,称谓,人数,地点,电话\n1,第一中学,张校长,3,*二楼*[东]<会>#室|,138\n\n2,第二中学,李校长,2,\"三\n楼\",139\n"

func TestALetterForEachLine(t *testing.T) {
	list, said := letters(t, letterFile, table, "")
	if said.HasErrors() || len(list) != 2 || list[0].Name != "通知-1" || list[1].Line != 5 {
		t.Fatalf("%+v %v", list, said)
	}
	report, said := load.Build("r.yaml", list[0].Tree, configs.NewLibrary(nil))
	if said.HasErrors() {
		t.Fatal(said)
	}
	var text []string
	for _, b := range report.Prose["body"].Blocks {
		text = append(text, b.Text())
	}
	if got := strings.Join(text, "/"); got != "张校长：/请第一中学派3人到*二楼*[东]<会>#室|。" {
		t.Errorf("the text is %q", got)
	}
	if runs := report.Prose["body"].Blocks[1].Runs; len(runs) < 2 || !runs[1].Bold || runs[1].Text != "第一中学" {
		t.Errorf("%+v", runs)
	}
	if report.Fields["recipients"].Text != "第一中学" || report.Fields["note"].Text != "此件发至张校长" {
		t.Errorf("%+v", report.Fields)
	}
	if pos := report.Prose["body"].Blocks[1].Pos; pos.Line != 10 {
		t.Errorf("the paragraph is at %v", pos)
	}
	second, _ := load.Build("r.yaml", list[1].Tree, configs.NewLibrary(nil))
	if got := second.Prose["body"].Blocks[1].Text(); got != "请第二中学派2人到三 楼。" {
		t.Errorf("the second text is %q", got)
	}
}

// TestLettersOfOneFileHaveNoNames: lines that would have files of one name, or names
// that no file may have, are letters of one file; the first column may be empty.
func TestLettersOfOneFileHaveNoNames(t *testing.T) {
	tree, template := parse(t, letterFile)
	l, said := New(tree, template, "t.csv", []byte("备注,单位,称谓,人数,地点\n,a/b,张校长,1,d\n,a/b,张校长,2,e\n"), "", Files{Base: "通知", One: true})
	if l == nil {
		t.Fatal(said)
	}
	list, said := l.All()
	if said.HasErrors() || len(list) != 2 || list[0].Name != "" || list[1].Line != 3 {
		t.Errorf("%+v %v", list, said)
	}
}

func TestColumnsFillFieldsIn(t *testing.T) {
	report := "template: notice\n发文机关: 某县教育局\n发文字号: 某教发〔2024〕5号\n标题: 旧的\n正文: 好\n落款: {成文日期: 2024-03-01}\n"
	list, said := letters(t, report, "编号,主送机关,title\na,第一中学,关于甲的通知\nb,第二中学,关于乙的通知\n", "函{{编号}}")
	if said.HasErrors() || len(list) != 2 || list[1].Name != "函b" {
		t.Fatalf("%+v %v", list, said)
	}
	built, said := load.Build("r.yaml", list[1].Tree, configs.NewLibrary(nil))
	if said.HasErrors() || built.Fields["title"].Text != "关于乙的通知" || built.Fields["recipients"].Text != "第二中学" {
		t.Errorf("%+v %v", built.Fields, said)
	}
	if pos := built.Fields["title"].Pos; pos.File != "t.csv" || pos.Line != 3 {
		t.Errorf("the title is from %v", pos)
	}
}

func TestWhatCannotBeMergedIsNamedByLine(t *testing.T) {
	var out strings.Builder
	for _, c := range []struct{ name, table, files string }{
		{"a column is missing", "单位,称谓,人数\na,b,c\n", ""}, {"a file name asks for what is not there", table, "{{编号}}"},
		{"a cell is empty", "单位,称谓,人数,地点\na,,1,d\nb,c,1,\n", ""}, {"two files of one name", "单位,称谓,人数,地点\na,b,1,d\nA,b,1,d\n", ""},
		{"a name with a slash", "单位,称谓,人数,地点\na/b,b,1,d\n", ""}, {"a name that Windows refuses", "单位,称谓,人数,地点\na?,b,1,d\n", ""}, {"a name that is too long", "单位,称谓,人数,地点\n" + strings.Repeat("长", 100) + ",b,1,d\n", ""},
		{"no lines", "单位,称谓,人数,地点\n", ""}, {"no table", "", ""}, {"no text", "\x00", ""},
	} {
		list, said := letters(t, letterFile, c.table, c.files)
		if list != nil || !said.HasErrors() {
			t.Errorf("%s: it is merged", c.name)
		}
		fmt.Fprintf(&out, "== %s\n", c.name)
		for _, d := range said {
			fmt.Fprintln(&out, d.Format(diag.ZH))
			if d.Message.EN == "" || strings.Contains(d.Message.ZH+d.Message.EN+d.Hint.ZH, "%!") {
				t.Errorf("%+v", d)
			}
		}
	}
	_, open := letters(t, strings.Replace(letterFile, "{{人数}}", "{{人数", 1), table, "")
	fmt.Fprintf(&out, "== a placeholder that does not end\n%s\n", open.Error())
	_, said := letters(t, "template: notice\n标题: 甲\n", "甲,乙\n1,2\n", "")
	fmt.Fprintf(&out, "== nothing to fill in\n%s\n", said.Error())
	golden.Check(t, "testdata/faults.golden", []byte(out.String()))
}

func TestVeryManyLinesAreRefused(t *testing.T) {
	if list, said := letters(t, letterFile, "单位,称谓,人数,地点\n"+strings.Repeat("a,b,1,d\n", maxLetters+1), ""); list != nil || !said.HasErrors() {
		t.Error("they are merged")
	}
}

func TestGrowth(t *testing.T) {
	tree, template := parse(t, letterFile)
	growth.Reader(t, 500, func(content []byte) {
		if l, _ := New(tree, template, "t.csv", content, "", Files{}); l != nil {
			_, _ = l.All()
		}
	}, map[string]func(int) string{
		"lines": func(n int) string {
			var b strings.Builder
			b.WriteString("单位,称谓,人数,地点\n")
			for i := range n / 10 {
				fmt.Fprintf(&b, "%d,b,1,d\n", i)
			}
			return b.String()
		},
		"braces": func(n int) string { return "单位,称谓,人数,地点\na,b,1," + strings.Repeat("{{", n) + "\n" },
	})
}
