package page

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"gongwen/cmd/internal/engine"
)

// example is an example of the reports of a format as a file that stands by itself.
func (c *county) example(folder, name string) string {
	c.office.Helper()
	report, said := c.engine.Check(c.office.Context(), engine.Input{Folder: os.DirFS("../../../../examples/" + folder), File: name, Path: name, Name: name}, engine.Order{})
	if report == nil {
		c.office.Fatal(said)
	}
	for _, table := range report.Tables { // their rows stand in the file itself
		for path, list := range table.Lists {
			list.File = ""
			table.Lists[path] = list
		}
	}
	file, said := c.engine.ReportFile("report.json", report, false)
	if said.HasErrors() {
		c.office.Fatal(said)
	}
	return string(file.Data)
}

// collectOf begins a collection of a format that is chosen.
func (c *county) collectOf(template string, year int, names []string) {
	c.office.Helper()
	form := url.Values{"template": {template}, "year": {fmt.Sprint(year)}, "deadline": {"2025-01-18"}, "roster": {strings.Join(names, "\n")}}
	answer, body := c.send(http.MethodPost, "/collect/new", "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	if c.address = answer.Header.Get("Location"); answer.StatusCode != http.StatusSeeOther {
		c.office.Fatalf("%d %s", answer.StatusCode, body)
	}
}

// Reports of every format of a year are collected. The roster shows the numbers that the
// format names, in their unit and to their last digit.
func TestAccountsAreCollected(t *testing.T) {
	c := newCounty(t, 3)
	text := c.example("documents", "final-accounts.yaml")
	agency := between(t, text, `"agency": "`, `"`)
	names := []string{"县教育局", "县民政局", "县水利局"}
	c.collectOf("final-accounts", 2023, names)
	var files []sentFile
	for _, name := range names {
		files = append(files, sentFile{name + ".json", []byte(strings.ReplaceAll(text, agency, name))})
	}
	if body := c.sendReports(files...); !strings.Contains(body, "登记 3 份") {
		t.Fatal(body)
	}
	status, body := c.get(c.address)
	for _, want := range []string{"2023年度部门决算公开", "本年支出合计", "“三公”经费决算数", "万元，对数刻度", "不足 8 家", `>77575.42<`} {
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%d: nothing says %s", status, want)
		}
	}
	if status, body := c.form(c.address+"/accept", url.Values{"member": names}); status != http.StatusSeeOther {
		t.Errorf("%d %s", status, body)
	}
	if _, body := c.get(c.address + "/sum"); !strings.Contains(body, "232726.26") { // thrice 77575.42
		t.Errorf("the sum is not shown")
	}
	if status, body := c.get("/collect/new"); status != http.StatusOK || !strings.Contains(body, `<option value="final-accounts"`) || strings.Contains(body, `<option value="notice"`) {
		t.Errorf("%d: the formats to choose from", status)
	}
	if status, body := c.get("/collect"); status != http.StatusSeeOther {
		t.Errorf("%d %s", status, body)
	}
}

// Reports that have text alone are collected too; there is nothing to be added.
func TestReportsWithoutNumbersAreCollected(t *testing.T) {
	c := newCounty(t, 3)
	text := c.example(".", "invented-rule-of-law-2023.yaml")
	agency := between(t, text, `"agency": "`, `"`)
	c.collectOf("rule-of-law-government", 2023, []string{"县教育局", "县民政局"})
	if body := c.sendReports(sentFile{"教育局.json", []byte(strings.ReplaceAll(text, agency, "县教育局"))}); !strings.Contains(body, "登记 1 份") {
		t.Fatal(body)
	}
	for _, address := range []string{"", "?sort=now", "?sort=change", "?figure=1", "/sum", "/roster", "/reports/1", "/reminders?member=" + url.QueryEscape("县民政局"), "/links"} {
		if status, body := c.get(c.address + address); status != http.StatusOK {
			t.Errorf("%s: %d %s", address, status, body)
		}
	}
	status, body := c.get(c.address)
	if status != http.StatusOK || !strings.Contains(body, "2023年度法治政府建设年度报告汇总") || strings.Contains(body, "合成本级报告") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := c.get(c.address + "/reminders?member=" + url.QueryEscape("县民政局")); !strings.Contains(body, "2023年度法治政府建设年度报告") {
		t.Errorf("%d: the reminder speaks of another report", status)
	}
	for _, address := range []string{"/workbook"} {
		if status, _ := c.get(c.address + address); status != http.StatusConflict {
			t.Errorf("%s: %d", address, status)
		}
	}
	// A document that is of no year is not collected.
	if status, body := c.form("/collect/new", url.Values{"template": {"notice"}, "year": {"2024"}, "roster": {"县教育局"}}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "不按年度报送") {
		t.Errorf("%d", status)
	}
}

func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, from)
	inner, _, ended := strings.Cut(rest, to)
	if !found || !ended {
		t.Fatalf("there is nothing between %s and %s", from, to)
	}
	return inner
}
