package opc

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/judge"
)

func packed(t testing.TB, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write([]byte(strings.Repeat(name, 10)))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var some = Limits{Parts: 3, Unpacked: 160}

func TestPartsAreFoundWithoutRegardToCase(t *testing.T) {
	p, err := Open(packed(t, "Word/Doc.xml", `xl\links\a`, "x/VbaProject.bin"), some)
	if err != nil {
		t.Fatal(err)
	}
	if !p.Has("/word/doc.XML") || p.Has("doc.xml") || !p.HasMacros() || !p.HasIn("Links") || p.HasIn("word") {
		t.Error("parts are not found as they should be")
	}
	if content, err := p.Read("word/doc.xml"); err != nil || !bytes.HasPrefix(content, []byte("Word/Doc.xml")) {
		t.Errorf("%q, %v", content, err)
	}
}

func TestLimits(t *testing.T) {
	p, err := Open(packed(t, "12345", "abcdefghijkl"), some)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Read("12345"); err != nil {
		t.Error(err)
	}
	if _, err := p.Read("abcdefghijkl"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("the second part: %v", err)
	}
	if _, err := p.Read("none"); !errors.Is(err, ErrMissing) {
		t.Errorf("no part: %v", err)
	}
}

func TestOpenSaysWhatIsNoPackage(t *testing.T) {
	twice := packed(t, "a", "A")
	locked := packed(t, "a")
	for _, at := range []int{6, bytes.Index(locked, []byte("PK\x01\x02")) + 8} {
		locked[at] |= 1
	}
	compound := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"nothing":          {[]byte(" \n"), ErrEmpty},
		"text":             {[]byte("year: 2024"), ErrNoPackage},
		"an old document":  {[]byte(compound), ErrCompound},
		"with a password":  {append([]byte(compound), utf16("EncryptedPackage")...), ErrEncrypted},
		"an encrypted zip": {locked, ErrEncrypted},
		"too many parts":   {packed(t, "1", "2", "3", "4"), ErrTooLarge},
	} {
		if _, err := Open(c.content, some); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := Open(twice, some); err == nil {
		t.Error("two parts of one name were taken")
	}
	if _, err := Open([]byte("PK\x03\x04"), some); err == nil {
		t.Error("a torn archive was taken")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(packed(f, "a", "b/c"))
	for _, made := range judge.Seeds(f, "xlsx") {
		f.Add(made)
	}
	for _, made := range judge.Seeds(f, "docx") {
		f.Add(made)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		p, err := Open(content, some)
		if err != nil {
			return
		}
		read := int64(0)
		for name := range p.parts {
			part, err := p.Read(name)
			if err == nil {
				read += int64(len(part))
			}
		}
		if read > some.Unpacked {
			t.Errorf("%d bytes were unpacked", read)
		}
	}))
}
