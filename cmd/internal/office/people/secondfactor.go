package people

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"gongwen/cmd/internal/office/store"
)

// period is how long a code is shown (RFC 6238 5.2).
const period = 30

// options are those that every program on a telephone knows.
func options() totp.ValidateOpts {
	return totp.ValidateOpts{Period: period, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}
}

// NewSecondFactor makes the secret of a second factor, and the address by which a
// program on a telephone takes it in.
func NewSecondFactor(issuer, login string) (secret, address string, err error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: login, Period: period, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return "", "", err
	}
	return key.Secret(), key.URL(), nil
}

// AddressOf is the address of a secret that was made before, as [NewSecondFactor]
// gives it with the secret.
func AddressOf(issuer, login, secret string) string {
	v := url.Values{"secret": {secret}, "issuer": {issuer}, "algorithm": {otp.AlgorithmSHA1.String()}, "digits": {otp.DigitsSix.String()}, "period": {strconv.Itoa(period)}}
	address := url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + issuer + ":" + login, RawQuery: strings.ReplaceAll(v.Encode(), "+", "%20")}
	return address.String()
}

// Step is the step of time whose code somebody has typed: the one of now, or one
// before or after it, as clocks differ; 0 for a wrong code. A step is taken once
// (RFC 6238 5.2): whoever asks notes it.
func Step(secret, code string, now time.Time) int64 {
	code = digits(code)
	for _, skew := range []time.Duration{0, -period * time.Second, period * time.Second} {
		at := now.Add(skew)
		if ok, err := totp.ValidateCustom(code, secret, at, options()); err == nil && ok {
			return at.Unix() / period
		}
	}
	return 0
}

// digits is a code as telephones show it, in groups, or as an input method for Chinese types it.
func digits(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '-':
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return r
	}, code)
}

// ErrNoFactor is that of an account without a second factor.
var ErrNoFactor = errors.New("no second factor")

// Again asks somebody who has signed in for a code of their second factor once more,
// for what is done in their name alone. Wrong codes lock the account as at signing in.
func Again(ctx context.Context, s *store.Store, account, code string, now time.Time) error {
	a, err := s.Account(ctx, account)
	switch {
	case err != nil:
		return err
	case a.TOTP == "":
		return ErrNoFactor
	case now.Before(a.LockedUntil):
		return ErrLocked
	}
	if step := Step(a.TOTP, code, now); step > 0 {
		fresh, err := s.Passed(ctx, a.ID, step)
		if err != nil || fresh {
			return err
		}
	}
	if err := s.Failed(ctx, a.ID, failures, now.Add(locked)); err != nil {
		return err
	}
	return ErrWrong
}
