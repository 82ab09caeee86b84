package engine

import (
	"os"
	"path/filepath"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/fonts"
	"gongwen/internal/tier"
	"gongwen/output"
	"gongwen/output/docx"
	"gongwen/output/pdf"
)

const example = "../../../examples/shaxian-xinfangju-2023.yaml"

// loaded is the example and the library that it was read with.
func loaded(t testing.TB) (*configs.Library, *data.Report) {
	t.Helper()
	library := configs.NewLibrary(nil)
	content, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	report, said := load.Report(example, content, library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	return library, report
}

// rendering makes both files of one warm report from parsed data.
func rendering(t testing.TB) (work func()) {
	library, report := loaded(t)
	e := New(library, fonts.Options{})
	o := Order{Exporters: []output.Exporter{docx.New(docx.Options{}), pdf.New(pdf.Options{})}}
	return func() {
		if _, said := e.Documents(t.Context(), report, "report", o); said.HasErrors() {
			t.Fatal(said)
		}
	}
}

// checking reads and checks the same report with warm rules.
func checking(t testing.TB) (work func()) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	return func() {
		if _, said := e.Check(t.Context(), FileInput(example), Order{}); said.HasErrors() {
			t.Fatal(said)
		}
	}
}

// checkingWorkbook is checking of the same report as a workbook.
func checkingWorkbook(t testing.TB) (work func()) {
	library, report := loaded(t)
	e := New(library, fonts.Options{})
	book, said := e.ReportFile(filepath.Join(t.TempDir(), "report.xlsx"), report, false)
	if said.HasErrors() {
		t.Fatal(said)
	}
	if err := os.WriteFile(book.Path, book.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, said := e.Check(t.Context(), FileInput(book.Path), Order{}); said.HasErrors() {
			t.Fatal(said)
		}
	}
}

// proofing is checking and judging both files.
func proofing(t testing.TB) (work func()) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	o := Order{Exporters: []output.Exporter{docx.New(docx.Options{}), pdf.New(pdf.Options{})}}
	return func() {
		if _, said := e.Proof(t.Context(), FileInput(example), o); said.HasErrors() {
			t.Fatal(said)
		}
	}
}

func BenchmarkRender(b *testing.B) { benchmark(b, rendering(b)) }

func BenchmarkCheck(b *testing.B) { benchmark(b, checking(b)) }

func BenchmarkCheckWorkbook(b *testing.B) { benchmark(b, checkingWorkbook(b)) }

func BenchmarkProof(b *testing.B) { benchmark(b, proofing(b)) }

func benchmark(b *testing.B, work func()) {
	b.ReportAllocs()
	for b.Loop() {
		work()
	}
}

// TestAllocations: how often a report is allocated for hardly changes from run
// to run, and is what a slower program shows first. A change that needs more
// says why and raises the bound.
func TestAllocations(t *testing.T) {
	tier.Long(t, "counts allocations, of which the race detector makes more")
	for name, c := range map[string]struct {
		work func()
		most float64
	}{
		"render": {rendering(t), 8_500},
		"proof":  {proofing(t), 15_000},
		"check":  {checking(t), 6_000},
		"book":   {checkingWorkbook(t), 47_000},
	} {
		if got := testing.AllocsPerRun(5, c.work); got > c.most {
			t.Errorf("%s allocates %.0f times, %.0f are allowed", name, got, c.most)
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
