package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// File is a finished file in memory and where it belongs.
type File struct {
	Path string
	Data []byte
}

// ErrIsDirectory says that a folder stands where a file should be written.
var ErrIsDirectory = errors.New("is a directory")

// WriteError says which file could not be written and why.
type WriteError struct {
	Path string
	Err  error
}

func (e *WriteError) Error() string { return fmt.Sprintf("write %s: %v", e.Path, e.Err) }

// Unwrap gives the cause.
func (e *WriteError) Unwrap() error { return e.Err }

// WriteFiles puts files in their places. Each is first written beside its
// place and reaches it by a rename, so that a reader finds the old file or the
// new one and never a part; nothing is renamed before all are on the disk.
// Missing folders are made. Of a path that is a symbolic link the file that it
// leads to is written, and the link stays. On an error, which is a *WriteError, nothing of
// what was begun remains, except files whose rename had already been done; what
// a process leaves that is killed, Sweep removes.
func WriteFiles(files []File) error {
	pending := make([]*pendingFile, 0, len(files))
	defer func() {
		for _, p := range pending {
			p.drop()
		}
	}()
	for _, f := range files {
		p, err := writeBeside(f)
		if err != nil {
			return &WriteError{f.Path, err}
		}
		pending = append(pending, p)
	}
	for _, p := range pending {
		if err := p.place(); err != nil {
			return &WriteError{p.path, err}
		}
	}
	return nil
}

// pendingFile is a file that waits beside its place.
type pendingFile struct {
	path string
	file *os.File
}

// writeBeside writes f to a new file in the folder of its place.
func writeBeside(f File) (*pendingFile, error) {
	if info, err := os.Stat(f.Path); err == nil && info.IsDir() {
		return nil, ErrIsDirectory
	}
	path, err := followed(f.Path)
	if err != nil {
		return nil, err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	file, err := temporaryFile(dir)
	if err != nil {
		return nil, err
	}
	p := &pendingFile{path, file}
	_, err = file.Write(f.Data)
	if err == nil {
		err = file.Chmod(modeOf(f.Path))
	}
	if err == nil {
		err = file.Sync()
	}
	if err == nil {
		err = p.release()
	}
	if err != nil {
		p.drop()
		return nil, err
	}
	return p, nil
}

// followed is where a path leads when it is a symbolic link, also to a file that
// is not there yet; else the path itself.
func followed(path string) (string, error) {
	const most = 40 // as many as Linux follows
	for range most {
		target, err := os.Readlink(path)
		if err != nil {
			return path, nil // no link, or nothing there
		}
		if !filepath.IsAbs(target) {
			dir, err := filepath.EvalSymlinks(filepath.Dir(path)) // .. is of where the folder really is
			if err != nil {
				return "", err
			}
			target = filepath.Join(dir, target)
		}
		path = target
	}
	return "", &fs.PathError{Op: "readlink", Path: path, Err: errors.New("too many links")}
}

// place moves the file to its place.
func (p *pendingFile) place() error { return os.Rename(p.file.Name(), p.path) }

// drop closes the file, and removes it when it was not moved.
func (p *pendingFile) drop() {
	_ = p.file.Close()
	_ = os.Remove(p.file.Name())
}

// modeOf is the mode that a file written to path gets: the one it has, or the
// usual one for documents.
func modeOf(path string) fs.FileMode {
	if info, err := os.Stat(path); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}
