package pdf

import (
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/judge"
)

// FuzzSource: whatever a PDF carries, its report file is taken out whole or not at
// all.
func FuzzSource(f *testing.F) {
	f.Add(carrying(f, "Source", report))
	f.Add(carrying(f, "Source", report, report))
	f.Add(carrying(f, "Data", report))
	for _, made := range judge.Seeds(f, "pdf") {
		f.Add(made)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, data []byte) {
		attached, fault := StandardLimits().Source(data)
		if (fault == nil) == (attached.Data == nil && attached.Name == "") {
			t.Errorf("%+v, %v", attached, fault)
		}
	}))
}
