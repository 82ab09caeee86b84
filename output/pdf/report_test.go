package pdf

import (
	"os"
	"path/filepath"
	"testing"

	"gongwen/configs"
	"gongwen/data/load"
	"gongwen/fonts"
	"gongwen/layout"
	"gongwen/layout/compose"
	"gongwen/output"
)

// exampleReports are the files of the example reports.
func exampleReports(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("../../examples/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	return paths
}

// example is an example report as the program sets it.
func example(t testing.TB, path string) output.Input {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	library := configs.NewLibrary(nil)
	report, said := load.Report(path, content, library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	if said := load.Pictures(report, os.DirFS(filepath.Dir(path))); said.HasErrors() {
		t.Fatal(said)
	}
	sheet, said := library.Style(report.Template.Style)
	if said.HasErrors() {
		t.Fatal(said)
	}
	d, said := compose.Document(report, sheet, compose.Options{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	roles := make([]fonts.Role, len(sheet.Fonts))
	for i, f := range sheet.Fonts {
		roles[i] = fonts.Role{ID: f.ID, Latin: f.Latin, LatinBold: f.LatinBold, Pos: f.Pos}
		for _, use := range f.Faces {
			roles[i].Faces = append(roles[i].Faces, fonts.Use{Face: use.Face, Only: use.Only, Except: use.Except})
		}
	}
	book, said := fonts.NewBook(roles, fonts.Options{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	pages, _, said := layout.Typeset(t.Context(), d, book)
	if said.HasErrors() {
		t.Fatal(said)
	}
	return output.Input{Doc: d, Pages: pages}
}
