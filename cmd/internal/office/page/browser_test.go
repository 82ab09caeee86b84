package page

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"
	"github.com/pquerna/otp/totp"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/publication"
	"gongwen/internal/diag"
	"gongwen/internal/judge"
	"gongwen/internal/tier"
	"gongwen/output/sign/pades"
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

// What is typed is lost neither with a tab, a session, a network, a disk nor a server that goes,
// nor because something else is refused.
func TestBreakingInABrowser(t *testing.T) {
	tier.Long(t, "has everything go wrong in Chromium")
	m := newMortal(t)
	m.inBrowser("chromium", "breaking.mjs", 12, "clerk", password, m.document.ID, m.mercy().URL)
}

// The main way needs no mouse.
func TestMainWayByKeyboard(t *testing.T) {
	tier.Long(t, "works at the page by keyboard")
	newOffice(t).inBrowser("chromium", "keyboard.mjs", 6, "clerk", password)
}

// The main way is gone in a browser of 2021 too, as offices still have it.
func TestMainWayInAnOldBrowser(t *testing.T) {
	tier.Long(t, "works at the page in Chromium 90")
	newOffice(t).inBrowser("chromium-90", "keyboard.mjs", 6, "clerk", password)
}

// Four people take a document its way, an auditor reads the log of it, and administrators
// make an account.
func TestWayInABrowser(t *testing.T) {
	tier.Long(t, "goes the way of a document in Chromium")
	o := newOffice(t)
	key := newSigner(t)
	check := pades.Check{Roots: []*smx509.Certificate{key.root.Certificate}}
	o.page.Signing = Signing{
		Check: check,
		Sign:  func(ctx context.Context, _ string, content []byte) ([]byte, diag.List) { return key.sign(ctx, content) },
	}
	folder := t.TempDir()
	o.inBrowser("chromium", "way.mjs", 13, password, o.document.ID, o.codes("leader"), folder)
	o.verified(folder, check)
}

// codes binds a second factor to an account and gives two codes of it, the one after the other.
func (o *office) codes(login string) string {
	o.Helper()
	secret, _, err := people.NewSecondFactor("gongwen", login)
	if err != nil {
		o.Fatal(err)
	}
	account, err := o.store.AccountByLogin(o.Context(), login)
	if err == nil {
		err = o.store.SetPassword(o.Context(), account.ID, account.Password, secret)
	}
	if err != nil {
		o.Fatal(err)
	}
	var codes []string
	for _, at := range []time.Time{noon, noon.Add(30 * time.Second)} {
		code, err := totp.GenerateCode(secret, at)
		if err != nil {
			o.Fatal(err)
		}
		codes = append(codes, code)
	}
	return strings.Join(codes, ",")
}

// verified looks at what was downloaded of a signed version as gongwen verify does: the
// signature, the portal's page against it, the package and the bag; and that what was
// signed is what the command line makes of the report file.
func (o *office) verified(folder string, check pades.Check) {
	o.Helper()
	check.Now = noon
	read := func(name string) []byte {
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			o.Fatal(err)
		}
		return content
	}
	signed := read("2024.pdf")
	for name, content := range map[string][]byte{"2024.pdf": signed, "bag.zip": read("bag.zip")} {
		if found := engine.VerifyContent(o.Context(), name, content, check); !found.OK() {
			o.Errorf("%s: %+v", name, found)
		}
	}
	shown, said := o.engine.Shown(o.Context(), engine.FileInput(filepath.Join(folder, "page.html")), engine.FileInput(filepath.Join(folder, "2024.pdf")), engine.Order{})
	if shown == nil || len(shown.Diff.Texts) > 0 || len(shown.Diff.Figures) > 0 {
		o.Errorf("the portal's page differs from what was signed: %+v, %v", shown, said)
	}
	m, files, err := publication.ReadZip(read("package.zip"))
	if err != nil || len(files) < 8 || m.Catalogue[0].Value != "12620600MB0523338C/2025-04735" {
		o.Errorf("the package: %+v, %v", m, err)
	}
	order, err := o.orders("pdf")
	if err != nil {
		o.Fatal(err)
	}
	made, said := o.engine.DocumentsOf(o.Context(), engine.FileInput(filepath.Join(folder, "2024.yaml")), order)
	if len(made) != 1 || !bytes.HasPrefix(signed, made[0].Data) {
		o.Errorf("what was signed is not what the command line makes: %v", said)
	}
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
