package html

import (
	"testing"

	"gongwen/data/intake/flow"
	"gongwen/data/intake/flow/flowtest"
)

func dumped(d *flow.Document) string { return flowtest.Dump(d) }

// reads checks what a page is read as.
func reads(t *testing.T, page, want, wantSaid string) {
	t.Helper()
	d, list := Read(t.Context(), "r.html", []byte(page))
	if d == nil {
		t.Fatalf("nothing was read: %v", list)
	}
	if got := flowtest.Dump(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := flowtest.Said(list); got != wantSaid {
		t.Errorf("said\n%s\nwant\n%s", got, wantSaid)
	}
}
