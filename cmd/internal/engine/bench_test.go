package engine

import (
	"os"
	"testing"

	"gongwen/configs"
	"gongwen/data/load"
	"gongwen/fonts"
	"gongwen/output"
	"gongwen/output/docx"
	"gongwen/output/pdf"
)

const example = "../../../examples/shaxian-xinfangju-2023.yaml"

// BenchmarkRender is one warm report from parsed data to both files.
func BenchmarkRender(b *testing.B) {
	library := configs.NewLibrary(nil)
	content, err := os.ReadFile(example)
	if err != nil {
		b.Fatal(err)
	}
	report, said := load.Report(example, content, library)
	if said.HasErrors() {
		b.Fatal(said)
	}
	e := New(library, fonts.Options{})
	o := Order{Exporters: []output.Exporter{docx.New(docx.Options{}), pdf.New(pdf.Options{})}}
	b.ReportAllocs()
	for b.Loop() {
		if _, said := e.Documents(b.Context(), report, "report", o); said.HasErrors() {
			b.Fatal(said)
		}
	}
}

// BenchmarkCheck reads and checks the same report with warm rules.
func BenchmarkCheck(b *testing.B) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	b.ReportAllocs()
	for b.Loop() {
		if _, said := e.Check(b.Context(), FileInput(example), Order{}); said.HasErrors() {
			b.Fatal(said)
		}
	}
}

// BenchmarkFirst is the work of a new process: nothing is warm.
func BenchmarkFirst(b *testing.B) {
	dir := b.TempDir()
	b.ReportAllocs()
	for b.Loop() {
		o := Order{Dir: dir, Exporters: []output.Exporter{docx.New(docx.Options{}), pdf.New(pdf.Options{})}}
		if r := New(configs.NewLibrary(nil), fonts.Options{}).Build(b.Context(), FileInput(example), o); r.Said.HasErrors() {
			b.Fatal(r.Said)
		}
	}
}
