package opc

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// Rewrite is a package of our own making with its parts in the order of their
// names, and each part as change makes it. The list of parts comes first, as
// programs expect that look at the first bytes only. The same parts give the
// same bytes.
func Rewrite(content []byte, change func(name string, part []byte) []byte) ([]byte, error) {
	reader, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, err
	}
	const list = "[Content_Types].xml"
	slices.SortFunc(reader.File, func(a, b *zip.File) int {
		switch {
		case a.Name == list:
			return -1
		case b.Name == list:
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range reader.File {
		if err := rewritePart(archive, f, change); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// maxRoom is how much is made ready for a part that says that it is so large; more
// comes as it is read.
const maxRoom = 64 << 20

func rewritePart(archive *zip.Writer, f *zip.File, change func(name string, part []byte) []byte) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	var part bytes.Buffer
	part.Grow(int(min(f.UncompressedSize64, maxRoom)) + bytes.MinRead)
	if _, err := part.ReadFrom(r); err != nil {
		return err
	}
	w, err := archive.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = w.Write(change(f.Name, part.Bytes()))
	return err
}
