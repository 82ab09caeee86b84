package rules_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/load"
	"gongwen/data/rules"
	"gongwen/internal/diag"
	"gongwen/internal/tier"
)

// paraphrase is a wording with figures of a report in it, and when it is true.
//
//	when | section | wording
//
// (甲|乙) is one of several words; {new.nat + in.nat} a figure that a rule has to
// know, {%new.nat/new} a percentage, {~9} any number up to nine, {YEAR} the report's
// year and {LAST} the one before; {us} is what the agency calls itself. What begins
// with = is true only if the condition holds, and else untrue;
// {<new} is any number up to that figure.
type paraphrase struct {
	line                   int
	when, section, wording string
	only                   bool
}

func paraphrases(t *testing.T) []paraphrase {
	t.Helper()
	content, err := os.ReadFile("testdata/paraphrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []paraphrase
	for i, line := range strings.Split(string(content), "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, " | ", 3)
		if len(parts) != 3 {
			t.Fatalf("line %d: %q", i+1, line)
		}
		when, only := strings.CutPrefix(strings.TrimSpace(parts[0]), "=")
		list = append(list, paraphrase{i + 1, when, strings.TrimSpace(parts[1]), parts[2], only})
	}
	return list
}

// holds reports whether the condition is true of a report: new.nat>0, out==0.
func (p paraphrase) holds(t *testing.T, w *world) bool {
	for one := range strings.SplitSeq(p.when, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		m := comparison.FindStringSubmatch(one)
		if m == nil {
			continue
		}
		a, b := w.value(t, m[1]), w.value(t, m[3])
		if ok := map[string]bool{">": a > b, ">=": a >= b, "==": a == b, "<": a < b, "!=": a != b}[m[2]]; !ok {
			return false
		}
	}
	return true
}

// isFor reports whether it is for agencies of this kind: 市, 局, 镇 or any.
func (p paraphrase) isFor(w *world) bool {
	for one := range strings.SplitSeq(p.when, ",") {
		if one = strings.TrimSpace(one); one != "" && !comparison.MatchString(one) {
			return one == w.unit
		}
	}
	return true
}

var (
	comparison   = regexp.MustCompile(`^(.+?)\s*(>=|==|!=|>|<)\s*(.+)$`)
	term         = regexp.MustCompile(`([+-]?)\s*([a-z0-9.]+)`)
	alternatives = regexp.MustCompile(`\([^()]*\|[^()]*\)`)
	slot         = regexp.MustCompile(`\{[^{}]*\}`)
)

// value is that of a sum of figures.
func (w *world) value(t *testing.T, sum string) int64 {
	if sum, by, over := strings.Cut(sum, "/"); over {
		n, _ := strconv.ParseInt(by, 10, 64)
		return (2*w.value(t, sum) + n) / (2 * n)
	}
	total := int64(0)
	for _, m := range term.FindAllStringSubmatch(sum, -1) {
		n, known := w.values[m[2]]
		if !known {
			number, err := strconv.ParseInt(m[2], 10, 64)
			if err != nil {
				t.Fatalf("no figure %q", m[2])
			}
			n = number
		}
		if m[1] == "-" {
			n = -n
		}
		total += n
	}
	return total
}

// say puts the figures of a report into the wording; where wrong is not negative,
// another one than it has into that of the slots which has that number. It gives
// how many there are.
func (p paraphrase) say(t *testing.T, r *rand.Rand, w *world, wrong int) (text string, slots int) {
	text = p.wording
	for alternatives.MatchString(text) {
		text = alternatives.ReplaceAllStringFunc(text, func(s string) string {
			list := strings.Split(s[1:len(s)-1], "|")
			return list[r.IntN(len(list))]
		})
	}
	style := r.IntN(6)
	text = slot.ReplaceAllStringFunc(text, func(s string) string {
		switch s = s[1 : len(s)-1]; {
		case s == "YEAR":
			return strconv.Itoa(w.year)
		case s == "LAST":
			return strconv.Itoa(w.year - 1)
		case s == "NEXT":
			return strconv.Itoa(w.year + 1)
		case s == "us":
			return "我" + w.unit
		case strings.HasPrefix(s, "~"):
			most, _ := strconv.ParseInt(s[1:], 10, 64)
			return strconv.FormatInt(1+r.Int64N(most), 10)
		}
		slots++
		if most, some := strings.CutPrefix(s, "<"); some {
			n := w.value(t, most)
			if slots-1 == wrong {
				return written(n+1+r.Int64N(n/3+2), style)
			}
			return written(r.Int64N(n+1), style)
		}
		if strings.HasPrefix(s, "%") {
			part, whole, _ := strings.Cut(s[1:], "/")
			a, b := w.value(t, part), w.value(t, whole)
			if b == 0 {
				return "0%"
			}
			decimals := 1 + r.IntN(2)
			value := float64(100*a) / float64(b)
			if slots-1 == wrong {
				value += 1.5 + 9*r.Float64()
			}
			return strings.TrimSuffix(strconv.FormatFloat(roundHalfUp(value, decimals), 'f', decimals, 64), ".0") + "%"
		}
		n := w.value(t, strings.TrimPrefix(s, "万"))
		if slots-1 == wrong {
			n = other(r, n)
		}
		if s, money := strings.CutPrefix(s, "万"); money && s != "" {
			return strings.TrimSuffix(fmt.Sprintf("%d.%02d", n/100, n%100), ".00")
		}
		return written(n, style)
	})
	return text, slots
}

func roundHalfUp(value float64, decimals int) float64 {
	scale := 10.0
	if decimals == 2 {
		scale = 100
	}
	return float64(int64(value*scale+0.5+1e-9)) / scale
}

// other is a number near n or with other digits.
func other(r *rand.Rand, n int64) int64 {
	switch r.IntN(4) {
	case 0:
		return n + 1
	case 1:
		if n > 0 {
			return n - 1
		}
	case 2:
		if n >= 10 {
			if digits := strconv.FormatInt(n, 10); digits[0] != digits[1] && digits[1] != '0' {
				m, _ := strconv.ParseInt(digits[1:2]+digits[:1]+digits[2:], 10, 64)
				return m
			}
		}
	}
	return n + 2 + r.Int64N(9)
}

// written is a number in one of the ways in which people write it.
func written(n int64, style int) string {
	digits := strconv.FormatInt(n, 10)
	switch {
	case style == 0 && n >= 1000:
		return digits[:len(digits)-3] + "," + digits[len(digits)-3:]
	case style == 1 && n > 2 && n <= 10:
		return []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}[n]
	case style == 2:
		return strings.Map(func(c rune) rune { return c - '0' + '０' }, digits)
	}
	return digits
}

