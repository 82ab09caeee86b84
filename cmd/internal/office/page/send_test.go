package page

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// linked is a browser of nobody, and the address of a link that was made for an agency.
func (c *county) linked(member string) (*browser, string) {
	c.office.Helper()
	status, body := c.form(c.address+"/links", url.Values{"member": {member}, "days": {"30"}})
	found := regexp.MustCompile(`\t(http://[^\s<]+(/send/[\w-]+))\n`).FindStringSubmatch(body)
	if status != http.StatusOK || found == nil {
		c.office.Fatalf("%d %s", status, body)
	}
	return c.signedIn(""), found[2]
}

// An agency without an account sends its own report by its link, sees what became of it and
// nothing of others.
func TestAgenciesSendByLinks(t *testing.T) {
	c := newCounty(t, 5)
	c.sendReports(c.reports(1, 2)...)
	nobody, address := c.linked(c.agencies[0])
	send := func(name string, content []byte) string {
		t.Helper()
		c.later.Add(perTry)
		answer, body := nobody.upload(address, nil, "file", name, content)
		if answer.StatusCode == http.StatusSeeOther {
			_, body = nobody.get(answer.Header.Get("Location"))
		}
		return body
	}
	if status, body := nobody.get(address); status != http.StatusOK || !strings.Contains(body, c.agencies[0]) || strings.Contains(body, c.agencies[1]) || !strings.Contains(body, "还没有收到") {
		t.Errorf("%d %s", status, body)
	}
	for _, f := range []struct {
		about, name string
		content     []byte
		said        string
	}{
		{"another's", "乙.yaml", reportOf(c.agencies[2], 2024, 3, false), "这个链接只收“" + c.agencies[0] + "”的报告"},
		{"another year's", "甲.yaml", reportOf(c.agencies[0], 2023, 3, false), "2023 年度的"},
		{"no document", "甲.exe", []byte("MZ\x00\x01"), "这个文件不是"},
		{"with errors", "错.yaml", reportOf(c.agencies[0], 2024, 3, true), "已登记，有错误"},
		{"the right one", "甲.yaml", reportOf(c.agencies[0], 2024, 3, false), "已登记"},
		{"the same again", "甲.yaml", reportOf(c.agencies[0], 2024, 3, false), "早已收到同一个文件"},
	} {
		if body := send(f.name, f.content); !strings.Contains(body, f.said) {
			t.Errorf("%s: %s", f.about, body)
		}
	}
	if c.count("待审") != "2" || c.count("有错误") != "0" {
		t.Error("what was sent has not come in")
	}
	if status, _ := c.form(c.address+"/return", url.Values{"member": {c.agencies[0]}, "reason": {"缺落款"}}); status != http.StatusSeeOther {
		t.Errorf("%d", status)
	}
	if _, body := nobody.get(address); !strings.Contains(body, "已退回") || !strings.Contains(body, "缺落款") {
		t.Errorf("nothing says that it was sent back: %s", body)
	}
	log, err := c.store.Audit(t.Context(), 0, 200)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, e := range log {
		names[e.Name+" "+string(e.Action)] = true
	}
	if !names[c.agencies[0]+"（报送链接） received"] || !names["collector links"] {
		t.Errorf("the log does not say who has sent it: %v", names)
	}
	c.office.impersonal()
	if secret := strings.TrimPrefix(address, "/send/"); strings.Contains(c.office.log.text.String(), secret) {
		t.Error("the secret of the link is in the log of the process")
	}
}

// A link ends when it is revoked, when another is made, and by the clock; so many files come
// by it, and not too fast.
func TestLinksEnd(t *testing.T) {
	c := newCounty(t, 4)
	nobody, first := c.linked(c.agencies[0])
	_, second := c.linked(c.agencies[0])
	gone := func(about, address string) {
		t.Helper()
		if status, body := nobody.get(address); status != http.StatusNotFound || !strings.Contains(body, "已经失效") {
			t.Errorf("%s: %d %s", about, status, body)
		}
		if answer, _ := nobody.upload(address, nil, "file", "a.yaml", []byte("x")); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s takes a file: %d", about, answer.StatusCode)
		}
	}
	gone("one that another has replaced", first)
	gone("one that there never was", "/send/none")
	last := 0
	for range burst + 1 {
		answer, _ := nobody.upload(second, nil, "file", "a.exe", []byte("MZ\x00"))
		last = answer.StatusCode
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the last of many: %d", last)
	}
	_, body := c.get(c.address + "/links")
	revoke := regexp.MustCompile(`action="(/collect/[^"]+/links/[^"]+/revoke)"`).FindStringSubmatch(body)
	if revoke == nil {
		t.Fatal(body)
	}
	if status, _ := c.form(revoke[1], nil); status != http.StatusSeeOther {
		t.Errorf("%d", status)
	}
	gone("one that was revoked", second)
	if status, _ := c.form(revoke[1], nil); status != http.StatusNotFound {
		t.Errorf("revoked again: %d", status)
	}
	_, third := c.linked(c.agencies[1])
	for about, values := range map[string]url.Values{
		"nobody": {"days": {"3"}}, "a stranger": {"member": {"没有的局"}, "days": {"3"}}, "for ever": {"member": {c.agencies[0]}, "days": {"9999"}}, "no days": {"member": {c.agencies[0]}},
	} {
		if status, _ := c.form(c.address+"/links", values); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", about, status)
		}
	}
	const days = 31
	c.later.Add(days * 24 * 60 * 60)
	gone("one that has expired", third)
}
