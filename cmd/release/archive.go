package main

import (
	"archive/tar"
	"archive/zip"
	"cmp"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"
)

// file is a file that is handed out.
type file struct {
	Path    string // with slashes
	Content []byte
	Program bool // may be run
}

func (f file) mode() fs.FileMode {
	if f.Program {
		return 0o755
	}
	return 0o644
}

func find(files []file, path string) []byte {
	for _, f := range files {
		if f.Path == path {
			return f.Content
		}
	}
	return nil
}

func inOrder(files []file) []file {
	sorted := slices.Clone(files)
	slices.SortFunc(sorted, func(a, b file) int { return cmp.Compare(a.Path, b.Path) })
	return sorted
}

// writeTar writes files below a folder as a gzipped tar file, all of one date
// and of nobody.
func writeTar(into, folder string, files []file, date time.Time) error {
	return create(into, func(w io.Writer) error {
		packed, err := gzip.NewWriterLevel(w, gzip.BestCompression)
		if err != nil {
			return err
		}
		t := tar.NewWriter(packed)
		for _, f := range inOrder(files) {
			head := &tar.Header{Typeflag: tar.TypeReg, Name: path.Join(folder, f.Path), Size: int64(len(f.Content)), Mode: int64(f.mode()), ModTime: date, Format: tar.FormatPAX}
			if err := t.WriteHeader(head); err != nil {
				return err
			}
			if _, err := t.Write(f.Content); err != nil {
				return err
			}
		}
		return errors.Join(t.Close(), packed.Close())
	})
}

// writeZip writes files below a folder as a zip file, all of one date.
func writeZip(into, folder string, files []file, date time.Time) error {
	return create(into, func(w io.Writer) error {
		z := zip.NewWriter(w)
		for _, f := range inOrder(files) {
			head := &zip.FileHeader{Name: path.Join(folder, f.Path), Method: zip.Deflate, Modified: date}
			head.SetMode(f.mode())
			to, err := z.CreateHeader(head)
			if err != nil {
				return err
			}
			if _, err := to.Write(f.Content); err != nil {
				return err
			}
		}
		return z.Close()
	})
}

func create(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// unpack writes files below a folder of the machine, with a date.
func unpack(dir string, files []file, date time.Time) error {
	for _, f := range files {
		to := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(to, f.Content, f.mode()); err != nil {
			return err
		}
		if err := os.Chtimes(to, date, date); err != nil {
			return err
		}
	}
	return nil
}
