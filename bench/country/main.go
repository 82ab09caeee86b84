// Command country simulates the January of a country: the reports of its counties come, most
// of them in the last two days, and are made by workers at some sites with one database,
// while a site or the database fails, or all in one night by gongwen run. What a report takes
// is measured (make bench-workers). It writes a table and pictures, in English and Chinese.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"gongwen/bench/guide"
	"gongwen/bench/peers/composed"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

type options struct {
	counties, reports              int
	work                           work
	workerMS, serverMS, askMS, wMS float64
	price                          float64
	guides                         string
	example                        string
	real                           string
	realWorkers                    int
	realApart                      bool
	seed                           uint64
}

func main() {
	var o options
	flag.IntVar(&o.counties, "counties", 3000, "counties")
	flag.IntVar(&o.reports, "reports", 200_000, "their reports")
	flag.Float64Var(&o.workerMS, "worker", 13.5, "ms of a worker's processor a report")
	flag.Float64Var(&o.work.spread, "spread", 0.5, "standard deviation of that, as a share")
	flag.Float64Var(&o.serverMS, "database", 4.8, "ms of the database's processor a report")
	flag.Float64Var(&o.askMS, "ask", 1.8, "ms of the processor a report before gongwen run has asked for all")
	flag.Float64Var(&o.wMS, "write", 1.8, "ms of the processor in which gongwen run writes the documents of a report")
	flag.Float64Var(&o.price, "price", 0.3, "yuan for one processor for an hour")
	flag.StringVar(&o.guides, "guides", "", "folder of the guides whose part is written, with the pictures; empty for standard output")
	flag.StringVar(&o.example, "example", "examples/invented-2024.yaml", "a report whose style sheet the pictures have")
	flag.StringVar(&o.real, "real", "", "what became of a real run, as gongwen run --report writes it in JSON, against which the model is held")
	flag.IntVar(&o.realWorkers, "real-workers", 2, "workers of the real run")
	flag.BoolVar(&o.realApart, "real-apart", false, "the database and gongwen run had processors of their own in it, not those of the workers")
	flag.Uint64Var(&o.seed, "seed", 20, "of the random numbers")
	flag.Parse()
	ms := func(n float64) time.Duration { return time.Duration(n * float64(time.Millisecond)) }
	o.work.worker, o.work.database, o.work.ask, o.work.write = ms(o.workerMS), ms(o.serverMS), ms(o.askMS), ms(o.wMS)
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, "country:", err)
		os.Exit(1)
	}
}

func (o options) run() error {
	if o.real != "" {
		return o.compare()
	}
	come := arrivals(o.counties, o.reports, o.seed)
	list := scenarios()
	outcomes := make([]outcome, len(list))
	for i, s := range list {
		at := come
		if s.atOnce {
			at = make([]time.Duration, o.reports)
			for i := range at {
				at[i] = 30*day + 20*time.Hour
			}
		}
		outcomes[i] = simulate(s, o.work, at, o.seed)
	}
	for _, lang := range []diag.Lang{diag.EN, diag.ZH} {
		text := o.table(lang, come, list, outcomes)
		if o.guides == "" {
			fmt.Println(text)
			continue
		}
		if err := o.write(lang, text, come, list, outcomes); err != nil {
			return err
		}
	}
	return nil
}

// write writes the part of the guide in a language, and its picture.
func (o options) write(lang diag.Lang, text string, come []time.Duration, list []scenario, outcomes []outcome) error {
	said := func(zh, en string) string { return diag.Text{ZH: zh, EN: en}.In(lang) }
	picture := filepath.Join("pictures", said("zh-scale.svg", "scale.svg"))
	if err := o.draw(lang, filepath.Join(o.guides, picture), come, list, outcomes); err != nil {
		return err
	}
	guidePath := filepath.Join(o.guides, filepath.FromSlash(said("zh/scale.md", "scale.md")))
	at, err := filepath.Rel(filepath.Dir(guidePath), filepath.Join(o.guides, picture))
	if err != nil {
		return err
	}
	text += "\n![" + said("来的报告，和等着的报告", "Reports that come, and those that wait") + "](" + filepath.ToSlash(at) + ")\n"
	return guide.Part{Name: "country", Made: "make scale"}.Replace(guidePath, text)
}

// lastAfternoon is 14:00 of the last day.
const lastAfternoon = 30*day + 14*time.Hour

