package source

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gongwen/internal/diag"
)

func TestRadicalsAreTheCharactersTheyStandFor(t *testing.T) {
	for s, want := range map[string]string{
		"⾏政复议3件，⾦额、⽅⾯、⻓期、⻔户、⻅附件": "行政复议3件，金额、方面、长期、门户、见附件",
		"\uf98a\uf967": "力不", "行政": "行政", "，。（）①Ａ１": "，。（）①Ａ１", "\ufb00": "\ufb00", "\ufa0e": "\ufa0e",
	} {
		if got := Unified(s); got != want {
			t.Errorf("%s is %s", s, got)
		}
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		to := unified(r)
		if to == r {
			continue
		}
		if utf8.RuneLen(to) != utf8.RuneLen(r) && !isSupplement(r) || unified(to) != to || !unicode.Is(unicode.Han, to) {
			t.Errorf("U+%04X becomes U+%04X", r, to)
		}
	}
	for r := rune(0x2F00); r <= 0x2FD5; r++ {
		if unified(r) == r {
			t.Errorf("U+%04X stays", r)
		}
	}
}

func TestPlacesOfUnifiedTexts(t *testing.T) {
	n, _ := Parse("r.yaml", []byte("overview: |\n  甲⾏乙⾦丙\n⾏: [⽅]\n"))
	said := Unify(n)
	if len(said) != 3 || said[0].Pos.Line != 2 || said[0].Pos.Col != 4 {
		t.Errorf("said %v", said)
	}
	if text := n.Entries[0].Value.Text; text != "甲行乙金丙\n" || n.Entries[1].Key.Text != "行" || n.Entries[1].Value.Items[0].Text != "方" {
		t.Errorf("%q", text)
	}
	if pos := n.Entries[0].Value.At(len("甲行乙金")); pos.Line != 2 || pos.Col != 7 {
		t.Errorf("丙 is at %v", pos)
	}
}

// TestTheSupplementIsReadAsWhatItStandsFor: its characters take other numbers of
// bytes, and all others keep their places.
func TestTheSupplementIsReadAsWhatItStandsFor(t *testing.T) {
	for name, content := range map[string]string{
		"r.yaml": "a: |\n  甲\U0002F8D0乙\U0002F800丙\n",
		"r.json": `{"a": "甲\ud87e\udcd0乙\ud87e\udc00丙\n"}`,
	} {
		n, said := Parse(name, []byte(content))
		said = append(said, Unify(n)...)
		value := n.Entries[0].Value
		if value.Text != "甲㬈乙丽丙\n" || !strings.Contains(said.Error(), "U+2F8D0") {
			t.Errorf("%s: %q, %v", name, value.Text, said)
		}
		if pos := value.At(len("甲㬈乙丽")); name == "r.yaml" && (pos.Line != 2 || pos.Col != 7) {
			t.Errorf("丙 is at %v", pos)
		}
	}
}

func TestTabsAreBlanks(t *testing.T) {
	tree, said := Parse("f.yaml", []byte("a: \"甲\\t乙⾏\"\nb: |\n  丙\t丁\t戊\n"))
	if said.HasErrors() {
		t.Fatal(said)
	}
	said = Unify(tree)
	if a, b := tree.Entries[0].Value.Text, tree.Entries[1].Value.Text; a != "甲 乙行" || b != "丙 丁 戊\n" {
		t.Errorf("texts %q, %q", a, b)
	}
	var notes []string
	for _, d := range said {
		if d.Level == diag.Note && strings.Contains(d.Message.ZH, "Tab") {
			notes = append(notes, d.Pos.String()+d.Message.ZH[len(d.Message.ZH)-len("2 个"):])
		}
	}
	if want := []string{"f.yaml:1:61 个", "f.yaml:3:42 个"}; !slices.Equal(notes, want) {
		t.Errorf("notes %q, want %q", notes, want)
	}
}
