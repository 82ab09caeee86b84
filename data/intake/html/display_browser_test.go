package html

import (
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/judge"
)

// notSeen are the pages of testdata/display/changed that look as the signed one to those
// who look at them here, and why they are there.
var notSeen = map[string]string{
	"aria-hidden": "readers of screens say otherwise", "aria-label": "readers of screens say otherwise", "name-that-is-not-there": "readers of screens say otherwise",
	"handler":        "the pointer has to be there",
	"custom-element": "a script has to define it", "object": "the file is not there", "refresh": "a second has to pass", "ground-picture": "the picture is not there",
	"face-override": "the font is not there", "face-attribute": "the font is not there", "face-symbols": "the font is not there", "features": "the font is not there",
	"hidden-attribute": "text that nobody sees stands in the page", "hidden-style": "text that nobody sees stands in the page", "noscript": "text that is seen without scripts", "template": "text that a script has to show",
	"popover": "a button has to be pressed", "starting-style": "the transition has to begin",
}

// A browser shows the pages that are found otherwise than the signed one.
func TestBrowserShowsSomethingElse(t *testing.T) {
	folder, err := filepath.Abs("testdata/display")
	if err != nil {
		t.Fatal(err)
	}
	out := judge.Run(t, "node", "testdata/display/trial.mjs", judge.Modules(t, "playwright-core"), judge.Path(t, "chromium"), folder)
	trials := 0
	for line := range strings.Lines(out) {
		name, seen, _ := strings.Cut(strings.TrimSpace(line), " ")
		trials++
		if same := seen == "text picture"; same != (notSeen[name] != "") {
			t.Errorf("%s shows the same: %v", name, same)
		}
	}
	if pages := len(pages(t, "changed")); trials != pages {
		t.Errorf("%d of %d pages were shown", trials, pages)
	}
}
