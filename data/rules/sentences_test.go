package rules_test

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/rules"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

// labelledSentence is a line of a file of testdata/sentences.
type labelledSentence struct {
	line                          int
	untrue                        bool
	report, section, about, prose string
}

// sentenceSets are the files of labelled sentences, with what was found when
// the rules had not seen them.
var sentenceSets = []struct{ file, name, first string }{
	{"sentences.txt", "first", "| first, unseen | 80 | 70 | 149 | 1 | 98.8 % | 53.3 % |\n"},
	{"second.txt", "second", "| second, unseen | 30 | 31 | 40 | 0 | 100.0 % | 49.2 % |\n"},
	{"third.txt", "third", "| third, unseen | 47 | 33 | 75 | 5 | 90.4 % | 58.8 % |\n"},
	{"fourth.txt", "fourth", "| fourth, unseen | 40 | 10 | 57 | 3 | 93.0 % | 80.0 % |\n"},
	{"fifth.txt", "fifth", "| fifth, unseen | 44 | 21 | 59 | 6 | 88.0 % | 67.7 % |\n"},
	{"sixth.txt", "sixth", "| sixth, unseen | 58 | 12 | 65 | 3 | 95.1 % | 82.9 % |\n"},
	{"seventh.txt", "seventh", "| seventh, unseen | 52 | 23 | 66 | 6 | 89.7 % | 69.3 % |\n| seventh, unseen, when the rules had been mended by the sixth | 58 | 17 | 66 | 6 | 90.6 % | 77.3 % |\n"},
	{"eighth.txt", "eighth", "| eighth, unseen | 57 | 5 | 64 | 0 | 100.0 % | 91.9 % |\n"},
	{"ninth.txt", "ninth", "| ninth, unseen | 57 | 6 | 63 | 1 | 98.3 % | 90.5 % |\n| ninth, unseen, when the rules had been mended by the eighth | 59 | 4 | 63 | 1 | 98.3 % | 93.7 % |\n"},
	{"tenth.txt", "tenth", "| tenth, unseen | 98 | 52 | 139 | 11 | 89.9 % | 65.3 % |\n"},
	{"eleventh.txt", "eleventh", "| eleventh, unseen | 111 | 39 | 146 | 4 | 96.5 % | 74.0 % |\n"},
	{"twelfth.txt", "twelfth", "| twelfth, unseen | 81 | 19 | 95 | 5 | 94.2 % | 81.0 % |\n"},
	{"thirteenth.txt", "thirteenth", "| thirteenth, unseen | 129 | 21 | 140 | 10 | 92.8 % | 86.0 % |\n"},
	{"fourteenth.txt", "fourteenth", "| fourteenth, unseen | 127 | 23 | 145 | 5 | 96.2 % | 84.7 % |\n"},
	{"fifteenth.txt", "fifteenth", "| fifteenth, unseen | 124 | 26 | 144 | 6 | 95.4 % | 82.7 % |\n"},
	{"sixteenth.txt", "sixteenth", "| sixteenth, unseen | 126 | 24 | 147 | 3 | 97.7 % | 84.0 % |\n"},
	{"seventeenth.txt", "seventeenth", "| seventeenth, unseen | 129 | 21 | 147 | 3 | 97.7 % | 86.0 % |\n"},
	{"eighteenth.txt", "eighteenth", "| eighteenth, unseen | 132 | 18 | 149 | 1 | 99.2 % | 88.0 % |\n"},
	{"nineteenth.txt", "nineteenth", "| nineteenth, unseen | 109 | 41 | 141 | 9 | 92.4 % | 72.7 % |\n"},
	{"twentieth.txt", "twentieth", "| twentieth, unseen | 120 | 30 | 148 | 2 | 98.4 % | 80.0 % |\n"},
	{"twentyfirst.txt", "twentyfirst", "| twentyfirst, unseen | 112 | 38 | 142 | 8 | 93.3 % | 74.7 % |\n"},
	{"twentysecond.txt", "twentysecond", "| twentysecond, unseen | 140 | 10 | 149 | 1 | 99.3 % | 93.3 % |\n"},
	{"twentythird.txt", "twentythird", "| twentythird, unseen | 139 | 11 | 146 | 4 | 97.2 % | 92.7 % |\n"},
	{"twentyfourth.txt", "twentyfourth", "| twentyfourth, unseen | 139 | 11 | 147 | 3 | 97.9 % | 92.7 % |\n"},
	{"twentyfifth.txt", "twentyfifth", "| twentyfifth, unseen | 140 | 10 | 149 | 1 | 99.3 % | 93.3 % |\n"},
	{"development.txt", "development", ""},
}

