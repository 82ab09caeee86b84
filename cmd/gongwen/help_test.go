package main

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
)

// TestHelpIsWhollyInItsLanguage reads the help of every command in both languages.
func TestHelpIsWhollyInItsLanguage(t *testing.T) {
	words := regexp.MustCompile(`\b[a-z]{3,} [a-z]{2,} [a-z]{2,}`)
	brought := regexp.MustCompile(`\[flags\]|\bFILE|\bDIR\b|\bstrings?\b|\bduration\b|\(default|Usage|Flags|COMMAND`)
	placeholder := regexp.MustCompile(`\[flags\]|[A-Z]{2,}`)
	for _, path := range commandPaths(t) {
		zh, en := help(t, "zh", path), help(t, "en", path)
		_, usage, _ := strings.Cut(zh, "用法：\n")
		if called, _, _ := strings.Cut(usage, "\n"); placeholder.MatchString(called) {
			t.Errorf("%s in Chinese is called by %q", path, called)
		}
		for line := range strings.Lines(zh) {
			if strings.HasPrefix(line, "  gongwen") { // a command, or how one is called
				line = brought.FindString(line)
			}
			if words.MatchString(line) || brought.MatchString(line) {
				t.Errorf("%s in Chinese has %q", path, line)
			}
		}
		for line := range strings.Lines(en) {
			if !strings.HasPrefix(line, "  gongwen") && strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s in English has %q", path, line)
			}
		}
	}
}

// A run makes ready the commands of that group only which its command is of.
func TestGroupsNameTheirCommands(t *testing.T) {
	app := &command.App{World: command.World{Env: func(string) (string, bool) { return "", false }}}
	for _, group := range groups() {
		var made []string
		for _, cmd := range group.Commands(app) {
			made = append(made, cmd.Name())
			if len(cmd.Aliases) > 0 {
				t.Errorf("%s has other names", cmd.Name())
			}
		}
		if !slices.Equal(made, group.Names) {
			t.Errorf("%q are the commands of %q", made, group.Names)
		}
	}
}

// commandPaths are the arguments that name each command.
func commandPaths(t *testing.T) [][]string {
	t.Helper()
	paths := [][]string{{}, {"help"}, {"completion"}, {"completion", "bash"}}
	app := &command.App{World: command.World{Env: func(string) (string, bool) { return "", false }}}
	for _, group := range groups() {
		for _, cmd := range group.Commands(app) {
			paths = append(paths, below(cmd, nil)...)
		}
	}
	return paths
}

func below(cmd *cobra.Command, above []string) [][]string {
	path := append(above[:len(above):len(above)], cmd.Name())
	paths := [][]string{path}
	for _, c := range cmd.Commands() {
		paths = append(paths, below(c, path)...)
	}
	return paths
}

func help(t *testing.T, lang string, path []string) string {
	t.Helper()
	var out bytes.Buffer
	args := append([]string{"--lang", lang}, append(path, "--help")...)
	if len(path) == 1 && path[0] == "help" {
		args = []string{"--lang", lang, "help", "help"}
	}
	if code := Main(t.Context(), command.World{Args: args, Env: func(string) (string, bool) { return "", false }, Now: time.Now, Out: &out, Err: &out}); code != command.ExitDone {
		t.Fatalf("%q ends with %d:\n%s", args, code, &out)
	}
	return out.String()
}
