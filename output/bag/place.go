package bag

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gongwen/internal/diag"
	"gongwen/output"
)

// Form is what a bag is on the disk.
type Form string

// The forms. A zip and a tar hold the bag in one folder of its name (RFC 8493 4).
const (
	Folder Form = "folder"
	Zip    Form = "zip"
	Tar    Form = "tar"
)

// Errors of Place.
var (
	ErrExists = diag.NewError("位置上已经有东西", "something stands there already")
	ErrNoBag  = diag.NewError("位置上的不是归档包", "what stands there is no bag")
)

// Place writes the bag called name into a folder, which is made where it is
// missing, and gives its path. The same files and date give the same bytes of a
// zip or tar; a zero date is the earliest the form has. What stands there
// already is ErrExists, unless replace is set; of folders only bags are
// replaced, else the error is ErrNoBag. On an error nothing has changed.
func Place(dir, name string, form Form, files []File, date time.Time, replace bool) (string, error) {
	path := filepath.Join(dir, name)
	if form != Folder {
		path += "." + string(form)
	}
	info, err := os.Lstat(path)
	switch {
	case err == nil && !replace:
		return path, ErrExists
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return path, err
	}
	switch form {
	case Zip:
		return path, write(path, func() ([]byte, error) { return Zipped(name, files, date) })
	case Tar:
		return path, write(path, func() ([]byte, error) { return tarred(name, files, date) })
	}
	if info != nil {
		if _, err := os.Lstat(filepath.Join(path, declarationName)); err != nil || !info.IsDir() {
			return path, ErrNoBag
		}
	}
	return path, placeFolder(dir, path, files, info != nil)
}

func write(path string, pack func() ([]byte, error)) error {
	data, err := pack()
	if err != nil {
		return err
	}
	return output.WriteFiles([]output.File{{Path: path, Data: data}})
}

// placeFolder builds the bag beside its place and renames it. An old bag and
// the new one change places in one step where the file system can do that;
// elsewhere the old one is moved away first and comes back when the new one
// cannot take its place.
func placeFolder(dir, path string, files []File, old bool) (err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	work, err := output.NewWorkplace(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, work.Remove()) }()
	fresh := filepath.Join(work.Path, "new")
	for _, f := range files {
		if err := writeOne(filepath.Join(fresh, filepath.FromSlash(f.Path)), f.Data); err != nil {
			return err
		}
	}
	switch {
	case !old:
		return os.Rename(fresh, path)
	case exchange(fresh, path) == nil:
		return nil
	}
	return replaceFolder(fresh, path)
}

// replaceFolder puts a bag in the place of an old one, which waits where nobody
// takes it for a leftover: until the new one stands it is the only one.
func replaceFolder(fresh, path string) error {
	waiting, err := os.MkdirTemp(filepath.Dir(path), ".gongwen-old-*")
	if err != nil {
		return err
	}
	aside := filepath.Join(waiting, filepath.Base(path))
	if err := os.Rename(path, aside); err != nil {
		return errors.Join(err, os.Remove(waiting))
	}
	if err := os.Rename(fresh, path); err != nil {
		if back := os.Rename(aside, path); back != nil {
			return errors.Join(err, back)
		}
		return errors.Join(err, os.Remove(waiting))
	}
	return os.RemoveAll(waiting)
}

func writeOne(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
