package jobs

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/riverqueue/river/rivertype"

	"gongwen/cmd/internal/office/store"
)

// The alerts that are handed out, and the guides, speak of queues, states and outcomes that
// there are.
func TestNamesOfAlertsAndGuides(t *testing.T) {
	known := map[string][]string{
		"queue":   {readQueue, makeQueue},
		"outcome": {"again", "later", string(store.Done), string(store.Refused), string(store.Failed)},
	}
	for _, state := range rivertype.JobStates() {
		known["state"] = append(known["state"], string(state))
	}
	read := func(path string) string {
		content, err := os.ReadFile("../../../../" + path)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	named := regexp.MustCompile(`(queue|state|outcome)(?:=~|!~|!=|=)"([^"]*)"`)
	selectors := named.FindAllStringSubmatch(read("packaging/server/alerts.yaml"), -1)
	for _, m := range selectors {
		for value := range strings.SplitSeq(m[2], "|") {
			if !slices.Contains(known[m[1]], value) {
				t.Errorf("an alert speaks of %s %q", m[1], value)
			}
		}
	}
	if len(selectors) < 6 {
		t.Errorf("%d selectors", len(selectors))
	}
	for _, guide := range []string{"docs/operations.md", "docs/zh/operations.md"} {
		content := read(guide)
		for _, value := range slices.Concat(known["queue"], known["outcome"]) {
			if !strings.Contains(content, "`"+value+"`") {
				t.Errorf("%s does not name %s", guide, value)
			}
		}
	}
}
