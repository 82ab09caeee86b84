package jobs

import (
	"bytes"
	"io/fs"
	"time"
)

// Files are files as a folder that lies nowhere, by their names.
type Files map[string][]byte

// Open opens a file of the folder, which has no folders in it.
func (f Files) Open(name string) (fs.File, error) {
	content, known := f[name]
	if !known {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &file{Reader: bytes.NewReader(content), name: name, size: int64(len(content))}, nil
}

// file is an open file.
type file struct {
	*bytes.Reader
	name string
	size int64
}

func (f *file) Stat() (fs.FileInfo, error) { return info{f.name, f.size}, nil }
func (f *file) Close() error               { return nil }

// info describes a file.
type info struct {
	name string
	size int64
}

func (i info) Name() string     { return i.name }
func (i info) Size() int64      { return i.size }
func (info) Mode() fs.FileMode  { return 0o444 }
func (info) ModTime() time.Time { return time.Time{} }
func (info) IsDir() bool        { return false }
func (info) Sys() any           { return nil }
