package source

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/tier"
)

// bad is a file that cannot be read as meant, named for what is wrong with it.
type bad struct{ name, file, text string }

func yamlFaults() []bad {
	return []bad{
		{"full-width colon on the first line", "f.yaml", "agency：三明市\nyear: 2023\n"},
		{"full-width colon between keys", "f.yaml", "year: 2023\nagency：三明市\npreface: x\n"},
		{"full-width colon on the last line", "f.yaml", "year: 2023\nagency：三明市\n"},
		{"full-width colon only", "f.yaml", "agency：三明市\n"},
		{"full-width colon in braces", "f.yaml", "fees: {value：22}\n"},
		{"full-width colon behind prose that has some", "f.yaml", "overview: |\n  2023年：好\nagency\nyear: 2023\n"},
		{"no blank behind the colon", "f.yaml", "year: 2023\nagency:三明市\npreface: x\n"},
		{"no colon", "f.yaml", "year: 2023\nagency\npreface: x\n"},
		{"tab as indentation", "f.yaml", "requests:\n\tnew: [0]\n"},
		{"tab below a value", "f.yaml", "year: 1\n\tb: 2\n"},
		{"ideographic blanks as indentation", "f.yaml", "disclosure:\n\u3000\u3000规章: 1\n"},
		{"indented too little", "f.yaml", "a:\n  b: 1\n c: 2\n"},
		{"indented too much", "f.yaml", "a: 1\n  b: 2\n"},
		{"block text indented too little", "f.yaml", "overview: |\n  abc\n def\n"},
		{"quotes never closed", "f.yaml", "x: 1\na: \"三明\nb: 2\n"},
		{"quotes closed by the next value", "f.yaml", "x: 1\na: \"三明\nb: \"2\"\nc: 3\n"},
		{"text behind quotes", "f.yaml", "x: 1\na: \"三明\"市\nb: 2\n"},
		{"bracket never closed", "f.yaml", "x: 1\na: [1, 2\nb: 2\n"},
		{"stray bracket", "f.yaml", "a: }\n"},
		{"text begins with an asterisk", "f.yaml", "x: 1\noverview: **一是**工作\n"},
		{"text begins with at", "f.yaml", "x: @abc\n"},
		{"text behind a block header", "f.yaml", "x: 1\na: |文字\n  b\n"},
		{"colon and blank in text", "f.yaml", "x: 1\na: 见: 此\n"},
		{"backslash in double quotes", "f.yaml", "x: 1\na: \"C:\\Windows\"\n"},
		{"list among keys", "f.yaml", "x: 1\n- a\n"},
		{"list at the top", "f.yaml", "- a\n- b\n"},
		{"key that is a list", "f.yaml", "? [a]\n: b\n"},
		{"key that is empty", "f.yaml", "\"\": b\n"},
		{"unknown alias", "f.yaml", "x: 1\na: *foo\n"},
		{"anchor and alias", "f.yaml", "a: &foo 1\nb: *foo\n"},
		{"merge key", "f.yaml", "x: {a: 1}\nb:\n  <<: {c: 1}\n"},
		{"tags", "f.yaml", "a: !!str 1\nb: ! 2\nc: !x {d: 1}\n"},
		{"unknown directive version", "f.yaml", "%YAML 9\n---\na: 1\n"},
		{"second document", "f.yaml", "a: 1\n---\nb: 1\n"},
		{"broken second document", "f.yaml", "a: 1\n---\n[\n"},
		{"same key three times", "f.yaml", "a: 1\na: 2\n\"a\": 3\n"},
		{"same key twice in a list", "f.yaml", "a: [{b: 1, b: 2}]\n"},
		{"thirty-three levels", "f.yaml", "a: " + strings.Repeat("[", 32) + strings.Repeat("]", 32)},
	}
}

func jsonFaults() []bad {
	return []bad{
		{"comma behind the last item", "f.json", `{"a":1,}`},
		{"comma missing", "f.json", "{\n  \"a\": 1\n  \"b\": 2\n}"},
		{"colon missing", "f.json", `{"a" "b"}`},
		{"value missing", "f.json", `{"a":}`},
		{"leading zero", "f.json", `{"a":01}`},
		{"plus sign", "f.json", `{"a":+1}`},
		{"point without decimals", "f.json", `{"a":1.}`},
		{"string not closed", "f.json", `{"a":"x`},
		{"line break in a string", "f.json", "{\"a\":\"x\ny\"}"},
		{"tab in a string", "f.json", "{\"a\":\"x\ty\"}"},
		{"unknown escape", "f.json", `{"a":"C:\Windows"}`},
		{"short escape", "f.json", `{"a":"\u12"}`},
		{"half a surrogate pair", "f.json", `{"a":"x\ud800"}`},
		{"key without quotes", "f.json", `{agency:1}`},
		{"single quotes", "f.json", `{'a':1}`},
		{"Chinese quotes", "f.json", `{“a”:1}`},
		{"full-width colon", "f.json", `{"a"：1}`},
		{"full-width comma", "f.json", `{"a":1，"b":2}`},
		{"brackets that do not match", "f.json", `{"a":[1,2}`},
		{"word without quotes", "f.json", `{"a":True}`},
		{"comment", "f.json", "{\"a\":1 // c\n}"},
		{"cut off", "f.json", `{"a":[1,`},
		{"text behind the end", "f.json", `{"a":1} x`},
		{"list at the top", "f.json", `[1]`},
		{"empty key", "f.json", `{"":1}`},
		{"same key twice", "f.json", "{\"a\":1,\n\"a\":2}"},
		{"thirty-three levels", "f.json", `{"a":` + strings.Repeat("[", 40) + "1" + strings.Repeat("]", 40) + `}`},
	}
}

