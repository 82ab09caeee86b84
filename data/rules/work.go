package rules

import "errors"

// work is what the rules of a check may still cost. Half of it is for whoever
// needs it first, half is kept in equal parts for the rules: one that is greedy
// takes nothing from those behind it.
type work struct {
	left  int64 // of all
	kept  int64 // for each rule to come
	rules int   // to come
	given int64 // to the rule being judged
	share int64 // what is left of that; below zero when it is used up
}

func worth(all int64, rules int) work {
	return work{left: all, kept: all / 2 / int64(max(1, rules)), rules: rules}
}

// next turns to the next rule.
func (w *work) next() {
	w.left -= w.given - max(0, w.share)
	w.rules--
	w.given = w.left - w.kept*int64(w.rules)
	w.share = w.given
}

// errTooMuch says that the work of a rule is used up.
var errTooMuch = errors.New("rules: the work of a rule is used up")
