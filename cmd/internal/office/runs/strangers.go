package runs

import (
	"io/fs"
	"path"
	"path/filepath"

	"gongwen/internal/diag"
)

// Strangers are the files in the folder of a run of which its manifest says nothing.
func (m Manifest) Strangers(dir string) (found []string, err error) {
	err = m.walk(dir, m.inputsFrom(dir), func(at string, _ bool) { found = append(found, at) })
	return found, err
}

// inputsFrom is the folder of the inputs of the run in a folder.
func (m Manifest) inputsFrom(dir string) string {
	inputs := filepath.FromSlash(m.Inputs)
	if !filepath.IsAbs(inputs) {
		inputs = filepath.Join(dir, inputs)
	}
	return inputs
}

// walk calls stranger for every file in the folder of a run that is neither the run's nor an
// input's, and for links and the like.
func (m Manifest) walk(dir, inputs string, stranger func(at string, link bool)) error {
	own := paths{}
	own.put("", ManifestName)
	own.put("", SignatureName)
	for _, f := range m.Said {
		own.put("", f.Path)
	}
	from, given := "", paths{}
	if rel, err := filepath.Rel(dir, inputs); err == nil {
		from = filepath.ToSlash(rel)
	}
	for _, r := range m.Reports {
		given.put(from, r.Input.Path)
		for _, f := range r.Beside {
			given.put(path.Join(from, path.Dir(r.Input.Path)), f.Path)
		}
		for _, f := range r.Outputs {
			own.put("", f.Path)
		}
	}
	root, err := filepath.EvalSymlinks(dir) // the folder as a whole may be named by a link
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, file)
		at := filepath.ToSlash(below)
		if err != nil || d.IsDir() || ofSystems(d.Name()) || given[at] {
			return err
		}
		if link := !d.Type().IsRegular(); link || !own[at] {
			stranger(diag.Legible(at), link)
		}
		return nil
	})
}
