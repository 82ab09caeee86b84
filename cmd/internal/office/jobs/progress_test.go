package jobs

import (
	"database/sql"
	"fmt"
	"sync"
	"testing"

	"gongwen/cmd/internal/office/store"
)

// byItems counts the items of a task one by one.
func byItems(t *testing.T, s *store.Store, task store.Task) (p store.Progress) {
	t.Helper()
	for _, item := range items(t, s, task) {
		p.Items++
		if item.Result == nil {
			p.Failed++ // of a task that has ended
			continue
		}
		switch item.Result.Outcome {
		case store.Done:
			p.Done++
		case store.Refused:
			p.Refused++
		case store.Failed:
			p.Failed++
		}
	}
	return p
}

// While many ask for the same, some give it up and two processes do it, every task is
// counted exactly.
func TestCountsAreExact(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		const people, each, different = 6, 8, 12
		documents := make([]Document, different)
		for i := range documents {
			documents[i] = Document{Report: keep(t, s, fmt.Sprint(i)), Ending: ".yaml", Name: fmt.Sprint(i), Formats: []string{"html"}}
		}
		documents[0] = report(t, s, "甲", "html")
		other, err := Open(t.Context(), options(s))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = other.Close() })
		started(t, q)
		started(t, other)
		tasks := make([][]store.Task, people)
		var asking sync.WaitGroup
		for n := range people {
			asking.Go(func() {
				for i := range each {
					var requests []Request
					for k := range different {
						requests = append(requests, Request{Make: &documents[(n+i+k*(1+n%3))%different]})
					}
					task, err := q.Ask(t.Context(), store.Task{Kind: "test", Created: noon}, requests, nil)
					if err == nil && (n+i)%4 == 0 {
						err = q.Cancel(t.Context(), task.ID)
					}
					if err != nil {
						t.Error(err)
						return
					}
					tasks[n] = append(tasks[n], task)
				}
			})
		}
		asking.Wait()
		for _, list := range tasks {
			for _, task := range list {
				p := ended(t, q, task)
				if want := byItems(t, s, task); p != want || p.Items != different {
					t.Errorf("%+v, its items say %+v", p, want)
				}
			}
		}
	})
}

// What failed is tried again for who asks anew, and has failed for who asked before. A job
// that the queue gives up has failed.
func TestWhatFailedIsAskedForAnew(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		content := reportContent("晚")
		late := Document{Report: store.Digest([]byte(content)), Ending: ".yaml", Name: "x", Formats: []string{"html"}}
		started(t, q)
		first := ask(t, q, Request{Make: &late})
		if p := ended(t, q, first); p.Failed != 1 {
			t.Fatalf("%+v", p)
		}
		keep(t, s, content)
		if p := ended(t, q, ask(t, q, Request{Make: &late})); p.Done != 1 {
			t.Errorf("%+v", p)
		}
		if p := ended(t, q, first); p.Failed != 1 || p.Done != 0 {
			t.Errorf("%+v", p)
		}
		waits := report(t, s, "等", "html")
		q.For = "another"
		lost := ask(t, q, Request{Make: &waits})
		q.For = "test"
		if err := s.Change(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), "UPDATE river_job SET state = 'discarded', finalized_at = created_at WHERE id = $1", items(t, s, lost)[0].Job)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if p, err := s.Progress(t.Context(), lost.ID); err != nil || p.Failed != 1 {
			t.Errorf("%+v, %v", p, err)
		}
	})
}
