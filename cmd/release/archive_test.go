package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var handedOut = []file{
	{Path: "gongwen", Content: []byte("program"), Program: true},
	{Path: "docs/a.html", Content: []byte("guide")},
	{Path: startPage, Content: []byte("start")},
}

var date = time.Date(2026, time.November, 29, 12, 0, 0, 0, time.UTC)

// TestArchivesAreTheSameWhateverTheOrder writes the files in two orders.
func TestArchivesAreTheSameWhateverTheOrder(t *testing.T) {
	backwards := slices.Clone(handedOut)
	slices.Reverse(backwards)
	for name, write := range map[string]func(string, string, []file, time.Time) error{"tar.gz": writeTar, "zip": writeZip} {
		dir := t.TempDir()
		one, two := filepath.Join(dir, "one"), filepath.Join(dir, "two")
		if err := errors.Join(write(one, "top", handedOut, date), write(two, "top", backwards, date)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(read(t, one), read(t, two)) {
			t.Errorf("%s depends on the order of the files", name)
		}
	}
}

func TestTarHasProgramsThatRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.tar.gz")
	if err := writeTar(path, "top", handedOut, date); err != nil {
		t.Fatal(err)
	}
	packed, err := gzip.NewReader(bytes.NewReader(read(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	modes := map[string]int64{}
	for r := tar.NewReader(packed); ; {
		head, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		modes[head.Name] = head.Mode
		if !head.ModTime.Equal(date) || head.Uname != "" {
			t.Errorf("%s is of %v and %q", head.Name, head.ModTime, head.Uname)
		}
	}
	if modes["top/gongwen"] != 0o755 || modes["top/docs/a.html"] != 0o644 || len(modes) != len(handedOut) {
		t.Errorf("the archive has %v", modes)
	}
}

// TestZipNamesAreUnicode: Explorer reads other names by the code page of the machine.
func TestZipNamesAreUnicode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.zip")
	if err := writeZip(path, "top", handedOut, date); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == "top/"+startPage })
	if i < 0 || z.File[i].Flags&0x800 == 0 {
		t.Errorf("no %s with a Unicode name", startPage)
	}
}

func TestSumsAreOfAllFiles(t *testing.T) {
	dir := t.TempDir()
	if err := unpack(dir, []file{{Path: "b", Content: []byte("abc")}, {Path: "a"}}, date); err != nil {
		t.Fatal(err)
	}
	if err := writeSums(dir); err != nil {
		t.Fatal(err)
	}
	// FIPS 180-4 gives the sum of "abc".
	want := "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n" +
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n"
	if got := string(read(t, filepath.Join(dir, sumsName))); got != want {
		t.Errorf("sums:\n%s", got)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
