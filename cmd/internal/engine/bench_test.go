package engine

import (
	"os"
	"testing"

	"gongwen/configs"
	"gongwen/data/load"
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
	j := &Job{Library: library, Exporters: []output.Exporter{docx.New(docx.Options{}), pdf.New(pdf.Options{})}}
	b.ReportAllocs()
	for b.Loop() {
		if _, said := j.Render(report, "report"); said.HasErrors() {
			b.Fatal(said)
		}
	}
}

// BenchmarkCheck reads and checks the same report with warm rules.
func BenchmarkCheck(b *testing.B) {
	j := &Job{Library: configs.NewLibrary(nil)}
	b.ReportAllocs()
	for b.Loop() {
		if _, said := j.Check(example); said.HasErrors() {
			b.Fatal(said)
		}
	}
}

// BenchmarkFirst is the work of a new process: nothing is warm.
func BenchmarkFirst(b *testing.B) {
	dir := b.TempDir()
	b.ReportAllocs()
	for b.Loop() {
		j := &Job{
			Library: configs.NewLibrary(nil), Dir: dir,
			Exporters: []output.Exporter{docx.New(docx.Options{}), pdf.New(pdf.Options{})},
		}
		if r := j.Build(input(example)); r.Said.HasErrors() {
			b.Fatal(r.Said)
		}
	}
}
