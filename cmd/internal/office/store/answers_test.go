package store

import (
	"database/sql"
	"errors"
	"slices"
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

// What is kept for a token is bounded: the oldest answers go, those of others stay.
func TestAnswersAreBounded(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, d := begin(t, s)
		keep := func(token, key string, size int, at time.Time) {
			t.Helper()
			answer := Answer{Token: token, Key: key, Request: "r"}
			if done, err := s.Claim(t.Context(), answer, at); err != nil || done != nil {
				t.Fatalf("%+v, %v", done, err)
			}
			answer.Status, answer.Body = 200, make([]byte, size)
			if err := s.KeepAnswer(t.Context(), answer); err != nil {
				t.Fatal(err)
			}
		}
		kept := func(token string) (keys []string) {
			t.Helper()
			keys, err := list(t.Context(), s.read, func(rows *sql.Rows, key *string) error { return rows.Scan(key) }, "SELECT key FROM answers WHERE token = $1 ORDER BY key", token)
			if err != nil {
				t.Fatal(err)
			}
			return keys
		}
		tokens := make([]string, 2)
		for i := range tokens {
			token, _, err := s.NewToken(t.Context(), Token{Name: "门户", Agency: d.Agency, Account: a.ID, Expires: noon.AddDate(1, 0, 0)}, a, noon)
			if err != nil {
				t.Fatal(err)
			}
			tokens[i] = token.ID
		}
		keep(tokens[1], "other", maxAnswerBytes/2, noon)
		for i, key := range []string{"a", "b", "c", "d"} {
			keep(tokens[0], key, maxAnswerBytes/3, noon.Add(time.Duration(i)*time.Second))
		}
		if got := kept(tokens[0]); !slices.Equal(got, []string{"b", "c", "d"}) {
			t.Errorf("%v", got)
		}
		keep(tokens[0], "e", maxAnswerBytes+1, noon.Add(time.Minute)) // more than all may be
		if got := kept(tokens[0]); len(got) != 0 {
			t.Errorf("%v", got)
		}
		if got := kept(tokens[1]); !slices.Equal(got, []string{"other"}) {
			t.Errorf("%v", got)
		}
	})
}
