// Command workers has a queue on PostgreSQL drained by one, two, four and eight worker
// processes, and says what a report takes of the processor beside gongwen build, what a job
// costs in which nothing is made, and what one PostgreSQL carries. The server is on this
// machine and lets this program make databases.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
)

type options struct {
	program, db, example string
	reports, empty       int
	workers              []int
}

func main() {
	var o options
	var workers string
	flag.StringVar(&o.program, "program", "bin/gongwen", "the program")
	flag.StringVar(&o.db, "db", "", "the server: postgres://… of a database in which databases may be made")
	flag.StringVar(&o.example, "example", "examples/invented-2024.yaml", "the report of which others are made")
	flag.IntVar(&o.reports, "reports", 400, "reports of each trial")
	flag.IntVar(&o.empty, "empty", 4000, "jobs in which nothing is made")
	flag.StringVar(&workers, "workers", "1,2,4,8", "how many workers")
	flag.Parse()
	for word := range strings.SplitSeq(workers, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			fmt.Fprintln(os.Stderr, "workers: -workers takes numbers such as 1,2,4")
			os.Exit(2)
		}
		o.workers = append(o.workers, n)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := o.try(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "workers:", err)
		os.Exit(1)
	}
}

func (o options) try(ctx context.Context) (err error) {
	if o.program, err = filepath.Abs(o.program); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "workers")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := connect(ctx, o.db)
	if err != nil {
		return err
	}
	defer s.close()
	alone, err := o.alone(ctx, dir)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name, example string
		files         int
	}{{"few", o.example, max(1, o.reports/10)}, {"many", o.example, o.reports}, {"nothing", "", max(1, o.empty/10)}, {"empty", "", o.empty}} {
		if err := write(filepath.Join(dir, f.name), f.name, f.example, f.files); err != nil {
			return err
		}
	}
	fmt.Printf("gongwen build: %.2f ms of the processor for each further report\n\n", alone)
	fmt.Printf("| workers | ms of a worker a report | of them more than build | of run | of PostgreSQL | reports a second | connections |\n|---|---|---|---|---|---|---|\n")
	for _, n := range o.workers {
		d, err := o.drain(ctx, s, dir, filepath.Join(dir, "few"), filepath.Join(dir, "many"), o.reports, n)
		if err != nil {
			return err
		}
		fmt.Printf("| %d | %.2f | %.2f | %.2f | %.2f | %.1f | %d |\n", n, d.workers, d.workers-alone, d.run, d.server, d.rate, d.connections)
	}
	const two = 2
	d, err := o.drain(ctx, s, dir, filepath.Join(dir, "nothing"), filepath.Join(dir, "empty"), o.empty, two)
	if err != nil {
		return err
	}
	fmt.Printf("\nof a job in which nothing is made, two workers: %.2f ms of a worker, %.2f of run, %.2f of PostgreSQL; %.0f a second; %.0f MB of the database for 100,000\n",
		d.workers, d.run, d.server, d.rate, d.bytes*100_000/1e6)
	return nil
}
