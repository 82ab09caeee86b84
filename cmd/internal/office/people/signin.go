package people

import (
	"context"
	"errors"
	"time"

	"gongwen/cmd/internal/office/store"
)

// The fifth failure in a row locks an account for a quarter of an hour.
const (
	failures = 5
	locked   = 15 * time.Minute
)

var (
	// ErrWrong is that of a wrong login, password or code; which of them is not said.
	ErrWrong = errors.New("wrong login, password or code")
	// ErrLocked is that of an account that is locked for now.
	ErrLocked = errors.New("locked")
)

// SignIn finds the account of a login by its password and the code of its second
// factor, or a backup code in its place; it is empty where the account has none.
func SignIn(ctx context.Context, s *store.Store, login, password, code string, now time.Time) (store.Account, error) {
	a, err := s.AccountByLogin(ctx, login)
	switch {
	case errors.Is(err, store.ErrUnknown):
		Matches("", password) // so that an unknown login takes as long
		return store.Account{}, ErrWrong
	case err != nil:
		return store.Account{}, err
	case now.Before(a.LockedUntil):
		return store.Account{}, ErrLocked
	}
	var step int64
	right := Matches(a.Password, password) && !a.Disabled
	switch {
	case a.TOTP != "" && isBackup(code):
		if right {
			if right, err = s.TakeBackupCode(ctx, a.ID, backupDigest(code)); err != nil {
				return store.Account{}, err
			}
		}
	case a.TOTP != "":
		step = Step(a.TOTP, code, now)
		right = right && step > 0
	}
	if right {
		if right, err = s.Passed(ctx, a.ID, step); err != nil {
			return store.Account{}, err
		}
	}
	if !right {
		if err := s.Failed(ctx, a.ID, failures, now.Add(locked)); err != nil {
			return store.Account{}, err
		}
		return store.Account{}, ErrWrong
	}
	return a, nil
}
