package page

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"

	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
)

// Pictures are read in a process of their own before they are kept: what costs too much,
// ends that process, or is no picture, is refused, and nothing else notices.
func TestPicturesAreTriedApart(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	address := "/documents/" + o.document.ID + "/pictures"
	picture, err := os.ReadFile("../../../../examples/pictures/portal.png")
	if err != nil {
		entries, _ := os.ReadDir("../../../../examples/pictures")
		t.Fatal(err, entries)
	}
	if answer, body := b.upload(address, nil, "file", "图.png", picture); answer.StatusCode != http.StatusOK || !strings.Contains(body, "图.png") {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
	if answer, body := b.upload(address, nil, "file", "坏.png", picture[:len(picture)/2]); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("half of a picture: %d %s", answer.StatusCode, body)
	}
	real := o.page.Try
	for about, err := range map[string]error{"费时间": confined.ErrCost, "出了问题": confined.ErrFault} {
		o.page.Try = func(context.Context, string, []byte) ([]jobs.Message, error) { return nil, err }
		if answer, body := b.upload(address, nil, "file", "图.png", picture); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, about) {
			t.Errorf("%s: %d %s", about, answer.StatusCode, body)
		}
	}
	o.page.Try = real
	if said, err := real(t.Context(), jobs.SignedFile, []byte("%PDF-1.7\nno file at all")); err != nil || len(said) > 0 {
		t.Errorf("of a signed file the trial says %v, %v", said, err)
	}
	if _, err := real(t.Context(), "report", nil); err == nil {
		t.Error("a kind that there is none of is tried")
	}
}
