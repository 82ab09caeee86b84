package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongwen/internal/growth"
)

// grow counts the statements that tests named TestGrowth execute for inputs of
// n and its doubles, in all packages that read, and fails where they grow faster
// than the input. What prepares the input does not count.
func grow(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("growth", flag.ContinueOnError)
	pattern := flags.String("test", ".", "regular expression of FOLDER/NAME")
	if err := flags.Parse(args); err != nil {
		return err
	}
	root := rootOf(flags)
	found, err := matching(root, *pattern, "TestGrowth", "T")
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "guard")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	c := &counter{root: root, work: work}
	cases, faults := 0, 0
	for _, f := range found {
		names, err := c.cases(ctx, f)
		if err != nil {
			return err
		}
		for _, name := range names {
			costs, err := c.costs(ctx, f, name)
			if err != nil {
				return err
			}
			cases++
			verdict := "ok  "
			if costs.Grow(growth.Statements) {
				verdict = "FAIL"
				faults++
			}
			fmt.Fprintf(out, "%s %12d statements  %s/%s\n", verdict, costs, f.folder, name)
		}
	}
	fmt.Fprintf(out, "%d inputs were doubled three times; the work on %d of them grows faster than they do\n", cases, faults)
	if cases == 0 {
		return errors.New("there is no such test")
	}
	if faults > 0 {
		return errors.New("the work on an input grows faster than the input")
	}
	return nil
}

// counter runs tests with their statements counted.
type counter struct {
	root, work string
	folder     string // the one whose tests are built
}

// reading are the standard packages whose statements count, as path.Match has
// them. Those of the runtime run at times of their own.
var reading = []string{
	"archive/*", "bytes", "bufio", "compress/*", "encoding/*", "html", "image", "image/*",
	"regexp", "regexp/*", "slices", "sort", "strconv", "strings", "text/*", "unicode", "unicode/*",
}

// packages are those whose statements count, of those that a folder's tests need.
func (c *counter) packages(ctx context.Context, folder string) (string, error) {
	cmd := exec.CommandContext(ctx, goCommand(), "list", "-deps", "-f", "{{.ImportPath}} {{.Standard}}", "./"+folder)
	cmd.Dir = c.root
	said, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("what %s imports: %w", folder, err)
	}
	var counted []string
	for line := range strings.Lines(string(said)) {
		pkg, standard, _ := strings.Cut(strings.TrimSpace(line), " ")
		if standard == "false" || slices.ContainsFunc(reading, func(pattern string) bool {
			met, err := path.Match(pattern, pkg)
			return err == nil && met
		}) {
			counted = append(counted, pkg)
		}
	}
	return strings.Join(counted, ","), nil
}

// build compiles the tests of a folder for counting.
func (c *counter) build(ctx context.Context, folder string) error {
	if c.folder == folder {
		return nil
	}
	counted, err := c.packages(ctx, folder)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, goCommand(), "test", "-c", "-covermode=atomic", "-coverpkg="+counted, "-o", c.binary(), "./"+folder)
	cmd.Dir = c.root
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("the tests of %s: %w\n%s", folder, err, said)
	}
	c.folder = folder
	return nil
}

func (c *counter) binary() string  { return filepath.Join(c.work, "tests") }
func (c *counter) profile() string { return filepath.Join(c.work, "profile") }

// run runs one test, whose name may have parts, for an input.
func (c *counter) run(ctx context.Context, f testFunc, name, asked string) (string, error) {
	if err := c.build(ctx, f.folder); err != nil {
		return "", err
	}
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = "^" + regexp.QuoteMeta(part) + "$"
	}
	cmd := exec.CommandContext(ctx, c.binary(), "-test.v", "-test.run", strings.Join(parts, "/"), "-test.coverprofile", c.profile())
	cmd.Dir = filepath.Join(c.root, f.folder)
	cmd.Env = append(os.Environ(), growth.Variable+"="+asked)
	said, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s/%s: %w\n%s", f.folder, name, err, said)
	}
	return string(said), nil
}

var started = regexp.MustCompile(`(?m)^=== RUN +(\S+)$`)

// cases are the names of a test's parts that have no parts of their own.
func (c *counter) cases(ctx context.Context, f testFunc) ([]string, error) {
	said, err := c.run(ctx, f, f.name, "1 prepare")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, m := range started.FindAllStringSubmatch(said, -1) {
		if last := len(names) - 1; last >= 0 && strings.HasPrefix(m[1], names[last]+"/") {
			names = names[:last]
		}
		names = append(names, m[1])
	}
	return names, nil
}

// costs are the statements of a test's work, without those that prepare it.
func (c *counter) costs(ctx context.Context, f testFunc, name string) (growth.Costs, error) {
	var costs growth.Costs
	for i := range costs {
		var counts [2]uint64
		for j, part := range []string{"prepare", "work"} {
			if _, err := c.run(ctx, f, name, fmt.Sprintf("%d %s", 1<<i, part)); err != nil {
				return costs, err
			}
			profile, err := os.Open(c.profile())
			if err != nil {
				return costs, err
			}
			counts[j], err = executions(profile)
			if err := errors.Join(err, profile.Close()); err != nil {
				return costs, err
			}
		}
		costs[i] = counts[1] - min(counts[0], counts[1])
	}
	return costs, nil
}

// executions sums a profile, whose lines end with the statements of a block and
// how often it was executed.
func executions(profile io.Reader) (uint64, error) {
	var sum uint64
	lines := bufio.NewScanner(profile)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) != 3 {
			continue // the mode
		}
		statements, err := strconv.ParseUint(words[1], 10, 64)
		if err != nil {
			return 0, err
		}
		times, err := strconv.ParseUint(words[2], 10, 64)
		if err != nil {
			return 0, err
		}
		sum += statements * times
	}
	return sum, lines.Err()
}
