package page

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gongwen/cmd/internal/office/store"
)

// step takes a step and follows to the page that comes then.
func (b *browser) step(values url.Values) (int, string) {
	b.Helper()
	status, body := b.form("/documents/"+b.document.ID+"/steps", values)
	if status == http.StatusSeeOther {
		return b.get("/documents/" + b.document.ID + "/review")
	}
	return status, body
}

// A document goes from 起草 to 已签发 on the page: sent back with a reason, commented on
// at a line, confirmed, signed. Errors keep it where it is.
func TestReviewing(t *testing.T) {
	o := newOffice(t)
	clerk, reviewer, confirmer, leader := o.signedIn("clerk"), o.signedIn("reviewer"), o.signedIn("countersigner"), o.signedIn("leader")
	const place = "cell:requests/outcome.disclosed/natural_person"
	was := o.value(place)
	clerk.save("1", [3]string{place, was, "7000"})
	if status, body := clerk.step(url.Values{"action": {"submit"}}); status != http.StatusConflict || !strings.Contains(body, "还有错误") {
		t.Fatalf("with errors: %d %s", status, body)
	}
	clerk.save("2", [3]string{place, "7000", was})
	if status, body := clerk.step(url.Values{"action": {"submit"}}); status != http.StatusOK || !strings.Contains(body, "第 2 版　clerk 今日 20:00 送核稿") && !strings.Contains(body, "送核稿") {
		t.Fatalf("%d %s", status, body)
	}
	if answer, body := clerk.send(http.MethodPost, "/documents/"+o.document.ID+"/edits", "application/json", strings.NewReader(`{"id": "3", "edits": []}`)); answer.StatusCode != http.StatusConflict || !strings.Contains(body, "在核稿") {
		t.Errorf("changed while it is reviewed: %d %s", answer.StatusCode, body)
	}
	if status, body := reviewer.step(url.Values{"action": {"return"}}); status != http.StatusBadRequest || !strings.Contains(body, "理由") {
		t.Errorf("without a reason: %d %s", status, body)
	}
	if status, body := reviewer.form("/documents/"+o.document.ID+"/comments", url.Values{"place": {place}, "quote": {was}, "body": {"<b>请核</b>"}}); status != http.StatusSeeOther {
		t.Errorf("%d %s", status, body)
	}
	status, body := reviewer.step(url.Values{"action": {"return"}, "opinion": {"请核对台账"}})
	if status != http.StatusOK || !strings.Contains(body, "已退回") || !strings.Contains(body, "请核对台账") || !strings.Contains(body, "&lt;b&gt;请核&lt;/b&gt;") || !strings.Contains(body, `class="pin"`) {
		t.Fatalf("%d %s", status, body)
	}
	prose := o.value("prose:problems")
	clerk.save("4", [3]string{"prose:problems", prose, prose + "\n\n加一段新的文字。"})
	for _, to := range []string{"/comments/1/replies", "/comments/1/close"} {
		if status, body := clerk.form("/documents/"+o.document.ID+to, url.Values{"body": {"已核"}}); status != http.StatusSeeOther {
			t.Errorf("%s: %d %s", to, status, body)
		}
	}
	_, body = clerk.step(url.Values{"action": {"submit"}, "opinion": {"改后再送"}})
	if !strings.Contains(body, "文字 1 处，数字 0 格") || !strings.Contains(body, "insbg") || !strings.Contains(body, "加“加一段新的文字。”") || !strings.Contains(body, "已了结") {
		t.Errorf("no marked pages: %s", body)
	}
	for _, m := range regexp.MustCompile(`<img src="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		if status, picture := reviewer.get(m[1]); status != http.StatusOK || !strings.HasPrefix(picture, "<svg") {
			t.Errorf("%s: %d", m[1], status)
		}
	}
	if status, body := reviewer.get("/documents/" + o.document.ID + "/redline/3/4"); status != http.StatusOK || !strings.HasPrefix(body, "PK") {
		t.Errorf("%d %.80s", status, body)
	}
	for _, mode := range []string{"clean", "beside"} {
		if status, body := reviewer.get("/documents/" + o.document.ID + "/review?mode=" + mode); status != http.StatusOK || strings.Contains(body, "style=") {
			t.Errorf("%s: %d %s", mode, status, body)
		}
	}
	reviewer.step(url.Values{"action": {"pass"}, "opinion": {"拟同意"}})
	if _, body = leader.get("/documents/" + o.document.ID + "/review"); !strings.Contains(body, `aria-disabled="true" aria-describedby="a-why">签发`) {
		t.Error("it can be signed before it was confirmed")
	}
	_, body = confirmer.get("/documents/" + o.document.ID + "/review")
	if !strings.Contains(body, `name="section" value="requests"`) {
		t.Errorf("nothing to confirm: %s", body)
	}
	if status, body := confirmer.step(url.Values{"action": {"confirm"}, "section": {"requests"}}); status != http.StatusOK || !strings.Contains(body, "已会签") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := leader.step(url.Values{"action": {"issue"}, "opinion": {"同意"}}); status != http.StatusOK || !strings.Contains(body, "校验相符") {
		t.Fatalf("%d %s", status, body)
	}
	d, err := o.store.Document(t.Context(), o.document.Agency, o.document.ID)
	if err != nil || d.State != store.Signed {
		t.Errorf("%s, %v", d.State, err)
	}
	finals, err := o.store.Finals(t.Context(), d.ID, finalVersion(t, o))
	if err != nil || len(finals) != len(uses) {
		t.Errorf("%+v, %v", finals, err)
	}
	check, err := o.store.VerifyAudit(t.Context(), nil)
	if err != nil || len(check.Faults) > 0 {
		t.Errorf("%+v, %v", check, err)
	}
	auditor := o.signedIn("auditor")
	if status, body := auditor.get("/audit"); status != http.StatusOK || !strings.Contains(body, "校验相符") || !strings.Contains(body, "请核对台账") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := auditor.get("/audit/export"); status != http.StatusOK || strings.Count(body, "\n") < 10 {
		t.Errorf("%d %s", status, body)
	}
}

func finalVersion(t *testing.T, o *office) int64 {
	t.Helper()
	versions, err := o.store.Versions(t.Context(), o.document.ID)
	if err != nil || len(versions) == 0 {
		t.Fatal(versions, err)
	}
	return versions[0].Number
}

// Versions are named and come back; a section has one editor.
func TestVersionsOnThePage(t *testing.T) {
	o := newOffice(t)
	clerk := o.signedIn("clerk")
	at := "/documents/" + o.document.ID
	if status, _ := clerk.form(at+"/versions", url.Values{"title": {"导入台账"}}); status != http.StatusSeeOther {
		t.Error(status)
	}
	clerk.save("1", [3]string{"note:requests", "", "注"})
	if status, body := clerk.get(at + "/review?from=1&to=2"); status != http.StatusOK || !strings.Contains(body, "恢复这一版") {
		t.Errorf("%d %s", status, body)
	}
	if status, _ := clerk.form(at+"/versions/2/restore", nil); status != http.StatusSeeOther || o.value("note:requests") != "" {
		t.Errorf("%d: %s", status, o.value("note:requests"))
	}
	for _, address := range []string{"/review?to=99", "/review?from=99", "/review?to=x", "/versions/now/1/x.svg", "/redline/7/now"} {
		if status, _ := clerk.get(at + address); status != http.StatusNotFound {
			t.Errorf("%s: %d", address, status)
		}
	}
	other := o.signedIn("second")
	for i, c := range []struct {
		by   *browser
		end  string
		want string
	}{{clerk, "", "{}"}, {other, "", `{"part":"overview","by":"clerk","since":"` + noon.Local().Format("15:04") + `"}`}, {clerk, "1", "{}"}, {other, "", "{}"}} {
		if status, body := c.by.form(at+"/leases", url.Values{"section": {"overview"}, "end": {c.end}}); status != http.StatusOK || body != c.want {
			t.Errorf("%d: %d %s", i, status, body)
		}
	}
	if _, body := clerk.form(at+"/leases", url.Values{"section": {"overview"}, "look": {"1"}}); !strings.Contains(body, `"by":"second"`) {
		t.Errorf("looking: %s", body)
	}
	if status, _ := clerk.form(at+"/leases", url.Values{"section": {"none"}}); status != http.StatusNotFound {
		t.Error(status)
	}
	if status, _ := clerk.form(at+"/comments", url.Values{"place": {"x:y"}, "body": {"x"}}); status != http.StatusBadRequest {
		t.Error(status)
	}
	if status, _ := clerk.form(at+"/comments/9/close", nil); status != http.StatusNotFound {
		t.Error(status)
	}
}

// Two who write in other paragraphs of a text are told what both have written.
func TestTwoInOneTextOnThePage(t *testing.T) {
	o := newOffice(t)
	one, other := o.signedIn("clerk"), o.signedIn("second")
	text := o.value("prose:problems")
	one.save("a", [3]string{"prose:problems", text, "甲。\n\n" + text})
	view := other.save("b", [3]string{"prose:problems", text, text + "\n\n乙。"})
	if want := "甲。\n\n" + text + "\n\n乙。"; len(view.Conflicts) > 0 || len(view.Merged) != 1 || view.Merged[0].Value != want || o.value("prose:problems") != want {
		t.Errorf("%+v %+v", view.Conflicts, view.Merged)
	}
}
