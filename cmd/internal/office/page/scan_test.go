package page

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
)

// Files that are kept as they are sent are looked at before: one with a virus is not taken,
// nor one that could not be looked at.
func TestFilesThatAreKeptAreScanned(t *testing.T) {
	o := newOffice(t)
	var looked []string
	o.page.Scan = func(_ context.Context, content []byte) (string, error) {
		looked = append(looked, string(content))
		switch string(content) {
		case "virus":
			return "Win.Test", nil
		case "down":
			return "", errors.New("nobody answers")
		}
		return "", nil
	}
	clerk, at := o.signedIn("clerk"), "/documents/"+o.document.ID
	for _, to := range []string{at + "/pictures", at + "/signed"} {
		for content, want := range map[string]int{"virus": http.StatusUnprocessableEntity, "down": http.StatusServiceUnavailable} {
			if answer, body := clerk.upload(to, nil, "file", "a.png", []byte(content)); answer.StatusCode != want || !strings.Contains(body, "没有收") {
				t.Errorf("%s of %s: %d %s", to, content, answer.StatusCode, body)
			}
		}
	}
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>`
	if answer, body := clerk.upload(at+"/pictures", nil, "file", "a.svg", []byte(drawing)); answer.StatusCode != http.StatusOK || len(looked) != 5 {
		t.Errorf("%d %s, %d looked at", answer.StatusCode, body, len(looked))
	}
}
