package engine

import (
	"bytes"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"gongwen/internal/tier"
	"gongwen/output"
	"gongwen/output/docx"
	"gongwen/output/html"
	"gongwen/output/ofd"
	"gongwen/output/pdf"
)

// TestNoByteDependsOnWhatIsBuiltBeforeOrBeside: engine and writers keep much
// between reports, of which nothing may be seen in the files. Reports in random
// order, number and company are what each is alone.
func TestNoByteDependsOnWhatIsBuiltBeforeOrBeside(t *testing.T) {
	tier.Long(t, "builds all examples many times over")
	paths, err := filepath.Glob("../../../examples/*.yaml")
	if err != nil || len(paths) < 5 {
		t.Fatal(paths, err)
	}
	alone := map[string][]output.File{}
	for _, path := range paths {
		alone[path] = madeOf(t, standard(), FileInput(path), allWriters())
	}
	random := rand.New(rand.NewPCG(17, 2026))
	e, o := standard(), allWriters()
	for range 6 {
		var inputs []Input
		for range 1 + random.IntN(12) {
			inputs = append(inputs, FileInput(paths[random.IntN(len(paths))]))
		}
		work := func(i int) []output.File { return madeOf(t, e, inputs[i], o) }
		for i, files := range sideBySide(1+random.IntN(4), len(inputs), work) {
			same(t, inputs[i].Path, files, alone[inputs[i].Path])
		}
	}
}

func allWriters() Order {
	return Order{Exporters: []output.Exporter{
		docx.New(docx.Options{}), pdf.New(pdf.Options{}), ofd.New(ofd.Options{}), html.New(html.Options{}),
	}}
}

func madeOf(t *testing.T, e *Engine, in Input, o Order) []output.File {
	made, said := e.Make(t.Context(), in, o)
	if made == nil {
		t.Error(said)
		return nil
	}
	return made.Documents
}

func same(t *testing.T, name string, got, want []output.File) {
	t.Helper()
	if len(got) != len(want) || len(got) == 0 {
		t.Errorf("%s: %d files, alone %d", name, len(got), len(want))
		return
	}
	for i := range got {
		if got[i].Path != want[i].Path || !bytes.Equal(got[i].Data, want[i].Data) {
			t.Errorf("%s: %s differs from what it is alone", name, got[i].Path)
		}
	}
}
