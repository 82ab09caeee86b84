package opc

import (
	"archive/zip"
	"bytes"
	"slices"
	"testing"
)

func TestPackagesArePackedInOrderOfTheirNames(t *testing.T) {
	files := []File{{"b", []byte("of b")}, {"图.xml", nil}, {"[Content_Types].xml", []byte("types")}, {"a/c", bytes.Repeat([]byte("of c"), 9999)}}
	var p Packer
	packed, err := p.Pack(files)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(files)
	if again, err := p.Pack(files); err != nil || !bytes.Equal(again, packed) {
		t.Errorf("the order in which files came is seen: %v", err)
	}
	r, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
	}
	if !slices.Equal(names, []string{"[Content_Types].xml", "a/c", "b", "图.xml"}) {
		t.Errorf("parts %v", names)
	}
	read, err := Open(packed, Limits{Parts: 9, Unpacked: 99999})
	if err != nil {
		t.Fatal(err)
	}
	got, err := read.Files()
	if err != nil || len(got) != 4 || !bytes.Equal(got[1].Content, bytes.Repeat([]byte("of c"), 9999)) {
		t.Errorf("%d files, %v", len(got), err)
	}
}

func TestFilesAreReadWithinLimits(t *testing.T) {
	var p Packer
	packed, err := p.Pack([]File{{"a", make([]byte, 600)}, {"b", make([]byte, 600)}})
	if err != nil {
		t.Fatal(err)
	}
	read, err := Open(packed, Limits{Parts: 9, Unpacked: 999})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := read.Files(); err == nil {
		t.Error("more was read than the limits allow")
	}
}
