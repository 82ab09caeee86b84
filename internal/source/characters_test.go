package source

import (
	"testing"
	"unicode"
)

// TestNoIdeographIsUnprintable holds the short way of unprintable to Unicode's tables.
func TestNoIdeographIsUnprintable(t *testing.T) {
	for r := rune(0x3000); r <= 0xD7FF; r++ {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r&0xFFFE == 0xFFFE {
			t.Errorf("%U", r)
		}
	}
}
