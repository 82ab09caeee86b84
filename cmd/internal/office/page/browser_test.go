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
	args := []string{"testdata/browser.mjs", judge.Modules(t, "playwright-core", "axe-core"), judge.Path(t, "chromium"), o.server.URL, "clerk", password, o.document.ID}
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
	if err != nil || trials < 14 {
		t.Errorf("%d trials went well: %v", trials, err)
	}
}
