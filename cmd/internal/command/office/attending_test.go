package office

import (
	"errors"
	"testing"
	"time"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// A machine whose clock is a day from the database's takes no jobs; one that is a few
// seconds from it does.
func TestClocksThatDiffer(t *testing.T) {
	tier.Long(t, "starts PostgreSQL")
	s, err := store.Open(t.Context(), pgtest.Start(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for by, wrong := range map[time.Duration]bool{-24 * time.Hour: true, -10 * time.Second: false, 0: false, 10 * time.Second: false, 24 * time.Hour: true} {
		a := app{&command.App{World: command.World{Now: func() time.Time { return time.Now().Add(by) }}}}
		if err := a.sameClock(t.Context(), s); errors.Is(err, errClock) != wrong || !wrong && err != nil {
			t.Errorf("by %s: %v", by, err)
		}
	}
}
