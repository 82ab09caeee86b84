package cell

import (
	"strings"

	"gongwen/internal/pattern"
)

// Units are what a line above a table names: 单位：件、万元.
type Units []string

var unitLine = pattern.New(`^\(?(?:计量|金额|数量)?单位[:为](.{1,20}?)\)?$`)

// UnitsOf are the units that a line above a table names; ok is false where it is
// no such line.
func UnitsOf(text string) (units Units, ok bool) {
	m := unitLine.FindStringSubmatch(Compact(text))
	if m == nil {
		return nil, false
	}
	for u := range strings.FieldsFuncSeq(m[1], func(r rune) bool { return strings.ContainsRune("、,/;和", r) }) {
		if unit := UnitIn("单位:" + u); unit != "" {
			units = append(units, unit)
		}
	}
	return units, true
}

// For is the one of several units that figures in the unit of are in: the one that
// measures the same, money or a number of things; empty for none.
func (units Units) For(of string, whole bool) string {
	found := ""
	for _, u := range units {
		if strings.HasSuffix(u, "元") != strings.HasSuffix(of, "元") {
			continue
		}
		if found = u; InUnit(u, of, whole) {
			return u
		}
	}
	return found
}
