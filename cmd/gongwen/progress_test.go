package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/console"
	"gongwen/cmd/internal/engine"
	"gongwen/internal/diag"
)

// screen is what a terminal shows after it has got some text, without blanks at
// the ends of lines. Only CR, LF and characters of one or two columns are known.
func screen(t *testing.T, text string, columns int) []string {
	t.Helper()
	lines, column := [][]string{nil}, 0
	put := func(s string) {
		line := &lines[len(lines)-1]
		for len(*line) <= column {
			*line = append(*line, " ")
		}
		(*line)[column] = s
		column++
	}
	for _, r := range text {
		switch {
		case r == '\r':
			column = 0
		case r == '\n':
			lines, column = append(lines, nil), 0
		case r < ' ':
			t.Fatalf("control character %U", r)
		default:
			put(string(r))
			if console.Columns(string(r)) == 2 {
				put("")
			}
		}
		if column >= columns {
			t.Fatalf("line %d is wider than the terminal", len(lines))
		}
	}
	var out []string
	for _, l := range lines {
		out = append(out, strings.TrimRight(strings.Join(l, ""), " "))
	}
	return out
}

func TestProgressOnATerminal(t *testing.T) {
	for _, c := range []struct {
		name    string
		columns int
		lang    diag.Lang
		bar     string
	}{
		{"wide", 80, diag.ZH, "[############------------] 进度 2/4，失败 1  二.yaml"},
		{"English", 80, diag.EN, "[############------------] 2 of 4, 1 failed  二.yaml"},
		{"narrow", 30, diag.ZH, "进度 2/4，失败 1  二.yaml"},
		{"too narrow", 12, diag.ZH, "进度 2/4，"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			p := console.Progress{Out: &out, Columns: func() int { return c.columns }, Lang: c.lang, Total: 4}
			p.Step("一/一个名称很长很长的报告\x1b[2J.yaml", false, func() { fmt.Fprintln(&out, "x: error") })
			p.Step("二.yaml", true, func() {})
			if got := screen(t, out.String(), c.columns); strings.Join(got, "|") != "x: error|"+c.bar {
				t.Errorf("the terminal shows %q", got)
			}
			p.End()
			if got := screen(t, out.String(), c.columns); strings.Join(got, "|") != "x: error|" {
				t.Errorf("at the end the terminal shows %q", got)
			}
		})
	}
}

func TestProgressElsewhere(t *testing.T) {
	var out bytes.Buffer
	p := console.Progress{Out: &out, Total: 25}
	for range 25 {
		p.Step("r.yaml", true, func() {})
	}
	p.End()
	if want := "进度 3/25\n进度 5/25\n进度 8/25\n进度 10/25\n进度 13/25\n进度 15/25\n进度 18/25\n进度 20/25\n进度 23/25\n进度 25/25\n"; out.String() != want {
		t.Errorf("got\n%s", out.String())
	}
}

// What has errors is told apart from what could not be done.
func TestProgressOfARun(t *testing.T) {
	var out bytes.Buffer
	p := console.Progress{Out: &out, Total: 20}
	for range 9 {
		p.Refuse("r.yaml")
	}
	p.Step("r.yaml", false, func() {})
	if !strings.HasSuffix(out.String(), "进度 8/20，有错误 8\n进度 10/20，有错误 9，失败 1\n") {
		t.Errorf("got\n%s", out.String())
	}
}

// interrupter ends a run when so many lines have been printed.
type interrupter struct {
	bytes.Buffer
	after  int
	cancel func()
}

func (i *interrupter) Write(p []byte) (int, error) {
	if i.after--; i.after == 0 {
		i.cancel()
	}
	return i.Buffer.Write(p)
}

// TestInterruptedBuildSaysHowToGoOn: the run ends with whole files and a record
// by which the next one skips them.
func TestInterruptedBuildSaysHowToGoOn(t *testing.T) {
	const reports = 60
	dir := t.TempDir()
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "in"), 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range reports {
		if err := os.WriteFile(filepath.Join(dir, "in", fmt.Sprintf("r%02d.yaml", i)), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	out, said := &interrupter{after: 3, cancel: cancel}, &bytes.Buffer{}
	world := command.World{
		Args: []string{"build", "--to", "html", "-o", filepath.Join(dir, "out"), filepath.Join(dir, "in")},
		Env:  func(string) (string, bool) { return "", false }, Now: time.Now, Out: out, Err: said,
		Width: func() int { return 200 },
	}
	if code := Main(ctx, world); code != command.ExitReport {
		t.Errorf("exit status %d", code)
	}
	made := strings.Count(out.String(), "\n")
	shown := strings.Join(screen(t, said.String(), 200), "\n")
	for _, want := range []string{
		fmt.Sprintf("共 60 份报告：生成 %d 份，跳过 0 份，失败 0 份", made),
		fmt.Sprintf("错误: 已中断，还有 %d 份没有生成\n  提示：加上 --resume 再运行", reports-made),
	} {
		if !strings.Contains(shown, want) {
			t.Errorf("there is no %q in\n%s", want, shown)
		}
	}
	files, err := os.ReadDir(filepath.Join(dir, "out"))
	if err != nil || len(files) != made+1 || files[0].Name() != engine.StateName {
		t.Fatalf("%d files for %d reports (%v)", len(files), made, err)
	}
	out, said = &interrupter{}, &bytes.Buffer{}
	world.Args, world.Out, world.Err, world.Width = append(world.Args, "--resume"), out, said, nil
	if code := Main(t.Context(), world); code != command.ExitDone {
		t.Errorf("exit status %d: %s", code, said)
	}
	if want := fmt.Sprintf("生成 %d 份，跳过 %d 份，失败 0 份", reports-made, made); !strings.Contains(said.String(), want) {
		t.Errorf("there is no %q in\n%s", want, said)
	}
}
