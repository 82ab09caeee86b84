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
	_, report := clerk.get(address + "/files/yaml")
	last := strings.NewReplacer("云岭市𬒈溪傣族佤族自治县民族宗教事务局", "某局", fmt.Sprint(o.document.Year), fmt.Sprint(o.document.Year-1)).Replace(report)
	if answer, body := clerk.upload(address+"/previous", nil, "file", "上年.yaml", []byte(last)); answer.StatusCode >= 400 {
		t.Fatal(answer.StatusCode, body)
	}
	status, page := clerk.get(address + "/compare")
	if status != http.StatusOK || !strings.Contains(page, "持平") || !strings.Contains(page, "#cell:requests/new/natural_person@-1") || !strings.Contains(page, "<summary>总体情况") {
		t.Errorf("%d: figures or texts are not there: %.300s", status, page)
	}
}
