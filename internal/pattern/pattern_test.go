package pattern

import (
	"slices"
	"testing"
)

func TestPatternsAreAsRegularExpressions(t *testing.T) {
	p := New(`第([0-9]+)号`)
	if !p.MatchString("第12号") || p.MatchString("第号") || !p.Match([]byte("第1号")) {
		t.Error("it does not match")
	}
	const s = "第1号、第23号"
	if p.FindString(s) != "第1号" || !slices.Equal(p.FindStringSubmatch(s), []string{"第1号", "1"}) || len(p.FindAllStringSubmatch(s, -1)) != 2 {
		t.Error("strings are not found")
	}
	if !slices.Equal(p.FindStringIndex(s), []int{0, 7}) || !slices.Equal(p.FindStringSubmatchIndex(s), []int{0, 7, 3, 4}) ||
		len(p.FindAllStringIndex(s, -1)) != 2 || len(p.FindAllStringSubmatchIndex(s, 1)) != 1 {
		t.Error("places are not found")
	}
	if string(p.Find([]byte(s))) != "第1号" || !slices.Equal(p.FindIndex([]byte(s)), []int{0, 7}) || len(p.FindSubmatch([]byte(s))) != 2 ||
		len(p.FindSubmatchIndex([]byte(s))) != 4 || len(p.FindAllIndex([]byte(s), -1)) != 2 {
		t.Error("bytes are not found")
	}
	if p.ReplaceAllString(s, "$1") != "1、23" || p.ReplaceAllStringFunc(s, func(string) string { return "-" }) != "-、-" || string(p.ReplaceAll([]byte(s), []byte("$1"))) != "1、23" {
		t.Error("nothing is replaced")
	}
}

// TestNoRegularExpressionIsFoundInTests: what would be found only when it is used is
// found when any test of its package begins.
func TestNoRegularExpressionIsFoundInTests(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("( is a regular expression")
		}
	}()
	New("(")
}
