package store

import (
	"errors"
	"testing"
	"time"
)

// A key stands for one request of one token: its answer comes again for three days; of one
// that has none the next one takes over after two minutes.
func TestAnswers(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, d := begin(t, s)
		token, _, err := s.NewToken(t.Context(), Token{Name: "门户", Agency: d.Agency, Account: a.ID, Scopes: []string{"write"}, Expires: noon.AddDate(1, 0, 0)}, Account{Name: "测试"}, noon)
		if err != nil {
			t.Fatal(err)
		}
		asked := Answer{Token: token.ID, Key: "k", Request: "r"}
		other := asked
		other.Request = "x"
		kept := asked
		kept.Status, kept.Type, kept.Location, kept.Body = 201, "application/json", "/a", []byte("{}")
		claim := func(about string, a Answer, at time.Time, status int, want error) {
			t.Helper()
			done, err := s.Claim(t.Context(), a, at)
			if !errors.Is(err, want) || done == nil && status > 0 || done != nil && (done.Status != status || string(done.Body) != "{}" || done.Location != "/a") {
				t.Errorf("%s: %+v, %v", about, done, err)
			}
		}
		claim("the first time", asked, noon, 0, nil)
		claim("while it goes on", asked, noon, 0, ErrGoesOn)
		claim("another request", other, noon, 0, ErrOtherRequest)
		claim("two minutes later", asked, noon.Add(answerTime+time.Second), 0, nil)
		if err := s.KeepAnswer(t.Context(), kept); err != nil {
			t.Fatal(err)
		}
		claim("when it is done", asked, noon.Add(time.Hour), 201, nil)
		claim("days later", asked, noon.AddDate(0, 0, answerDays+1), 0, nil)
		if err := s.KeepAnswer(t.Context(), asked); err != nil { // it failed
			t.Fatal(err)
		}
		claim("when it has failed", asked, noon.AddDate(0, 0, answerDays+1), 0, nil)
		if tokens, err := s.Tokens(t.Context()); err != nil || len(tokens) != 1 || tokens[0].Account != a.ID {
			t.Errorf("%+v, %v", tokens, err)
		}
	})
}
