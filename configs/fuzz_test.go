package configs

import (
	"os"
	"strings"
	"testing"

	"gongwen/internal/growth"
)

// FuzzLibrary: no file of a library makes it fail otherwise than by a
// diagnostic, and what it hands out can be printed: its grids are tiled.
func FuzzLibrary(f *testing.F) {
	f.Add(small)
	for _, c := range templateFaults() {
		f.Add(strings.Replace(small, c.old, c.new, 1))
	}
	sheet, err := os.ReadFile("styles/gb9704.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(strings.Replace(string(sheet), "style: gb9704", "style: small-2020", 1))
	starter, _ := Starter("small-2020")
	f.Add(starter)
	f.Fuzz(growth.Bounded(func(t *testing.T, text string) {
		l := libraryOf(map[string]string{"small-2020.yaml": text})
		style, problems := l.Style("small-2020")
		if style == nil && !problems.HasErrors() {
			t.Fatal("neither a style sheet nor an error")
		}
		template, problems := l.Template("small-2020")
		if template == nil {
			if !problems.HasErrors() {
				t.Fatal("neither a template nor an error")
			}
			return
		}
		for i := range template.Tables {
			table := &template.Tables[i]
			covered := 0
			for _, c := range place(table, func(c GridCell) string { return c.Row }) {
				covered += c.RS * c.CS
			}
			if covered != len(table.Grid)*len(table.Widths) {
				t.Fatalf("table %s is not tiled", table.ID)
			}
		}
	}))
}
