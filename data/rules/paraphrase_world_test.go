package rules_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// world is the figures of an invented report.
type world struct {
	format       string // the template's id
	agency, unit string
	year         int
	values       map[string]int64 // by short names
}

// kinds are the short names of the applicants.
var kinds = []string{"nat", "bus", "res", "wel", "leg", "oth"}

// results are the rows of results in the order of the table.
var results = []struct{ path, name string }{
	{"disclosed", "disc"}, {"partial", "part"},
	{"refused.state_secret", "secret"}, {"refused.law_forbids", "law"}, {"refused.security_stability", "stab"}, {"refused.third_party", "third"},
	{"refused.internal_affairs", "internal"}, {"refused.deliberative", "delib"}, {"refused.enforcement_file", "enf"}, {"refused.query_service", "query"},
	{"unavailable.not_held", "held"}, {"unavailable.must_be_created", "create"}, {"unavailable.unclear_after_correction", "unclear"},
	{"not_processed.complaint", "complaint"}, {"not_processed.repeated", "repeat"}, {"not_processed.publication", "pub"}, {"not_processed.excessive", "excess"}, {"not_processed.reissue", "reissue"},
	{"otherwise.no_correction", "nocorr"}, {"otherwise.fee_unpaid", "unpaid"}, {"otherwise.other", "rest"},
}

// agencies are invented; the figures of the first are large.
var agencies = []struct{ name, unit string }{{"云河市人民政府", "市"}, {"云河县教育局", "局"}, {"云河县青石镇人民政府", "镇"}}

// formats are the templates whose prose is judged by the same rules, with their
// years.
var formats = []struct {
	id          string
	from, years int
}{{"open-government-2021", 2021, 5}, {trialFormat, 2019, 2}}

const trialFormat = "open-government-2019"

// newWorld makes figures of a format that belong together.
func newWorld(r *rand.Rand, format string, year int) *world {
	a := agencies[r.IntN(len(agencies))]
	w := &world{format: format, agency: a.name, unit: a.unit, year: year, values: map[string]int64{}}
	most := map[string]int64{"市": 300, "局": 12, "镇": 3}[a.unit]
	some := func(most int64) int64 {
		if r.IntN(3) == 0 {
			return 0
		}
		return r.Int64N(most + 1)
	}
	for i, kind := range kinds {
		most := most
		if i > 0 {
			most = max(1, most/8)
		}
		for _, result := range results {
			n := some(most)
			if !w.isTrial() || groupOf(result.path) != "othr" {
				w.add(result.name, kind, n)
			}
			w.add("done", kind, n)
			w.add(groupOf(result.path), kind, n)
		}
		w.add("out", kind, some(most))
		all := w.values["done."+kind] + w.values["out."+kind]
		in := r.Int64N(all/4 + 1)
		w.add("in", kind, in)
		w.add("new", kind, all-in)
		w.add("all", kind, all)
	}
	for _, c := range []string{"rev", "dir", "lat"} {
		for _, result := range []string{"up", "cor", "oth", "pen"} {
			n := some(most / 2)
			w.values[c+"."+result] = n
			w.values[c] += n
			if c != "rev" {
				w.values["suit."+result] += n
				w.values["suit"] += n
			}
		}
		w.values[c+".end"] = w.values[c] - w.values[c+".pen"]
	}
	w.values["suit.end"] = w.values["suit"] - w.values["suit.pen"]
	if w.isTrial() {
		w.trialDocuments(r, some)
		return w
	}
	for _, d := range []string{"reg", "doc"} {
		if d == "reg" && a.unit != "市" {
			for _, c := range []string{".made", ".rep", ".valid"} {
				w.values[d+c] = 0
			}
			continue
		}
		w.values[d+".made"], w.values[d+".rep"] = some(9), some(9)
		w.values[d+".valid"] = w.values[d+".made"] + r.Int64N(60)
	}
	w.values["lic"], w.values["pen"], w.values["com"] = some(most*40), some(most*10), some(most)
	w.values["fee"] = some(9000) // a hundredth of 万元
	for _, name := range []string{"new", "done", "doc.valid", "rev", "suit"} {
		w.values["last."+name] = 1 + r.Int64N(2*w.values[name]+2)
	}
	w.split(r, "new", "quarter", 4)
	w.split(r, "new", "level", 3)
	w.split(r, "new", "way", 3)
	w.split(r, "disc", "how", 2)
	w.split(r, "doc.valid", "age", 3)
	return w
}

