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

// WriteFiles puts files in their places. Each is first written beside its
// place and reaches it by a rename, so that a reader finds the old file or the
// new one and never a part; nothing is renamed before all are on the disk.
// Missing folders are made. On an error nothing of what was begun remains,
// except files whose rename had already been done.
func WriteFiles(files []File) error {
	temporary := make([]string, 0, len(files))
	defer func() {
		for _, path := range temporary {
			os.Remove(path)
		}
	}()
	for _, f := range files {
		if info, err := os.Stat(f.Path); err == nil && info.IsDir() {
			return &fs.PathError{Op: "write", Path: f.Path, Err: ErrIsDirectory}
		}
		path, err := writeBeside(f)
		if path != "" {
			temporary = append(temporary, path)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
	}
	for i, f := range files {
		if err := os.Rename(temporary[i], f.Path); err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
	}
	return nil
}

// writeBeside writes f to a new file in the folder of its place and returns
// that file's path, also when an error came after it was made.
func writeBeside(f File) (string, error) {
	dir := filepath.Dir(f.Path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	tmp, err := os.CreateTemp(dir, ".gongwen-*")
	if err != nil {
		return "", err
	}
	_, err = tmp.Write(f.Data)
	if err == nil {
		err = tmp.Chmod(modeOf(f.Path))
	}
	if err == nil {
		err = tmp.Sync()
	}
	return tmp.Name(), errors.Join(err, tmp.Close())
}

// modeOf is the mode that a file written to path gets: the one it has, or the
// usual one for documents.
func modeOf(path string) fs.FileMode {
	if info, err := os.Stat(path); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}
