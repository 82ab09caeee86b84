package arch

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestSecurityTable: docs/security.md has every requirement of levels 1 and 2 of the OWASP
// ASVS 5.0.0 once, in their order, and the tests that it names are there.
func TestSecurityTable(t *testing.T) {
	const root = "../.."
	list, err := os.ReadFile("testdata/asvs-5.0.0-level-2.txt")
	if err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile(filepath.Join(root, "docs/security.md"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^\| (\d+\.\d+\.\d+) \| ([^|]+) \| (.+) \|$`)
	var found []string
	answers := map[string]int{}
	named := regexp.MustCompile(`([\w/]+)\.(Test\w+)`)
	for _, m := range row.FindAllStringSubmatch(string(guide), -1) {
		found = append(found, m[1])
		answers[m[2]]++
		tests := named.FindAllStringSubmatch(m[3], -1)
		if m[2] == "yes, tried" && len(tests) == 0 {
			t.Errorf("%s names no test", m[1])
		}
		for _, test := range tests {
			if !hasTest(t, root, test[1], test[2]) {
				t.Errorf("%s: there is no test %s", m[1], test[0])
			}
		}
	}
	if want := strings.Fields(string(list)); !slices.Equal(found, want) {
		t.Errorf("%d rows, %d requirements", len(found), len(want))
	}
	for _, known := range []string{"yes, tried", "yes", "operator", "partly", "**no**", "–"} {
		delete(answers, known)
	}
	if len(answers) > 0 {
		t.Errorf("other answers: %v", answers)
	}
}

// hasTest reports whether a folder, of the repository or of the office's packages, has a test.
func hasTest(t *testing.T, root, folder, name string) bool {
	t.Helper()
	for _, at := range []string{folder, "cmd/internal/office/" + folder} {
		files, err := filepath.Glob(filepath.Join(root, at, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if content, err := os.ReadFile(file); err == nil && strings.Contains(string(content), "func "+name+"(") {
				return true
			}
		}
	}
	return false
}
