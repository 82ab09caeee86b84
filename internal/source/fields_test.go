package source

import (
	"strings"
	"testing"

	"gongwen/internal/diag"
)

func keys() []Key {
	return []Key{{ID: "agency", Labels: []string{"机关名称"}}, {ID: "refused", Labels: []string{"（三）不予公开"}}, {ID: "year", Labels: []string{"年度"}}}
}

func parse(t *testing.T, text string) *Node {
	t.Helper()
	n, problems := Parse("f.yaml", []byte(text))
	if n == nil {
		t.Fatal(problems)
	}
	return n
}

func TestFieldsFindKeysByIDAndLabel(t *testing.T) {
	for _, text := range []string{"agency: 甲\nrefused: 1\n", "机关名称: 甲\n不予公开: 1\n", "机 关 名 称: 甲\n(三) 不予公开（共八项）: 1\n"} {
		var problems diag.List
		f := NewFields(parse(t, text), &problems, keys()...)
		if len(problems) > 0 || String(f.Get("agency"), &problems) != "甲" || f.Get("refused") == nil || f.Get("year") != nil {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func TestFieldsReportWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"agancy: 甲\n", "f.yaml:1:1: 错误: 没有“agancy”这一项\n  提示：是不是“agency”？"},
		{"机关全称: 甲\n", "f.yaml:1:1: 错误: 没有“机关全称”这一项\n  提示：是不是“机关名称”？"},
		{"规章: 甲\n", "f.yaml:1:1: 错误: 没有“规章”这一项\n  提示：可以用的有：机关名称、（三）不予公开、年度"},
		{"agency: 甲\n机关名称: 乙\n", "f.yaml:2:1: 错误: “机关名称”与“agency”是同一项，只能写一次\n  f.yaml:1:1: “agency”在这里\n  提示：删去其中一个"},
	} {
		var problems diag.List
		f := NewFields(parse(t, c.text), &problems, keys()...)
		if got := problems.Error(); got != c.want {
			t.Errorf("%q: got %s", c.text, got)
		}
		if e, ok := f.Entry("agency"); ok && e.Value.Text != "甲" {
			t.Errorf("%q: the first of two does not stand", c.text)
		}
	}
}

func TestFieldsOfWhatIsNoMap(t *testing.T) {
	var problems diag.List
	n := parse(t, "disclosure:\n  规章：[0]\n  收费：1\n").Entries[0].Value
	if f := NewFields(n, &problems, keys()...); f.Get("agency") != nil || len(problems) != 1 || !strings.Contains(problems[0].Hint.ZH, "全角冒号") {
		t.Errorf("got %v", problems)
	}
}

func TestRequire(t *testing.T) {
	var problems diag.List
	f := NewFields(parse(t, "年度:\n"), &problems, keys()...)
	if f.Require("agency") != nil || f.Require("year") != nil {
		t.Error("values out of nothing")
	}
	if got := problems.Error(); got != "f.yaml:1:1: 错误: 缺少“机关名称”\nf.yaml:1:1: 错误: “年度”后面没有值" {
		t.Error(got)
	}
}

func TestValueReaders(t *testing.T) {
	n := parse(t, "n: 12\nq: '12'\nt: true\ns: 文\nl: [a, 1]\nm: {}\ne: ~\nmixed: [a, [b]]\n")
	get := map[string]*Node{}
	for _, e := range n.Entries {
		get[e.Key.Text] = e.Value
	}
	var good diag.List
	if Int(get["n"], 0, 1, 12, &good) != 12 || Int(nil, 7, 0, 9, &good) != 7 || !Bool(get["t"], &good) || Bool(nil, &good) ||
		String(get["s"], &good) != "文" || String(get["e"], &good) != "" || strings.Join(Strings(get["l"], &good), "|") != "a|1" ||
		len(Items(nil, &good)) != 0 || Choice(get["s"], &good, "字", "文") != "文" || Choice(nil, &good, "字", "文") != "字" {
		t.Error("a value is read wrongly")
	}
	if len(good) > 0 {
		t.Error(good)
	}
	for name, read := range map[string]func(*diag.List){
		"too large":        func(l *diag.List) { Int(get["n"], 0, 1, 11, l) },
		"quoted number":    func(l *diag.List) { Int(get["q"], 0, 1, 99, l) },
		"no number":        func(l *diag.List) { Int(get["s"], 0, 1, 99, l) },
		"list as number":   func(l *diag.List) { Int(get["l"], 0, 1, 99, l) },
		"number as truth":  func(l *diag.List) { Bool(get["n"], l) },
		"map as text":      func(l *diag.List) { String(get["m"], l) },
		"text as list":     func(l *diag.List) { Items(get["s"], l) },
		"list in texts":    func(l *diag.List) { Strings(get["mixed"], l) },
		"none of a choice": func(l *diag.List) { Choice(get["s"], l, "字") },
	} {
		var bad diag.List
		if read(&bad); len(bad) != 1 || bad[0].Pos.Line == 0 {
			t.Errorf("%s: %v", name, bad)
		}
	}
}
