package console

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/internal/diag"
)

func TestALongLineIsShownAroundItsMark(t *testing.T) {
	long := strings.Repeat("一二三四五", 100)
	for _, c := range []struct {
		name string
		line string
		col  int
	}{
		{"the beginning", long, 1},
		{"before the end of the first part", long, 20},
		{"the middle", long, 250},
		{"the end", long, 500},
		{"beyond the end", long, 501},
		{"a short line", "一二", 2},
		{"a line of ten megabytes", strings.Repeat("一", 3_000_000), 2_000_000},
		{"narrow characters", strings.Repeat("abcdefghij", 100), 777},
		{"escapes", strings.Repeat("\x1b", 500), 300},
	} {
		t.Run(c.name, func(t *testing.T) {
			const room = 40
			shown, mark := window(c.line, c.col, room)
			if n := Columns(shown); n > room {
				t.Errorf("%d columns", n)
			}
			if mark.at+mark.wide > room {
				t.Errorf("the mark stands at %d", mark.at)
			}
			runes := []rune(c.line)
			under := ""
			for _, r := range shown {
				if Columns(under) == mark.at {
					under = string(r)
					break
				}
				under += string(r)
			}
			if c.col <= len(runes) && runes[c.col-1] > ' ' && under != string(runes[c.col-1]) {
				t.Errorf("the mark stands under %q of %q, not %q", under, shown, runes[c.col-1])
			}
		})
	}
}

func TestACellOfAWorkbookIsShown(t *testing.T) {
	f := excelize.NewFile()
	for cell, text := range map[string]string{"B7": "  \x0b一句话\n第二行", "C1": ""} {
		if err := f.SetCellStr("Sheet1", cell, strings.ReplaceAll(text, "\x0b", "")); err != nil {
			t.Fatal(err)
		}
	}
	content, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	p := New(&b, Options{Width: func() int { return 60 }, Source: func(file string) ([]byte, bool) { return content.Bytes(), file == "a.xlsx" }})
	for _, cell := range []string{"B7", "C1", "Z99"} {
		p.Print(diag.List{diag.Warnf(diag.Pos{File: "a.xlsx", Sheet: "Sheet1", Cell: cell}, "看", "look")})
	}
	p.Print(diag.List{diag.Warnf(diag.Pos{File: "a.docx", Sheet: "正文", Cell: "第3段"}, "看", "look")})
	const want = "a.xlsx!Sheet1:B7: 警告: 看\n  B7 │ 一句话\na.xlsx!Sheet1:C1: 警告: 看\na.xlsx!Sheet1:Z99: 警告: 看\na.docx!正文:第3段: 警告: 看\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		text   string
		number int
		want   string
	}{
		{"\ufeff一\r\n二", 1, "一"}, {"一\r\n二", 2, "二"}, {"一\n", 2, ""}, {"一", 9, ""}, {"\xd6\xd0", 1, ""}, {" \n", 1, ""},
	} {
		if got, known := line([]byte(c.text), c.number); known != (c.want != "") || known && got != c.want {
			t.Errorf("line %d of %q is %q, %v", c.number, c.text, got, known)
		}
	}
}

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{"a中": 3, "，": 2, "e\u0301": 1, "字\ufe00": 2, "": 0} {
		if got := Columns(s); got != want {
			t.Errorf("%q takes %d columns, want %d", s, got, want)
		}
	}
	if got := Cut("中\x1b文abc", 5); got != "中?文" {
		t.Errorf("Cut gives %q", got)
	}
}
