//go:build !nofandol

package fonts

import (
	"bytes"
	"os"
	"runtime"
	"testing"

	"gongwen/fonts/sfnt"
	"gongwen/internal/golden"
)

// TestRefittedOutlines: they are those of the carried file, as made on a machine
// that rounds every product, which Go does not ask of all.
func TestRefittedOutlines(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("outlines are fitted on amd64")
	}
	font, err := sfnt.Parse(embedded(fandol))
	if err != nil {
		t.Fatal(err)
	}
	refit := func(gid int) []byte {
		code, err := font.Refit(uint16(gid))
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		list := make([][]byte, font.NumGlyphs())
		for gid := range list {
			list[gid] = refit(gid)
		}
		golden.Check(t, "refitted/"+fandol+".bin", sfnt.CharstringIndex(len(list), func(gid int) []byte { return list[gid] }))
		return
	}
	carried, err := font.WithCharstrings(refitted(fandol))
	if err != nil {
		t.Fatal(err)
	}
	const step = 41 // a look at all takes seconds
	for gid := 0; gid < font.NumGlyphs(); gid += step {
		if got, err := carried.SubsetCharstring(uint16(gid)); err != nil || !bytes.Equal(got, refit(gid)) {
			t.Fatalf("glyph %d is of another file or another way of fitting: go generate ./fonts (%v)", gid, err)
		}
	}
}
