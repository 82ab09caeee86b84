package page

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/tier"
)

// Somebody collects sixty reports of a county and adds them into its own.
func TestCollectingInABrowser(t *testing.T) {
	tier.Long(t, "collects sixty reports in Chromium")
	o := newOffice(t)
	hash, err := people.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	id := o.agency("云岭市𬒈溪傣族佤族自治县人民政府", hash, map[string]store.Role{"collector": store.Collector})
	a, err := o.store.AccountByLogin(t.Context(), "collector")
	if err == nil {
		err = o.store.AddGrant(t.Context(), a.ID, store.Grant{Agency: id, Role: store.Clerk})
	}
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	o.county(folder, id, a)
	o.inBrowser("chromium", "collect.mjs", 8, password, folder)
}

// county writes the roster and the reports of a county into a folder: sixty files, seven of
// which are not taken and four of which have errors. Last year's are there already.
func (o *office) county(folder, agency string, by store.Account) {
	o.Helper()
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
