package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"

	"gongwen/internal/diag"
)

// File is a finished file in memory and where it belongs.
type File struct {
	Path string
	Data []byte
	New  bool // nothing may stand there yet
}

// Errors of files that cannot be put in their places.
var (
	// ErrIsDirectory says that a folder stands where a file should be written.
	ErrIsDirectory = diag.NewError("要写的文件名已经是一个文件夹", "a folder stands where the file should be written")
	// ErrIsDevice says that a device, a pipe or the like stands where a file should be
	// written, which the file would take away from the whole machine.
	ErrIsDevice = diag.NewError("要写的位置上是设备、管道之类，不是普通文件", "a device, a pipe or the like stands where the file should be written")
	// ErrExists says that something stands in the place of a New file.
	ErrExists = diag.NewError("文件已经存在", "the file exists")
	// ErrInUse says that another program holds the file that is to be replaced.
	ErrInUse = diag.NewError("文件正被别的程序（如 Word、WPS）打开", "another program, such as Word or WPS, has the file open")
)

// OfFile reports whether an error speaks of the file that was to be written
// rather than of its folder.
func OfFile(err error) bool {
	return slices.ContainsFunc([]error{ErrIsDirectory, ErrIsDevice, ErrExists, ErrInUse, syscall.ENAMETOOLONG}, func(e error) bool { return errors.Is(err, e) })
}

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
// leads to is written, and the link stays. A file that replaces another keeps
// its mode; others get what the umask of the process lets them have. A New file
// never replaces another, not even one that came while it was being made. On an
// error, which is a *WriteError, nothing of
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
		if err := p.free(runtime.GOOS); err != nil {
			return &WriteError{p.path, err}
		}
	}
	for _, p := range pending {
		if err := p.place(); err != nil {
			return &WriteError{p.path, err}
		}
		p.placed = true
	}
	return nil
}

// pendingFile is a file that waits beside its place.
type pendingFile struct {
	path   string
	fresh  bool // nothing may stand there
	file   *os.File
	placed bool
}

// writeBeside writes f to a new file in the folder of its place.
func writeBeside(f File) (*pendingFile, error) {
	path, err := placeOf(f)
	if err != nil {
		return nil, err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	old, err := os.Stat(path)
	replaces := err == nil
	mode := fs.FileMode(0o666)
	if replaces {
		mode = 0o600 // nobody else reads it before it has the mode of the old one
	}
	file, err := temporaryFile(dir, mode)
	if err != nil {
		return nil, err
	}
	p := &pendingFile{path: path, fresh: f.New, file: file}
	_, err = file.Write(f.Data)
	if err == nil && replaces {
		err = file.Chmod(old.Mode().Perm())
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

// placeOf is where a file is to be put.
func placeOf(f File) (string, error) {
	if f.New {
		if _, err := os.Lstat(f.Path); err == nil {
			return "", ErrExists
		}
		return f.Path, nil // what else is wrong is found when it is written
	}
	info, err := os.Stat(f.Path)
	switch {
	case err == nil && info.IsDir():
		return "", ErrIsDirectory
	case err == nil && !info.Mode().IsRegular():
		return "", ErrIsDevice
	}
	return followed(f.Path)
}

// followed is where a path leads when it is a symbolic link, also to a file that
// is not there yet; else the path itself.
func followed(path string) (string, error) {
	const most = 40 // as many as Linux follows
	for range most {
		if !isLink(path) {
			return path, nil
		}
		target, err := os.Readlink(path)
		if err != nil {
			return "", err
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
	return "", &fs.PathError{Op: "readlink", Path: path, Err: diag.NewError("符号链接绕成了圈", "symbolic links lead in a circle")}
}

// place moves the file to its place.
func (p *pendingFile) place() error {
	if !p.fresh {
		return inUse(os.Rename(p.file.Name(), p.path), runtime.GOOS)
	}
	err := os.Link(p.file.Name(), p.path)
	switch {
	case err == nil:
		return os.Remove(p.file.Name())
	case errors.Is(err, fs.ErrExist):
		return ErrExists
	}
	return p.claim()
}

// inUse tells that a file could not be replaced because another program holds
// it, which Windows reports as missing permission. That the folder may be
// written to is known by then.
func inUse(err error, system string) error {
	if system == "windows" && (errors.Is(err, fs.ErrPermission) || held(err, system)) {
		return ErrInUse
	}
	return err
}

// Held reports whether a file could not be opened because another program holds it.
func Held(err error) bool { return held(err, runtime.GOOS) }

// held is Held on a system. Only Windows has files that are held.
func held(err error, system string) bool {
	const sharing, locked = syscall.Errno(32), syscall.Errno(33) // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
	return system == "windows" && (errors.Is(err, sharing) || errors.Is(err, locked))
}

// Full reports whether a file could not be written because there is no room for it.
func Full(err error) bool { return full(err, runtime.GOOS) }

// full is Full on a system.
func full(err error, system string) bool {
	const diskFull, handleDiskFull = syscall.Errno(112), syscall.Errno(39) // ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL
	if system == "windows" {
		return errors.Is(err, diskFull) || errors.Is(err, handleDiskFull)
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// free finds out before anything is replaced whether all can be: on Windows a file
// that another program holds cannot.
func (p *pendingFile) free(system string) error {
	if system != "windows" || p.fresh {
		return nil
	}
	file, err := os.OpenFile(p.path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return inUse(err, system)
	}
	return file.Close()
}

// claim moves the file to its place where the file system knows no links: it
// takes the name first, which only one process can, and then replaces what it
// put there.
func (p *pendingFile) claim() error {
	name, err := os.OpenFile(p.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	switch {
	case errors.Is(err, fs.ErrExist):
		return ErrExists
	case err != nil:
		return err
	}
	return errors.Join(name.Close(), os.Rename(p.file.Name(), p.path))
}

// drop closes the file, and removes it when it was not moved.
func (p *pendingFile) drop() {
	_ = p.file.Close()
	if !p.placed {
		_ = os.Remove(p.file.Name())
	}
}

// isLink reports whether a path is a symbolic link, and not whether what it
// leads to is there.
func isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&os.ModeSymlink != 0
}
