package engine

import (
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/growth"
)

// FuzzState: whatever stands in the record of what was built, it is used or
// passed over with a note, and what is saved of it is read again.
func FuzzState(f *testing.F) {
	f.Add([]byte(`{"version": 1, "reports": {"a": {"basis": "x", "source": "a.yaml", "report": "y", "pictures": {"p.png": "z"}, "documents": {"a.pdf": "d"}}}}`))
	f.Add([]byte(`{"version": 2}`))
	f.Add([]byte(`[`))
	dir := f.TempDir()
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		path := filepath.Join(dir, StateName)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, said := OpenState(dir, "basis")
		if s == nil || said.HasErrors() {
			t.Fatalf("a record that cannot be read stops a build: %v", said)
		}
		for name := range s.known {
			in := Input{Folder: os.DirFS(dir), File: name, Path: name, Name: name}
			_, _ = upToDate(in, nil, Order{Resume: true, Record: &Record{basis: "basis", states: map[string]*State{dir: s}}, Dir: dir})
		}
		s.take("new", mark{Basis: "basis"})
		if said := s.save(); len(said) > 0 {
			t.Fatal(said)
		}
		again, said := OpenState(dir, "basis")
		if len(said) > 0 || again.known["new"].Basis != "basis" || len(again.known) != len(s.made) {
			t.Fatalf("what was saved is read as %v, %v", again.known, said)
		}
	}))
}
