package store

import (
	"database/sql"
	"fmt"
	"sync"
	"testing"

	"gongwen/data/sheet"
	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// Connections to PostgreSQL are cut while people save: who got no answer sends the same
// save again, as the page's script does, and everything is there once.
func TestConnectionsThatAreCut(t *testing.T) {
	tier.Long(t, "cuts connections to PostgreSQL while people save")
	s, err := Open(t.Context(), pgtest.Start(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	a, d := begin(t, s)
	other, err := sql.Open("pgx", s.dsn)
	if err != nil {
		t.Fatal(err)
	}
	other.SetMaxOpenConns(1) // which it does not cut itself
	defer func() { _ = other.Close() }()
	var saving sync.WaitGroup
	cut := func() {
		if _, err := other.ExecContext(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"); err != nil {
			t.Error(err)
		}
	}
	const writers, rounds = 4, 25
	again := make([]int, writers)
	for w := range writers {
		saving.Go(func() {
			place, was := fmt.Sprintf("note:%d", w), ""
			for i := range rounds {
				value, id := fmt.Sprint(i), fmt.Sprintf("%d-%d", w, i)
				if i%5 == w {
					cut()
				}
				for {
					saved, err := s.Save(t.Context(), d.ID, id, []Edit{{sheet.Place(place), was, value}}, a.ID, noon)
					if err == nil {
						if len(saved.Conflicts) > 0 {
							t.Errorf("%s: %+v", id, saved.Conflicts)
						}
						break
					}
					if again[w]++; again[w] > 1000 {
						t.Error(err)
						return
					}
				}
				was = value
			}
		})
	}
	saving.Wait()
	all, version := values(t, s, d.ID)
	for w := range writers {
		if got := all[sheet.Place(fmt.Sprintf("note:%d", w))]; got != fmt.Sprint(rounds-1) {
			t.Errorf("writer %d has %q", w, got)
		}
	}
	if version != 1+writers*rounds {
		t.Errorf("version %d after %d saves", version, writers*rounds)
	}
	t.Logf("saves were sent again %v times", again)
}
