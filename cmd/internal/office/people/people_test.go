package people

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"gongwen/cmd/internal/office/store"
)

var noon = time.Date(2025, 1, 20, 12, 0, 0, 0, time.UTC)

func TestPasswords(t *testing.T) {
	stored, err := Hash("一二三四五六七八九十")
	if err != nil || !strings.HasPrefix(stored, "$argon2id$v=19$m=65536,t=3,p=4$") {
		t.Fatalf("%s, %v", stored, err)
	}
	if again, _ := Hash("一二三四五六七八九十"); again == stored {
		t.Error("two passwords have one salt")
	}
	for password, want := range map[string]bool{"一二三四五六七八九十": true, "一二三四五六七八九": false, "": false, strings.Repeat("长", 500): false} {
		if got := Matches(stored, password); got != want {
			t.Errorf("%.20s matches: %t", password, got)
		}
	}
	for _, other := range []string{"", "x", "$argon2id$v=19$m=1,t=1,p=1$!$!", "$argon2id$v=19$m=99999999,t=3,p=4$AAAA$AAAA", "$2y$10$abc"} {
		if Matches(other, "") || Matches(other, "一二三四五六七八九十") {
			t.Errorf("%q is matched", other)
		}
	}
	for _, password := range []string{"short", strings.Repeat("x", 129)} {
		if _, err := Hash(password); !errors.Is(err, ErrPassword) {
			t.Errorf("%d characters: %v", len(password), err)
		}
	}
}

// Five failures lock an account; a code is taken once.
func TestSigningIn(t *testing.T) {
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	const password = "对的密码对的密码对的"
	hash, err := Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	secret, address, err := NewSecondFactor("gongwen", "yanhan")
	if err != nil || !strings.HasPrefix(address, "otpauth://totp/") {
		t.Fatal(address, err)
	}
	made, err := otp.NewKeyFromURL(address)
	if err != nil {
		t.Fatal(err)
	}
	again, err := otp.NewKeyFromURL(AddressOf("gongwen", "yanhan", secret))
	if err != nil || again.Secret() != made.Secret() || again.Issuer() != made.Issuer() || again.AccountName() != made.AccountName() || again.Period() != made.Period() || again.Digits() != made.Digits() || again.Algorithm() != made.Algorithm() {
		t.Errorf("the address of a secret that was made before is %v (%v), not %v", again, err, made)
	}
	if _, err := s.NewAccount(t.Context(), store.Account{Login: "yanhan", Name: "岩罕", Password: hash, TOTP: secret}, nil, store.Account{Name: "终端"}, noon); err != nil {
		t.Fatal(err)
	}
	code := func(at time.Time) string {
		c, err := totp.GenerateCodeCustom(secret, at, options())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, c := range []struct {
		about, login, password, code string
		at                           time.Time
		want                         error
	}{
		{"right", "yanhan", password, code(noon), noon, nil},
		{"the same code again", "yanhan", password, code(noon), noon.Add(time.Second), ErrWrong},
		{"a clock that is behind", "yanhan", password, code(noon.Add(time.Minute)), noon.Add(90 * time.Second), nil},
		{"no code", "yanhan", password, "", noon.Add(3 * time.Minute), ErrWrong},
		{"an unknown login", "none", password, "", noon, ErrWrong},
	} {
		if _, err := SignIn(t.Context(), s, c.login, c.password, c.code, c.at); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.about, err)
		}
	}
	later := noon.Add(time.Hour)
	for range 5 {
		if _, err := SignIn(t.Context(), s, "yanhan", "错的密码错的密码错的", "", later); err == nil {
			t.Error("a wrong password signs in")
		}
	}
	if _, err := SignIn(t.Context(), s, "yanhan", password, code(later), later); !errors.Is(err, ErrLocked) {
		t.Errorf("after five failures: %v", err)
	}
	later = later.Add(16 * time.Minute)
	if a, err := SignIn(t.Context(), s, "yanhan", password, code(later), later); err != nil || a.Name != "岩罕" {
		t.Errorf("a quarter of an hour later: %v", err)
	}
}
