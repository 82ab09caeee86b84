// Package tier says which tests run when: the quick ones always, the long ones
// unless make quick asks for less, and trials of hours under make soak alone.
// cmd/guard counts at the end what was left out and tells what a trial did, by
// the words that this package prints.
package tier

import (
	"os"
	"testing"
)

// The words before what tests say of themselves.
const (
	LeftLong = "LEFT TO make test: "
	LeftSoak = "LEFT TO make soak: "
	Done     = "SOAK DID: "
)

// Long skips the rest of a test that takes a second or more where make quick
// runs it; why says what it does.
func Long(t testing.TB, why string) {
	t.Helper()
	if testing.Short() {
		t.Skip(LeftLong + why)
	}
}

// Soaking reports whether make soak runs the tests, so that a test may take
// more cases than usual.
func Soaking() bool { return os.Getenv("GONGWEN_SOAK") == "1" }

// Soak skips the rest of a test that only make soak runs; why says what it does.
func Soak(t testing.TB, why string) {
	t.Helper()
	if !Soaking() {
		t.Skip(LeftSoak + why)
	}
}

// Did tells what a trial did, such as "killed 300 builds, 0 files were torn":
// make soak reports it.
func Did(t testing.TB, format string, args ...any) {
	t.Helper()
	if Soaking() {
		t.Logf(Done+format, args...)
	}
}
