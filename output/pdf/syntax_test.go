package pdf

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/internal/growth"
	"gongwen/internal/unit"
)

func TestFixed(t *testing.T) {
	for _, c := range []struct {
		n        int64
		decimals int
		want     string
	}{
		{0, 3, "0"}, {1, 3, "0.001"}, {-1, 3, "-0.001"}, {12700, 3, "12.7"}, {-207, 4, "-0.0207"}, {100000, 4, "10"}, {5, 0, "5"}, {-15, 1, "-1.5"},
	} {
		if got := string(new(syntax).fixed(c.n, c.decimals).b); got != c.want {
			t.Errorf("fixed(%d, %d) = %s, want %s", c.n, c.decimals, got, c.want)
		}
	}
}

func TestPoints(t *testing.T) {
	for in, want := range map[unit.Length]string{210 * unit.Millimetre: "595.276", -unit.Point / 2: "-0.5", 6: "0", 7: "0.001"} {
		if got := string(new(syntax).points(in).b); got != want {
			t.Errorf("points(%d) = %s, want %s", in, got, want)
		}
	}
}

func TestName(t *testing.T) {
	if got := string(new(syntax).name("A+B #(/\x7f字").b); got != "/A+B#20#23#28#2F#7F#E5#AD#97" {
		t.Error(got)
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"": "()", `a(b)\c`: `(a\(b\)\\c)`, "é": "<FEFF00E9>", "中\n": "<FEFF4E2D000A>", "𬒈": "<FEFFD871DC88>", "a\xff": "<FEFF0061FFFD>",
	} {
		if got := string(new(syntax).text(in).b); got != want {
			t.Errorf("text(%q) = %s, want %s", in, got, want)
		}
	}
}

// FuzzText reads back what text writes.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"", "abc", "(()", `\`, "年报", "𬒈𫚖", "\x00\xff"} {
		f.Add(seed)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, in string) {
		s := &scanner{t: t, b: new(syntax).text(in).b}
		got, ok := s.next().(stringObj)
		want := strings.ToValidUTF8(in, "\uFFFD")
		if utf8.ValidString(in) && (!ok || str(got) != want || s.next() != nil) {
			t.Errorf("%q is read as %q", in, str(got))
		}
	}))
}
