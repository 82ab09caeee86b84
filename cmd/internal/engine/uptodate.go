package engine

import (
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/digest"
	"gongwen/internal/infile"
	"gongwen/output"
)

// upToDate reports whether the documents of a report are those that would be made
// now. The list has a note when they would be but for a document that somebody
// changed or took away.
func upToDate(in Input, content []byte, o Order) (bool, diag.List) {
	if !o.Resume || o.Record == nil {
		return false, nil
	}
	dir, name := o.Place(in)
	state := o.Record.of(dir)
	m, known := state.known[name]
	if !known || m.Basis != state.basis || m.Source != in.File || m.Report != digest.SHA256(content) || !samePictures(m.Pictures, in) {
		return false, nil
	}
	same := true
	var said diag.List
	var files []string
	kinds := map[string]output.Exporter{}
	for _, e := range o.Exporters {
		files = append(files, name+"."+e.Format().Extension)
		kinds["."+e.Format().Extension] = e
	}
	for _, file := range slices.Sorted(maps.Keys(m.Documents)) {
		if kinds[filepath.Ext(file)] != nil && !slices.Contains(files, file) {
			files = append(files, file) // an attachment that is bound apart
		}
	}
	for _, file := range files {
		e := kinds[filepath.Ext(file)]
		found, err := digestFile(infile.Folder(dir), file)
		pos := diag.Pos{File: filepath.Join(dir, file)}
		same = same && err == nil && found == m.Documents[file]
		_, kept := e.(output.Recogniser)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			said.Add(diag.Diagnostic{Level: diag.Note, Pos: pos, Message: diag.T("文件不在了，重新生成", "the file is gone and is made again")})
		case kept && !o.Force: // what becomes of it is said when it would be replaced
		case err != nil || found != m.Documents[file]:
			said.Add(diag.Diagnostic{Level: diag.Note, Pos: pos, Message: diag.T("文件在生成以后改动过，重新生成", "the file was changed after it was made and is made again")})
		}
	}
	return same, said
}

// samePictures compares the pictures beside a report file with their digests.
func samePictures(digests map[string]string, in Input) bool {
	for name, want := range digests {
		found, err := digestFile(in.beside(), name)
		if err != nil || found != want {
			return false
		}
	}
	return true
}

// marked notes what documents were made from; nil when no state is kept or the
// pictures have gone since.
func marked(in Input, content []byte, report *data.Report, documents []output.File, o Order) *mark {
	if o.Record == nil {
		return nil
	}
	pictures, problems := PictureFiles(report, in)
	if problems.HasErrors() {
		return nil
	}
	m := &mark{
		Basis: o.Record.basis, Source: in.File, Report: digest.SHA256(content),
		Pictures: map[string]string{}, Documents: map[string]string{},
	}
	for _, f := range pictures {
		m.Pictures[f.Path] = digest.SHA256(f.Data)
	}
	for _, f := range documents {
		m.Documents[filepath.Base(f.Path)] = digest.SHA256(f.Data)
	}
	return m
}
