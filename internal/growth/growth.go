// Package growth holds what a function costs to the size of its input: twice
// the input may cost twice as much, not four times. It counts allocations, and
// the statements that are executed where make growth asks for them; time it
// does not measure.
package growth

import (
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// T is a test, or what a test of this package has in its place.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Linear runs work on inputs of n, 2n, 4n and 8n and fails where what it
// allocates grows faster than they do. The function prepare makes an input of a
// size, whatever that counts, and gives the work on it; only the work is
// measured. Choose n so that the work on it costs much more than the same work
// on nothing. The work is done several times.
func Linear(t T, n int, prepare func(n int) (work func())) {
	t.Helper()
	if named := os.Getenv(Variable); named != "" {
		once(t, named, n, prepare)
		return
	}
	var works [Sizes]func()
	for i := range works {
		works[i] = prepare(n << i)
	}
	works[0]() // what is made once is made here
	var bytes, objects Costs
	for range 3 { // whatever else allocates at the time can only add to it
		for i, work := range works {
			bytes[i], objects[i] = allocated(work)
		}
		if !bytes.grow(64<<10) && !objects.grow(512) {
			return
		}
	}
	t.Errorf("%d, twice, four and eight times of it cost %d bytes in %d objects: they grow faster than the input", n, bytes, objects)
}

// Reader runs Linear once for each of inputs, which make the content of size n;
// read reads that content. The names are those of the subtests.
func Reader(t *testing.T, n int, read func(content []byte), inputs map[string]func(n int) string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		t.Run(name, func(t *testing.T) {
			Linear(t, n, func(n int) func() {
				content := []byte(inputs[name](n))
				return func() { read(content) }
			})
		})
	}
}

// Numbered writes a format n times, one behind the other, with the numbers from
// 0 to n-1 as its argument.
func Numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// Sizes is how many sizes an input has: n and its double three times.
const Sizes = 4

// Costs are what inputs of n, 2n, 4n and 8n cost.
type Costs [Sizes]uint64

// How many times more the last doubling may cost than the first. What is linear
// costs 4 times more, what is quadratic 16 times. Slices and tables that are
// made larger by steps allocate up to twice their part.
const (
	Allocations = 8.0
	Statements  = 5.5
)

// Grow reports whether costs grow faster than the input: fixed costs are in all
// and do not count.
func (c Costs) Grow(limit float64) bool {
	first, last := float64(c[1])-float64(c[0]), float64(c[Sizes-1])-float64(c[Sizes-2])
	return last > limit*max(first, 0)
}

// grow is Grow of allocations; a difference of least or below says nothing.
func (c Costs) grow(least uint64) bool {
	return c.Grow(Allocations) && c[Sizes-1]-c[Sizes-2] > least
}

// allocated is what work allocates.
func allocated(work func()) (bytes, objects uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, after.Mallocs - before.Mallocs
}

// Variable is the environment variable that asks for a single run, whose
// statements are counted from outside: "FACTOR work", or "FACTOR prepare" for
// what comes before the work.
const Variable = "GONGWEN_GROWTH"

// once prepares an input of factor times n and does the work if it is asked for.
func once(t T, asked string, n int, prepare func(n int) func()) {
	t.Helper()
	number, part, _ := strings.Cut(asked, " ")
	var factor int
	if _, err := fmt.Sscan(number, &factor); err != nil || factor < 1 || part != "work" && part != "prepare" {
		t.Fatalf("%s is %q: it says FACTOR work or FACTOR prepare", Variable, asked)
	}
	if work := prepare(factor * n); part == "work" {
		work()
	}
}
