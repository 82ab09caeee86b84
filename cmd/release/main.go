// Command release makes what is handed out of a commit: archives for the
// machines that offices have, with guides, licences and a bill of materials,
// packages for Debian and its kin, an installer for Windows, and their sums. The
// same commit and the same Go give the same bytes.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

// order is what one run wants.
type order struct {
	repository string // to take the commit from
	commit     string // any name that git knows
	into       string // folder of what is handed out; replaced
	targets    []target
	tools      string // folder of programs that are not on the path
	sign       signing
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	o, err := flags(os.Args[1:])
	if err == nil {
		err = run(ctx, o, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func flags(args []string) (order, error) {
	var o order
	set := flag.NewFlagSet("release", flag.ExitOnError)
	set.StringVar(&o.repository, "repository", ".", "repository to take the commit from")
	set.StringVar(&o.commit, "commit", "HEAD", "commit to release")
	set.StringVar(&o.into, "into", filepath.Join("dist", "release"), "folder of what is handed out; what it holds is replaced")
	set.StringVar(&o.tools, "tools", ".tools/bin", "folder of programs that are not on the path")
	names := set.String("targets", strings.Join(usualTargets, ","), "machines, as GOOS/GOARCH")
	if err := set.Parse(args); err != nil {
		return o, err
	}
	for name := range strings.SplitSeq(*names, ",") {
		t, err := parseTarget(name)
		if err != nil {
			return o, err
		}
		o.targets = append(o.targets, t)
	}
	o.sign = signing{p12: os.Getenv("GONGWEN_SIGN_P12"), pass: os.Getenv("GONGWEN_SIGN_PASS"), tsa: os.Getenv("GONGWEN_SIGN_TSA")}
	return o, nil
}

// run makes a release in a folder beside the one that is asked for, and puts it
// there when it is whole.
func run(ctx context.Context, o order, log io.Writer) error {
	work, err := os.MkdirTemp("", "gongwen-release-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	src, err := checkOut(ctx, o, filepath.Join(work, "source"), log)
	if err != nil {
		return err
	}
	made, err := filepath.Abs(o.into)
	if err != nil {
		return err
	}
	fresh := made + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	if err := os.MkdirAll(fresh, 0o755); err != nil {
		return err
	}
	if err := src.makeAll(ctx, o, work, fresh, log); err != nil {
		return err
	}
	if err := writeSums(fresh); err != nil {
		return err
	}
	if err := os.RemoveAll(made); err != nil {
		return err
	}
	return os.Rename(fresh, made)
}
