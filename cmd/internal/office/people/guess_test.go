package people

import (
	"errors"
	"strings"
	"testing"
)

// A password that somebody chooses is refused where it is common, was breached often, or is
// made of what is known of them, of rows and repetition; others are taken, whatever
// characters they have.
func TestPasswordsThatAreGuessed(t *testing.T) {
	about := []string{"yanhan", "岩罕", "某某县民族宗教事务局"}
	for _, password := range []string{
		"password123", "1234567890", "12345678901234", "qwertyuiop", "1qaz2wsx3edc", "woaini520520", "5201314520", "iloveyou123", "abc123456789", "qq123456789",
		"P@ssw0rd2024", "Passw0rd123", "admin12345", "Admin@123456", "aaaaaaaaaaaa", "abababababab", "abcdefghij", "9876543210",
		"yanhan2024", "YanHan12345", "岩罕岩罕岩罕岩罕岩罕", "某某县民族宗教事务局", "某某县民族宗教事务局2024", "gongwen2024", "密码密码密码密码密码",
	} {
		if hash, err := Choose(password, about...); !errors.Is(err, ErrGuessed) || hash != "" {
			t.Errorf("%s is taken (%.1f), %v", password, guesses(password, about), err)
		}
	}
	for _, password := range []string{"对的密码对的密码对的", "correct horse battery staple", "7hQk2mZx9w", "k3v9xqpl2mwd", "雨打芭蕉夜半听钟声", "雨打芭蕉夜半听钟声2"} {
		if hash, err := Choose(password, about...); err != nil && len([]rune(password)) >= MinPassword || err == nil && !Matches(hash, password) {
			t.Errorf("%s is refused (%.1f): %v", password, guesses(password, about), err)
		}
	}
	for _, password := range []string{"", "k3v9xqpl", strings.Repeat("长短", MaxPassword)} {
		if _, err := Choose(password); !errors.Is(err, ErrPassword) {
			t.Errorf("%d characters: %v", len(password), err)
		}
	}
}

// Every common password that is long enough is refused, and the list has as many as are
// asked for (OWASP ASVS 5.0.0, 6.2.4: three thousand) with those that it is a part of.
func TestCommonPasswordsAreRefused(t *testing.T) {
	words := ranks(nil)
	refused := 0
	for line := range strings.Lines(common) {
		password := strings.TrimSuffix(line, "\n")
		for _, as := range []string{password, password + "123", strings.ToUpper(password) + "2024!"} {
			if len(as) < MinPassword {
				continue
			}
			if cost([]rune(strings.ToLower(as)), words) < enough {
				refused++
			} else if as == password {
				t.Errorf("%s is taken", password)
			}
		}
	}
	const least = 3000
	if refused < least {
		t.Errorf("%d are refused", refused)
	}
}
