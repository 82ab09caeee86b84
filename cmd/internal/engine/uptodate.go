package engine

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/output"
)

// upToDate says whether the documents of a report are those that would be made
// now. The list has a note when they would be but for a document that somebody
// changed or took away.
func (j *Job) upToDate(in Input, content []byte) (bool, diag.List) {
	if !j.Resume || j.State == nil {
		return false, nil
	}
	m, known := j.State.known[in.Name]
	if !known || m.Basis != j.State.basis || m.Source != filepath.Base(in.Path) || m.Report != digest(content) || !samePictures(m.Pictures, in.Path) {
		return false, nil
	}
	var said diag.List
	for _, e := range j.Exporters {
		name := in.Name + "." + e.Extension()
		found, err := digestFile(os.DirFS(j.Dir), name)
		pos := diag.Pos{File: filepath.Join(j.Dir, name)}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			said.Add(diag.Diagnostic{Level: diag.Note, Pos: pos, Message: diag.T("文件不在了，重新生成", "the file is gone and is made again")})
		case err != nil || found != m.Documents[name]:
			said.Add(diag.Diagnostic{Level: diag.Note, Pos: pos, Message: diag.T("文件在生成以后改动过，重新生成", "the file was changed after it was made and is made again")})
		}
	}
	return len(said) == 0, said
}

// samePictures compares the pictures beside a report file with their digests.
// As when they are read for the report, no name leads out of its folder.
func samePictures(digests map[string]string, path string) bool {
	if len(digests) == 0 {
		return true
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return false
	}
	defer func() { _ = root.Close() }()
	for name, want := range digests {
		found, err := digestFile(root.FS(), name)
		if err != nil || found != want {
			return false
		}
	}
	return true
}

// marked notes what documents were made from; nil when no state is kept or the
// pictures have gone since.
func (j *Job) marked(in Input, content []byte, report *data.Report, documents []output.File) *mark {
	if j.State == nil {
		return nil
	}
	pictures, problems := pictureFiles(report, in.Path)
	if problems.HasErrors() {
		return nil
	}
	m := &mark{
		Basis: j.State.basis, Source: filepath.Base(in.Path), Report: digest(content),
		Pictures: map[string]string{}, Documents: map[string]string{},
	}
	for _, f := range pictures {
		m.Pictures[f.Path] = digest(f.Data)
	}
	for _, f := range documents {
		m.Documents[filepath.Base(f.Path)] = digest(f.Data)
	}
	return m
}
