package compose

import (
	"slices"

	"gongwen/configs"
	"gongwen/data"
)

// Remedy is what is done so that the first page shows text, which it must
// (GB/T 9704-2012 7.3.3). Each value does what those before it do.
type Remedy uint8

// The remedies, the least first.
const (
	NoRemedy  Remedy = iota
	SmallMark        // the names of several agencies are set smaller (7.2.4)
	SmallerMark
	Moved // 主送机关 stands in the 版记 (7.3.2)
	SmallestMark
	lastRemedy = SmallestMark
)

// Next is the remedy that goes further; false for the last.
func (r Remedy) Next() (Remedy, bool) { return r + 1, r < lastRemedy }

func (r Remedy) moves() bool { return r >= Moved }

// Moves reports whether the remedy has 主送机关 of a report stand in the 版记.
func (r Remedy) Moves(report *data.Report) bool {
	return r.moves() && slices.ContainsFunc(report.Template.Elements, func(e configs.Element) bool {
		return e.Place == configs.OpeningPlace && e.Moved != nil && report.Fill(e.Text) != ""
	})
}

// Unmoved is the remedy that does all that this one does but move 主送机关 into the 版记;
// false where this one does not.
func (r Remedy) Unmoved() (Remedy, bool) { return min(r, Moved-1), r.moves() }

// markPercent is the size of several agencies' names, of that of their style.
func (r Remedy) markPercent() int64 {
	switch {
	case r >= SmallestMark:
		return 45
	case r >= SmallerMark:
		return 64
	case r >= SmallMark:
		return 80
	}
	return 100
}
