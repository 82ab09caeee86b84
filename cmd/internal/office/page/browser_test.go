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
	o.inBrowser("chromium", "browser.mjs", 20, "clerk", password, o.document.ID)
}

// Tables whose rows are many are filled in: the accounts of a department.
func TestListsInABrowser(t *testing.T) {
	tier.Long(t, "fills in lists in Chromium")
	o := newOffice(t)
	o.withAccounts()
	o.inBrowser("chromium", "lists.mjs", 11, "clerk", password, o.document.ID)
}

// The main way needs no mouse.
func TestMainWayByKeyboard(t *testing.T) {
	tier.Long(t, "works at the page by keyboard")
	newOffice(t).inBrowser("chromium", "keyboard.mjs", 6, "clerk", password)
}

// Text is written in a browser of 2021, as offices still have it. The build without a
// screen that there is of it ends by itself when a cell of a table has the focus.
func TestTextIsWrittenInAnOldBrowser(t *testing.T) {
	tier.Long(t, "works at the page in Chromium 90")
	newOffice(t).inBrowser("chromium-90", "keyboard.mjs", 4, "clerk", password, "writing")
}

// Four people take a document its way, an auditor reads the log of it, and administrators
// make an account.
func TestWayInABrowser(t *testing.T) {
	tier.Long(t, "goes the way of a document in Chromium")
	o := newOffice(t)
	o.inBrowser("chromium", "way.mjs", 12, password, o.document.ID)
}

// inBrowser runs a script of trials, of which at least so many must go well. A browser
// that ends by itself, as the old one does now and then, says nothing of the page: the
// script is run once more.
func (o *office) inBrowser(browser, script string, least int, about ...string) {
	t := o.T
	t.Helper()
	args := append([]string{"testdata/" + script, judge.Modules(t, "playwright-core", "axe-core"), judge.Path(t, browser), o.server.URL}, about...)
	if dir := os.Getenv("GONGWEN_PICTURES"); dir != "" {
		args = append(args, dir)
	}
	out, err := exec.CommandContext(t.Context(), judge.Path(t, "node"), args...).CombinedOutput()
	if err != nil && strings.Contains(string(out), "browser has been closed") {
		t.Logf("the browser ended by itself: %s", out)
		out, err = exec.CommandContext(t.Context(), judge.Path(t, "node"), args...).CombinedOutput()
	}
	trials := 0
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "ok ") {
			trials++
			continue
		}
		if strings.HasPrefix(line, "# ") { // what was measured
			t.Log(line)
			continue
		}
		t.Error(line)
	}
	if err != nil || trials < least {
		t.Errorf("%d trials went well: %v", trials, err)
	}
}
