package page

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// fullWidth are digits as an input method for Chinese types them.
func fullWidth(digits string) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, digits)
}

// Somebody changes the password, which ends other sessions, binds a second factor and
// signs in with a backup code, once.
func TestPasswordSecondFactorAndBackupCodes(t *testing.T) {
	o := newOffice(t)
	here, elsewhere := o.signedIn("clerk"), o.signedIn("clerk")
	const next = "换过的密码一二三四五"
	for _, c := range []struct{ now, next, again, said string }{
		{"不是这个密码", next, next, "现在的密码不对"},
		{password, next, next + "六", "不一样"},
		{password, "短", "短", "10 至 128"},
		{password, "clerk12345", "clerk12345", "太容易猜到"},
	} {
		o.later.Add(perTry)
		if status, page := here.form("/account/password", url.Values{"password": {c.now}, "next": {c.next}, "again": {c.again}}); status != http.StatusUnprocessableEntity || !strings.Contains(page, c.said) {
			t.Errorf("%+v: %d", c, status)
		}
	}
	o.later.Add(perTry)
	if status, page := here.form("/account/password", url.Values{"password": {password}, "next": {next}, "again": {next}}); status != http.StatusOK || !strings.Contains(page, "密码改好了") {
		t.Fatalf("the password does not change: %d", status)
	}
	status, page := here.get("/account")
	if status != http.StatusOK {
		t.Fatalf("whoever has changed it is out: %d", status)
	}
	if status, _ := elsewhere.get("/account"); status == http.StatusOK {
		t.Error("a session that began with the old password goes on")
	}

	key := strings.ReplaceAll(regexp.MustCompile(`class="key">([A-Z2-7 ]+)<`).FindStringSubmatch(page)[1], " ", "")
	o.later.Add(perTry)
	code, err := totp.GenerateCode(key, noon.Add(time.Duration(o.later.Load())*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	status, page = here.form("/account/factor", url.Values{"password": {next}, "code": {code[:3] + "　" + fullWidth(code[3:])}})
	codes := regexp.MustCompile(`<li>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</li>`).FindAllStringSubmatch(page, -1)
	if status != http.StatusOK || len(codes) != 10 {
		t.Fatalf("%d, %d backup codes", status, len(codes))
	}
	typed := strings.ToUpper(strings.ReplaceAll(codes[0][1], "-", " "))
	for i, want := range []int{http.StatusSeeOther, http.StatusUnauthorized} {
		o.later.Add(perTry)
		if status, _ := o.signedIn("").form("/sign-in", url.Values{"login": {"clerk"}, "password": {next}, "code": {typed}}); status != want {
			t.Errorf("a backup code for the time %d: %d", i+1, status)
		}
	}
	if status, page := here.get("/account"); status != http.StatusOK || !strings.Contains(page, "还有 9 个") {
		t.Errorf("%d: a code that was used counts", status)
	}
}
