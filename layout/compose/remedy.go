package compose

import (
	"slices"

	"gongwen/configs"
	"gongwen/data"
)

// Remedy is what is done so that the first page shows text, which it must
// (GB/T 9704-2012 7.3.3).
type Remedy uint8

// The remedies, the least first.
const (
	NoRemedy  Remedy = iota
	SmallMark        // the names of several agencies are set smaller (7.2.4)
	SmallerMark
	Moved // 主送机关 stands in the 版记 (7.3.2)
	SmallestMark
	CloseSigners // the lines of 签发人 are closer to each other
	HostAlone    // the 标志 has the host's name alone (条例 9), 主送机关 stands at its place
	HostMoved
	HostCloseSigners
	lastRemedy = HostCloseSigners
)

// Next is the remedy that goes further; false for the last. Where 主送机关 stays at its
// place it is one that leaves it there.
func (r Remedy) Next(stay bool) (Remedy, bool) {
	for next := r + 1; next <= lastRemedy; next++ {
		if !stay || !next.moves() {
			return next, true
		}
	}
	return r, false
}

func (r Remedy) moves() bool { return r >= Moved && r != HostAlone }

// hostAlone reports whether the 标志 of several agencies has the host's name alone.
func (r Remedy) hostAlone() bool { return r >= HostAlone }

// closeSigners reports whether the lines of 签发人 are closer to each other.
func (r Remedy) closeSigners() bool { return r == CloseSigners || r == HostCloseSigners }

// Drops reports whether the remedy leaves names of agencies out of the 标志 of a report.
func (r Remedy) Drops(report *data.Report) bool {
	return r.hostAlone() && slices.ContainsFunc(report.Template.Elements, func(e configs.Element) bool {
		return e.Place == configs.MarkPlace && len(valuesOf(report, e.Text)) > 1
	})
}

// Moves reports whether the remedy has 主送机关 of a report stand in the 版记.
func (r Remedy) Moves(report *data.Report) bool {
	return r.moves() && slices.ContainsFunc(report.Template.Elements, func(e configs.Element) bool {
		return e.Place == configs.OpeningPlace && e.Moved != nil && report.Fill(e.Text) != ""
	})
}

// Unmoved is the remedy that does all that this one does but move 主送机关 into the 版记;
// false where this one does not.
func (r Remedy) Unmoved() (Remedy, bool) {
	switch {
	case !r.moves():
		return r, false
	case r.hostAlone():
		return HostAlone, true
	}
	return Moved - 1, true
}

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
