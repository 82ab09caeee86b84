package configs

import (
	"regexp/syntax"
	"testing"
)

// TestUnitsBehindNumbers: 万 and 亿 are read with the number before them, so that a
// pattern that wants them behind it never matches.
func TestUnitsBehindNumbers(t *testing.T) {
	for pattern, want := range map[string]rune{
		`收入总计(?P<n>#)万元`: '万', `共#万件`: '万', `(?P<n>#)(?:万元|亿元)`: '万', `(?P<n>#)[万亿]元`: '万', `(?:甲|乙#亿)`: '亿', `(?P<n>#)(?P<unit>万)元`: '万',
		`收入总计(?P<n>#)元`: 0, `(?P<n>#)万?元`: 0, `(?P<n>#)(?:万)?元`: 0, `(?P<n>#)(?:万元|元)`: 0, `[^#万]*`: 0, `万(?P<n>#)`: 0, `#`: 0, `(?P<n>#)[万元]`: 0,
	} {
		tree, err := syntax.Parse(pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if got := unitBehind(tree); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}
