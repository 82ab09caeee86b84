package page

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// A report stands beside last year's, figure by figure and text by text.
func TestComparedWithLastYear(t *testing.T) {
	o := newOffice(t)
	clerk := o.signedIn("clerk")
	address := "/documents/" + o.document.ID
	if status, page := clerk.get(address + "/compare"); status != http.StatusOK || !strings.Contains(page, "没有可以对照的上年报告") {
		t.Errorf("without last year's report: %d", status)
	}
	clerk.bringLastYear()
	status, page := clerk.get(address + "/compare")
	if status != http.StatusOK || !strings.Contains(page, "持平") || !strings.Contains(page, "#cell:requests/new/natural_person@-1") || !strings.Contains(page, "<summary>总体情况") {
		t.Errorf("%d: figures or texts are not there: %.300s", status, page)
	}
}

// bringLastYear gives the document the one of the year before, which has the same in it.
func (b *browser) bringLastYear() {
	b.Helper()
	address := "/documents/" + b.document.ID
	_, report := b.get(address + "/files/yaml")
	year := b.document.Year
	last := strings.NewReplacer("云岭市𬒈溪傣族佤族自治县民族宗教事务局", "某局", "某县教育局", "某局", fmt.Sprint(year), fmt.Sprint(year-1)).Replace(report)
	if answer, body := b.upload(address+"/previous", nil, "file", "上年.yaml", []byte(last)); answer.StatusCode != http.StatusSeeOther {
		b.Fatal(answer.StatusCode, body)
	}
}
