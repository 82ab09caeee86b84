package markup

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// strict is a language that has the escapes of both, writes a tab as a number
// and has no control characters and no broken UTF-8.
func strict(r rune, size int) (string, bool) {
	switch {
	case r == '\t':
		return "&#9;", true
	case r < ' ', r == utf8.RuneError && size <= 1:
		return "", false
	}
	return Escape(r), true
}

func TestElements(t *testing.T) {
	w := New([]byte("<?xml?>"), strict, func(string, diag.Pos) { t.Error("something is illegal") })
	w.Start("a", []string{"id", "n1", "empty", "", "title", `甲<乙 & "丙"`}, ">")
	w.Text("1 < 2 && 4 > 3\t“好”", diag.Pos{})
	w.Start("br", nil, "/>")
	w.End("a")
	want := `<?xml?><a id="n1" title="甲&lt;乙 &amp; &quot;丙&quot;">1 &lt; 2 &amp;&amp; 4 &gt; 3&#9;“好”<br/></a>`
	if got := string(w.Bytes); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestAnOddAttributeIsLeftOut: a name without a value is no attribute.
func TestAnOddAttributeIsLeftOut(t *testing.T) {
	w := New(nil, strict, nil)
	w.Start("a", []string{"id", "1", "name"}, ">")
	if got := string(w.Bytes); got != `<a id="1">` {
		t.Error(got)
	}
}

// TestWhatALanguageDoesNotHaveIsToldAndLeftOut, with the place of each, counted
// in characters from the first.
func TestWhatALanguageDoesNotHaveIsToldAndLeftOut(t *testing.T) {
	var told []string
	w := New(nil, strict, func(character string, pos diag.Pos) {
		told = append(told, fmt.Sprintf("%s at %d:%d", character, pos.Line, pos.Col))
	})
	w.Text("甲\x01乙<\xff丙\x00", diag.Pos{File: "r.yaml", Line: 3, Col: 5})
	if got := string(w.Bytes); got != "甲乙&lt;丙" {
		t.Errorf("written: %q", got)
	}
	if got, want := strings.Join(told, ", "), "U+0001 at 3:6, 0xFF at 3:9, U+0000 at 3:11"; got != want {
		t.Errorf("told: %s, want %s", got, want)
	}
}

// TestAReplacementCharacterOfTheTextIsOne: U+FFFD that somebody wrote is no
// broken UTF-8.
func TestAReplacementCharacterOfTheTextIsOne(t *testing.T) {
	w := New(nil, strict, func(character string, _ diag.Pos) { t.Errorf("%s is illegal", character) })
	w.Text("\ufffd", diag.Pos{})
	if string(w.Bytes) != "\ufffd" {
		t.Errorf("%q", w.Bytes)
	}
}
