package page

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
)

// takes takes a step in the name of an account.
func (o *office) takes(login string, move store.Move, role store.Role) {
	o.Helper()
	account, err := o.store.AccountByLogin(o.Context(), login)
	if err == nil {
		_, err = o.store.Step(o.Context(), o.document.ID, move, account, []store.Role{role}, noon)
	}
	if err != nil {
		o.Fatal(login, err)
	}
}

// confirmers makes two departments confirm three sections: two, and one.
func (o *office) confirmers() {
	o.Helper()
	by := store.Account{Name: "终端"}
	hash, err := people.Hash(password)
	if err == nil {
		_, err = o.store.NewAccount(o.Context(), store.Account{Login: "other", Name: "别股的人", Password: hash, Department: "别的股"}, []store.Grant{{Agency: o.document.Agency, Role: store.Countersigner}}, by, noon)
	}
	if err == nil {
		err = o.store.SetOwners(o.Context(), o.document.Agency, "政策法规股", []string{"requests", "review"}, by, noon)
	}
	if err == nil {
		err = o.store.SetOwners(o.Context(), o.document.Agency, "别的股", []string{"disclosure"}, by, noon)
	}
	if err != nil {
		o.Fatal(err)
	}
}

var ownTable = regexp.MustCompile(`name="section" value="([a-z]+)" checked> [^<]+　<a href="#page-(\d+)">`)

// Whoever confirms is shown their tables, each by name and page, and confirms those that they
// tick; those who have confirmed have nothing to do any more, and stand beside what they did.
func TestTablesToConfirm(t *testing.T) {
	o := newOffice(t)
	o.confirmers()
	at := "/documents/" + o.document.ID
	o.takes("clerk", store.Move{Action: store.Submit}, store.Clerk)
	o.takes("reviewer", store.Move{Action: store.Pass}, store.Reviewer)
	o.takes("clerk", store.Move{Action: store.Urge, Opinion: "请抓紧会签"}, store.Clerk)
	confirmer, other, clerk := o.signedIn("countersigner"), o.signedIn("other"), o.signedIn("clerk")
	_, body := confirmer.get(at + "/review")
	tables := ownTable.FindAllStringSubmatch(body, -1)
	if len(tables) != 2 || !strings.Contains(body, "会签勾选的表") || !strings.Contains(body, "请抓紧会签") {
		t.Fatalf("%v %s", tables, body)
	}
	for _, table := range tables {
		page := "page-" + table[2]
		figure := regexp.MustCompile(`(?s)<figure class="sheet" id="` + page + `">.*?</figure>`).FindString(body)
		if !strings.Contains(figure, `class="own"`) || !strings.Contains(figure, "有您要会签的") {
			t.Errorf("%s is not marked on %s", table[1], page)
		}
	}
	if first := `data-at="page-` + tables[0][2] + `"`; !strings.Contains(body, first) || strings.Contains(body, `data-at="page-1"`) {
		t.Errorf("the page is not opened at the first table: %s", first)
	}
	if _, body := clerk.get(at + "/review"); strings.Contains(body, `class="own"`) || strings.Contains(body, "data-at") {
		t.Error("what others confirm is marked for the clerk")
	}
	if status, body := confirmer.step(url.Values{"action": {"confirm"}}); status != http.StatusBadRequest || !strings.Contains(body, "请勾选要会签的表") {
		t.Errorf("none: %d %s", status, body)
	}
	_, body = confirmer.step(url.Values{"action": {"confirm"}, "section": {"requests"}})
	if tables := ownTable.FindAllStringSubmatch(body, -1); len(tables) != 1 || tables[0][1] != "review" || !strings.Contains(body, "会签</b><span class=\"dim\">countersigner、别股的人　在办") {
		t.Errorf("after the first: %v %s", tables, body)
	}
	_, body = confirmer.step(url.Values{"action": {"confirm"}, "section": {"review"}})
	if strings.Contains(body, `class="strip off"`) || !strings.Contains(body, "会签</b><span class=\"dim\">别股的人　在办") || strings.Count(body, `<span class="nw">countersigner 今日 12:00</span>`) != 2 {
		t.Errorf("who has confirmed is waited for: %s", body)
	}
	if _, body := other.get(at + "/review"); !strings.Contains(body, "请抓紧会签") {
		t.Error("who has still to confirm is not urged")
	}
	if _, body := clerk.get(at + "/review"); !strings.Contains(body, "请抓紧会签") {
		t.Error("who urges does not see it")
	}
	_, body = other.step(url.Values{"action": {"confirm"}, "section": {"disclosure"}})
	if strings.Contains(body, "会签</b><span class=\"dim\">别股的人　今日") || strings.Count(body, "countersigner 今日 12:00") < 2 || !strings.Contains(body, `<span class="nw">别股的人 今日 12:00</span>`) {
		t.Errorf("not all who confirmed are named: %s", body)
	}
}

