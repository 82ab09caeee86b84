// Command country simulates the January of a country: the reports of its counties come, most
// of them in the last two days, and are made by workers at some sites with one database,
// while a site or the database fails. What a report takes is measured (make bench-workers).
// It writes a table and pictures.
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
	"gongwen/layout/doc"
)

type options struct {
	counties, reports  int
	work               work
	workerMS, serverMS float64
	price              float64
	into, picture      string
	example            string
	real               string
	realWorkers        int
	seed               uint64
}

func main() {
	var o options
	flag.IntVar(&o.counties, "counties", 3000, "counties")
	flag.IntVar(&o.reports, "reports", 200_000, "their reports")
	flag.Float64Var(&o.workerMS, "worker", 22, "ms of a worker's processor a report")
	flag.Float64Var(&o.work.spread, "spread", 0.5, "standard deviation of that, as a share")
	flag.Float64Var(&o.serverMS, "database", 5, "ms of the database's processor a report")
	flag.Float64Var(&o.price, "price", 0.3, "yuan for one processor for an hour")
	flag.StringVar(&o.into, "into", "", "guide whose part is written; empty for standard output")
	flag.StringVar(&o.picture, "picture", "", "SVG file of the pictures")
	flag.StringVar(&o.example, "example", "examples/invented-2024.yaml", "a report whose style sheet the pictures have")
	flag.StringVar(&o.real, "real", "", "what became of a real run, as gongwen run --report writes it in JSON, against which the model is held")
	flag.IntVar(&o.realWorkers, "real-workers", 2, "workers of the real run")
	flag.Uint64Var(&o.seed, "seed", 20, "of the random numbers")
	flag.Parse()
	ms := func(n float64) time.Duration { return time.Duration(n * float64(time.Millisecond)) }
	o.work.worker, o.work.database = ms(o.workerMS), ms(o.serverMS)
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
	text := o.table(list, outcomes)
	if o.picture != "" {
		if err := o.draw(come, list, outcomes); err != nil {
			return err
		}
	}
	if o.into == "" {
		fmt.Print(text)
		return nil
	}
	if at, err := filepath.Rel(filepath.Dir(o.into), o.picture); o.picture != "" && err == nil {
		text += "\n![Reports that come, and those that wait](" + filepath.ToSlash(at) + ")\n"
	}
	return guide.Part{Name: "country", Made: "make scale"}.Replace(o.into, text)
}

// lastAfternoon is 14:00 of the last day.
const lastAfternoon = 30*day + 14*time.Hour

func scenarios() []scenario {
	site, server := outage{lastAfternoon, lastAfternoon + 6*time.Hour}, outage{lastAfternoon + 3*time.Hour, lastAfternoon + 3*time.Hour + 30*time.Minute}
	return []scenario{
		{name: "two sites, one processor each", sites: 2, each: 1, database: 2},
		{name: "the same; one site is away for six hours of the last afternoon", sites: 2, each: 1, database: 2, site: site},
		{name: "the same; the database is away for half an hour of it", sites: 2, each: 1, database: 2, server: server},
		{name: "two sites, one processor each, both fail", sites: 2, each: 1, database: 2, site: site, server: server},
		{name: "four sites, two processors each, both fail", sites: 4, each: 2, database: 2, site: site, server: server},
		{name: "all reports in one night, two sites with one processor each", sites: 2, each: 1, database: 2, atOnce: true},
		{name: "all in one night, four sites with two processors each", sites: 4, each: 2, database: 2, atOnce: true},
		{name: "all in one night, eight sites with four processors each", sites: 8, each: 4, database: 4, atOnce: true},
	}
}

func (o options) table(list []scenario, outcomes []outcome) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d counties, %d reports; each takes %.1f ms of a worker's processor (standard deviation %.0f %%) and %.1f ms of the database's. %.0f %% come on the last two days of January.\n\n",
		o.counties, o.reports, o.workerMS, o.work.spread*100, o.serverMS, lastTwo(arrivals(o.counties, o.reports, o.seed))*100)
	b.WriteString("| | waits: half within | 95 % within | 99 % within | the longest | the most that wait | done again | processor: workers, database | cost of the month |\n|---|---|---|---|---|---|---|---|---|\n")
	for i, s := range list {
		r := outcomes[i]
		processors := s.sites*s.each + s.database
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %d | %d | %s, %s | %.0f yuan |\n", s.name,
			span(r.at(0.5)), span(r.at(0.95)), span(r.at(0.99)), span(r.at(1)), r.worst, r.again, span(r.busy), span(r.database), o.cost(s, processors))
	}
	fmt.Fprintf(&b, "\nCost: all processors that there are, for the month or, where all come in one night, for that night's twelve hours, at %.2f yuan an hour for one.\n", o.price)
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
func span(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 10*time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < 2*time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	default:
		return fmt.Sprintf("%.1f h", d.Hours())
	}
}

// draw draws how many come in the hours of the last three days, and how many wait while the
// database is away.
func (o options) draw(come []time.Duration, list []scenario, outcomes []outcome) error {
	const from, to, step = 28 * day, 31 * day, 3 * time.Hour
	arriving := &doc.Chart{Title: "Reports that come, in three hours each, 29 to 31 January", Series: make([]doc.Series, 1)}
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
		waiting := &doc.Chart{Title: "The most that wait, in five minutes each of the last afternoon; " + s.name, Series: make([]doc.Series, 1)}
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
	return os.WriteFile(o.picture, picture, 0o666)
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
	r := simulate(scenario{sites: 1, each: o.realWorkers, database: o.realWorkers}, o.work, make([]time.Duration, real.Reports), o.seed)
	took := real.Ended.Sub(real.Started)
	fmt.Printf("%d reports, %d workers: predicted %s (%.1f a second), measured %s (%.1f a second): %.2f of the prediction\n", real.Reports, o.realWorkers,
		span(r.last), float64(real.Reports)/r.last.Seconds(), span(took), float64(real.Reports)/took.Seconds(), took.Seconds()/r.last.Seconds())
	return nil
}
