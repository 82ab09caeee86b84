package jsontext

import "testing"

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
