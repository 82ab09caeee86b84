package page

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// The pages that are kept are bounded, however long documents are; the latest one stays.
func TestKeptPagesAreBounded(t *testing.T) {
	b := newBench(1)
	long := func(version int64, pages int) *work { return &work{version: version, pages: make([]drawn, pages)} }
	for i := range 10 {
		b.keep(fmt.Sprint(i), long(1, maxPages/4))
	}
	if b.pages > maxPages || b.have("9", 1) == nil || b.have("6", 1) == nil || b.have("5", 1) != nil {
		t.Errorf("%d pages of %v are kept", b.pages, b.order)
	}
	b.keep("9", long(2, 1))
	b.keep("9", long(1, maxPages)) // is overtaken
	if want := 3*maxPages/4 + 1; b.pages != want || b.have("9", 2) == nil {
		t.Errorf("%d pages, not %d", b.pages, want)
	}
	b.keep("one", long(1, 2*maxPages))
	if b.pages != 2*maxPages || b.have("one", 1) == nil || len(b.kept) != 1 {
		t.Errorf("%d pages of %v", b.pages, b.order)
	}
	b.forget("one")
	if b.pages != 0 {
		t.Errorf("%d pages of none", b.pages)
	}
}

// Pages are drawn so many at a time; who does not wait any more is not kept in mind.
func TestPagesAreDrawnSoManyAtATime(t *testing.T) {
	o := newOffice(t)
	w, err := o.page.work(t.Context(), o.document)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(ctx context.Context) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
		r.SetPathValue("name", w.pages[0].name)
		answer := httptest.NewRecorder()
		o.page.givePage(answer, r, w)
		return answer
	}
	for range cap(o.page.bench.draws) {
		o.page.bench.draws <- struct{}{}
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	if answer := ask(gone); answer.Body.Len() > 0 {
		t.Error("a page is drawn though there is no room")
	}
	<-o.page.bench.draws
	if answer := ask(t.Context()); answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != "image/svg+xml" {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}

// A page that a browser asks for while the document goes on is there still, for one version.
func TestPagesOfTheVersionBefore(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	w, err := o.page.work(t.Context(), o.document)
	if err != nil {
		t.Fatal(err)
	}
	const place = "field:agency"
	asks := func(value string) int {
		b.save(value, [3]string{place, o.value(place), value})
		status, _ := b.get("/documents/" + o.document.ID + "/pages/" + w.pages[0].name)
		return status
	}
	if status := asks("甲局"); status != http.StatusOK {
		t.Errorf("the page before is %d", status)
	}
	if status := asks("乙局"); status != http.StatusNotFound {
		t.Errorf("the page before that is %d", status)
	}
}
