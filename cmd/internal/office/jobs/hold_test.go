package jobs

import (
	"testing"

	"gongwen/cmd/internal/office/store"
)

// What a run has asked for is held and goes on; what somebody waits for is done meanwhile,
// also where a run has asked for it before.
func TestHeld(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		request := func(word string) Request {
			return Request{Name: word, Make: &Document{Report: keep(t, s, word), Ending: ".yaml", Name: word, Formats: []string{"html"}}}
		}
		asRun := func(requests ...Request) store.Task {
			task, err := q.Ask(t.Context(), store.Task{Kind: RunKind, Created: noon}, requests, nil)
			if err != nil {
				t.Fatal(err)
			}
			return task
		}
		one, two, three, own := request("一"), request("二"), request("三"), request("四")
		run := asRun(one, two, three)
		wanted := ask(t, q, two) // before it is held
		if n, err := Hold(t.Context(), s, run.ID); n != 2 || err != nil {
			t.Fatalf("%d are held, %v", n, err)
		}
		if n, err := s.Held(t.Context(), run.ID); n != 2 || err != nil {
			t.Errorf("%d are held, %v", n, err)
		}
		started(t, q)
		ended(t, q, wanted)
		ended(t, q, ask(t, q, three, own)) // one of them is held
		p, err := s.Progress(t.Context(), run.ID)
		if err != nil || p.Refused != 2 || p.Ended() {
			t.Errorf("%+v, %v", p, err)
		}
		runs, progress, err := Runs(t.Context(), s)
		if err != nil || len(runs) != 1 || runs[0].ID != run.ID || progress[0] != p {
			t.Errorf("%+v, %+v, %v", runs, progress, err)
		}
		if n, err := Release(t.Context(), s, run.ID); n != 1 || err != nil {
			t.Errorf("%d are released, %v", n, err)
		}
		ended(t, q, run)
		// A run that is started again goes on with what is held.
		again := asRun(request("五"))
		if _, err := Hold(t.Context(), s, again.ID); err != nil {
			t.Fatal(err)
		}
		ended(t, q, asRun(request("五")))
		ended(t, q, again)
		if runs, _, err := Runs(t.Context(), s); err != nil || len(runs) > 0 {
			t.Errorf("%+v, %v", runs, err)
		}
	})
}

// Somebody who waits goes before a run that has asked for the same.
func TestSomebodyWaitsForWhatARunHasAsked(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		r := Request{Name: "一", Make: &Document{Report: keep(t, s, "一"), Ending: ".yaml", Name: "一", Formats: []string{"html"}}}
		task, err := q.Ask(t.Context(), store.Task{Kind: RunKind, Created: noon}, []Request{r}, nil)
		if err != nil {
			t.Fatal(err)
		}
		id := items(t, s, task)[0].Job
		for _, c := range []struct {
			asks func()
			want int
		}{
			{func() {}, night},
			{func() { ask(t, q, r) }, waiting},
			{func() { _, err = q.Ask(t.Context(), store.Task{Kind: RunKind, Created: noon}, []Request{r}, nil) }, waiting},
		} {
			c.asks()
			if job, getting := q.asking.JobGet(t.Context(), id); getting != nil || err != nil || job.Priority != c.want {
				t.Errorf("%+v, %v, %v", job, getting, err)
			}
		}
	})
}
