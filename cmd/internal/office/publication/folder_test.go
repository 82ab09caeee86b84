package publication

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"gongwen/output"
)

// A package comes back from a folder as it was written, whatever else lies there; one
// whose files are others, are missing or lie elsewhere is refused.
func TestPackagesAsFolders(t *testing.T) {
	p := Package{Title: "某局年报", Agency: "某局", Year: "2024", Text: []byte("<p>正文</p>"), Files: []File{{"年报.json", []byte("{}")}, {"图/一.png", []byte("png")}}}
	dir := t.TempDir()
	files, err := p.FilesIn(dir)
	if err == nil {
		err = output.WriteFiles(append(files, output.File{Path: filepath.Join(dir, "Thumbs.db"), Data: []byte("x")}))
	}
	if err != nil {
		t.Fatal(err)
	}
	m, back, err := ReadFolder(os.DirFS(dir))
	if err != nil || !IsFolder(os.DirFS(dir)) || m.Title != "某局年报" || len(back) != 5 || string(back[4].Data) != "png" {
		t.Fatalf("%+v %v", back, err)
	}
	changed := func(change func(fstest.MapFS)) fs.FS {
		folder := fstest.MapFS{ManifestName: {Data: files[0].Data}}
		for _, f := range back {
			folder[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		change(folder)
		return folder
	}
	for about, c := range map[string]struct {
		folder fs.FS
		want   error
	}{
		"as it was":              {changed(func(fstest.MapFS) {}), nil},
		"another file":           {changed(func(f fstest.MapFS) { f["年报.json"].Data = []byte("[]") }), ErrDamaged},
		"a file that is missing": {changed(func(f fstest.MapFS) { delete(f, "年报.json") }), ErrDamaged},
		"another version":        {changed(func(f fstest.MapFS) { f[ManifestName].Data = []byte(`{"version": 2}`) }), ErrDamaged},
		"no manifest":            {changed(func(f fstest.MapFS) { delete(f, ManifestName) }), ErrDamaged},
		"a name that leads out":  {changed(func(f fstest.MapFS) { f[ManifestName].Data = []byte(`{"version": 1, "files": [{"name": "../a"}]}`) }), ErrDamaged},
		"a folder as a file":     {changed(func(f fstest.MapFS) { f[ManifestName].Data = []byte(`{"version": 1, "files": [{"name": "图"}]}`) }), ErrDamaged},
	} {
		if _, _, err := ReadFolder(c.folder); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", about, err)
		}
	}
	p.Files = append(p.Files, File{TextName, nil})
	if _, err := p.FilesIn(dir); !errors.Is(err, ErrTwice) {
		t.Errorf("two files of one name: %v", err)
	}
}
