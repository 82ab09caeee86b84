// Command load has people fill in reports at an office's page, all at once, as the
// page's script does: each signs in, begins a report, and then saves what was typed
// every few seconds and waits for the pages that it changes. It says how long saves and
// pages took and whether all that was acknowledged is there. The page is a process of
// its own on this machine.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// options are those of a trial.
type options struct {
	program, db string
	people      int
	during      time.Duration
	pause       time.Duration // between the saves of one person, on average
}

func main() {
	var o options
	flag.StringVar(&o.program, "program", "bin/gongwen", "the program")
	flag.StringVar(&o.db, "db", "", "store, as gongwen serve takes it; empty for a file of SQLite that is removed")
	flag.IntVar(&o.people, "people", 200, "people who type at once")
	flag.DurationVar(&o.during, "for", time.Minute, "how long they type")
	flag.DurationVar(&o.pause, "pause", 4*time.Second, "between the saves of one person, on average")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := try(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

const password = "Quarz-Biene-7431-Torf"

func try(ctx context.Context, o options) error {
	dir, err := os.MkdirTemp("", "load")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if o.db == "" {
		o.db = "sqlite:" + filepath.Join(dir, "load.db")
	}
	if err := accounts(ctx, o, dir); err != nil {
		return err
	}
	page, err := serve(ctx, o)
	if err != nil {
		return err
	}
	people := make([]*person, o.people)
	for i := range people {
		people[i] = newPerson(page.address, i)
	}
	if err := each(people, 4, func(p *person) error { return p.begin(ctx) }); err != nil {
		return page.end(err)
	}
	before := loads()
	busy := page.cpu()
	began := time.Now()
	until, stop := context.WithTimeout(ctx, o.during)
	err = each(people, o.people, func(p *person) error { return p.work(until, ctx, o.pause) })
	stop()
	took := time.Since(began)
	spent := page.cpu() - busy
	if err == nil {
		err = each(people, 4, func(p *person) error { return p.verify(ctx) })
	}
	report(o, people, took, spent, before)
	return page.end(err)
}

// accounts makes an account in an agency of its own for some of the people each, who
// work at reports of different years.
func accounts(ctx context.Context, o options, dir string) error {
	secret := filepath.Join(dir, "password")
	if err := os.WriteFile(secret, []byte(password), 0o600); err != nil {
		return err
	}
	for i := range (o.people + perAgency - 1) / perAgency {
		out, err := exec.CommandContext(ctx, o.program, "account", "--db", o.db, "--name", fmt.Sprint("张", i), "--agency", agency(i), "--password-file", secret, login(i)).CombinedOutput()
		if err != nil && !strings.Contains(string(out), login(i)) {
			return fmt.Errorf("%w: %s", err, out)
		}
	}
	return nil
}

// perAgency are the people of an agency.
const perAgency = 10

func agency(i int) string { return fmt.Sprintf("某县第%d局", i+1) }
func login(i int) string  { return fmt.Sprintf("person%d", i+1) }

// each has so many people at a time do something and gives the first error.
func each(people []*person, atOnce int, do func(*person) error) error {
	room := make(chan struct{}, atOnce)
	errs := make([]error, len(people))
	var group sync.WaitGroup
	for i, p := range people {
		room <- struct{}{}
		group.Go(func() {
			defer func() { <-room }()
			errs[i] = do(p)
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// report prints what came out.
func report(o options, people []*person, took, spent time.Duration, before string) {
	var saves, pages []time.Duration
	late, lost := 0, 0
	for _, p := range people {
		saves, pages = append(saves, p.saves...), append(pages, p.pages...)
		lost += p.lost
	}
	for _, d := range saves {
		if d > 200*time.Millisecond {
			late++
		}
	}
	database, _, _ := strings.Cut(o.db, ":")
	fmt.Printf("%s, %d people, %s, a save each %s, %d processors; load of the machine %s before, %s after\n", database, o.people, took.Round(time.Second), o.pause, runtime.NumCPU(), before, loads())
	fmt.Printf("saves  %6d  50 %% %6s  95 %% %6s  99 %% %6s  most %6s  over 200 ms %.1f %%\n", len(saves), share(saves, 50), share(saves, 95), share(saves, 99), share(saves, 100), 100*float64(late)/float64(max(1, len(saves))))
	fmt.Printf("pages  %6d  50 %% %6s  95 %% %6s  99 %% %6s  most %6s\n", len(pages), share(pages, 50), share(pages, 95), share(pages, 99), share(pages, 100))
	fmt.Printf("lost   %6d  the server spent %s, %.1f ms a save\n", lost, spent.Round(time.Millisecond), float64(spent)/float64(time.Millisecond)/float64(max(1, len(saves))))
}

// share is the time that so many of a hundred took at most.
func share(all []time.Duration, percent int) string {
	if len(all) == 0 {
		return "–"
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)].Round(time.Millisecond).String()
}

// loads is what waits for processors on average over the last minute.
func loads() string {
	content, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(content), " ")
	return first
}
