package diag

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gongwen/internal/growth"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"总计 · “3”，a b":      "总计 · “3”，a b",
		"\x1b[2J\x07":       "<U+001B>[2J<U+0007>",
		"一\u202e二\u2066":    "一<U+202E>二<U+2066>",
		"a\nb.yaml: 错误: \t": "a<U+000A>b.yaml: 错误: <U+0009>",
		"\u0085\u009b31m":   "<U+0085><U+009B>31m",
		"\x9b31m\xff":       "<0x9B>31m<0xFF>",
		"\u200b\ufeff":      "<U+200B><U+FEFF>",
		"\u2028":            "<U+2028>",
		"\ufffd":            "\ufffd",
		"\U000e0041":        "<U+E0041>",
	} {
		if got := Printable(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestLegible(t *testing.T) {
	for s, want := range map[string]string{"年报\n.yaml": "年报\n.yaml", "\xc4\xea.yaml": "<0xC4><0xEA>.yaml", "\uFFFD": "\uFFFD"} {
		if got := Legible(s); got != want {
			t.Errorf("%q is %q", s, got)
		}
	}
}

func TestWhatIsPrintedIsBounded(t *testing.T) {
	long := "首" + strings.Repeat("\x1b", 100_000) + "尾"
	d := Errorf(Pos{File: long}, "%s", "%s", long).WithHint("%s", "%s", long).WithRelated(Pos{File: long}, "%s", "%s", long)
	got := d.Format(ZH)
	if n := utf8.RuneCountInString(got); n > 12_000 || !strings.Contains(got, "首") || !strings.Contains(got, "尾") {
		t.Errorf("%d characters are printed", n)
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("\x1b]0;x\x07\u202e\xc2")
	f.Fuzz(growth.Bounded(func(t *testing.T, in string) {
		got := Printable(in)
		if !utf8.ValidString(got) {
			t.Errorf("%q is no UTF-8", got)
		}
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("%q is printed as %q", in, got)
			}
		}
	}))
}
