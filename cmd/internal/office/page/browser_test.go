package page

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"gongwen/internal/judge"
	"gongwen/internal/tier"
)

// Somebody works at the page in Chromium: by keyboard, with ranges, with Chinese input,
// without a network; axe-core looks at each screen. GONGWEN_PICTURES names a folder
// for pictures of the screens.
func TestPageInABrowser(t *testing.T) {
	tier.Long(t, "works at the page in Chromium")
	o := newOffice(t)
	o.inChromium("browser.mjs", 14, "clerk", password, o.document.ID)
}

// Four people take a document its way, and an auditor reads the log of it.
func TestWayInABrowser(t *testing.T) {
	tier.Long(t, "goes the way of a document in Chromium")
	o := newOffice(t)
	o.inChromium("way.mjs", 10, password, o.document.ID)
}

// inChromium runs a script of trials, of which at least so many must go well.
func (o *office) inChromium(script string, least int, about ...string) {
	t := o.T
	t.Helper()
	args := append([]string{"testdata/" + script, judge.Modules(t, "playwright-core", "axe-core"), judge.Path(t, "chromium"), o.server.URL}, about...)
	if dir := os.Getenv("GONGWEN_PICTURES"); dir != "" {
		args = append(args, dir)
	}
	out, err := exec.CommandContext(t.Context(), judge.Path(t, "node"), args...).CombinedOutput()
	trials := 0
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "ok ") {
			trials++
			continue
		}
		t.Error(line)
	}
	if err != nil || trials < least {
		t.Errorf("%d trials went well: %v", trials, err)
	}
}
