package engine

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gongwen/internal/diag"
)

// Input is a report file in a folder, which holds its pictures too.
type Input struct {
	Folder fs.FS  // the folder; nil where a file stands alone
	File   string // name of the report file in Folder
	Path   string // how messages call the file
	Name   string // of the documents, without folder and extension
}

// FileInput is the report file at a path of the machine.
func FileInput(path string) Input {
	base := filepath.Base(path)
	return Input{
		Folder: folder{dir: filepath.Dir(path), file: base}, File: base,
		Path: path, Name: strings.TrimSuffix(base, filepath.Ext(base)),
	}
}

// folder is a folder of the machine that holds a report file. The file may be a
// link to anywhere, as whoever names it wants; what the file names in its turn
// is looked for in the folder, and no link leads out of it.
type folder struct{ dir, file string }

// Open opens the report file or a file of the folder.
func (f folder) Open(name string) (fs.File, error) {
	if name == f.file {
		return os.Open(filepath.Join(f.dir, f.file))
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }()
	return root.FS().Open(name)
}

// maxReportBytes is the largest report file that is read.
const maxReportBytes = 16 << 20

// content reads the report file.
func (in Input) content(ctx context.Context) ([]byte, diag.List) {
	if said := ended(ctx, in.Path); said != nil {
		return nil, said
	}
	return readLimited(in.Folder, in.File, in.Path, maxReportBytes)
}

// readLimited reads a file that messages call by its path and that may have so
// many bytes. Of a larger one no more is read than that takes to see.
func readLimited(dir fs.FS, name, path string, limit int64) ([]byte, diag.List) {
	file, err := dir.Open(name)
	if err != nil {
		return nil, diag.List{unreadable(path, err)}
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return nil, diag.List{unreadable(path, err)}
	}
	var content bytes.Buffer
	size := info.Size()
	if size <= limit {
		content.Grow(int(size) + bytes.MinRead)
		_, err = content.ReadFrom(io.LimitReader(file, limit+1))
	}
	switch {
	case err != nil:
		return nil, diag.List{unreadable(path, err)}
	case size > limit:
		return nil, diag.List{diag.Errorf(diag.Pos{File: path}, "文件有 %d MB，超过 %d MB", "the file has %d MB, more than %d MB", size>>20, limit>>20)}
	case int64(content.Len()) > limit:
		return nil, diag.List{diag.Errorf(diag.Pos{File: path}, "文件超过 %d MB", "the file has more than %d MB", limit>>20)}
	}
	return content.Bytes(), nil
}

// ended says that a step was given up because its context has ended; nil when
// it has not.
func ended(ctx context.Context, path string) diag.List {
	if ctx.Err() == nil {
		return nil
	}
	return diag.List{diag.Errorf(diag.Pos{File: path}, "已中断", "interrupted")}
}
