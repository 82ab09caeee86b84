package jsontext

import (
	"encoding/json"
	"testing"
)

func TestIndented(t *testing.T) {
	got, err := Indented(map[string]any{"a": "<年报 & 附件>", "b": []int{1}})
	want := "{\n  \"a\": \"<年报 & 附件>\",\n  \"b\": [\n    1\n  ]\n}\n"
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := Indented(func() {}); err == nil {
		t.Error("a function was written")
	}
}

func TestNoCharacterActsOnATerminal(t *testing.T) {
	const text = "年\x1b[31m\u009b\u202e\x7f\U000e0041\u2028报"
	got, err := Indented([]string{text})
	want := "[\n  \"年\\u001b[31m\\u009b\\u202e\\u007f\\udb40\\udc41\\u2028报\"\n]\n"
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
	var back []string
	if err := json.Unmarshal(got, &back); err != nil || back[0] != text {
		t.Errorf("read back as %q, %v", back, err)
	}
}

func TestLine(t *testing.T) {
	if got, err := Line(map[string]any{"a": "<年报>\n\u202e", "b": []int{1}}); err != nil || string(got) != `{"a":"<年报>\n\u202e","b":[1]}`+"\n" {
		t.Errorf("%s, %v", got, err)
	}
}
