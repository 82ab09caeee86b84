package rules_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/load"
	"gongwen/data/rules"
)

// TestWordings holds the rules to wordings that they once took wrongly, and to
// true ones that look like them.
func TestWordings(t *testing.T) {
	library := configs.NewLibrary(nil)
	template, _ := library.Template("open-government-2021")
	set, problems := rules.Compile(template)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	base, err := os.ReadFile("testdata/wordings/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := os.ReadFile("testdata/wordings/wordings.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(lines)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, "|", 4)
		if len(parts) != 4 {
			t.Fatalf("%q", line)
		}
		want, text := parts[0], parts[3]
		t.Run(text, func(t *testing.T) {
			report, said := load.Report("r.yaml", []byte(filled(t, string(base), parts[1], parts[2], text)), library)
			if report == nil || said.HasErrors() {
				t.Fatal(said)
			}
			var got []string
			for _, d := range set.Check(report) {
				if !strings.HasPrefix(d.Rule, "N") && !slices.Contains(got, d.Rule) {
					got = append(got, d.Rule)
				}
			}
			slices.Sort(got)
			if strings.Join(got, ",") != want {
				t.Errorf("said %v, want %q", got, want)
			}
		})
	}
}

// filled is the base with an agency, figures as KEY=VALUE;KEY=VALUE and a text.
func filled(t *testing.T, base, agency, figures, text string) string {
	t.Helper()
	if agency != "" {
		base = strings.Replace(base, "agency: 某县教育局", "agency: "+agency, 1)
	}
	for figure := range strings.SplitSeq(figures, ";") {
		if figure == "" {
			continue
		}
		key, value, _ := strings.Cut(figure, "=")
		row := regexp.MustCompile(`(?m)^(\s*` + key + `): .*$`)
		if !row.MatchString(base) {
			t.Fatalf("there is no row %s", key)
		}
		base = row.ReplaceAllString(base, "${1}: "+value)
	}
	return strings.Replace(base, "overview: |\n  无。\n", "overview: |\n  "+strings.ReplaceAll(text, "¶", "\n\n  ")+"\n", 1)
}
