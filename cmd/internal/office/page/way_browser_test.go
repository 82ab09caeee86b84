package page

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"
	"github.com/pquerna/otp/totp"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
	"gongwen/internal/tier"
	"gongwen/output/sign/pades"
)

// A report goes its whole way, a clerk fills it in, a department
// confirms its table, it is sent back, signed off, signed, published, downloaded and verified by four
// people, comes into the collection of the county with sixty others, and into the county's own sums;
// an auditor reads the log of it, and administrators make an account.
func TestWayInABrowser(t *testing.T) {
	tier.Long(t, "goes the way of a document in Chromium, and collects sixty")
	t.Parallel()
	o := newOffice(t)
	key := newSigner(t)
	check := pades.Check{Roots: []*smx509.Certificate{key.root.Certificate}}
	o.page.Signing = Signing{
		Check: check,
		Sign:  func(ctx context.Context, _ string, content []byte) ([]byte, diag.List) { return key.sign(ctx, content) },
	}
	folder, county := t.TempDir(), t.TempDir()
	o.county(county)
	o.inBrowser("chromium", "way.mjs", 22, password, o.document.ID, o.codes("leader"), folder, county)
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
		err = o.store.SetPassword(o.Context(), account, account.Password, secret, account, noon)
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

// county makes a county to which the first agency reports, with somebody who collects and fills in its own report,
// and writes its roster and reports into a folder: sixty files, seven of which are not taken and four
// of which have errors. Those of earlier years are there already.
func (o *office) county(folder string) {
	o.Helper()
	hash, err := people.Hash(password)
	if err != nil {
		o.Fatal(err)
	}
	agency := o.agency("云岭市𬒈溪傣族佤族自治县人民政府", hash, map[string]store.Role{"collector": store.Collector})
	by, err := o.store.AccountByLogin(o.Context(), "collector")
	if err == nil {
		err = o.store.AddGrants(o.Context(), by, []store.Grant{{Agency: agency, Role: store.Clerk}}, by, noon)
	}
	if err == nil {
		err = o.store.SetParent(o.Context(), store.Agency{ID: o.document.Agency}, agency, by, noon)
	}
	if err != nil {
		o.Fatal(err)
	}
	list, err := os.ReadFile("testdata/county.tsv")
	if err != nil {
		o.Fatal(err)
	}
	var roster strings.Builder
	var members []store.Member
	var last []store.Receipt
	write := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			o.Fatal(err)
		}
	}
	missing := map[int]bool{13: true, 15: true, 29: true, 41: true, 47: true, 55: true, 60: true}
	wrong := map[int]bool{12: true, 17: true, 21: true, 42: true}
	n := 0
	for line := range strings.Lines(string(list)) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		n++
		fmt.Fprintf(&roster, "%d\t%s\n", n, strings.Join(cells[:3], "\t"))
		now, before := number0(cells[3]), number0(cells[4])
		name, year := cells[0], 2024
		if missing[n] {
			year = 2023 // they have sent last year's again
		}
		write(fmt.Sprintf("%02d%s.yaml", n, name), reportOf(name, year, now, wrong[n]))
		members = append(members, store.Member{Name: name})
		last = append(last, store.Receipt{
			Member: name, File: name + ".docx", Position: n, Said: "[]",
			Figures: fmt.Sprintf(`{"cell:requests/new/total":"%d","cell:requests/new/natural_person":"%d"}`, before, before),
		})
	}
	fmt.Fprintf(&roster, "%d\t某局\t县级部门\t岩罕\n", n+1) // whose report comes in when it is signed off
	write("roster.txt", []byte(roster.String()))
	digest, err := o.store.Keep(o.Context(), []byte("last year's"))
	if err != nil {
		o.Fatal(err)
	}
	for year := 2020; year < 2024; year++ {
		c, err := o.store.NewCollection(o.Context(), store.Collection{Agency: agency, Template: o.document.Template, Year: year}, members, by, noon)
		if err != nil {
			o.Fatal(err)
		}
		for i := range last[:len(last)-3*(2023-year)] {
			r := last[i]
			r.Original, r.Report = digest, digest
			if err := o.store.Receive(o.Context(), c, r, by, noon); err != nil {
				o.Fatal(err)
			}
		}
	}
}

func number0(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
