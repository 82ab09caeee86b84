package output

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// temporaryPrefix begins the names of what is written beside its place before
// it is moved there.
const temporaryPrefix = ".gongwen-tmp-"

// temporaryFile makes a file in a folder that Sweep lets alone as long as it is
// open. Its mode is what the umask leaves of mode.
func temporaryFile(dir string, mode fs.FileMode) (*os.File, error) {
	for {
		name := filepath.Join(dir, temporaryPrefix+strconv.FormatUint(rand.Uint64(), 36))
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if hold(file) && stands(file) {
			return file, nil
		}
		_ = file.Close() // another process took it for a leftover before it was held
	}
}

// stands reports whether a file is still where it was opened.
func stands(file *os.File) bool {
	mine, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(file.Name())
	return err == nil && os.SameFile(mine, there)
}

// Workplace is a temporary folder beside the place of a file or folder that is
// being made: when it is finished it is moved there with one rename.
type Workplace struct {
	Path string
	lock *os.File
}

// NewWorkplace makes a workplace in a folder. Whoever makes it removes it.
func NewWorkplace(dir string) (*Workplace, error) {
	for {
		path, err := os.MkdirTemp(dir, temporaryPrefix+"*")
		if err != nil {
			return nil, err
		}
		lock, err := os.Open(path)
		if err == nil && hold(lock) && stands(lock) {
			return &Workplace{path, lock}, nil
		}
		if lock != nil {
			_ = lock.Close()
		}
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
	}
}

// Remove removes the workplace and all that is left in it.
func (w *Workplace) Remove() error {
	_ = w.lock.Close()
	return os.RemoveAll(w.Path)
}

// Claim holds a folder, for as long as nobody else holds it, until release or until the
// process ends, however that comes. It leaves nothing in the folder. Where the system has no
// such locks it is always free.
func Claim(dir string) (release func(), free bool, err error) {
	folder, err := os.Open(dir)
	if err != nil {
		return nil, false, err
	}
	release = func() { _ = folder.Close() } // it was only held
	if !hold(folder) {
		release()
		return nil, false, nil
	}
	return release, true, nil
}

// Sweep removes from a folder what runs of the program that were killed have
// left there half-written. What a run is still at stays.
func Sweep(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // whoever writes there next says why that is not possible
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), temporaryPrefix) && e.Type()&fs.ModeType&^fs.ModeDir == 0 {
			sweepOne(filepath.Join(dir, e.Name()))
		}
	}
}
