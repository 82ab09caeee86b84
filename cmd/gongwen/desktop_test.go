package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongwen/cmd/internal/command"
)

// desktop is a run that somebody has started by dropping files on the program.
type desktop struct {
	out, said bytes.Buffer
	shown     []string
	waited    int
	typed     string // at each question
	env       map[string]string
	terminal  bool // a terminal has started it
}

func (d *desktop) run(t *testing.T, args ...string) int {
	t.Helper()
	return Main(t.Context(), command.World{
		Args: args, Env: func(name string) (string, bool) { v, set := d.env[name]; return v, set }, Now: func() time.Time { return time.Date(2025, 1, 6, 9, 0, 0, 0, time.UTC) }, Out: &d.out, Err: &d.said, Desktop: !d.terminal,
		Answer: func() string { d.waited++; return d.typed },
		Show:   func(path string) error { d.shown = append(d.shown, path); return nil },
	})
}

func TestADropIsBuiltAndItsFolderShown(t *testing.T) {
	dir := t.TempDir()
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	report := filepath.Join(dir, "年报 2024.yaml")
	writeFile(t, report, content)
	var d desktop
	if code := d.run(t, report); code != command.ExitDone || d.waited != 1 || !slices.Equal(d.shown, []string{dir}) {
		t.Errorf("it ends with %d, waits %d times, shows %q:\n%s", code, d.waited, d.shown, &d.said)
	}
	if _, err := os.Stat(filepath.Join(dir, "年报 2024.docx")); err != nil {
		t.Error(err)
	}
	if !strings.HasSuffix(d.said.String(), "\n按回车键关闭这个窗口。\n") {
		t.Errorf("it ends with\n%s", &d.said)
	}
}

// TestAMenuOfTheDesktopIsADrop: what menus call with --wait does what a drop does.
func TestAMenuOfTheDesktopIsADrop(t *testing.T) {
	report := filepath.Join(t.TempDir(), "r.yaml")
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, report, content)
	d := desktop{terminal: true}
	if code := d.run(t, "--wait", report); code != command.ExitDone || d.waited != 1 || len(d.shown) != 1 {
		t.Errorf("it ends with %d, waits %d times, shows %q:\n%s", code, d.waited, d.shown, &d.said)
	}
	d = desktop{terminal: true}
	if code := d.run(t, report, "--force"); code != command.ExitDone || d.waited != 0 || len(d.shown) != 0 {
		t.Errorf("in a terminal it ends with %d, waits %d times, shows %q:\n%s", code, d.waited, d.shown, &d.said)
	}
}

func TestADropWithErrorsIsExplained(t *testing.T) {
	report := filepath.Join(t.TempDir(), "r.yaml")
	writeFile(t, report, []byte("年度: 2024\n"))
	var d desktop
	if code := d.run(t, report); code != command.ExitReport || d.waited != 1 || len(d.shown) > 0 || !strings.Contains(d.said.String(), "错误") {
		t.Errorf("it ends with %d, waits %d times, shows %q:\n%s", code, d.waited, d.shown, &d.said)
	}
}

// TestADoubleClickSaysWhatToDo and asks for the name of the agency; who presses Enter
// is not asked again.
func TestADoubleClickSaysWhatToDo(t *testing.T) {
	var d desktop
	if code := d.run(t); code != command.ExitDone || d.waited != 1 || len(d.shown) > 0 || !strings.Contains(d.out.String(), "拖到这个程序的图标上") {
		t.Errorf("it ends with %d, waits %d times, shows %q:\n%s", code, d.waited, d.shown, &d.out)
	}
}

// TestADoubleClickMakesAWorkbook on the desktop, under a name that is free, and opens it.
func TestADoubleClickMakesAWorkbook(t *testing.T) {
	home := t.TempDir()
	place := filepath.Join(home, "桌面")
	if err := os.Mkdir(place, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"2024年度报告.xlsx", "2024年度报告（2）.xlsx"} {
		d := desktop{typed: "某县教育局", env: map[string]string{"HOME": home}}
		if code := d.run(t); code != command.ExitDone || !slices.Equal(d.shown, []string{filepath.Join(place, name)}) || !strings.Contains(d.out.String(), name) {
			t.Errorf("it ends with %d, shows %q:\n%s%s", code, d.shown, &d.out, &d.said)
		}
	}
	d := desktop{env: map[string]string{"HOME": home}}
	if code := d.run(t, "check", filepath.Join(place, "2024年度报告.xlsx")); code != command.ExitReport || !strings.Contains(d.said.String(), "还没有换成正文") {
		t.Errorf("the workbook gives %d:\n%s", code, &d.said)
	}
}
