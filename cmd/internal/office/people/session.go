package people

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"time"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/digest"
)

// The times after which somebody has to sign in again: without a request, and at all. That
// there was a request is noted once in a while, not each time.
const (
	Idle     = 2 * time.Hour
	Lifetime = 12 * time.Hour
	noted    = time.Minute
)

// Begin begins a session of an account and gives its token, which nobody can guess and
// which the store does not have: it has the digest. Pending is the secret of a second
// factor that is not bound yet, empty for none.
func Begin(ctx context.Context, s *store.Store, a store.Account, pending string, now time.Time) (token string, err error) {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	token = base64.RawURLEncoding.EncodeToString(b[:])
	one := store.Session{Account: a.ID, Mark: digest.SHA256([]byte(a.Password)), Pending: pending, End: now.Add(Lifetime), Expiry: now.Add(Idle)}
	return token, s.NewSession(ctx, digest.SHA256([]byte(token)), one, now)
}

// Of gives the account whose session has a token, and the secret of a second factor that
// is pending in it. It is store.ErrUnknown where the session has ended, or there was none:
// a new password ends what began with the old one.
func Of(ctx context.Context, s *store.Store, token string, now time.Time) (a store.Account, pending string, err error) {
	if token == "" {
		return a, "", store.ErrUnknown
	}
	one, err := s.Session(ctx, digest.SHA256([]byte(token)), now)
	if err != nil {
		return a, "", err
	}
	if a, err = s.Account(ctx, one.Account); err != nil {
		return a, "", err
	}
	if a.Disabled || one.Mark != digest.SHA256([]byte(a.Password)) {
		return store.Account{}, "", store.ErrUnknown
	}
	if expiry := now.Add(Idle); expiry.Sub(one.Expiry) >= noted {
		err = s.ProlongSession(ctx, digest.SHA256([]byte(token)), expiry)
	}
	return a, one.Pending, err
}

// SetPending keeps the secret of a second factor that is not bound yet with a session;
// empty for none.
func SetPending(ctx context.Context, s *store.Store, token, secret string) error {
	return s.SetPending(ctx, digest.SHA256([]byte(token)), secret)
}

// End ends the session that has a token; without one there is nothing to do.
func End(ctx context.Context, s *store.Store, token string) error {
	if token == "" {
		return nil
	}
	return s.EndSession(ctx, digest.SHA256([]byte(token)))
}
