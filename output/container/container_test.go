package container

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"sync"
	"testing"
)

func parts() []Part {
	text := []byte(strings.Repeat("<w:p>正文</w:p>", 500))
	return []Part{{"a.xml", text, Small}, {"b/c.xml", text, Fast}, {"b/font.ttf", text, Entropy}, {"图.png", text, Stored}, {"empty", nil, Small}}
}

func TestPackagesAreReadAgain(t *testing.T) {
	var w Writer
	var file bytes.Buffer
	if err := w.Write(&file, parts()); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range parts() {
		f := z.File[i]
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || f.Name != want.Name || !bytes.Equal(got, want.Data) {
			t.Errorf("%s: %d bytes, %v", f.Name, len(got), err)
		}
		if stored := f.CompressedSize64 == f.UncompressedSize64; stored != (want.Level == Stored) && len(want.Data) > 0 {
			t.Errorf("%s has %d bytes of %d", f.Name, f.CompressedSize64, f.UncompressedSize64)
		}
	}
}

// Readers of streams need the sizes before the data, and no descriptor behind.
func TestSizesStandBeforeTheData(t *testing.T) {
	var w Writer
	var file bytes.Buffer
	if err := w.Write(&file, parts()); err != nil {
		t.Fatal(err)
	}
	b := file.Bytes()
	for _, want := range parts() {
		if string(b[:4]) != "PK\x03\x04" {
			t.Fatalf("no entry where %s should be", want.Name)
		}
		le := binary.LittleEndian
		flags, size, full := le.Uint16(b[6:]), le.Uint32(b[18:]), le.Uint32(b[22:])
		if flags&8 != 0 || int(full) != len(want.Data) {
			t.Errorf("%s: flags %#x, %d bytes", want.Name, flags, full)
		}
		b = b[30+int(le.Uint16(b[26:]))+int(le.Uint16(b[28:]))+int(size):]
	}
}

func TestSamePartsSameBytes(t *testing.T) {
	var w Writer
	files := make([]bytes.Buffer, 8)
	var group sync.WaitGroup
	for i := range files {
		group.Go(func() {
			if err := w.Write(&files[i], parts()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for i := range files {
		if !bytes.Equal(files[i].Bytes(), files[0].Bytes()) {
			t.Errorf("file %d differs", i)
		}
	}
}