// isTrial reports whether the report is in the format of 2019 and 2020, whose table
// of disclosure counts other things and whose other results are one row.
func (w *world) isTrial() bool { return w.format == trialFormat }

// trialDocuments makes the figures of its table of disclosure, and those that a text
// has of the year before.
func (w *world) trialDocuments(r *rand.Rand, some func(int64) int64) {
	for _, d := range []string{"reg", "doc"} {
		for _, c := range []string{".made", ".public", ".all"} {
			if d == "doc" || w.unit == "市" {
				w.values[d+c] = some(40)
			} else {
				w.values[d+c] = 0
			}
		}
	}
	w.values["lic"], w.values["pen"], w.values["com"] = some(4000), some(900), some(40)
	for _, name := range []string{"new", "done", "rev", "suit"} {
		w.values["last."+name] = 1 + r.Int64N(2*w.values[name]+2)
	}
	w.split(r, "new", "quarter", 4)
	w.split(r, "new", "level", 3)
	w.split(r, "new", "way", 3)
	w.split(r, "disc", "how", 2)
}

// has reports whether a report has all figures of a wording and of its condition.
func (w *world) has(p paraphrase) bool {
	known := func(sum string) bool {
		sum, _, _ = strings.Cut(sum, "/")
		for _, m := range term.FindAllStringSubmatch(sum, -1) {
			if _, err := strconv.Atoi(m[2]); err == nil {
				continue
			}
			if _, known := w.values[m[2]]; !known {
				return false
			}
		}
		return true
	}
	for one := range strings.SplitSeq(p.when, ",") {
		if m := comparison.FindStringSubmatch(strings.TrimSpace(one)); m != nil && !(known(m[1]) && known(m[3])) {
			return false
		}
	}
	for _, s := range slot.FindAllString(p.wording, -1) {
		s = s[1 : len(s)-1]
		if s == "us" || strings.ToUpper(s) == s {
			continue
		}
		part, whole, _ := strings.Cut(strings.TrimPrefix(s, "%"), "/")
		for _, sum := range []string{part, whole} {
			if !known(strings.TrimLeft(sum, "<~万")) {
				return false
			}
		}
	}
	return true
}

// split parts a figure: way1, way2 and so on.
func (w *world) split(r *rand.Rand, name, part string, parts int) {
	left := w.values[name]
	for i := 1; i < parts; i++ {
		n := r.Int64N(left + 1)
		w.values[fmt.Sprint(part, i)] = n
		left -= n
	}
	w.values[fmt.Sprint(part, parts)] = left
}

func groupOf(path string) string {
	group, _, inside := strings.Cut(path, ".")
	if !inside {
		return "none"
	}
	return map[string]string{"refused": "ref", "unavailable": "una", "not_processed": "notp", "otherwise": "othr"}[group]
}

func (w *world) add(row, kind string, n int64) {
	w.values[row+"."+kind] += n
	w.values[row] += n
	if kind != "nat" {
		w.values[row+".org"] += n
	}
}