func scenarios() []scenario {
	site, server := outage{lastAfternoon, lastAfternoon + 6*time.Hour}, outage{lastAfternoon + 3*time.Hour, lastAfternoon + 3*time.Hour + 30*time.Minute}
	return []scenario{
		{name: diag.Text{ZH: "两处，各一个处理器", EN: "two sites, one processor each"}, sites: 2, each: 1, database: 2},
		{name: diag.Text{ZH: "同上，最后一天下午一处停六小时", EN: "the same; one site is away for six hours of the last afternoon"}, sites: 2, each: 1, database: 2, site: site},
		{name: diag.Text{ZH: "同上，数据库停半小时", EN: "the same; the database is away for half an hour of it"}, sites: 2, each: 1, database: 2, server: server},
		{name: diag.Text{ZH: "两处，各一个处理器，一处和数据库都停", EN: "two sites, one processor each, both fail"}, sites: 2, each: 1, database: 2, site: site, server: server},
		{name: diag.Text{ZH: "四处，各两个处理器，一处和数据库都停", EN: "four sites, two processors each, both fail"}, sites: 4, each: 2, database: 2, site: site, server: server},
		{name: diag.Text{ZH: "全部在一夜（run），两处，各一个处理器", EN: "all in one night, by run; two sites with one processor each"}, sites: 2, each: 1, database: 2, atOnce: true},
		{name: diag.Text{ZH: "全部在一夜，四处，各两个处理器", EN: "all in one night, four sites with two processors each"}, sites: 4, each: 2, database: 2, atOnce: true},
		{name: diag.Text{ZH: "全部在一夜，八处，各四个处理器", EN: "all in one night, eight sites with four processors each"}, sites: 8, each: 4, database: 4, atOnce: true},
	}
}

// table is the table of the scenarios, with what it stands on and what follows from it.
func (o options) table(lang diag.Lang, come []time.Duration, list []scenario, outcomes []outcome) string {
	var b strings.Builder
	add := func(zh, en string, args ...any) { b.WriteString(diag.T(zh, en, args...).In(lang)) }
	number := func(format string, args ...any) string { return fmt.Sprintf(format, args...) }
	add("%d 个县，%d 份报告；每份用 worker 的处理器 %s 毫秒（标准差 %s%%），数据库的 %s 毫秒；一夜做完的，另外 `run` 先用 %s 毫秒排队，再用 %s 毫秒写文件。%s%% 在一月最后两天来。\n\n",
		"%d counties, %d reports; each takes %s ms of a worker's processor (standard deviation %s %%) and %s ms of the database's; in one night `run` takes %s ms before it has asked for all and %s ms to write each. %s %% come on the last two days of January.\n\n",
		o.counties, o.reports, number("%.1f", o.workerMS), number("%.0f", o.work.spread*100), number("%.1f", o.serverMS), number("%.1f", o.askMS), number("%.1f", o.wMS), number("%.0f", lastTwo(come)*100))
	add("| | 一半等 | 95%% 等 | 99%% 等 | 最久 | 同时等着最多 | 重做 | 处理器时间：worker，数据库 | 一个月费用 |\n",
		"| | waits: half within | 95 %% within | 99 %% within | the longest | the most that wait | done again | processor: workers, database | cost of the month |\n")
	b.WriteString("|---|---|---|---|---|---|---|---|---|\n")
	for i, s := range list {
		r := outcomes[i]
		processors := s.sites*s.each + s.database
		wait := func(share float64) string { return span(r.at(share)).In(lang) }
		add("| %s | %s | %s | %s | %s | %d | %d | %s，%s | %s 元 |\n", "| %s | %s | %s | %s | %s | %d | %d | %s, %s | %s yuan |\n", s.name,
			wait(0.5), wait(0.95), wait(0.99), wait(1), r.worst, r.again, span(r.busy), span(r.database), number("%.0f", o.cost(s, processors)))
	}
	add("\n费用：全部处理器一整个月的（一夜做完的，那一夜十二小时的），每个每小时 %s 元。\n", "\nCost: all processors that there are, for the month or, where all come in one night, for that night's twelve hours, at %s yuan an hour for one.\n", number("%.2f", o.price))
	add("\n一个月的报告合计用 worker 的处理器 %s、数据库的 %s。\n", "\nAll reports of the month together take %s of the processors of workers and %s of the database's.\n", span(outcomes[0].busy), span(outcomes[0].database))
	return b.String()
}

func (o options) cost(s scenario, processors int) float64 {
	hours := month31.Hours()
	if s.atOnce {
		hours = 12
	}
	return float64(processors) * hours * o.price
}

