package page

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/cmd/internal/office/store"
)

// An account is made by one administrator and gets its roles from another; nobody reaches
// their own, and neither reaches what would give them the part of the third.
func TestAccountsByThreeAdministrators(t *testing.T) {
	o := newOffice(t)
	system, security := o.signedIn("system"), o.signedIn("security")
	id := func(login string) string {
		a, err := o.store.AccountByLogin(t.Context(), login)
		if err != nil {
			t.Fatal(err)
		}
		return "/accounts/" + a.ID
	}
	status, body := system.form("/accounts", url.Values{"login": {"new"}, "name": {"新来的"}, "department": {"办公室"}})
	secret := regexp.MustCompile(`<p class="key">([a-z0-9]+)</p>`).FindStringSubmatch(body)
	if status != http.StatusOK || secret == nil || !strings.Contains(body, "待授权") {
		t.Fatalf("%d %s", status, body)
	}
	agency := o.document.Agency
	o.later.Add(perTry)
	early := o.signedIn("")
	early.form("/sign-in", url.Values{"login": {"new"}, "password": {secret[1]}})
	if _, body := early.get("/"); !strings.Contains(body, "请安全管理员在“账号”里授予角色") {
		t.Errorf("nothing says that there is no role yet: %s", body)
	}
	for about, c := range map[string]struct {
		by      *browser
		address string
		values  url.Values
		want    int
		said    string
	}{
		"the login again":             {system, "/accounts", url.Values{"login": {"new"}, "name": {"x"}}, http.StatusUnprocessableEntity, "已经有了"},
		"a blank":                     {system, "/accounts", url.Values{"login": {"a b"}, "name": {"x"}}, http.StatusUnprocessableEntity, "没有空格"},
		"an agency":                   {system, "/accounts/agencies", url.Values{"name": {"新的局"}}, http.StatusOK, "新的局"},
		"an agency twice":             {system, "/accounts/agencies", url.Values{"name": {"某局"}}, http.StatusUnprocessableEntity, "已经有了"},
		"roles by the wrong one":      {system, id("new") + "/roles", url.Values{"agency": {agency}, "role": {"leader"}}, http.StatusForbidden, ""},
		"a password by the wrong one": {security, id("new") + "/password", nil, http.StatusForbidden, ""},
		"the auditor's password":      {system, id("auditor") + "/password", nil, http.StatusForbidden, "三个管理员"},
		"one's own":                   {security, id("security") + "/roles", url.Values{"role": {"auditor"}}, http.StatusForbidden, "自己的账号"},
		"two duties":                  {security, id("new") + "/roles", url.Values{"role": {"system", "auditor"}}, http.StatusUnprocessableEntity, "三个人分别担任"},
		"a duty and an agency":        {security, id("new") + "/roles", url.Values{"agency": {agency}, "role": {"clerk", "auditor"}}, http.StatusUnprocessableEntity, "不兼任"},
		"no such role":                {security, id("new") + "/roles", url.Values{"role": {"auditor", "nosuch"}}, http.StatusUnprocessableEntity, "没有这样的角色"},
		"no agency":                   {security, id("new") + "/roles", url.Values{"role": {"clerk"}}, http.StatusUnprocessableEntity, "请选机关"},
		"countersigner of no 股室":      {security, id("clerk") + "/roles", url.Values{"agency": {agency}, "role": {"countersigner"}}, http.StatusUnprocessableEntity, "股室"},
		"no such account":             {system, "/accounts/none/disable", nil, http.StatusNotFound, ""},
		"its parent by the wrong one": {system, "/accounts/agencies/" + agency + "/parent", nil, http.StatusForbidden, ""},
		"below itself":                {security, "/accounts/agencies/" + agency + "/parent", url.Values{"parent": {agency}}, http.StatusUnprocessableEntity, "不能是机关自己"},
		"below nothing":               {security, "/accounts/agencies/" + agency + "/parent", url.Values{"parent": {""}}, http.StatusOK, "改了 某局 的上级"},
		"below what is not there":     {security, "/accounts/agencies/" + agency + "/parent", url.Values{"parent": {"none"}}, http.StatusNotFound, ""},
		"roles of an account":         {security, id("new") + "/roles", url.Values{"agency": {agency}, "role": {"clerk", "countersigner"}}, http.StatusOK, "改了 new 的角色"},
	} {
		if status, body := c.by.form(c.address, c.values); status != c.want || !strings.Contains(body, c.said) {
			t.Errorf("%s: %d %s", about, status, body)
		}
	}
	// What was chosen is there when it is refused.
	refused := func(body string) string {
		_, row, _ := strings.Cut(body, `aria-label="改角色 countersigner"`)
		row, _, _ = strings.Cut(row, "保存角色")
		return row
	}
	_, body = security.form(id("countersigner")+"/roles", url.Values{"role": {"reviewer"}, "sections": {"1"}, "section": {"final-accounts/overview"}})
	if row := refused(body); !strings.Contains(body, `<details class="roles" open><summary class="txt" aria-label="改角色 countersigner"`) || !strings.Contains(row, "请选机关") ||
		!strings.Contains(row, `value="reviewer" checked`) || strings.Contains(row, `value="countersigner" checked`) || !strings.Contains(row, `value="final-accounts/overview" checked`) || strings.Contains(row, `value="open-government/requests" checked`) {
		t.Errorf("what was chosen is lost: %s", row)
	}
	if _, body := security.get("/accounts"); strings.Contains(body, `class="roles" open`) || !strings.Contains(refused(body), `value="countersigner" checked`) {
		t.Error("what was refused was kept")
	}
	// A department confirms sections of every format, of each its own.
	if _, body := security.get("/accounts"); !strings.Contains(body, `name="section" value="open-government/requests" checked`) || strings.Contains(body, `value="final-accounts/overview" checked`) {
		t.Error("what was said of all formats is not shown")
	}
	for _, v := range o.page.formats() {
		t.Run(v.ID, func(t *testing.T) {
			format, said := o.engine.TemplateFor(v.ID, 0)
			if format == nil {
				t.Fatal(said)
			}
			_, body := security.get("/accounts")
			for _, section := range format.Sections {
				if !strings.Contains(body, `name="section" value="`+v.ID+"/"+section.ID+`"`) {
					t.Errorf("%s is not offered", section.ID)
				}
			}
		})
	}
	if status, body := security.form(id("countersigner")+"/roles", url.Values{"agency": {agency}, "role": {"countersigner"}, "sections": {"1"}, "section": {"open-government/review", "final-accounts/overview", "none", "notice/none"}}); status != http.StatusOK {
		t.Errorf("%d %s", status, body)
	}
	account, err := o.store.AccountByLogin(t.Context(), "countersigner")
	if err != nil {
		t.Fatal(err)
	}
	if owners, err := o.store.Owners(t.Context(), agency); err != nil || !slices.Equal(owners, []store.Owner{{Section: "final-accounts/overview", Department: account.Department}, {Section: "open-government/review", Department: account.Department}}) {
		t.Errorf("%+v, %v", owners, err)
	}
	if _, body := security.get("/accounts"); !strings.Contains(body, `name="section" value="open-government/review" checked`) || strings.Contains(body, `value="open-government/requests" checked`) || strings.Contains(body, `value="open-government/overview" checked`) {
		t.Error("what a department confirms is not shown")
	}
	o.later.Add(60)
	fresh := o.signedIn("")
	next := "" // where whoever gets in comes first
	enter := func(password string) int {
		o.later.Add(perTry)
		answer, _ := fresh.send(http.MethodPost, "/sign-in", "application/x-www-form-urlencoded", strings.NewReader(url.Values{"login": {"new"}, "password": {password}}.Encode()))
		next = answer.Header.Get("Location")
		return answer.StatusCode
	}
	if status := enter(secret[1]); status != http.StatusSeeOther {
		t.Fatalf("the new account does not get in: %d", status)
	}
	if _, body := fresh.get("/"); next != "/account" || !strings.Contains(body, "密码是管理员给的") {
		t.Errorf("nobody has the password that an administrator knows changed: %s, %s", next, body)
	}
	if status, _ := fresh.get("/documents/" + o.document.ID + "/review"); status != http.StatusOK {
		t.Errorf("its role is none: %d", status)
	}
	for _, step := range []struct {
		what string
		in   bool
	}{{"sessions", false}, {"disable", false}, {"enable", true}} {
		if status, body := system.form(id("new")+"/"+step.what, nil); status != http.StatusOK {
			t.Errorf("%s: %d %s", step.what, status, body)
		}
		if status, _ := fresh.get("/account"); status == http.StatusOK {
			t.Errorf("after %s the session goes on", step.what)
		}
		if step.what == "sessions" {
			continue
		}
		if status := enter(secret[1]); (status == http.StatusSeeOther) != step.in {
			t.Errorf("after %s: %d", step.what, status)
		}
	}
	for range 6 {
		enter("falsch falsch")
	}
	if _, body := system.get("/accounts"); !strings.Contains(body, "锁到") {
		t.Error("nothing says that the account is locked")
	}
	if status, _ := system.form(id("new")+"/unlock", nil); status != http.StatusOK || enter(secret[1]) != http.StatusSeeOther {
		t.Error("it is locked still")
	}
	_, body = system.form(id("new")+"/password", nil)
	again := regexp.MustCompile(`<p class="key">([a-z0-9]+)</p>`).FindStringSubmatch(body)
	if again == nil || enter(secret[1]) == http.StatusSeeOther || enter(again[1]) != http.StatusSeeOther {
		t.Errorf("the password is not another: %s", body)
	}
	const own = "只有自己知道的一句话"
	o.later.Add(perTry)
	if status, body := fresh.form("/account/password", url.Values{"password": {again[1]}, "next": {own}, "again": {own}}); status != http.StatusOK || strings.Contains(body, "密码是管理员给的") || enter(own) != http.StatusSeeOther || next != "/" {
		t.Errorf("it is asked for still: %d %s, %s", status, next, body)
	}
	if check, err := o.store.VerifyAudit(t.Context(), nil); err != nil || len(check.Faults) > 0 {
		t.Errorf("%+v, %v", check, err)
	}
	logged := map[store.Action]bool{}
	entries, err := o.store.Audit(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		logged[e.Action] = true
		if strings.Contains(e.Detail, secret[1]) || strings.Contains(e.Detail, again[1]) {
			t.Error("a password is in the log")
		}
	}
	for _, a := range []store.Action{store.AccountMade, store.AgencyMade, store.Granted, store.AccountOff, store.AccountOn, store.Unlocked, store.SessionsEnded, store.SecretSet} {
		if !logged[a] {
			t.Errorf("%s is not in the log", a)
		}
	}
}
