package page

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
)

// shift sets the clock of the page.
func (o *office) shift(at time.Time) { o.later.Store(int64(at.Sub(noon) / time.Second)) }

// signIn tries to sign in and gives the status.
func (b *browser) signIn(login, password, code string) int {
	b.Helper()
	status, _ := b.form("/sign-in", url.Values{"login": {login}, "password": {password}, "code": {code}})
	return status
}

// Sessions end by the program's clock: two hours after the last request, and twelve after
// their beginning whatever is done.
func TestSessionsEndByTheClock(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	page := "/documents/" + o.document.ID + "/state"
	at := noon
	for range 6 {
		at = at.Add(people.Idle - time.Minute)
		o.shift(at)
		if status, _ := b.get(page); status != http.StatusOK {
			t.Fatalf("%s after the beginning: %d", at.Sub(noon), status)
		}
	}
	o.shift(noon.Add(people.Lifetime))
	if status, _ := b.get(page); status == http.StatusOK {
		t.Error("a session has no end")
	}
	o.shift(at.Add(time.Hour))
	b = o.signedIn("clerk")
	o.shift(at.Add(time.Hour + people.Idle))
	if status, _ := b.get(page); status == http.StatusOK {
		t.Error("a session that nobody uses goes on")
	}
	// A clock that is set back opens no session again that was ended.
	o.shift(at.Add(time.Hour))
	if status, _ := b.form("/sign-out", nil); status != http.StatusSeeOther {
		t.Error(status)
	}
	if status, _ := b.get(page); status == http.StatusOK {
		t.Error("somebody who has signed out is in")
	}
}

// Lock-outs and codes of second factors go by the same clock; one that is set back lets no
// code pass twice.
func TestSigningInByAShiftedClock(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("")
	for range 5 {
		b.signIn("clerk", "wrong", "")
	}
	if status := b.signIn("clerk", password, ""); status != http.StatusUnauthorized {
		t.Errorf("an account that is locked: %d", status)
	}
	o.shift(noon.Add(15*time.Minute + time.Second))
	if status := b.signIn("clerk", password, ""); status != http.StatusSeeOther {
		t.Errorf("after the lock: %d", status)
	}
	secret, _, err := people.NewSecondFactor("gongwen", "two")
	if err != nil {
		t.Fatal(err)
	}
	hash, err := people.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.store.NewAccount(t.Context(), store.Account{Login: "two", Name: "二", Password: hash, TOTP: secret}, []store.Grant{{Agency: o.document.Agency, Role: store.Leader}}, store.Account{Name: "终端"}, noon); err != nil {
		t.Fatal(err)
	}
	code := func(at time.Time) string {
		c, err := totp.GenerateCode(secret, at)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	day := noon.Add(24 * time.Hour)
	for _, c := range []struct {
		about   string
		at, say time.Time
		want    int
	}{
		{"a code of now", day, day, http.StatusSeeOther},
		{"the same again", day.Add(10 * time.Second), day, http.StatusUnauthorized},
		{"a code of yesterday", day.Add(time.Minute), noon, http.StatusUnauthorized},
		{"the next code", day.Add(2 * time.Minute), day.Add(2 * time.Minute), http.StatusSeeOther},
		{"the first again by a clock that was set back", day, day, http.StatusUnauthorized},
		{"a later code by a clock that goes ahead", day.Add(time.Hour), day.Add(time.Hour), http.StatusSeeOther},
	} {
		o.shift(c.at)
		if status := b.signIn("two", password, code(c.say)); status != c.want {
			t.Errorf("%s: %d", c.about, status)
		}
	}
}
