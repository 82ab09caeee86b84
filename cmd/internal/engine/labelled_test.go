package engine

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/rules"
	"gongwen/internal/golden"
	"gongwen/internal/tier"
)

// score is how a rule does on the labelled set. A fault is a rule and a place
// in a report; found, false and missed are counted in faults.
type score struct {
	wrong, sound         int // reports about the rule: that break it, and that keep it
	found, false, missed int
}

// TestLabelledSet measures every rule on reports of which people have said what
// is wrong with them, and keeps the figures in docs/checks.md.
func TestLabelledSet(t *testing.T) {
	tier.Long(t, "checks hundreds of sentences")
	library := configs.NewLibrary(nil)
	compiled := map[string]*rules.Set{}
	for _, id := range []string{"open-government-2019", "open-government-2021"} {
		template, _ := library.Template(id)
		rules, problems := rules.Compile(template)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		compiled[id] = rules
	}
	set := labelledSet(t)
	scores := map[string]*score{}
	template, _ := library.Template("open-government-2021")
	for _, r := range template.Rules {
		scores[r.ID] = &score{}
	}
	var missed, accused []string
	for _, c := range set {
		for _, want := range c.Faults {
			if scores[want.rule] == nil {
				t.Fatalf("%s: there is no rule %s", c.name, want.rule)
			}
		}
		said := c.judge(t, library, compiled)
		if c.about != "" {
			if slices.ContainsFunc(c.Faults, func(f fault) bool { return f.rule == c.about }) {
				scores[c.about].wrong++
			} else {
				scores[c.about].sound++
			}
		}
		for _, want := range c.Faults {
			if slices.ContainsFunc(said, func(f fault) bool { return f.at(want) }) {
				scores[want.rule].found++
				continue
			}
			scores[want.rule].missed++
			missed = append(missed, fmt.Sprintf("- %s, `%s`: %s\n", want.rule, c.name, c.note))
		}
		for _, f := range said {
			if slices.ContainsFunc(c.Faults, f.at) {
				continue
			}
			scores[f.rule].false++
			accused = append(accused, fmt.Sprintf("- %s, `%s`: %s\n", f.rule, c.name, c.note))
			if c.about == "" {
				t.Errorf("%s is sound and is accused of breaking %s", c.name, f)
			}
		}
	}
	keepFigures(t, figuresOf(template, scores, set, missed, accused))
}

// TestLabelledSetHasAllRules: figures about a rule that few reports are about
// say little.
func TestLabelledSetHasAllRules(t *testing.T) {
	template, _ := configs.NewLibrary(nil).Template("open-government-2021")
	wrong, sound := map[string]int{}, map[string]int{}
	for _, c := range labelledSet(t) {
		if slices.ContainsFunc(c.Faults, func(f fault) bool { return f.rule == c.about }) {
			wrong[c.about]++
		} else {
			sound[c.about]++
		}
		if c.about == "" && len(c.Faults) > 0 {
			t.Errorf("%s is no sound report", c.name)
		}
	}
	for _, r := range template.Rules {
		if wrong[r.ID] < 3 || sound[r.ID] < 3 {
			t.Errorf("%s: %d reports break it, %d keep it; at least 3 of each are needed", r.ID, wrong[r.ID], sound[r.ID])
		}
	}
	if sound[""] < 20 {
		t.Errorf("%d reports are sound as a whole, at least 20 are needed", sound[""])
	}
}

// figuresOf is what docs/checks.md says of the labelled set.
func figuresOf(template *configs.Template, scores map[string]*score, set []labelled, missed, accused []string) string {
	var b strings.Builder
	var all score
	b.WriteString("| rule | break it | keep it | found | false | missed | precision | recall |\n|---|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, r := range template.Rules {
		s := scores[r.ID]
		all = score{all.wrong + s.wrong, all.sound + s.sound, all.found + s.found, all.false + s.false, all.missed + s.missed}
		s.row(&b, "`"+r.ID+"`")
	}
	all.row(&b, "all")
	whole := 0
	for _, c := range set {
		if c.about == "" {
			whole++
		}
	}
	fmt.Fprintf(&b, "\n%d reports: %d that break the rule they are about, %d that keep it, and %d sound as a whole.\n", len(set), all.wrong, all.sound, whole)
	b.WriteString("\nMissed:\n\n" + orNone(missed) + "\nFalse:\n\n" + orNone(accused))
	return b.String()
}

func orNone(lines []string) string {
	if len(lines) == 0 {
		return "- nothing\n"
	}
	return strings.Join(lines, "")
}

func (s score) row(b *strings.Builder, name string) {
	fmt.Fprintf(b, "| %s | %d | %d | %d | %d | %d | %s | %s |\n", name, s.wrong, s.sound, s.found, s.false, s.missed,
		percent(s.found, s.found+s.false), percent(s.found, s.found+s.missed))
}

// percent is n of all, rounded half up.
func percent(n, all int) string {
	if all == 0 {
		return "–"
	}
	return fmt.Sprintf("%d %%", (200*n+all)/(2*all))
}

// keepFigures compares the figures with those in docs/checks.md, which stand
// between two comments.
func keepFigures(t *testing.T, figures string) {
	t.Helper()
	const page, begin, end = "../../../docs/checks.md", "<!-- figures of the labelled set -->\n", "<!-- end of the figures -->\n"
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(content), begin)
	old, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the figures", page)
	}
	t.Log("\n" + figures)
	if old == figures {
		return
	}
	golden.Check(t, page, []byte(before+begin+figures+end+after))
}
