package main

import (
	"bytes"
	"context"
	"gongwen/cmd/internal/command"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// example is a file that the guide for authors of templates shows.
var example = regexp.MustCompile("(?s)<!-- example: ([^ ]+) -->\n```yaml\n(.*?)```\n")

// TestWorkedExampleOfTheGuideBuilds takes the files of docs/templates.md and
// does what it says.
func TestWorkedExampleOfTheGuideBuilds(t *testing.T) {
	guide, err := os.ReadFile(filepath.Join("..", "..", "docs", "templates.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	files := map[string]string{"gongwen.yaml": "templates: " + path("templates") + "\n"}
	for _, m := range example.FindAllStringSubmatch(string(guide), -1) {
		files[m[1]] = m[2]
	}
	if len(files) != 3 {
		t.Fatalf("the guide has %d files, want a template and a report", len(files)-1)
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(path(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path(name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"template", "check", path("templates/law-enforcement.yaml")},
		{"check", path("report.yaml")},
		{"build", "--to", "html,pdf,docx", "-o", path("out"), path("report.yaml")},
	} {
		if code, said := gongwen(append(args, "--config", path("gongwen.yaml"))); code != command.ExitDone || said != "" && said != "没有发现问题\n" {
			t.Fatalf("gongwen %s ends with %d:\n%s", strings.Join(args, " "), code, said)
		}
	}
	page, err := os.ReadFile(path("out/report.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2023年行政执法总体情况", "-17", "64"} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the report has no %s", want)
		}
	}
}

// gongwen runs the program, and gives what it says on standard error.
func gongwen(args []string) (code int, said string) {
	var messages bytes.Buffer
	code = Main(context.Background(), command.World{
		Args: args,
		Env:  func(string) (string, bool) { return "", false },
		Now:  func() time.Time { return time.Date(2024, time.January, 5, 0, 0, 0, 0, time.UTC) },
		Out:  &bytes.Buffer{},
		Err:  &messages,
	})
	return code, messages.String()
}
