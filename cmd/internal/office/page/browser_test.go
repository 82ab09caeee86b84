package page

import (
	"os"
	"os/exec"
	"path/filepath"
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
	t.Parallel()
	o := newOffice(t)
	o.inBrowser("chromium", "browser.mjs", 24, "clerk", password, o.document.ID)
}

// Tables whose rows are many are filled in: the accounts of a department.
func TestListsInABrowser(t *testing.T) {
	tier.Long(t, "fills in lists in Chromium")
	t.Parallel()
	o := newOffice(t)
	o.withAccounts()
	o.inBrowser("chromium", "lists.mjs", 11, "clerk", password, o.document.ID)
}

// What is typed is lost neither with a tab, a session, a network, a disk nor a server that goes,
// nor because something else is refused.
func TestBreakingInABrowser(t *testing.T) {
	tier.Long(t, "has everything go wrong in Chromium")
	t.Parallel()
	m := newMortal(t)
	m.inBrowser("chromium", "breaking.mjs", 16, "clerk", password, m.document.ID, m.mercy().URL)
}

// The main way needs no mouse.
func TestMainWayByKeyboard(t *testing.T) {
	tier.Long(t, "works at the page by keyboard")
	t.Parallel()
	newOffice(t).inBrowser("chromium", "keyboard.mjs", 6, "clerk", password)
}

// The main way is gone in a browser of 2021 too, as offices still have it.
func TestMainWayInAnOldBrowser(t *testing.T) {
	tier.Long(t, "works at the page in Chromium 90")
	t.Parallel()
	newOffice(t).inBrowser("chromium-90", "keyboard.mjs", 6, "clerk", password)
}

// withFaces has browsers find the program's own faces, so that a machine without Chinese ones
// shows the page with its words, as wide as they are.
func withFaces(t *testing.T) string {
	t.Helper()
	faces, err := filepath.Abs("../../../../fonts/files")
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "fonts.conf")
	content := `<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir><dir>` + faces + `</dir><cachedir>` + t.TempDir() + `</cachedir></fontconfig>`
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// inBrowser runs a script of trials, of which at least so many must go well.
func (o *office) inBrowser(browser, script string, least int, about ...string) {
	t := o.T
	t.Helper()
	args := append([]string{"testdata/" + script, judge.Modules(t, "playwright-core", "axe-core"), judge.Path(t, browser), o.server.URL}, about...)
	if dir := os.Getenv("GONGWEN_PICTURES"); dir != "" {
		args = append(args, dir)
	}
	work := exec.CommandContext(t.Context(), judge.Path(t, "node"), args...)
	work.Env = append(os.Environ(), "FONTCONFIG_FILE="+withFaces(t))
	out, err := work.CombinedOutput()
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
