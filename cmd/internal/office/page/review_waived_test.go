package page

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"gongwen/cmd/internal/office/store"
)

// What was waived, by whom and why, is shown to those who judge it.
func TestWaivedHintsAreShownToReviewers(t *testing.T) {
	o := newOffice(t)
	clerk, reviewer := o.signedIn("clerk"), o.signedIn("reviewer")
	state := clerk.save("1", [3]string{"prose:problems", o.value("prose:problems"), "按照国办公开办函〔2019〕60号的格式，我局在公开内容的更新上还不够及时，将专人逐月核对。"})
	rule, message := "", ""
	for _, f := range state.Findings {
		if f.Waives {
			rule, message = f.Rule, f.Message
			break
		}
	}
	if rule == "" {
		t.Fatalf("nothing can be waived: %+v", state.Findings)
	}
	const reason = "本年度<没有>其他问题，经分管领导同意"
	clerk.save("2", [3]string{"waive:" + rule, "", reason})
	if status, body := clerk.step(url.Values{"action": {"submit"}}); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	_, body := reviewer.get("/documents/" + o.document.ID + "/review")
	for _, want := range []string{"已豁免 ", "处提示", html.EscapeString(reason), html.EscapeString(message), "<b>clerk</b>"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not shown", want)
		}
	}
}

// Nobody sends what nobody could review, and nobody urges themselves.
func TestNobodyElseIsThere(t *testing.T) {
	o := newOffice(t)
	clerk := o.signedIn("clerk")
	clerks, err := o.store.AccountsOf(t.Context(), o.document.Agency, store.Clerk)
	for _, a := range clerks {
		if err == nil && a.Login != "clerk" {
			err = o.store.SetDisabled(t.Context(), a, true, store.Account{Name: "测试"}, noon)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	if status, body := clerk.step(url.Values{"action": {"urge"}, "opinion": {"请办"}}); status != http.StatusConflict || !strings.Contains(body, "不用催办") {
		t.Errorf("who urges themselves: %d %s", status, body)
	}
	if _, body := clerk.get("/documents/" + o.document.ID + "/review"); strings.Contains(body, "催办…") || strings.Contains(body, "还不能送核稿") {
		t.Error("urging oneself is offered, or nobody is said to review")
	}
	reviewer, err := o.store.AccountByLogin(t.Context(), "reviewer")
	if err == nil {
		err = o.store.SetDisabled(t.Context(), reviewer, true, store.Account{Name: "测试"}, noon)
	}
	if err != nil {
		t.Fatal(err)
	}
	if status, body := clerk.step(url.Values{"action": {"submit"}}); status != http.StatusConflict || !strings.Contains(body, "还没有别的核稿人") {
		t.Errorf("%d %s", status, body)
	}
	if _, body := clerk.get("/documents/" + o.document.ID + "/review"); !strings.Contains(body, "还不能送核稿") || !strings.Contains(body, "还没有人有这个角色，请安全管理员授予") || strings.Contains(body, "角色　在办") {
		t.Errorf("nothing says so: %s", body)
	}
}
