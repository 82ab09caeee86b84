// Package example sets the example reports as the program does, for the tests of
// the writers.
package example

import (
	"os"
	"path/filepath"
	"testing"

	"gongwen/configs"
	"gongwen/data/beside"
	"gongwen/data/load"
	"gongwen/fonts"
	"gongwen/layout"
	"gongwen/layout/compose"
	"gongwen/output"
)

// Reports are the paths of the example reports, from a package two folders deep.
func Reports(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("../../examples/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	return paths
}

// Documents are the paths of the example documents with a 版头.
func Documents(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("../../examples/documents/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	return paths
}

// Report is the report at path, laid out, with its file as its source.
func Report(t testing.TB, path string) output.Input {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	library := configs.NewLibrary(nil)
	report, said := load.ReportBeside(path, content, library, beside.In(os.DirFS(filepath.Dir(path)), beside.StandardLimits()))
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
	book := Book(t, sheet)
	pages, setting, said := layout.Typeset(t.Context(), d, book, layout.Wants{Lines: true})
	if said.HasErrors() {
		t.Fatal(said)
	}
	source := &output.SourceFile{Name: filepath.Base(path), MediaType: "application/yaml", Data: content}
	return output.Input{Doc: d, Pages: pages, Setting: setting, Fonts: book, Source: source}
}

// Book is the faces of a style sheet.
func Book(t testing.TB, sheet *configs.StyleSheet) *fonts.Book {
	t.Helper()
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
	return book
}
