package infile

import (
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"
)

// Folder is a folder of the machine as [os.DirFS] gives it, in which only
// regular files and folders can be opened: opening anything else, also through
// a link, gives ErrIrregular at once.
func Folder(dir string) fs.FS { return folder(dir) }

type folder string

// Open opens a regular file or a folder.
func (f folder) Open(name string) (fs.File, error) {
	path, err := f.path("open", name)
	if err != nil {
		return nil, err
	}
	return open(path)
}

// Stat describes a file without opening it.
func (f folder) Stat(name string) (fs.FileInfo, error) {
	path, err := f.path("stat", name)
	if err != nil {
		return nil, err
	}
	return os.Stat(path)
}

// ReadDir lists a folder in order of name.
func (f folder) ReadDir(name string) ([]fs.DirEntry, error) {
	path, err := f.path("readdir", name)
	if err != nil {
		return nil, err
	}
	return os.ReadDir(path)
}

func (f folder) path(op, name string) (string, error) {
	if !utf8.ValidString(name) {
		return "", &fs.PathError{Op: op, Path: name, Err: ErrName}
	}
	local, err := filepath.Localize(name)
	if err != nil {
		return "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	return filepath.Join(string(f), local), nil
}

// Open opens a regular file for reading in any order.
func Open(path string) (*os.File, error) {
	file, err := open(path)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || info.IsDir() {
		_ = file.Close()
		return nil, &fs.PathError{Op: "open", Path: path, Err: ErrFolder}
	}
	return file, nil
}

// open opens a regular file or a folder. It asks what stands there before it
// opens it, because opening a device may do something, and again afterwards,
// because another may have come in between; opening does not wait.
func open(path string) (*os.File, error) {
	irregular := &fs.PathError{Op: "open", Path: path, Err: ErrIrregular}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !regular(info):
		return nil, irregular
	}
	file, err := os.OpenFile(path, os.O_RDONLY|nonblocking, 0)
	if err != nil {
		return nil, err
	}
	if info, err = file.Stat(); err != nil || !regular(info) {
		_ = file.Close()
		return nil, irregular
	}
	return file, nil
}

func regular(info fs.FileInfo) bool { return info.Mode().IsRegular() || info.IsDir() }
