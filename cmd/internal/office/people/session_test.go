package people

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"gongwen/cmd/internal/office/store"
)

// A session is found by its token until it ends; the store does not have the token.
func TestSessions(t *testing.T) {
	now := time.Date(2025, 1, 20, 12, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), store.NameOf(filepath.Join(t.TempDir(), "a.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	a, err := s.NewAccount(t.Context(), store.Account{Login: "yanhan", Name: "岩罕", Password: "x"}, nil, store.Account{Name: "终端"}, now)
	if err != nil {
		t.Fatal(err)
	}
	token, err := Begin(t.Context(), s, a, "", now)
	if err != nil || len(token) < 43 {
		t.Fatal(token, err)
	}
	if other, err := Begin(t.Context(), s, a, "", now); err != nil || other == token {
		t.Error("two sessions have one token", err)
	}
	if _, err := s.Session(t.Context(), token, now); !errors.Is(err, store.ErrUnknown) {
		t.Errorf("the store has the token itself: %v", err)
	}
	for _, c := range []struct {
		about string
		at    time.Time
		in    bool
	}{
		{"at once", now, true},
		{"after an hour", now.Add(time.Hour), true},
		{"two hours after that", now.Add(time.Hour + Idle), false},
	} {
		got, pending, err := Of(t.Context(), s, token, c.at)
		if in := err == nil && got.ID == a.ID && pending == ""; in != c.in {
			t.Errorf("%s: %t, %v", c.about, in, err)
		}
	}
	for _, none := range []string{"", "none"} {
		if _, _, err := Of(t.Context(), s, none, now); !errors.Is(err, store.ErrUnknown) {
			t.Errorf("%q: %v", none, err)
		}
	}
	if err := errors.Join(End(t.Context(), s, token), End(t.Context(), s, "")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Of(t.Context(), s, token, now); !errors.Is(err, store.ErrUnknown) {
		t.Errorf("after its end: %v", err)
	}
}
