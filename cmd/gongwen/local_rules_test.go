package main

import (
	"gongwen/cmd/internal/command"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLocalRules adds an authority's notice to the format and has a report
// checked and built by it.
func TestLocalRules(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, text string) {
		if err := os.WriteFile(path(name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	read := func(name string) string {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	write("gongwen.yaml", "templates: "+dir+"\n")
	run := func(want int, args ...string) string {
		t.Helper()
		code, said := gongwen(append(args, "--config", path("gongwen.yaml")))
		if code != want {
			t.Fatalf("gongwen %s ends with %d:\n%s", strings.Join(args, " "), code, said)
		}
		return said
	}
	run(command.ExitDone, "template", "new", path("county.yaml"), "--extends", "open-government-2021")
	write("county.yaml", read(path("county.yaml"))+"tables:\n  - {id: requests, note: '注：来自{agency}的系统。'}\n")
	run(command.ExitDone, "template", "check", path("county.yaml"))
	report := read(filepath.Join("..", "..", "examples", "invented-2024.yaml"))
	write("last.yaml", strings.NewReplacer("2024", "2023", "2025", "2024").Replace(report))
	write("report.yaml", strings.NewReplacer("template: open-government-2021", "template: county",
		"县人民政府网站公开信息326条", "县人民政府网站公开信息", "## 监督保障", "## 监督").Replace(report))
	said := run(command.ExitDone, "check", path("report.yaml"))
	for _, want := range []string{"监督保障", "政府网站发布信息数量", "（依据：某某办发〔2024〕1号） [L2]"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s was not said:\n%s", want, said)
		}
	}
	if said := run(command.ExitReport, "check", path("report.yaml"), "--previous", path("last.yaml")); !strings.Contains(said, "[P6]") {
		t.Errorf("it was not compared with last year's report of the format below:\n%s", said)
	}
	run(command.ExitDone, "build", "--to", "html", "-o", path("out"), path("report.yaml"))
	if page := read(path("out/report.html")); !strings.Contains(page, "注：来自云岭市𬒈溪傣族佤族自治县民族宗教事务局的系统。") {
		t.Error("the footnote is not on the page")
	}
}
