package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Answer is what a request of a program that carries an idempotency key is answered with.
type Answer struct {
	Token, Key string
	Request    string // digest of the request
	Status     int    // of HTTP; 0 while the request is being done
	Type       string // media type of Body
	Location   string // address of what was made; empty for none
	Body       []byte
}

var (
	// ErrOtherRequest is that of a key that came with another request before.
	ErrOtherRequest = errors.New("the idempotency key was used for another request")
	// ErrGoesOn is that of a key whose request is being done.
	ErrGoesOn = errors.New("the request with this idempotency key is being done")
)

// How long an answer is kept, and after which time a request that has no answer has
// been left by its process.
const (
	answerDays = 3
	answerTime = 2 * time.Minute
)

// How much is kept for one token: of more the oldest answers go. What they answered is not
// done again even so, as saves and documents are known by the keys too.
const (
	maxAnswers     = 10_000
	maxAnswerBytes = 16 << 20 // of their bodies
)

// Claim begins a request with an idempotency key: it gives nil where it is to be done now,
// the answer that it had where it was done before.
func (s *Store) Claim(ctx context.Context, a Answer, now time.Time) (done *Answer, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		done = nil
		if _, err := tx.ExecContext(ctx, "DELETE FROM answers WHERE token = $1 AND (at < $2 OR status = 0 AND at < $3)",
			a.Token, millis(now.AddDate(0, 0, -answerDays)), millis(now.Add(-answerTime))); err != nil {
			return err
		}
		made, err := tx.ExecContext(ctx, "INSERT INTO answers (token, key, request, status, at) VALUES ($1, $2, $3, 0, $4) ON CONFLICT DO NOTHING", a.Token, a.Key, a.Request, millis(now))
		if err != nil {
			return err
		}
		if n, err := made.RowsAffected(); err != nil || n > 0 {
			return err
		}
		had := Answer{Token: a.Token, Key: a.Key}
		if err := tx.QueryRowContext(ctx, "SELECT request, status, type, location, body FROM answers WHERE token = $1 AND key = $2", a.Token, a.Key).
			Scan(&had.Request, &had.Status, &had.Type, &had.Location, &had.Body); err != nil {
			return err
		}
		switch {
		case had.Request != a.Request:
			return ErrOtherRequest
		case had.Status == 0:
			return ErrGoesOn
		}
		done = &had
		return nil
	})
	return done, err
}

// KeepAnswer keeps the answer to a request that was claimed. One of status 0 is forgotten,
// so that the request can be made again.
func (s *Store) KeepAnswer(ctx context.Context, a Answer) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if a.Status == 0 {
			_, err := tx.ExecContext(ctx, "DELETE FROM answers WHERE token = $1 AND key = $2 AND status = 0", a.Token, a.Key)
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE answers SET status = $1, type = $2, location = $3, body = $4 WHERE token = $5 AND key = $6",
			a.Status, a.Type, a.Location, a.Body, a.Token, a.Key)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM answers WHERE token = $1 AND status > 0 AND key IN (SELECT key FROM
			(SELECT key, SUM(COALESCE(LENGTH(body), 0)) OVER latest AS size, ROW_NUMBER() OVER latest AS place FROM answers
			WHERE token = $1 AND status > 0 WINDOW latest AS (ORDER BY at DESC, key ROWS UNBOUNDED PRECEDING)) ranked
			WHERE size > $2 OR place > $3)`, a.Token, maxAnswerBytes, maxAnswers)
		return err
	})
}
