package source

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// value parses a file with one key and returns its value.
func value(t *testing.T, file, text string) *Node {
	t.Helper()
	n, problems := Parse(file, []byte(text))
	if n == nil || len(problems) > 0 {
		t.Fatalf("%q: %v", text, problems)
	}
	return n.Entries[len(n.Entries)-1].Value
}

func TestAt(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		of               string // characters of the text, found by their first occurrence
		want             string // line:col of each
	}{
		{"plain", "f.yaml", "键: 三明市ab\n", "三明b", "1:4 1:5 1:8"},
		{"plain behind a byte order mark", "f.yaml", "\uFEFF键: 三明\n", "明", "1:5"},
		{"plain with astral characters", "f.yaml", "a: 𬒈𫚖x\n", "x", "1:6"},
		{"plain over lines", "f.yaml", "a: 甲 乙\n  丙\n\n  丁\n", "甲乙丙丁", "1:4 1:6 2:3 4:3"},
		{"single quotes", "f.yaml", "a: 'it''s 三'\n", "ts三", "1:6 1:9 1:11"},
		{"single quotes over lines", "f.yaml", "a: '甲\n  乙\n\n  丙'\n", "甲乙丙", "1:5 2:3 4:3"},
		{"double quotes", "f.yaml", `a: "甲\t乙\u4e19丁\x41戊\"己\\庚"` + "\n", "甲乙丙丁A戊\"己\\庚", "1:5 1:8 1:9 1:15 1:16 1:20 1:21 1:23 1:24 1:26"},
		{"double quotes over lines", "f.yaml", "a: \"甲\\\n   乙\n   丙\n\n   丁\"\n", "甲乙丙丁", "1:5 2:4 3:4 5:4"},
		{"JSON string", "f.json", `{"a":"甲\n乙\/丙\ud870\udc88丁\r\n戊"}`, "甲乙丙\U0002C088丁戊", "1:7 1:10 1:13 1:14 1:26 1:31"},
		{"JSON behind tabs", "f.json", "{\t\"a\":\t\"三明\"}", "三明", "1:9 1:10"},
		{"literal block", "f.yaml", "a: |\n  甲\n\n    乙\n  丙\n", "甲乙丙", "2:3 4:5 5:3"},
		{"literal block with CRLF", "f.yaml", "a: |\r\n  甲\r\n\r\n  乙\r\n", "甲乙", "2:3 4:3"},
		{"literal block with an indent indicator", "f.yaml", "x:\n  a: 1\na: |2-\n    甲\n  乙\n", " 甲乙", "4:3 4:5 5:3"},
		{"literal block with kept breaks", "f.yaml", "a: |+\n  甲\n\n\n", "甲\n", "2:3 2:4"},
		{"literal block after blank lines", "f.yaml", "a: | # 说明\n\n\n   甲\n", "甲", "4:4"},
		{"folded block", "f.yaml", "a: >\n  甲\n  乙\n\n  丙\n    丁\n  戊\n", "甲乙丙丁戊", "2:3 3:3 5:3 6:5 7:3"},
		{"folded block with an indent indicator", "f.yaml", "a: >1-\n   甲\n 乙\n", " 甲乙", "2:2 2:4 3:2"},
		{"a line longer than the distance of marks", "f.yaml", "a: |\n  " + strings.Repeat("三", 1000) + "终\n", "三终", "2:3 2:1003"},
		{"a long JSON string", "f.json", `{"a":"` + strings.Repeat(`三\n`, 1000) + `终"}`, "三终", "1:7 1:3007"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := value(t, c.file, c.text)
			if c.file == "f.yaml" && n.Kind == Map {
				n = n.Entries[0].Value
			}
			var got []string
			for _, r := range c.of {
				i := strings.IndexRune(n.Text, r)
				if i < 0 {
					t.Fatalf("no %q in %q", r, n.Text)
				}
				p := n.At(i)
				got = append(got, fmt.Sprintf("%d:%d", p.Line, p.Col))
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("places of %q in %q: %s, want %s", c.of, n.Text, g, c.want)
			}
		})
	}
}

func TestAtBehindTheTextStaysInTheValue(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"f.yaml", "a: 三明\n", "1:6"},
		{"f.yaml", "a: '三明'\nb: 1\n", "1:7"},
		{"f.yaml", "a: |\n  三明\nb: 1\n", "2:5"},
		{"f.yaml", "a: |+\n  三明\n\nb: 1\n", "3:1"},
		{"f.yaml", "a: >\n  三\n  明\nb: 1\n", "3:4"},
		{"f.yaml", "a: \"\"\n", "1:5"},
		{"f.yaml", "a: |\nb: 1\n", "1:4"},
		{"f.yaml", "a:\nb: 1\n", "1:3"},
		{"f.yaml", "a: [1]\n", "1:4"},
		{"f.json", `{"a":"三明"}`, "1:9"},
		{"f.json", `{"a":12.50}`, "1:11"},
	} {
		root, problems := Parse(c.file, []byte(c.text))
		if len(problems) > 0 {
			t.Fatalf("%q: %v", c.text, problems)
		}
		n := root.Entries[0].Value
		for _, offset := range []int{len(n.Text), len(n.Text) + 100} {
			if p := n.At(offset); fmt.Sprintf("%d:%d", p.Line, p.Col) != c.want {
				t.Errorf("%q: end at %v, want %s", c.text, p, c.want)
			}
		}
		if p := n.At(-1); p != n.At(0) {
			t.Errorf("%q: before the text at %v", c.text, p)
		}
	}
}

func TestLineBreaksOfEveryKindCount(t *testing.T) {
	for _, br := range []string{"\n", "\r\n", "\r"} {
		text := strings.ReplaceAll("# 说明\na: 1\nb:\n  - 三: {明: 市}\n", "\n", br)
		n, problems := Parse("f.yaml", []byte(text))
		if len(problems) > 0 {
			t.Fatalf("%q: %v", br, problems)
		}
		if p := n.Entries[1].Value.Items[0].Entries[0].Value.Entries[0].Value.Pos; p.Line != 4 || p.Col != 12 {
			t.Errorf("with %q the value stands at %v, want 4:12", br, p)
		}
	}
}

// checkPlaces says what is wrong with the places of a tree: each lies in the
// file, and where a character is printed as it is written stands there.
func checkPlaces(n *Node, file *text) error {
	for i := 0; i <= len(n.Text); i++ {
		p := n.At(i)
		line := []rune(string(file.line(p.Line - 1)))
		if p.Line < 1 || p.Line > len(file.lines) || p.Col < 1 || p.Col > len(line)+1 {
			return fmt.Errorf("offset %d of %q is at %v, outside the file", i, n.Text, p)
		}
		if i == len(n.Text) || !utf8.RuneStart(n.Text[i]) || n.places != nil && i >= n.places.known {
			continue
		}
		r, _ := utf8.DecodeRuneInString(n.Text[i:])
		if unicode.IsSpace(r) || p.Col > len(line) || line[p.Col-1] == r || line[p.Col-1] == '\\' {
			continue
		}
		return fmt.Errorf("offset %d of %q is %q, but %q stands at %v", i, n.Text, r, line[p.Col-1], p)
	}
	for _, e := range n.Entries {
		if err := checkPlaces(e.Key, file); err != nil {
			return err
		}
		if err := checkPlaces(e.Value, file); err != nil {
			return err
		}
	}
	for _, i := range n.Items {
		if err := checkPlaces(i, file); err != nil {
			return err
		}
	}
	return nil
}
