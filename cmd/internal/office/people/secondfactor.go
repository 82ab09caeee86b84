package people

import (
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
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

// Step is the step of time whose code somebody has typed: the one of now, or one
// before or after it, as clocks differ; 0 for a wrong code. A step is taken once
// (RFC 6238 5.2): whoever asks notes it.
func Step(secret, code string, now time.Time) int64 {
	for _, skew := range []time.Duration{0, -period * time.Second, period * time.Second} {
		at := now.Add(skew)
		if ok, err := totp.ValidateCustom(code, secret, at, options()); err == nil && ok {
			return at.Unix() / period
		}
	}
	return 0
}
