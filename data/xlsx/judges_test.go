package xlsx

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/judge"
)

// TestWorkbooksGoThroughLibreOffice: another program opens the workbooks,
// computes and saves them, and they are the same reports.
func TestWorkbooksGoThroughLibreOffice(t *testing.T) {
	office := judge.Path(t, "localc")
	dir := t.TempDir()
	reports := map[string]*data.Report{}
	var files []string
	add := func(name string, report *data.Report) {
		reports[name] = report
		file := filepath.Join(dir, name)
		must(t, os.WriteFile(file, written(t, report), 0o644))
		files = append(files, file)
	}
	add("invented.xlsx", example(t, "invented-2024"))
	add("seed.xlsx", example(t, "shaxian-xinfangju-2023"))
	ids := inWorkbooks(library)
	for seed := range uint64(12) {
		template, _ := library.Template(ids[seed%uint64(len(ids))])
		source, err := json.Marshal(maker{rand.New(rand.NewPCG(seed, 2))}.report(template))
		must(t, err)
		report, said := load.Report("r.json", source, library)
		if wrong(said) {
			t.Fatal(said)
		}
		add(fmt.Sprintf("made-up-%d.xlsx", seed), report)
	}
	out := filepath.Join(dir, "out")
	judge.Run(t, office, append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"),
		"--headless", "--convert-to", "xlsx", "--outdir", out}, files...)...)
	for name, want := range reports {
		t.Run(name, func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join(out, name))
			must(t, err)
			back, list := Report(name, content, library)
			if wrong(list) {
				t.Fatal(said(list))
			}
			differ(t, back, want)
		})
	}
}

// TestWorkbooksAreValid: the Open XML SDK finds nothing wrong with them.
func TestWorkbooksAreValid(t *testing.T) {
	validator := judge.Path(t, "ooxml-validator")
	for _, name := range []string{"invented-2024", "shaxian-xinfangju-2023"} {
		file := filepath.Join(t.TempDir(), name+".xlsx")
		must(t, os.WriteFile(file, written(t, example(t, name)), 0o644))
		judge.Run(t, validator, file)
	}
}
