package engine

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/tier"
	"gongwen/output"
	"gongwen/output/html"
	"gongwen/output/pdf"
)

// A page of every format, as it was written, shows what its PDF has; one whose cells cover
// other rows or columns does not.
func TestPagesShowWhatWasSigned(t *testing.T) {
	tier.Long(t, "builds all examples")
	e := New(configs.NewLibrary(nil), fonts.Options{})
	o := Order{Exporters: []output.Exporter{pdf.New(pdf.Options{}), html.New(html.Options{})}}
	var files []string
	for _, pattern := range []string{"*.yaml", "documents/*.yaml"} {
		found, err := filepath.Glob(filepath.Join("../../../examples", pattern))
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		documents := madeOf(t, e, FileInput(file), o)
		if len(documents) != 2 {
			t.Fatal(name, documents)
		}
		made := fstest.MapFS{}
		for _, d := range documents {
			made[name+filepath.Ext(d.Path)] = &fstest.MapFile{Data: d.Data}
		}
		in := func(ext string) Input { return Input{Folder: made, File: name + ext, Path: name + ext, Name: name} }
		if shown, said := e.Shown(t.Context(), in(".html"), in(".pdf"), Order{}); shown == nil || !shown.Same() {
			t.Errorf("%s: %v %v", name, said, shown)
		}
		page := string(made[name+".html"].Data)
		for _, change := range [][2]string{{`rowspan="22"`, `rowspan="21"`}, {`colspan="10"`, `colspan="5"`}, {`<td headers`, `<td rowspan="2" headers`}, {`<td headers`, `<td colspan="2" headers`}} {
			if !strings.Contains(page, change[0]) {
				continue
			}
			made[name+".html"] = &fstest.MapFile{Data: []byte(strings.Replace(page, change[0], change[1], 1))}
			shown, said := e.Shown(t.Context(), in(".html"), in(".pdf"), Order{})
			cut := strings.Contains(fmt.Sprint(said), "按表格实际的大小读取") // a cell ends with its rows, for browsers too
			if shown != nil && shown.Same() && !cut {
				t.Errorf("%s: %s is not seen: %v", name, change[1], said)
			}
		}
	}
}
