package main

import (
	"slices"
	"testing"
	"time"
)

func steady(n int, every time.Duration) []time.Duration {
	all := make([]time.Duration, n)
	for i := range all {
		all[i] = time.Duration(i) * every
	}
	return all
}

// Cases whose outcome is known without a simulation.
func TestModel(t *testing.T) {
	w := work{worker: 100 * time.Millisecond, database: 10 * time.Millisecond, ask: 5 * time.Millisecond, write: 3 * time.Millisecond}
	for _, c := range []struct {
		about         string
		s             scenario
		come          []time.Duration
		median, worst time.Duration
		again         int
		last          time.Duration
	}{
		{"nobody waits", scenario{sites: 1, each: 1, database: 1}, steady(10, time.Second), 110 * time.Millisecond, 110 * time.Millisecond, 0, 9*time.Second + 110*time.Millisecond},
		{"one after the other", scenario{sites: 1, each: 1, database: 1}, make([]time.Duration, 10), 660 * time.Millisecond, 1100 * time.Millisecond, 0, 1100 * time.Millisecond},
		{"two at a time, whom one database keeps", scenario{sites: 1, each: 2, database: 1}, make([]time.Duration, 2), 120 * time.Millisecond, 120 * time.Millisecond, 0, 120 * time.Millisecond},
		{"the database is away", scenario{sites: 1, each: 1, database: 1, server: outage{50 * time.Millisecond, time.Minute}}, steady(1, 0), time.Minute + 10*time.Millisecond, time.Minute + 10*time.Millisecond, 0, time.Minute + 10*time.Millisecond},
		{"run asks for all before one is made, and writes each", scenario{sites: 1, each: 1, database: 1, atOnce: true}, make([]time.Duration, 2), 233 * time.Millisecond, 233 * time.Millisecond, 0, 233 * time.Millisecond},
		{"run is what takes longest", scenario{sites: 1, each: 100, database: 100, atOnce: true}, make([]time.Duration, 100), 500*time.Millisecond + 110*time.Millisecond + 51*3*time.Millisecond, 910 * time.Millisecond, 0, 910 * time.Millisecond},
		{"a job is lost with its site", scenario{sites: 2, each: 1, database: 1, site: outage{50 * time.Millisecond, time.Hour}}, steady(1, 0), takenUp + 160*time.Millisecond, takenUp + 160*time.Millisecond, 1, takenUp + 160*time.Millisecond},
	} {
		r := simulate(c.s, w, c.come, 1)
		if len(r.waits) != len(c.come) || r.at(0.5) != c.median || r.at(1) != c.worst || r.again != c.again || r.last != c.last {
			t.Errorf("%s: %d reports, %v, %v, %d again, the last after %v", c.about, len(r.waits), r.at(0.5), r.at(1), r.again, r.last)
		}
	}
}

// Every report comes in January, most in its last two days, and is made once whatever fails.
func TestEveryReportIsMade(t *testing.T) {
	come := arrivals(30, 5000, 7)
	if len(come) != 5000 || !slices.IsSorted(come) || come[0] < 0 || come[len(come)-1] >= month31 || lastTwo(come) < 0.5 {
		t.Fatalf("%d reports from %v to %v, %.2f in the last two days", len(come), come[0], come[len(come)-1], lastTwo(come))
	}
	w := work{worker: 22 * time.Millisecond, spread: 0.5, database: 5 * time.Millisecond}
	for _, s := range scenarios() {
		r, again := simulate(s, w, come, 7), simulate(s, w, come, 7)
		if len(r.waits) != len(come) || r.waits[0] <= 0 {
			t.Errorf("%s: %d reports", s.name, len(r.waits))
		}
		if !slices.Equal(r.waits, again.waits) {
			t.Errorf("%s: another outcome", s.name)
		}
		if mean := r.busy.Seconds() / float64(len(come)+r.again); mean < 0.0205 || mean > 0.0235 {
			t.Errorf("%s: %.4f s a report", s.name, mean)
		}
	}
}
