package engine

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/internal/pdfread"
	"gongwen/output"
)

// Input is a report file in a folder, which holds its pictures too.
type Input struct {
	Folder fs.FS  // the folder; nil where a file stands alone
	File   string // name of the report file in Folder
	Path   string // how messages call the file
	Name   string // of the documents, without extension: behind the folders, with slashes, in which it was found below one that was named
}

// Ending is what the name of a document has behind that of its report: .pdf, or -附件2.pdf
// of an attachment that is bound apart.
func (in Input) Ending(document output.File) string {
	return strings.TrimPrefix(path.Base(document.Path), path.Base(in.Name))
}

// FileInput is the report file at a path of the machine, which somebody named:
// it may be a pipe, or standard input.
func FileInput(path string) Input {
	in := inputAt(path)
	in.Folder = folder{dir: filepath.Dir(path), named: &namedFile{file: in.File, path: path}}
	if path == infile.Stdin {
		in.Name = "stdin"
	}
	return in
}

// foundInput is a report file that was found in a folder. A pipe or a device is
// not read.
func foundInput(dir, file string) Input {
	in := inputAt(filepath.Join(dir, file))
	in.Folder = folder{dir: dir, found: file}
	return in
}

func inputAt(path string) Input {
	base := filepath.Base(path)
	return Input{File: base, Path: path, Name: strings.TrimSuffix(base, filepath.Ext(base))}
}

// folder is a folder of the machine that holds a report file, one that was named
// or one that was found. The report file may be a link to anywhere; what it
// names in its turn is looked for in the folder, no link leads out of it, and
// only regular files are opened.
type folder struct {
	dir   string
	named *namedFile
	found string
}

// namedFile is a file that somebody named, which may be anything that can be read.
// What can be read only once is kept for whoever reads it again.
type namedFile struct {
	file, path string

	mu   sync.Mutex
	kept []byte
}

func (n *namedFile) read(ctx context.Context, limit int64) ([]byte, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.kept != nil {
		return n.kept, nil
	}
	content, err := infile.Read(ctx, n.path, limit)
	if err == nil && infile.IsStream(n.path) {
		n.kept = content
	}
	return content, err
}

// Open opens a file of the folder.
func (f folder) Open(name string) (fs.File, error) {
	if name == f.found {
		return infile.Folder(f.dir).Open(name)
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }()
	info, err := root.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() && !info.IsDir():
		return nil, &fs.PathError{Op: "open", Path: name, Err: infile.ErrIrregular}
	}
	return root.FS().Open(name)
}

// maxReportBytes is the largest report file that is read.
const maxReportBytes = 16 << 20

// read reads the file of the input, of which it takes at most limit bytes. One
// that was named by its path may be a pipe.
func (in Input) read(ctx context.Context, limit int64) ([]byte, diag.List) {
	var content []byte
	var err error
	if f, ok := in.Folder.(folder); ok && f.named != nil && in.File == f.named.file {
		content, err = f.named.read(ctx, limit)
	} else {
		content, err = infile.ReadIn(in.beside(), in.File, limit)
	}
	switch {
	case ctx.Err() != nil:
		return nil, ended(ctx, in.Path)
	case err != nil:
		return nil, diag.List{unreadable(in.Path, err)}
	}
	return content, nil
}

// ended says that a step was given up because its context has ended; nil when
// it has not.
func ended(ctx context.Context, path string) diag.List {
	if ctx.Err() == nil {
		return nil
	}
	return diag.List{diag.Errorf(diag.Pos{File: path}, "已中断", "interrupted")}
}

// document reads a file that is no report file: one that is not larger than a
// PDF may be.
func (in Input) document(ctx context.Context) ([]byte, diag.List) {
	return in.read(ctx, pdfread.MaxFile)
}

// ReadFile reads a file that belongs to a report, such as a signed document or
// a certificate.
func ReadFile(ctx context.Context, path string) ([]byte, diag.List) {
	return FileInput(path).document(ctx)
}