func lastTwo(come []time.Duration) float64 {
	n := 0
	for _, at := range come {
		if at >= 29*day {
			n++
		}
	}
	return float64(n) / float64(len(come))
}

// span is a time in a unit that says something.
func span(d time.Duration) diag.Text {
	number := func(format string, n float64) string { return fmt.Sprintf(format, n) }
	switch {
	case d < time.Second:
		return diag.T("%d 毫秒", "%d ms", d.Milliseconds())
	case d < 5*time.Minute:
		return diag.T("%s 秒", "%s s", number("%.1f", d.Seconds()))
	case d < 2*time.Hour:
		return diag.T("%s 分钟", "%s min", number("%.0f", d.Minutes()))
	default:
		return diag.T("%s 小时", "%s h", number("%.1f", d.Hours()))
	}
}

// draw draws how many come in the hours of the last three days, and how many wait while the
// database is away.
func (o options) draw(lang diag.Lang, path string, come []time.Duration, list []scenario, outcomes []outcome) error {
	const from, to, step = 28 * day, 31 * day, 3 * time.Hour
	title := func(zh, en string, args ...any) string { return diag.T(zh, en, args...).In(lang) }
	arriving := &doc.Chart{Title: title("一月29日至31日每三小时来的报告", "Reports that come, in three hours each, 29 to 31 January"), Series: make([]doc.Series, 1)}
	for at := from; at < to; at += step {
		arriving.Categories = append(arriving.Categories, fmt.Sprintf("%d日%d时", at/day+1, at%day/time.Hour))
		first, _ := slices.BinarySearch(come, at)
		last, _ := slices.BinarySearch(come, at+step)
		arriving.Series[0].Values = append(arriving.Series[0].Values, value(last-first))
	}
	charts := []*doc.Chart{arriving}
	for i, s := range list {
		if s.server == (outage{}) || s.site == (outage{}) {
			continue
		}
		waiting := &doc.Chart{Title: title("最后一天下午每五分钟同时等着最多的报告；%s", "The most that wait, in five minutes each of the last afternoon; %s", s.name), Series: make([]doc.Series, 1)}
		for at := s.server.from - 2*slot; at < s.server.to+3*slot; at += slot {
			waiting.Categories = append(waiting.Categories, fmt.Sprintf("%d:%02d", at%day/time.Hour, at%time.Hour/time.Minute))
			waiting.Series[0].Values = append(waiting.Series[0].Values, value(outcomes[i].backlog[int(at/slot)]))
		}
		charts = append(charts, waiting)
	}
	document, sheet, err := composed.Report(o.example)
	if err != nil {
		return err
	}
	picture, err := guide.SVG(document, sheet, charts)
	if err != nil {
		return err
	}
	return os.WriteFile(path, picture, 0o666)
}

func value(n int) doc.Value {
	return doc.Value{Text: fmt.Sprint(n), Amount: decimal.NewFromInt(int64(n))}
}

// compare holds the model against a real run, all of whose reports came at once.
func (o options) compare() error {
	content, err := os.ReadFile(o.real)
	if err != nil {
		return err
	}
	var real struct {
		Started, Ended time.Time
		Reports, Done  int
	}
	if err := json.Unmarshal(content, &real); err != nil {
		return err
	}
	if real.Reports == 0 || real.Done != real.Reports {
		return errors.New("not all reports of the real run were done")
	}
	w := o.work
	if !o.realApart { // what the database and run take, the workers do not have
		w.worker, w.database, w.write = w.worker+w.database+w.write, 0, 0
	}
	r := simulate(scenario{sites: 1, each: o.realWorkers, database: o.realWorkers, atOnce: true}, w, make([]time.Duration, real.Reports), o.seed)
	took := real.Ended.Sub(real.Started)
	rate := func(took time.Duration) string { return fmt.Sprintf("%.1f", float64(real.Reports)/took.Seconds()) }
	said := diag.T("%d 份报告，%d 个 worker：预计 %s（每秒 %s 份），实际 %s（每秒 %s 份），是预计的 %s 倍", "%d reports, %d workers: predicted %s (%s a second), measured %s (%s a second): %s of the prediction", real.Reports, o.realWorkers,
		span(r.last), rate(r.last), span(took), rate(took), fmt.Sprintf("%.2f", took.Seconds()/r.last.Seconds()))
	fmt.Printf("%s\n%s\n", said.In(diag.EN), said.In(diag.ZH))
	return nil
}