func characterFaults() []bad {
	return []bad{
		{"empty file", "f.yaml", ""},
		{"byte order mark only", "f.yaml", "\uFEFF"},
		{"comments only", "f.yaml", "# 说明\n\n  # 又\n"},
		{"document marker only", "f.yaml", "---\n"},
		{"UTF-16 with a mark", "f.yaml", "\xFF\xFEa\x00:\x00"},
		{"UTF-16 without a mark", "f.yaml", "a\x00:\x00 \x001\x00\n\x00"},
		{"UTF-16 big endian", "f.yaml", "\x00a\x00:\x00 \x001\x00\n"},
		{"GB18030", "f.yaml", "# x\n\xbb\xfa\xb9\xd8\xc3\xfb\xb3\xc6: \xc8\xfd\xc3\xf7\xca\xd0\n"},
		{"neither UTF-8 nor GB18030", "f.yaml", "a: 1\nb: 三\xff\xffx\n"},
		{"Word document", "f.yaml", "PK\x03\x04abc"},
		{"old Excel workbook", "f.json", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1abc"},
		{"NUL byte", "f.yaml", "a: 1\nb: 三x\x00y\n"},
		{"zero width and overrides", "f.yaml", "a: 三\u200b明\nb: \u202e市\u2069\nc: \u2028\n"},
		{"byte order mark inside", "f.yaml", "a: 1\n\uFEFFb: 2\n"},
		{"C0 and C1", "f.yaml", "a: x\x0by\u0085\x7f\n"},
		{"replacement character", "f.yaml", "a: 三\uFFFD市\n"},
		{"escaped in YAML", "f.yaml", "a: \"三\\u202e\\x07\"\n"},
		{"escaped in JSON", "f.json", `{"a":"三\u0000明\u200f"}`},
		{"more than are listed", "f.yaml", "a: " + strings.Repeat("\u200b", maxListed+5) + "\n"},
	}
}

func TestFaultsAreNamedWithPlaceAndHint(t *testing.T) {
	for _, group := range []struct {
		golden string
		cases  []bad
	}{
		{"testdata/yaml-faults.golden", yamlFaults()},
		{"testdata/json-faults.golden", jsonFaults()},
		{"testdata/character-faults.golden", characterFaults()},
	} {
		var out strings.Builder
		for _, c := range group.cases {
			_, problems := Parse(c.file, []byte(c.text))
			if !problems.HasErrors() {
				t.Errorf("%s: no error", c.name)
			}
			fmt.Fprintf(&out, "== %s\n", c.name)
			for _, d := range problems {
				fmt.Fprintf(&out, "%s\n", d.Format(diag.ZH))
				if d.Message.EN == "" || d.Hint.ZH != "" && d.Hint.EN == "" {
					t.Errorf("%s: no English for %q", c.name, d.Message.ZH)
				}
				if strings.Contains(d.Message.ZH+d.Message.EN+d.Hint.ZH+d.Hint.EN, "%!") {
					t.Errorf("%s: badly formatted: %+v", c.name, d)
				}
			}
		}
		golden.Check(t, group.golden, []byte(out.String()))
	}
}

func TestLimits(t *testing.T) {
	tier.Long(t, "reads files at the limits")
	for name, text := range map[string]string{
		"too large":           "a: " + strings.Repeat("x", MaxBytes),
		"too many indicators": "a: [" + strings.Repeat("1,", maxIndicators) + "]",
		"too many values":     "a: [" + strings.Repeat("1,", maxNodes) + "]",
	} {
		for _, file := range []string{"f.yaml", "f.json"} {
			if file == "f.json" {
				text = "{\"a\":" + strings.TrimPrefix(strings.Replace(text, ",]", "]", 1), "a:") + "}"
			}
			if _, problems := Parse(file, []byte(text)); !problems.HasErrors() || len(problems) > 2 {
				t.Errorf("%s, %s: %v", name, file, problems)
			}
		}
	}
}

func TestAllFaultsOfAFileAreFoundAtOnce(t *testing.T) {
	_, problems := Parse("f.yaml", []byte("a: &x 1\nb: 三\u200b\nb: !!str 2\n? [c]\n: d\n"))
	var lines []int
	for _, d := range problems {
		lines = append(lines, d.Pos.Line)
	}
	if got := fmt.Sprint(lines); got != "[1 2 3 3 4]" {
		t.Errorf("lines %s of %v", got, problems)
	}
}
