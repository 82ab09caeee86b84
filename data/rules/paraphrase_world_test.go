package rules_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// world is the figures of an invented report.
type world struct {
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

// newWorld makes figures that belong together.
func newWorld(r *rand.Rand) *world {
	a := agencies[r.IntN(len(agencies))]
	w := &world{agency: a.name, unit: a.unit, year: 2021 + r.IntN(5), values: map[string]int64{}}
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
			w.add(result.name, kind, n)
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
	fmt.Fprintf(&b, "template: open-government-2021\nagency: %s\nyear: %d\n", w.agency, w.year)
	fmt.Fprintf(&b, "preface: |\n  本报告所列数据的统计期限自%d年1月1日起至%d年12月31日止。\n", w.year, w.year)
	for _, s := range []struct{ id, text string }{{"overview", "我单位认真落实政府信息公开各项要求。"}, {"problems", "一是公开内容有待充实。下一步，将加强业务培训。"}, {"others", "我单位没有其他需要报告的事项。"}} {
		if s.id != section {
			fmt.Fprintf(&b, "%s: |\n  %s\n", s.id, s.text)
		}
	}
	fmt.Fprintf(&b, "disclosure:\n")
	for _, d := range []struct{ id, name string }{{"regulations", "reg"}, {"normative_documents", "doc"}} {
		fmt.Fprintf(&b, "  %s: [%d, %d, %d]\n", d.id, w.values[d.name+".made"], w.values[d.name+".rep"], w.values[d.name+".valid"])
	}
	fmt.Fprintf(&b, "  licensing: %d\n  penalties: %d\n  compulsion: %d\n  fees: %d.%02d\n", w.values["lic"], w.values["pen"], w.values["com"], w.values["fee"]/100, w.values["fee"]%100)
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
