package console

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/diag"
)

const report = "agency: 某县档案局\nyear: 2024\n\t行政许可: 一1286，\x1b[31m红\n"

func read(file string) ([]byte, bool) { return []byte(report), file == "a.yaml" }

// printed is what a printer for a terminal of so many columns prints, none for 0.
func printed(columns int, o Options, lists ...diag.List) string {
	var b strings.Builder
	if columns > 0 {
		o.Width = func() int { return columns }
	}
	o.Source = read
	p := New(&b, o)
	for _, l := range lists {
		p.Print(l)
	}
	p.Verdict()
	return b.String()
}

func at(line, col int) diag.Pos { return diag.Pos{File: "a.yaml", Line: line, Col: col} }

func TestATerminalShowsTheLineWithAMark(t *testing.T) {
	list := diag.List{
		diag.Errorf(at(3, 9), "数不对", "wrong").WithRule("N1").WithRelated(at(1, 9), "机关在这里", "the agency").WithHint("改数", "mend it"),
		diag.Warnf(at(3, 99), "行末", "at the end"),
		diag.Warnf(diag.Pos{File: "b.yaml", Line: 1, Col: 1}, "读不到", "not to be read"),
		diag.Warnf(at(77, 1), "没有这一行", "no such line"),
		diag.Warnf(diag.Pos{File: "a.yaml"}, "没有行", "no line"),
	}
	const want = `a.yaml:3:9: 错误: 数不对 [N1]
     3 │  行政许可: 一1286，<U+001B>[31m红
       │              ^
  a.yaml:1:9: 机关在这里
     1 │ agency: 某县档案局
       │         ^^
  提示：改数（详见 gongwen explain N1）
a.yaml:3:99: 警告: 行末
     3 │  行政许可: 一1286，<U+001B>[31m红
       │                                  ^
b.yaml:1:1: 警告: 读不到
a.yaml:77:1: 警告: 没有这一行
a.yaml: 警告: 没有行
1 个错误，4 个警告
`
	if got := printed(80, Options{}, list); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestElsewhereADiagnosticIsItsFormat(t *testing.T) {
	d := diag.Errorf(at(3, 9), "数不对", "wrong").WithRule("format").WithRelated(at(1, 9), "机关", "the agency").WithHint("改数", "mend it")
	for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
		got := printed(0, Options{Lang: lang}, diag.List{d})
		if want := d.Format(lang) + "\n"; !strings.HasPrefix(got, want) || strings.Contains(got, "│") {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestColours(t *testing.T) {
	const want = "\x1b[1ma.yaml:2:7: \x1b[0m\x1b[1;31m错误: \x1b[0m不对\n\x1b[2m     2 │ \x1b[0myear: 2024\n\x1b[2m       │ \x1b[0m      \x1b[1;31m^\x1b[0m\n\x1b[1;31m1 个错误，0 个警告\x1b[0m\n"
	if got := printed(80, Options{Colour: true}, diag.List{diag.Errorf(at(2, 7), "不对", "wrong")}); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := printed(80, Options{}, diag.List{diag.Errorf(at(2, 7), "\x1b[31m", "")}); strings.Contains(got, "\x1b") {
		t.Errorf("without colours: %q", got)
	}
}

func TestVerdicts(t *testing.T) {
	note := diag.Diagnostic{Level: diag.Note, Message: diag.T("注", "note")}
	for _, c := range []struct {
		list   diag.List
		zh, en string
	}{
		{nil, "没有发现问题", "nothing is wrong"},
		{diag.List{note}, "没有发现问题，1 条说明", "nothing is wrong, 1 note"},
		{diag.List{diag.Warnf(diag.Pos{}, "一", "one"), note}, "没有错误，1 个警告", "no errors, 1 warning"},
		{diag.List{diag.Errorf(diag.Pos{}, "一", "one"), diag.Warnf(diag.Pos{}, "一", "one")}, "1 个错误，1 个警告", "1 error, 1 warning"},
	} {
		for lang, want := range map[diag.Lang]string{diag.ZH: c.zh, diag.EN: c.en} {
			if got := printed(0, Options{Lang: lang}, c.list); !strings.HasSuffix(got, want+"\n") {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	}
}

func TestTheSameWarningInManyFilesIsGrouped(t *testing.T) {
	var lists []diag.List
	for i := range 100 {
		pos := diag.Pos{File: fmt.Sprintf("r%02d.yaml", i), Line: 3, Col: 1}
		lists = append(lists, diag.List{
			diag.Errorf(pos, "错", "wrong").WithRule("N1"),
			diag.Warnf(pos, "填写说明", "help").WithRule("F3"), diag.Warnf(pos.Offset(2), "填写说明", "help").WithRule("F3"),
			diag.Warnf(pos, "第 %d 份", "report %d", i),
		})
	}
	got := printed(0, Options{}, lists...)
	if n := strings.Count(got, "错误: 错"); n != 100 {
		t.Errorf("%d errors are printed", n)
	}
	if n := strings.Count(got, "警告: 填写说明"); n != 6 {
		t.Errorf("%d warnings are printed one by one", n)
	}
	const want = "警告: 另有 97 个文件也是这样，共 194 处：填写说明 [F3]\n  r03.yaml、r04.yaml、r05.yaml、r06.yaml、r07.yaml 等\n  详见 gongwen explain F3\n100 个错误，300 个警告\n"
	if !strings.HasSuffix(got, want) || strings.Count(got, "警告: 第 ") != 100 {
		t.Errorf("got\n%s", got[max(0, len(got)-400):])
	}
}

func TestOfAFileOnlySoManyArePrinted(t *testing.T) {
	var list diag.List
	for i := range 5000 {
		list.Add(diag.Warnf(at(i+1, 1), "标题 %d", "heading %d", i))
	}
	list.Add(diag.Errorf(at(5001, 1), "错", "wrong"), diag.Warnf(diag.Pos{File: "c.yaml"}, "别的", "other"))
	got := printed(0, Options{}, list)
	const want = "a.yaml:5001:1: 错误: 错\na.yaml: 说明: 还有 0 个错误、4801 个警告、0 条说明没有列出\nc.yaml: 警告: 别的\n1 个错误，5001 个警告\n"
	if strings.Count(got, "\n") != maxFile+3 || !strings.HasSuffix(got, want) {
		t.Errorf("%d lines, ending\n%s", strings.Count(got, "\n"), got[max(0, len(got)-300):])
	}
}
