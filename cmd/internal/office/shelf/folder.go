package shelf

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"gongwen/internal/infile"
)

// folder is a shelf in a folder of the machine, or of a file server: contents lie in
// folders named by the first two digits of their digests.
type folder struct{ dir string }

func openFolder(dir string) (Shelf, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return folder{dir}, nil
}

func (f folder) place(digest string) string { return filepath.Join(f.dir, digest[:2], digest) }

// partPattern is how files are called that are being written.
const partPattern = ".part-*"

func (f folder) Put(_ context.Context, digest string, content []byte) (err error) {
	place := f.place(digest)
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(place), partPattern)
	if err != nil {
		return err
	}
	_, err = part.Write(content)
	if err == nil {
		err = part.Sync()
	}
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), place)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part.Name()))
	}
	return nil
}

// Has compares what lies there, which takes no time on a disk.
func (f folder) Has(ctx context.Context, digest string, content []byte) (bool, error) {
	there, err := f.Get(ctx, digest)
	return err == nil && bytes.Equal(there, content), nil
}

func (f folder) Get(_ context.Context, digest string) ([]byte, error) {
	return infile.ReadIn(infile.Folder(filepath.Dir(f.place(digest))), digest, maxContent)
}

func (f folder) Remove(_ context.Context, digest string) error {
	if err := os.Remove(f.place(digest)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (f folder) Each(ctx context.Context, each func(digest string) error) error {
	return filepath.WalkDir(f.dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case !d.Type().IsRegular() || !isDigest(d.Name()) || path != f.place(d.Name()):
			return nil
		}
		return each(d.Name())
	})
}
