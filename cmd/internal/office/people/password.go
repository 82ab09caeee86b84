// Package people says who somebody is: passwords, second factors and what locks an
// account.
package people

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The cost of a password: what RFC 9106 (4, second recommended option) asks of a
// server without memory to spare.
const (
	passes  = 3
	memory  = 64 << 10 // KiB
	threads = 4
	keySize = 32
	salt    = 16
)

// Least and most characters of a password.
const (
	MinPassword = 10
	MaxPassword = 128
)

// ErrPassword is that of a password that is too short or too long.
var ErrPassword = errors.New("a password has 10 to 128 characters")

// Fits is ErrPassword for a password that is too short or too long.
func Fits(password string) error {
	if n := utf8.RuneCountInString(password); n < MinPassword || n > MaxPassword {
		return ErrPassword
	}
	return nil
}

// Hash is a password as it is stored (argon2id, in the form of its reference
// program).
func Hash(password string) (string, error) {
	if err := Fits(password); err != nil {
		return "", err
	}
	s := make([]byte, salt)
	_, _ = rand.Read(s) // never fails (crypto/rand)
	key := argon2.IDKey([]byte(password), s, passes, memory, threads, keySize)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, threads, encode(s), encode(key)), nil
}

// Matches reports whether a password is the one that was stored. It takes as long
// for a wrong one, and for one that was stored in no known form.
func Matches(stored, password string) bool {
	var version, m, t, p int
	parts := strings.Split(stored, "$")
	s, want := make([]byte, salt), make([]byte, keySize)
	known := false
	if len(parts) == 6 && parts[1] == "argon2id" && utf8.RuneCountInString(password) <= MaxPassword {
		_, err1 := fmt.Sscanf(parts[2], "v=%d", &version)
		_, err2 := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &m, &t, &p)
		decoded, err3 := base64.RawStdEncoding.DecodeString(parts[4])
		key, err4 := base64.RawStdEncoding.DecodeString(parts[5])
		known = err1 == nil && err2 == nil && err3 == nil && err4 == nil && version == argon2.Version &&
			m > 0 && m <= memory && t > 0 && t <= passes && p > 0 && p <= threads && len(key) == keySize
		if known {
			s, want = decoded, key
		}
	}
	if !known {
		m, t, p = memory, passes, threads
		password = password[:min(len(password), MaxPassword)]
	}
	got := argon2.IDKey([]byte(password), s, uint32(t), uint32(m), uint8(p), keySize)
	return known && subtle.ConstantTimeCompare(got, want) == 1
}
