package engine

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
)

func TestTheBuildIDIsFoundInBothForms(t *testing.T) {
	id := strings.Repeat("Ab-_/", 16) + "xyz"
	for name, file := range map[string]string{
		"ELF":     "\x7fELF......\x04\x00\x00\x00\x53\x00\x00\x00\x04\x00\x00\x00Go\x00\x00" + id + "rest",
		"PE":      "MZ.......\xff Go build ID: \"" + id + "\"\n \xffrest",
		"nothing": "MZ.......",
		"one set": "MZ.......\xff Go build ID: \"mine\"\n \xffrest",
		"a lie":   "\x7fELF......\x04\x00\x00\x00\x53\x00\x00\xf0\x04\x00\x00\x00Go\x00\x00" + id,
	} {
		r := bytes.NewReader([]byte(file))
		got, want := string(buildID(r)), id
		if name == "nothing" || name == "one set" || name == "a lie" {
			want = ""
		}
		if got != want {
			t.Errorf("%s: %q", name, got)
		}
		if whole, _ := io.ReadAll(r); string(whole) != file {
			t.Errorf("%s: the file is not left at its beginning", name)
		}
	}
	program, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = program.Close() }()
	if buildID(program) == nil {
		t.Error("this program has no build ID")
	}
}
