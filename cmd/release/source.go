package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// source is a commit as it was committed, in a folder of its own: what somebody
// is working on does not get into a release.
type source struct {
	dir     string
	commit  string
	date    time.Time // of the commit, in UTC; the date of all files
	version string    // as the binary says it, without the v
	host    string    // gongwen for this machine
}

func checkOut(ctx context.Context, o order, dir string, log io.Writer) (source, error) {
	s := source{dir: dir}
	commit, err := output(ctx, o.repository, nil, "git", "rev-parse", "--verify", o.commit+"^{commit}")
	if err != nil {
		return s, err
	}
	s.commit = commit
	if changed, err := output(ctx, o.repository, nil, "git", "status", "--porcelain"); err == nil && changed != "" {
		fmt.Fprintln(log, "what is not committed is not in the release")
	}
	if _, err := output(ctx, o.repository, nil, "git", "clone", "-q", "--shared", "--no-checkout", ".", dir); err != nil {
		return s, err
	}
	if _, err := output(ctx, dir, nil, "git", "checkout", "-q", "--detach", commit); err != nil {
		return s, err
	}
	seconds, err := output(ctx, dir, nil, "git", "log", "-1", "--format=%ct")
	if err != nil {
		return s, err
	}
	var unix int64
	if _, err := fmt.Sscan(seconds, &unix); err != nil {
		return s, fmt.Errorf("date of %s: %w", commit, err)
	}
	s.date = time.Unix(unix, 0).UTC()
	return s.identified(ctx)
}

// identified builds the program for this machine and asks it for its version,
// which Go derives from the tags of the repository.
func (s source) identified(ctx context.Context) (source, error) {
	s.host = filepath.Join(s.dir, ".git", "gongwen")
	if err := s.compile(ctx, hostTarget(), s.host); err != nil {
		return s, err
	}
	info, err := readBuild(s.host)
	if err != nil {
		return s, err
	}
	s.version = strings.TrimPrefix(info.Main.Version, "v")
	return s, nil
}

// output runs a program in a folder and gives what it prints, without blanks at
// its ends; what it says of an error is the error.
func output(ctx context.Context, dir string, env []string, name string, args ...string) (string, error) {
	return outputOf(ctx, "", dir, env, name, args...)
}

// outputOf is output of a program that reads a text.
func outputOf(ctx context.Context, input, dir string, env []string, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdin = strings.NewReader(input)
	var said, printed bytes.Buffer
	cmd.Stderr, cmd.Stdout = &said, &printed
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s%s", name, err, printed.String(), said.String())
	}
	return strings.TrimSpace(printed.String()), nil
}
