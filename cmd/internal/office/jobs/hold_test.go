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
		if n, goOn, err := Hold(t.Context(), s, run.ID); n != 2 || goOn != 1 || err != nil {
			t.Fatalf("%d are held, %d go on, %v", n, goOn, err)
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
		if _, _, err := Hold(t.Context(), s, again.ID); err != nil {
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

// Two runs that have asked for the same: what one of them has held or cancelled goes on for the
// other, and what both have held is held until one of them goes on or the other is cancelled.
func TestRunsThatShareReports(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		request := func(word string) Request {
			return Request{Name: word, Make: &Document{Report: keep(t, s, word), Ending: ".yaml", Name: word, Formats: []string{"html"}}}
		}
		both, own := request("一"), request("二")
		asRun := func() store.Task {
			task, err := q.Ask(t.Context(), store.Task{Kind: RunKind, Created: noon}, []Request{both, own}, nil)
			if err != nil {
				t.Fatal(err)
			}
			return task
		}
		hold := func(task store.Task, held, goOn int64) {
			t.Helper()
			if n, others, err := Hold(t.Context(), s, task.ID); n != held || others != goOn || err != nil {
				t.Errorf("%d are held, %d go on, %v; want %d and %d", n, others, err, held, goOn)
			}
		}
		stand := func(task store.Task, waiting, held int) {
			t.Helper()
			if st, err := s.Standing(t.Context(), task.ID); st.Waiting != waiting || st.Held != held || st.Attended || err != nil {
				t.Errorf("%+v, %v; want %d that wait and %d that are held", st, err, waiting, held)
			}
		}
		first, second := asRun(), asRun()
		hold(first, 0, 2)
		hold(second, 2, 0)
		stand(first, 0, 2)
		if n, err := Release(t.Context(), s, first.ID); n != 2 || err != nil {
			t.Errorf("%d go on, %v", n, err)
		}
		hold(first, 2, 0)
		// A paused one is none that goes on when another is cancelled; one that waits is.
		if err := q.Cancel(t.Context(), first.ID); err != nil {
			t.Fatal(err)
		}
		stand(second, 0, 2)
		third := asRun()
		stand(third, 2, 0)
		hold(third, 2, 0)
		if _, err := Release(t.Context(), s, second.ID); err != nil {
			t.Fatal(err)
		}
		if err := q.Cancel(t.Context(), third.ID); err != nil {
			t.Fatal(err)
		}
		stand(second, 2, 0)
		ran := 0
		if err := q.Collect(t.Context(), third.ID, 2, func(int, store.ItemResult) error { ran++; return nil }); err != nil || ran > 0 {
			t.Errorf("the cancelled run has %d, %v", ran, err)
		}
		started(t, q)
		if p := ended(t, q, second); p.Refused != 2 {
			t.Errorf("%+v", p)
		}
	})
}
