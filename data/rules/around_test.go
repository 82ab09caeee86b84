package rules_test

import (
	"os"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/rules"
)

// Prose around a table is read by the rules in its section.
func TestTextAroundTablesIsChecked(t *testing.T) {
	library := configs.NewLibrary(nil)
	template, _ := library.Template("open-government-2021")
	set, problems := rules.Compile(template)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	base, err := os.ReadFile("testdata/wordings/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want string }{
		{"a line that leads to its table", "requests: {before: 表格如下：}", ""},
		{"one below the table", "requests: {after: 表格如下：}", "F3"},
		{"one with more text before the table", "requests: {before: \"表格如下：\\n\\n本年度没有变化。\"}", "F3"},
		{"an instruction before the table", "requests: {before: \"（文字描述，收取信息处理费情况在此处报告。）\"}", "F3"},
		{"a figure that is another than the table's", "requests: {before: 本年度共收到政府信息公开申请987654件。}", "T1"},
		{"a subheading out of order", "requests: {before: \"## （一）受理\\n\\n已受理。\", after: \"## （三）办理\\n\\n已办理。\"}", "F2"},
		{"subheadings in order", "requests: {before: \"## （一）受理\\n\\n已受理。\", after: \"## （二）办理\\n\\n已办理。\"}", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := filled(t, string(base), "", "", "本年度工作平稳。") + "\ntext:\n  " + c.text + "\n"
			report, said := load.Report("r.yaml", []byte(content), library)
			if report == nil || said.HasErrors() {
				t.Fatal(said)
			}
			var got []string
			for _, d := range set.Check(report) {
				if !strings.HasPrefix(d.Rule, "N") {
					got = append(got, d.Rule)
				}
			}
			if strings.Join(got, ",") != c.want {
				t.Errorf("said %v, want %q", got, c.want)
			}
		})
	}
}

// TestTextAroundTablesIsComparedWithLastYear: what stands beside a table word for
// word as last year is found.
func TestTextAroundTablesIsComparedWithLastYear(t *testing.T) {
	library := configs.NewLibrary(nil)
	template, _ := library.Template("open-government-2021")
	set, problems := rules.Compile(template)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	base, err := os.ReadFile("testdata/wordings/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const same = "申请主要来自企业和群众，内容集中在土地征收、房屋拆迁、社会保障、工程招标和行政执法等方面，处理中严格按照条例规定的程序和时限办理，对申请内容不明确的及时告知补正，对涉及第三方合法权益的依法征求意见，做到件件有登记、事事有答复，没有出现超期答复的情况，也没有因此引发行政复议和行政诉讼的情况。"
	read := func(text string) *data.Report {
		report, said := load.Report("r.yaml", []byte(filled(t, string(base), "", "", "本年度工作平稳。")+"\ntext:\n  requests: {after: "+text+"}\n"), library)
		if report == nil || said.HasErrors() {
			t.Fatal(said)
		}
		return report
	}
	last := read(same)
	for text, want := range map[string]bool{same: true, "本年度申请不多，比上年少了一半，办得也快。": false} {
		found := false
		for _, d := range set.CheckWith(read(text), last) {
			found = found || d.Rule == "P6" && strings.Contains(d.Message.ZH, "收到和处理政府信息公开申请情况")
		}
		if found != want {
			t.Errorf("%s: %v", text, found)
		}
	}
}
