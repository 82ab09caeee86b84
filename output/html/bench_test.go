package html

import (
	"io"
	"testing"

	"gongwen/output"
)

// BenchmarkExport is a whole report of five printed pages.
func BenchmarkExport(b *testing.B) {
	in := output.Input{Doc: report(b, "shaxian-xinfangju-2023", false)}
	e := New(Options{})
	b.SetBytes(int64(len(export(b, in.Doc, Options{}))))
	b.ReportAllocs()
	for b.Loop() {
		if err := e.Export(io.Discard, in); err != nil {
			b.Fatal(err)
		}
	}
}
