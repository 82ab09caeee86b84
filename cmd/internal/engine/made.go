package engine

import (
	"os"
	"path/filepath"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/output"
)

// Made is a report with everything that was made from it, in memory.
type Made struct {
	Report    *data.Report
	Source    *output.SourceFile
	Documents []output.File
	Pictures  []output.File // the files that the report names, with its names for them
	Checked   diag.List     // what Check says of the report
}

// Make makes the documents of one report in memory. With errors in the report
// or its documents it gives nil and says why.
func (j *Job) Make(in Input) (*Made, diag.List) {
	report, source, said := j.read(in.Path)
	if report == nil || said.HasErrors() {
		return nil, said
	}
	m := &Made{Report: report, Source: source, Checked: said}
	documents, problems := j.render(report, source, in.Name)
	said = append(said, problems...)
	for _, f := range documents {
		m.Documents = append(m.Documents, output.File{Path: filepath.Base(f.Path), Data: f.Data})
	}
	taken, problems := pictureFiles(report, in.Path)
	said = append(said, problems...)
	if said.HasErrors() {
		return nil, said
	}
	m.Pictures = taken
	return m, said
}

// pictureFiles are the files of the report's pictures as they are on the disk,
// each once.
func pictureFiles(report *data.Report, path string) ([]output.File, diag.List) {
	named := report.Pictures()
	if len(named) == 0 {
		return nil, nil
	}
	dir := filepath.Dir(path)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, diag.List{unreadable(dir, err)}
	}
	defer func() { _ = root.Close() }()
	var files []output.File
	seen := map[string]bool{}
	for _, p := range named {
		if name := filepath.Clean(filepath.FromSlash(p.File)); !seen[name] {
			seen[name] = true
			content, err := root.ReadFile(name)
			if err != nil {
				return nil, diag.List{unreadable(filepath.Join(dir, name), err)}
			}
			files = append(files, output.File{Path: filepath.ToSlash(name), Data: content})
		}
	}
	return files, nil
}