func labelledSentences(t *testing.T, file string) []labelledSentence {
	t.Helper()
	content, err := os.ReadFile("testdata/sentences/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var list []labelledSentence
	for i, line := range strings.Split(string(content), "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, "|", 5)
		if len(parts) != 5 {
			t.Fatalf("line %d: %q", i+1, line)
		}
		for n := range parts {
			parts[n] = strings.TrimSpace(parts[n])
		}
		list = append(list, labelledSentence{i + 1, parts[0] == "untrue", parts[1], parts[2], parts[3], parts[4]})
	}
	return list
}

// TestLabelledSentences measures the rules on sentences of which somebody who
// had not seen the rules has said whether they are true of a report.
func TestLabelledSentences(t *testing.T) {
	library := configs.NewLibrary(nil)
	sets := map[string]*rules.Set{}
	for _, format := range formats {
		template, _ := library.Template(format.id)
		set, problems := rules.Compile(template)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		sets[format.id] = set
	}
	bases := &baseReports{library: library, read: map[string]baseReport{}}
	var table, list strings.Builder
	table.WriteString("| | found | missed | silent | accused | precision | recall |\n|---|--:|--:|--:|--:|--:|--:|\n")
	for _, sentences := range sentenceSets {
		var found, missed, silent, accused int
		labelled := labelledSentences(t, sentences.file)
		said := checkAll(t, labelled, bases, sets)
		for i, s := range labelled {
			switch {
			case s.untrue && len(said[i]) > 0:
				found++
			case s.untrue:
				missed++
				fmt.Fprintf(&list, "- missed, %s, %s: %s\n", sentences.name, s.about, s.prose)
			case len(said[i]) == 0:
				silent++
			default:
				accused++
				fmt.Fprintf(&list, "- accused, %s, %s: %s\n", sentences.name, s.about, s.prose)
				t.Logf("%s:%d: %s", sentences.file, s.line, said[i].Error())
			}
		}
		table.WriteString(sentences.first)
		fmt.Fprintf(&table, "| %s, now | %d | %d | %d | %d | %.1f %% | %.1f %% |\n", sentences.name, found, missed, silent, accused,
			100*float64(found)/float64(found+accused), 100*float64(found)/float64(found+missed))
	}
	keepFigures(t, table.String()+"\nNow missed or accused:\n\n"+list.String())
}

// baseReport is a report into which sentences are put, with its file.
type baseReport struct {
	content string
	report  *data.Report
	example bool // one of the examples, which have prose of their own
}

// baseReports are those that were read.
type baseReports struct {
	library *configs.Library
	read    map[string]baseReport
}

// of reads the report of a sentence, once.
func (b *baseReports) of(t *testing.T, file string) baseReport {
	t.Helper()
	if base, known := b.read[file]; known {
		return base
	}
	folder, name := "testdata/sentences/", strings.TrimSuffix(file, ".yaml")
	example, isExample := strings.CutPrefix(name, "examples/")
	if isExample {
		folder, name = "../../examples/", example
	}
	content, err := os.ReadFile(folder + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	report, problems := load.Report(file, content, b.library)
	if report == nil || problems.HasErrors() {
		t.Fatal(problems)
	}
	b.read[file] = baseReport{string(content), report, isExample}
	return b.read[file]
}

// checkAll checks sentences side by side, each in its report.
func checkAll(t *testing.T, sentences []labelledSentence, bases *baseReports, sets map[string]*rules.Set) []diag.List {
	t.Helper()
	said, wrong := make([]diag.List, len(sentences)), make([]string, len(sentences))
	var next atomic.Int64
	var working sync.WaitGroup
	for _, s := range sentences {
		bases.of(t, s.report)
	}
	for range runtime.GOMAXPROCS(0) {
		working.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(sentences); i = int(next.Add(1)) - 1 {
				said[i], wrong[i] = sentences[i].check(bases.read[sentences[i].report], bases.library, sets)
			}
		})
	}
	working.Wait()
	if all := strings.Join(wrong, ""); all != "" {
		t.Fatal(all)
	}
	return said
}

// keepFigures holds the figures in the documentation to those that were measured.
func keepFigures(t *testing.T, figures string) {
	t.Helper()
	const page, begin, end = "../../docs/checks.md", "<!-- figures of the sentences, written by go test ./data/rules -->\n", "<!-- end of the figures of the sentences -->"
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(content), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the figures", page)
	}
	golden.Check(t, page, []byte(before+begin+figures+end+after))
}

// check puts the sentence into its report and says what rules warn about, and why the
// report with it cannot be read.
func (s labelledSentence) check(base baseReport, library *configs.Library, sets map[string]*rules.Set) (list diag.List, wrong string) {
	report := *base.report
	text := strings.Join(strings.Split(s.prose, " ¶ "), "\n\n")
	file := fmt.Appendf(nil, "%s\n%s: |\n  %s\n", withoutSection(base.content, s.section, report.Template.Section(s.section).Label), s.section, strings.ReplaceAll(text, "\n", "\n  "))
	if slices.Contains([]string{"disclosure", "requests", "review"}, s.section) {
		file = fmt.Appendf(nil, "%s\ntext:\n  %s:\n    after: |\n      %s\n", base.content, s.section, strings.ReplaceAll(text, "\n", "\n      "))
	}
	prose, said := load.Report("sentence.yaml", file, library)
	if prose == nil {
		return nil, fmt.Sprintf("line %d: %s\n", s.line, said.Error())
	}
	report.Prose = map[string]data.Prose{}
	for id, p := range prose.Prose {
		if id == s.section || !base.example {
			report.Prose[id] = p
		}
	}
	report.Around = prose.Around
	for _, d := range append(said, sets[report.Template.ID].Check(&report)...) {
		if d.Rule != "F5" && d.Level != diag.Note {
			list.Add(d)
		}
	}
	return list, ""
}

// withoutSection is a report file without the text of a section, whichever of its names
// it has there.
func withoutSection(content string, names ...string) string {
	var kept []string
	skip := false
	for _, line := range strings.Split(content, "\n") {
		if !strings.HasPrefix(line, " ") && line != "" {
			skip = slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(line, name+":") })
		}
		if !skip {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
