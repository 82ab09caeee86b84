package page

import (
	"net/http"
	"strings"
	"testing"

	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/tier"
)

// Every screen stands in the windows that offices have, of screens of one kind the one that is
// widest unless there is time or pictures are wanted: nothing is cut, nothing lies over
// another, the page does not scroll sideways, and axe-core finds nothing.
func TestScreensInABrowser(t *testing.T) {
	tier.Long(t, "looks at every screen in Chromium")
	t.Parallel()
	o := newOffice(t)
	o.page.entry = people.NewPace(1.0/perTry, 25) // for all who sign in, and then somebody is too fast
	b := o.signedIn("clerk")
	b.bringLastYear()
	begun := []string{"annual=" + o.document.ID}
	for _, v := range o.page.formats() {
		answer, body := b.upload("/new", map[string]string{"how": "blank", "template": v.ID, "year": "2022"}, "", "", nil)
		if answer.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s: %d %.600s", v.ID, answer.StatusCode, body)
		}
		begun = append(begun, v.ID+"="+strings.TrimPrefix(answer.Header.Get("Location"), "/documents/"))
	}
	o.withAccounts()
	b.bringLastYear()
	begun = append(begun, "accounts="+o.document.ID, "broken="+o.broken())
	o.inBrowser("chromium", "screens.mjs", 26, password, strings.Join(begun, ","), o.codes("leader"))
}

// The states of the page in which somebody is at work are held to the same: dialogs, menus, what
// is wrong, no network, no disk, no session, two at one place.
func TestStatesInABrowser(t *testing.T) {
	tier.Soak(t, "looks at the states of the page in Chromium for minutes")
	o := newOffice(t)
	o.signedIn("clerk").bringLastYear()
	o.inBrowser("chromium", "states.mjs", 18, "clerk", password, o.document.ID)
}

// broken is a document at which the program fails, of the other agency; in a third one somebody
// has nothing yet.
func (o *office) broken() string {
	o.Helper()
	stranger, err := o.store.AccountByLogin(o.Context(), "stranger")
	if err != nil {
		o.Fatal(err)
	}
	grants, err := o.store.Grants(o.Context(), stranger.ID)
	if err != nil {
		o.Fatal(err)
	}
	d, err := o.store.NewDocument(o.Context(), store.Document{Agency: grants[0].Agency, Template: "gone", Year: 2024, State: store.Drafting}, nil, stranger.ID, noon)
	if err != nil {
		o.Fatal(err)
	}
	o.agency("新的局", stranger.Password, map[string]store.Role{"newcomer": store.Clerk})
	return d.ID
}
