package engine

import (
	"bytes"
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/output"
	"gongwen/output/html"
)

// TestOneEngineServesOrdersThatDiffer: what one run wants changes nothing of
// what another gets at the same time.
func TestOneEngineServesOrdersThatDiffer(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	orders := map[string]Order{
		"plain": {Exporters: []output.Exporter{html.New(html.Options{})}},
		"draft": {Exporters: []output.Exporter{html.New(html.Options{})}, Draft: true},
	}
	alone := map[string][]byte{}
	for name, o := range orders {
		alone[name] = page(t, e, o)
	}
	if bytes.Equal(alone["plain"], alone["draft"]) {
		t.Fatal("a draft is not marked")
	}
	var group sync.WaitGroup
	for range 4 {
		for name, o := range orders {
			group.Go(func() {
				if got := page(t, e, o); !bytes.Equal(got, alone[name]) {
					t.Errorf("%s: beside others the document is another", name)
				}
			})
		}
	}
	group.Wait()
}

// page is the one document of an example.
func page(t *testing.T, e *Engine, o Order) []byte {
	made, said := e.Make(t.Context(), FileInput("../../../examples/invented-2024.yaml"), o)
	if made == nil || len(made.Documents) != 1 {
		t.Error(said)
		return nil
	}
	return made.Documents[0].Data
}

// TestInputOfAnyFileSystem: a report and its pictures need not lie on the
// machine.
func TestInputOfAnyFileSystem(t *testing.T) {
	report, err := os.ReadFile("../../../examples/pictures-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	photo, err := os.ReadFile("../../../examples/pictures/hills.jpg")
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{"r.yaml": {Data: report}, "pictures/hills.jpg": {Data: photo}}
	in := Input{Folder: folder, File: "r.yaml", Path: "upload/r.yaml", Name: "r"}
	e := New(configs.NewLibrary(nil), fonts.Options{})
	read, said := e.Check(t.Context(), in, Order{})
	missing := len(read.Pictures()) - 1
	if len(said) != missing {
		t.Errorf("%d pictures are missing: %v", missing, said)
	}
	for _, d := range said {
		if d.Pos.File != in.Path || strings.Contains(d.Message.ZH, "hills.jpg") {
			t.Errorf("%v", d)
		}
	}
}

// TestStepsGiveUpWhenTheContextEnds: none begins, and each says why.
func TestStepsGiveUpWhenTheContextEnds(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	e := New(configs.NewLibrary(nil), fonts.Options{})
	in := FileInput("../../../examples/invented-2024.yaml")
	o := Order{Dir: t.TempDir(), Exporters: []output.Exporter{html.New(html.Options{})}}
	report, _ := e.Check(t.Context(), in, o)
	if r := e.Build(ended, in, o); r.Outcome != Interrupted || len(r.Files) > 0 {
		t.Errorf("Build: %+v", r)
	}
	if r := e.Pack(ended, in, PackOrder{Order: o}); r.Outcome != Interrupted || len(r.Files) > 0 {
		t.Errorf("Pack: %+v", r)
	}
	_, checked := e.Check(ended, in, o)
	_, read := e.Read(ended, in)
	_, made := e.Make(ended, in, o)
	_, documents := e.Documents(ended, report, "r", o)
	_, imported := e.Import(ended, in, ImportOrder{Path: "r.yaml"})
	for step, said := range map[string]interface{ Error() string }{
		"Check": checked, "Read": read, "Make": made, "Documents": documents, "Import": imported, "CheckPart": e.CheckPart(ended, in),
	} {
		if !strings.Contains(said.Error(), "已中断") {
			t.Errorf("%s: %v", step, said)
		}
	}
	if left, err := os.ReadDir(o.Dir); err != nil || len(left) > 0 {
		t.Errorf("written: %v, %v", left, err)
	}
}
