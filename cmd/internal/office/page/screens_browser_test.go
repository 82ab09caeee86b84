package page

import (
	"net/http"
	"strings"
	"testing"

	"gongwen/internal/tier"
)

// Every screen stands in the windows that offices have, of screens of one kind the one that is
// widest unless there is time or pictures are wanted: nothing is cut, nothing lies over
// another, the page does not scroll sideways, and axe-core finds nothing.
func TestScreensInABrowser(t *testing.T) {
	tier.Long(t, "looks at every screen in Chromium")
	o := newOffice(t)
	b := o.signedIn("clerk")
	begun := []string{"annual=" + o.document.ID}
	for _, v := range o.page.beginnings() {
		answer, body := b.upload("/new", map[string]string{"how": "blank", "template": v.ID, "year": "2022"}, "", "", nil)
		if answer.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s: %d %.600s", v.ID, answer.StatusCode, body)
		}
		begun = append(begun, v.ID+"="+strings.TrimPrefix(answer.Header.Get("Location"), "/documents/"))
	}
	o.withAccounts()
	begun = append(begun, "accounts="+o.document.ID)
	o.inBrowser("chromium", "screens.mjs", 20, password, strings.Join(begun, ","))
}