// file is the report's file with paragraphs in a section.
func (w *world) file(section string, paragraphs []string) string {
	var b strings.Builder
	row := func(label, name string) {
		fmt.Fprintf(&b, "%s: [", label)
		for _, kind := range kinds {
			fmt.Fprintf(&b, "%d, ", w.values[name+"."+kind])
		}
		fmt.Fprintf(&b, "%d]\n", w.values[name])
	}
	fmt.Fprintf(&b, "template: %s\nagency: %s\nyear: %d\n", w.format, w.agency, w.year)
	fmt.Fprintf(&b, "preface: |\n  本报告所列数据的统计期限自%d年1月1日起至%d年12月31日止。\n", w.year, w.year)
	for _, s := range []struct{ id, text string }{{"overview", "我单位认真落实政府信息公开各项要求。"}, {"problems", "一是公开内容有待充实。下一步，将加强业务培训。"}, {"others", "我单位没有其他需要报告的事项。"}} {
		if s.id != section {
			fmt.Fprintf(&b, "%s: |\n  %s\n", s.id, s.text)
		}
	}
	fmt.Fprintf(&b, "disclosure:\n")
	if w.isTrial() {
		w.trialDisclosure(&b)
	} else {
		w.disclosure(&b)
	}
	b.WriteString("requests:\n")
	row("  new", "new")
	row("  carried_in", "in")
	b.WriteString("  outcome:\n")
	last := ""
	for _, result := range results {
		group, name, inside := strings.Cut(result.path, ".")
		if !inside {
			row("    "+group, result.name)
			continue
		}
		if w.isTrial() && groupOf(result.path) == "othr" {
			if group != last {
				row("    "+group, "othr")
			}
			last = group
			continue
		}
		if group != last {
			fmt.Fprintf(&b, "    %s:\n", group)
			last = group
		}
		row("      "+name, result.name)
	}
	row("    total", "done")
	row("  carried_out", "out")
	b.WriteString("review:\n")
	for _, c := range []struct{ id, name string }{{"reconsideration", "rev"}, {"litigation", "dir"}, {"litigation_after_reconsideration", "lat"}} {
		fmt.Fprintf(&b, "  %s: [%d, %d, %d, %d, %d]\n", c.id, w.values[c.name+".up"], w.values[c.name+".cor"], w.values[c.name+".oth"], w.values[c.name+".pen"], w.values[c.name])
	}
	text := strings.Join(paragraphs, "\n\n")
	switch section {
	case "disclosure", "requests", "review":
		fmt.Fprintf(&b, "text:\n  %s:\n    after: |\n      %s\n", section, strings.ReplaceAll(text, "\n", "\n      "))
	default:
		fmt.Fprintf(&b, "%s: |\n  %s\n", section, strings.ReplaceAll(text, "\n", "\n  "))
	}
	return b.String()
}

// trialDisclosure writes the table of disclosure of the format of 2019 and 2020.
func (w *world) trialDisclosure(b *strings.Builder) {
	for _, d := range []struct{ id, name string }{{"regulations", "reg"}, {"normative_documents", "doc"}} {
		fmt.Fprintf(b, "  %s: [%d, %d, %d]\n", d.id, w.values[d.name+".made"], w.values[d.name+".public"], w.values[d.name+".all"])
	}
	fmt.Fprintf(b, "  licensing: [30, -2, %d]\n  other_services: [12, 0, 7]\n  penalties: [210, 3, %d]\n  compulsion: [15, 0, %d]\n  fees: [3, 0]\n  procurement: [6, 152.4]\n", w.values["lic"], w.values["pen"], w.values["com"])
}

// disclosure writes the table of disclosure of the format from 2021 on.
func (w *world) disclosure(b *strings.Builder) {
	for _, d := range []struct{ id, name string }{{"regulations", "reg"}, {"normative_documents", "doc"}} {
		fmt.Fprintf(b, "  %s: [%d, %d, %d]\n", d.id, w.values[d.name+".made"], w.values[d.name+".rep"], w.values[d.name+".valid"])
	}
	fmt.Fprintf(b, "  licensing: %d\n  penalties: %d\n  compulsion: %d\n  fees: %d.%02d\n", w.values["lic"], w.values["pen"], w.values["com"], w.values["fee"]/100, w.values["fee"]%100)
}