// said is a sentence with what was made of it.
type said struct {
	paraphrase
	text string
	list diag.List
}

// asked puts sentences into a report and says what rules warn about, for each.
func asked(t *testing.T, library *configs.Library, set *rules.Set, w *world, section string, list []said) {
	t.Helper()
	var paragraphs []string
	for _, s := range list {
		paragraphs = append(paragraphs, s.text)
	}
	file := w.file(section, paragraphs)
	report, problems := load.Report("report.yaml", []byte(file), library)
	if report == nil || problems.HasErrors() {
		t.Fatalf("%s\n%s", file, problems.Error())
	}
	lines := strings.Split(file, "\n")
	for _, d := range set.Check(report) {
		if d.Rule == "F5" || d.Level == diag.Note {
			continue
		}
		found := false
		for i := range list {
			if strings.TrimSpace(lines[d.Pos.Line-1]) == list[i].text {
				list[i].list.Add(d)
				found = true
				break
			}
		}
		if !found {
			t.Fatalf("%s\n%v", file, d)
		}
	}
}

// TestParaphrases says what reports have in many ways: none that is true is
// accused, and of those with one figure changed nine in ten are found. With -v it
// tells which wordings are missed.
func TestParaphrases(t *testing.T) {
	tier.Long(t, "checks thousands of sentences")
	for _, format := range formats {
		t.Run(format.id, func(t *testing.T) { paraphrasesOf(t, format.id, format.from, format.years) })
	}
}

func paraphrasesOf(t *testing.T, format string, from, years int) {
	library := configs.NewLibrary(nil)
	template, _ := library.Template(format)
	set, problems := rules.Compile(template)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	worlds := 10
	if tier.Soaking() {
		worlds = 1000
	}
	r := rand.New(rand.NewPCG(12, 8))
	all := paraphrases(t)
	found, missed := 0, 0
	sample := map[int]string{}
	for range worlds {
		w := newWorld(r, format, from+r.IntN(years))
		trues, untrues := fill(t, r, w, all)
		for _, s := range askedAll(t, library, set, w, trues) {
			if len(s.list) > 0 {
				t.Errorf("line %d: %s\n\t%s", s.line, s.text, s.list[0].Message.ZH)
			}
		}
		for _, s := range askedAll(t, library, set, w, untrues) {
			if len(s.list) > 0 {
				found++
			} else {
				missed++
				sample[s.line] = s.text
			}
		}
	}
	for _, line := range slices.Sorted(maps.Keys(sample)) {
		t.Logf("missed, line %d: %s", line, sample[line])
	}
	tier.Did(t, "found %d untrue sentences, missed %d", found, missed)
	if found < 9*missed {
		t.Errorf("%d found, %d missed", found, missed)
	}
}

// fill makes sentences of wordings: as a report has it, and others.
func fill(t *testing.T, r *rand.Rand, w *world, all []paraphrase) (trues, untrues []said) {
	t.Helper()
	for _, p := range all {
		if !p.isFor(w) || w.isTrial() && !w.has(p) {
			continue
		}
		holds := p.holds(t, w)
		if !holds && !p.only {
			continue
		}
		text, slots := p.say(t, r, w, -1)
		if !holds {
			untrues = append(untrues, said{p, text, nil})
			continue
		}
		trues = append(trues, said{p, text, nil})
		if slots > 0 {
			text, _ = p.say(t, r, w, r.IntN(slots))
			untrues = append(untrues, said{p, text, nil})
		}
	}
	return trues, untrues
}

// askedAll asks about sentences a few at a time: a rule is said so often at most.
func askedAll(t *testing.T, library *configs.Library, set *rules.Set, w *world, list []said) []said {
	t.Helper()
	slices.SortStableFunc(list, func(a, b said) int { return strings.Compare(a.section, b.section) })
	for rest := list; len(rest) > 0; {
		n := 1
		for n < min(8, len(rest)) && rest[n].section == rest[0].section {
			n++
		}
		asked(t, library, set, w, rest[0].section, rest[:n])
		rest = rest[n:]
	}
	return list
}
