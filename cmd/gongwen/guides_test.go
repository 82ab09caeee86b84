package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongwen/internal/tier"
)

// A guide shows what somebody types and what the program answers in blocks of this
// kind: lines that begin with "$ " are commands, what follows each is all that it
// prints; a line "…" stands for any lines.
var session = regexp.MustCompile("(?s)\n```console\n(.*?)```\n")

// given is a comment of a guide that puts an example into the folder that its commands
// are run in: <!-- given: 2024.yaml examples/invented-2024.yaml -->
var given = regexp.MustCompile(`<!-- given: (\S+) (\S+) -->`)

// before is a comment with a command that is run before those that are shown, and
// prints nothing.
var before = regexp.MustCompile(`<!-- before: (.+?) -->`)

// TestGuidesShowWhatTheProgramPrints runs every command that a guide shows, one guide
// after the other in a folder of its own. With UPDATE_GOLDEN=1 what is printed is
// written into the guide.
func TestGuidesShowWhatTheProgramPrints(t *testing.T) {
	tier.Long(t, "runs the commands of all guides")
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	var guides []string
	for _, pattern := range []string{"README*.md", "docs/*.md", "docs/zh/*.md"} {
		found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		guides = append(guides, found...)
	}
	ran := 0
	for _, path := range guides {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !session.Match(content) {
			continue
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { ran += followGuide(t, root, path, string(content)) })
	}
	if ran < 20 {
		t.Errorf("%d commands were run", ran)
	}
}

// followGuide does what a guide says, and gives how many commands it has.
func followGuide(t *testing.T, root, path, guide string) int {
	dir := t.TempDir()
	for _, m := range given.FindAllStringSubmatch(guide, -1) {
		content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m[2])))
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(dir, filepath.FromSlash(m[1])), content)
	}
	for _, m := range example.FindAllStringSubmatch(guide, -1) {
		writeFile(t, filepath.Join(dir, filepath.FromSlash(m[1])), []byte(m[2]))
	}
	shell, count := reader(t, dir), 0
	for _, m := range before.FindAllStringSubmatch(guide, -1) {
		if said := shell(m[1]); said != "" {
			t.Fatalf("%s: %s", m[1], said)
		}
	}
	shown := session.ReplaceAllStringFunc(guide, func(block string) string {
		var b strings.Builder
		for _, step := range stepsOf(session.FindStringSubmatch(block)[1]) {
			count++
			printed := shell(step.command)
			if !step.matches(printed) {
				t.Errorf("$ %s\nprints\n%s\nthe guide shows\n%s", step.command, printed, step.output)
			} else {
				printed = step.output // with what it leaves out
			}
			b.WriteString("$ " + step.command + "\n" + printed)
		}
		return "\n```console\n" + b.String() + "```\n"
	})
	if os.Getenv("UPDATE_GOLDEN") == "1" && os.Getenv("CI") == "" && shown != guide {
		writeFile(t, path, []byte(shown))
	}
	return count
}

// reader is somebody who types what a guide says into a shell where gongwen is on the path.
func reader(t *testing.T, dir string) func(command string) string {
	t.Helper()
	bin := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\n%s=1 exec %s \"$@\"\n", asProgram, os.Args[0])
	if err := os.WriteFile(filepath.Join(bin, "gongwen"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return func(command string) string {
		cmd := exec.CommandContext(t.Context(), "sh", "-c", command+" 2>&1")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "GONGWEN_KEY_PASS=123456")
		out, _ := cmd.CombinedOutput() // a command may show how something fails
		if len(out) > 0 && out[len(out)-1] != '\n' {
			out = append(out, '\n')
		}
		return string(out)
	}
}

// step is a command of a guide and what it is said to print.
type step struct{ command, output string }

func stepsOf(block string) []step {
	var steps []step
	for line := range strings.Lines(block) {
		command, is := strings.CutPrefix(line, "$ ")
		switch {
		case is:
			steps = append(steps, step{command: strings.TrimSuffix(command, "\n")})
		case len(steps) > 0:
			steps[len(steps)-1].output += line
		}
	}
	return steps
}

// matches reports whether that is what was printed, as far as it is shown.
func (s step) matches(printed string) bool {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(s.output), "…\n", "\x00")
	if !strings.Contains("\n"+s.output, "\n…\n") {
		return s.output == printed
	}
	return regexp.MustCompile(`\A` + strings.ReplaceAll(pattern, "\x00", `(?:.*\n)*?`) + `\z`).MatchString(printed)
}

func TestOutputMayBeShownInPart(t *testing.T) {
	for _, c := range []struct {
		shown, printed string
		want           bool
	}{
		{"a\nb\n", "a\nb\n", true},
		{"a\n", "a\nb\n", false},
		{"a\n…\nd\n", "a\nb\nc\nd\n", true},
		{"…\nd\n", "d\n", true},
		{"a\n…\n", "b\nc\n", false},
		{"a（…\n", "a（…\n", true},
	} {
		if got := (step{output: c.shown}).matches(c.printed); got != c.want {
			t.Errorf("%q for %q: %v", c.shown, c.printed, got)
		}
	}
}
