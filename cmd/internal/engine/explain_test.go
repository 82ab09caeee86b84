package engine

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/configs"
)

// TestThePageOfChecksHasAllRules compares the table of docs/checks.md with the
// embedded templates: which rules there are, their levels and whose they are.
func TestThePageOfChecksHasAllRules(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "checks.md"))
	if err != nil {
		t.Fatal(err)
	}
	templates := []string{"open-government-2021", "open-government-2019", "rule-of-law-government"} // in the order of the columns
	rules, problems := RulesOf(configs.NewLibrary(nil), "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, id := range RuleIDs(rules) {
		row := []string{"", "", "", ""}
		for _, r := range rules {
			if r.ID != id {
				continue
			}
			row[0] = r.Level.String()
			for i, template := range templates {
				if slices.Contains(r.Templates, template) {
					row[i+1] = "✓"
				}
			}
		}
		found := ""
		for line := range strings.Lines(string(page)) {
			if strings.HasPrefix(line, "| "+id+" |") {
				found = line
			}
		}
		cells := strings.Split(strings.TrimSpace(found), "|")
		if len(cells) < 7 {
			t.Errorf("the page has no row for %s", id)
			continue
		}
		for i, cell := range cells[3:7] {
			if strings.TrimSpace(cell) != row[i] {
				t.Errorf("%s: the page says %q, the templates %q", id, strings.TrimSpace(cell), row[i])
			}
		}
	}
}

func TestRulesAreInTheOrderOfTheirNumbers(t *testing.T) {
	ids := []string{"P1", "N10", "OWN", "N9", "F2", "N1", "T1"}
	slices.SortFunc(ids, compareIDs)
	if got := strings.Join(ids, " "); got != "F2 N1 N9 N10 OWN P1 T1" {
		t.Error(got)
	}
}
