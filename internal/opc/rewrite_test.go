package opc

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"testing"
)

func TestRewritePutsPartsInOrderAndChangesThem(t *testing.T) {
	packed := func(names ...string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range names {
			part, err := w.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(part, "of "+name); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	change := func(name string, part []byte) []byte {
		if name == "b" {
			return bytes.ToUpper(part)
		}
		return part
	}
	one, err := Rewrite(packed("b", "[Content_Types].xml", "a"), change)
	if err != nil {
		t.Fatal(err)
	}
	other, err := Rewrite(packed("a", "b", "[Content_Types].xml"), change)
	if err != nil || !bytes.Equal(one, other) {
		t.Errorf("the order in which parts came is seen: %v", err)
	}
	r, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
	}
	if !slices.Equal(names, []string{"[Content_Types].xml", "a", "b"}) {
		t.Errorf("parts %v", names)
	}
	p, err := Open(one, Limits{Parts: 9, Unpacked: 999})
	if err != nil {
		t.Fatal(err)
	}
	if part, err := p.Read("b"); string(part) != "OF B" || err != nil {
		t.Errorf("b holds %q, %v", part, err)
	}
	if _, err := Rewrite([]byte("PK"), change); err == nil {
		t.Error("what is no archive was rewritten")
	}
}
