package page

import (
	"context"
	stdhtml "html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
)

// A portal's page, sent as a file or pasted, is held against what was signed: what is shown
// otherwise is said with its place, and nothing of the page is kept.
func TestPortalIsHeldAgainstWhatWasSigned(t *testing.T) {
	o := newOffice(t)
	at := "/documents/" + o.document.ID
	clerk := o.signedIn("clerk")
	if status, _ := clerk.get(at + "/portal"); status != http.StatusConflict {
		t.Errorf("before it is signed off: %d", status)
	}
	o.signedOff()
	if status, body := clerk.get(at + "/publish"); status != http.StatusOK || !strings.Contains(body, at+"/portal") {
		t.Errorf("%d: the page 发布 does not lead there", status)
	}
	_, html := clerk.get(at + "/finals/html")
	send := func(page string) (int, string) {
		answer, body := clerk.upload(at+"/portal", nil, "file", "page.html", []byte(page))
		return answer.StatusCode, body
	}
	if status, body := send(html); status != http.StatusOK || !strings.Contains(body, "逐字逐数一致") {
		t.Errorf("%d %s", status, body)
	}
	framed := strings.NewReplacer("<body>", "<body><div id=nav><a href=/>首页</a></div><div class=article>", "</body>", "</div><p>附件：<a href=/f/2024.pdf>2024年报告.pdf</a></p></body>").Replace(html)
	if status, body := send(framed); status != http.StatusOK || !strings.Contains(body, "逐字逐数一致") {
		t.Errorf("as a portal frames it: %d %s", status, body)
	}
	// Editors take away what they do not know (docs/page.md).
	_, published := clerk.get(at + "/publish")
	_, fragment, _ := strings.Cut(published, `id="fragment">`)
	fragment, _, _ = strings.Cut(fragment, "</pre>")
	edited := regexp.MustCompile(`</?article[^>]*>| (id|headers|scope)="[^"]*"`).ReplaceAllString(stdhtml.UnescapeString(fragment), "")
	if status, body := send("<html><body><div>" + edited + "</div></body></html>"); status != http.StatusOK || !strings.Contains(body, "逐字逐数一致") || !strings.Contains(edited, "<table") || strings.Contains(edited, " id=") {
		t.Errorf("as an editor leaves it: %d %s\n%.600s", status, body, edited)
	}
	turned := strings.Replace(html, ">197<", "><bdo dir=rtl>197</bdo><", 1)
	if status, body := send(turned); status != http.StatusOK || !strings.Contains(body, "正文里有 &lt;bdo&gt;") || strings.Contains(body, "逐字逐数一致") {
		t.Errorf("turned: %d %s", status, body)
	}
	if status, body := send(strings.Replace(html, "</head>", `<script src="/a.js"></script></head>`, 1)); !strings.Contains(body, "逐字逐数一致") || !strings.Contains(body, "没有核对脚本") {
		t.Errorf("with a script: %d %s", status, body)
	}
	changed := strings.Replace(strings.Replace(html, "工作有序推进", "工作有力推进", 1), ">197<", ">179<", 1)
	status, body := clerk.form(at+"/portal", url.Values{"page": {changed}})
	for _, want := range []string{"处不同", "<del>197</del><ins>179</ins>", "<del>序</del><ins>力</ins>", "总体情况"} {
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%d: nothing says %s: %s", status, want, body)
		}
	}
	if strings.Contains(body, "定稿里没有") {
		t.Errorf("what differs is said twice: %s", body)
	}
	for page, want := range map[string]string{"": "请选择", "明天开会。": "看不懂这个网页"} {
		if status, body := send(page); status != http.StatusUnprocessableEntity || !strings.Contains(body, want) {
			t.Errorf("%q: %d %s", page, status, body)
		}
	}
	for why, fault := range map[string]error{"太费时间": confined.ErrCost, "出了问题": confined.ErrFault} {
		o.page.Shown = func(context.Context, jobs.Portal) (jobs.Shown, error) { return jobs.Shown{}, fault }
		if status, body := send(html); status != http.StatusUnprocessableEntity || !strings.Contains(body, why) {
			t.Errorf("%v: %d %s", fault, status, body)
		}
	}
}
