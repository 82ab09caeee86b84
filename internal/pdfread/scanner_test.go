package pdfread

import (
	"errors"
	"strings"
	"testing"
)

func TestObjectsAreReadAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string]string{
		"12":                            "12",
		"-7":                            "-7",
		"+.5":                           "+.5",
		"true":                          "true",
		"null":                          "null",
		"/A#20B":                        "/A#20B",
		"/":                             "/",
		"3 0 R":                         "3 0 R",
		"[1 2 0 R 3]":                   "[1 2 0 R 3]",
		"[1 2 3]":                       "[1 2 3]",
		"<</B 1/A[<414>]>>":             "<</A [<4140>]/B 1>>",
		"(a(b)\\)\\101\\\r\nc\\n\r\nd)": "<612862292941630a0a64>",
		"<< /K % comment\n 1 >>":        "<</K 1>>",
		"(\\1234)":                      "<5334>",
	} {
		s := &scanner{b: []byte(text)}
		o, err := s.object()
		if got := string(Append(nil, o)); err != nil || got != want {
			t.Errorf("%q: got %s, %v, want %s", text, got, err, want)
		}
	}
}

func TestBrokenObjectsAreRefused(t *testing.T) {
	for _, text := range []string{
		"", ">", "}", "<</A 1/A 2>>", "<</A>>", "<<1 2>>", "<</A 1", "[1", "(a", "<41", "<4x>", "/A#0", "/A#zz", "/A#00", "endobj", "1.2.3", "--1",
		"99999999999999999999", "0 0 R", "1 99999 R", "9999999 0 R", strings.Repeat("[", 1000), strings.Repeat("<</A", 1000),
	} {
		s := &scanner{b: []byte(text)}
		o, err := s.object()
		var f *Fault
		if !errors.As(err, &f) {
			t.Errorf("%q: %v, %v", clip(text), o, err)
		}
	}
}

func TestEqual(t *testing.T) {
	read := func(text string) Object {
		o, err := (&scanner{b: []byte(text)}).object()
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	objects := []string{"1", "1.0", "true", "null", "/A", "(A)", "[1]", "[1 2]", "<<>>", "<</A 1>>", "<</A 2>>", "<</B 1>>", "1 0 R", "2 0 R", "[]"}
	for i, a := range objects {
		for j, b := range objects {
			if Equal(read(a), read("  "+b)) != (i == j) {
				t.Errorf("%s and %s", a, b)
			}
		}
	}
	if !Equal(read("(A)"), read("   <41>")) {
		t.Error("a string is another at another place")
	}
}
