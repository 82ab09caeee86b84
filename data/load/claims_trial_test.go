package load

import (
	"os"
	"strings"
	"testing"

	"gongwen/data/rules"
)

// The trial format of 2019 and 2020 has the same rules about numbers in prose,
// for what its tables hold.
func TestNumbersInProseOfTheTrialFormat(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-2020.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"as it is", "", "", ""},
		{"T1", "新收政府信息公开申请124件", "新收政府信息公开申请142件", "T1 “全年新收政府信息公开申请142件”：文字里是 142，表中“一、本年新收政府信息公开申请数量 · 总计”是 124"},
		{"T3", "制作规范性文件2件", "制作规范性文件3件", "T3 “全年制作规范性文件3件”：文字里是 3，表中“规范性文件 · 本年新制作数量”是 2"},
		{"T4", "均在法定期限内答复或者结转下年度继续办理", "全部办结", "T4 "},
		{"T5", "上年结转5件", "上年结转4件，其他处理6件", "T5 \nT5 “其他处理6件”：文字里是 6，表中“三、本年度办理结果（六）其他处理 · 总计”是 5"},
		{"T2", "均在法定期限内答复", "因政府信息公开被申请行政复议5件，均在法定期限内答复", "T2 “因政府信息公开被申请行政复议5件”"},
	} {
		if c.old != "" && strings.Count(string(content), c.old) != 1 {
			t.Fatalf("%q does not stand once", c.old)
		}
		report, said := Report("r.yaml", []byte(strings.Replace(string(content), c.old, c.new, 1)), library())
		if report == nil {
			t.Fatal(said)
		}
		rules, problems := rules.Compile(report.Template)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		var lines []string
		for _, d := range rules.Check(report) {
			lines = append(lines, d.Rule+" "+d.Message.ZH)
		}
		want := strings.Split(c.want, "\n")
		if c.want == "" {
			want = nil
		}
		if len(lines) != len(want) {
			t.Errorf("%s: said\n%s\nwant\n%s", c.name, strings.Join(lines, "\n"), c.want)
			continue
		}
		for i := range lines {
			if !strings.HasPrefix(lines[i], want[i]) {
				t.Errorf("%s: said %s, want %s", c.name, lines[i], want[i])
			}
		}
	}
}