// The list says whose turn it is, for how long, and that a report was sent back; the page
// 填报 says why. Who only reviews is not told that nobody does.
func TestWhoseTurn(t *testing.T) {
	o := newOffice(t)
	o.document.Year++ // a second one, so that there is a list
	if _, err := o.store.NewDocument(t.Context(), store.Document{Agency: o.document.Agency, Template: o.document.Template, Year: o.document.Year, State: store.Drafting}, nil, o.id("clerk"), noon); err != nil {
		t.Fatal(err)
	}
	reviewer := o.signedIn("reviewer")
	list := func(b *browser) string {
		_, body := b.get("/")
		return regexp.MustCompile(`(?s)<tr><td>2024</td>.*?</tr>`).FindString(body)
	}
	at := "/documents/" + o.document.ID
	if _, body := reviewer.get(at + "/review"); strings.Contains(body, "还不能送核稿") || !strings.Contains(body, "送核稿后由您核稿") {
		t.Errorf("the only reviewer is told that there is none: %s", body)
	}
	o.takes("clerk", store.Move{Action: store.Submit}, store.Clerk)
	o.later.Store(50 * 3600)
	reviewer = o.signedIn("reviewer") // the session has ended
	clerk, confirmer, leader := o.signedIn("clerk"), o.signedIn("countersigner"), o.signedIn("leader")
	for about, c := range map[string]struct {
		row  string
		turn bool
	}{"reviewer": {list(reviewer), true}, "clerk": {list(clerk), false}, "leader": {list(leader), false}} {
		if strings.Contains(c.row, "等您核稿") != c.turn || !strings.Contains(c.row, "已 2 天") || !strings.Contains(c.row, "前公布") {
			t.Errorf("%s: %s", about, c.row)
		}
	}
	if _, body := reviewer.get(at + "/review"); !strings.Contains(body, "没有问题的，按“核稿通过”；要改的，按“退回…”") {
		t.Errorf("what the reviewer does is not said: %s", body)
	}
	o.takes("reviewer", store.Move{Action: store.Return, Opinion: "请核对台账"}, store.Reviewer)
	if status, body := reviewer.form(at+"/comments", url.Values{"place": {"prose:problems"}, "body": {"这一句不对"}}); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if row := list(clerk); !strings.Contains(row, "退回修改") || !strings.Contains(row, "等您写") {
		t.Errorf("%s", row)
	}
	for by, b := range map[string]*browser{"clerk": clerk, "reviewer": reviewer} {
		if _, body := b.get(at + "/parts/overview"); !strings.Contains(body, "已退回</b>　reviewer") || !strings.Contains(body, "请核对台账") || !strings.Contains(body, "未了意见 1 条，到“审核与会签”看") {
			t.Errorf("%s: 填报 does not say why it was sent back: %s", by, body)
		}
	}
	o.takes("clerk", store.Move{Action: store.Submit}, store.Clerk)
	if _, body := clerk.get(at + "/parts/overview"); strings.Contains(body, "已退回") {
		t.Error("it is said to be sent back when it was sent again")
	}
	o.takes("reviewer", store.Move{Action: store.Pass}, store.Reviewer)
	if row := list(confirmer); !strings.Contains(row, "等您会签") {
		t.Errorf("%s", row)
	}
	o.takes("countersigner", store.Move{Action: store.Confirm, Section: "requests"}, store.Countersigner)
	if row := list(confirmer); strings.Contains(row, "等您") {
		t.Errorf("%s", row)
	}
	if row := list(leader); !strings.Contains(row, "等您签发") {
		t.Errorf("%s", row)
	}
	if answer, _ := o.signedIn("auditor").send(http.MethodGet, "/", "", nil); answer.Header.Get("Location") != "/audit" {
		t.Error("the auditor does not come to the log")
	}
}

// id is that of an account.
func (o *office) id(login string) string {
	o.Helper()
	account, err := o.store.AccountByLogin(o.Context(), login)
	if err != nil {
		o.Fatal(err)
	}
	return account.ID
}
