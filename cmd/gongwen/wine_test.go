package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/judge"
)

// desk is a Windows with gongwen on it, by wine.
type desk struct {
	t    *testing.T
	dir  string // C:\办公 as it is seen from outside
	wine string
	env  []string
}

// newOffice builds gongwen for Windows and puts it into a fresh Windows. Wines that
// have no bcryptprimitives.dll get one that has what Go calls.
func newDesk(t *testing.T) *desk {
	t.Helper()
	wine, compiler := judge.Optional(t, "wine"), judge.Optional(t, "x86_64-w64-mingw32-gcc")
	prefix := filepath.Join(t.TempDir(), "prefix")
	o := &desk{t: t, wine: wine, dir: filepath.Join(prefix, "drive_c", "办公"), env: append(os.Environ(), "WINEPREFIX="+prefix, "WINEDEBUG=-all", "DISPLAY=")}
	o.outside("", wine, "wineboot", "-i")
	t.Cleanup(func() { o.outside("", wine, "wineboot", "-k") })
	if err := os.Mkdir(o.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	system := filepath.Join(prefix, "drive_c", "windows", "system32", "bcryptprimitives.dll")
	if _, err := os.Stat(system); err != nil {
		o.outside("", compiler, "-shared", "-O1", "-o", system, "testdata/wine/bcryptprimitives.c", "-ladvapi32")
	}
	o.outside("windows", "go", "build", "-o", filepath.Join(o.dir, "gw.exe"), ".")
	o.outside("windows", "go", "build", "-o", filepath.Join(o.dir, "hold.exe"), "./testdata/wine/hold")
	return o
}

// outside runs a program of this machine, with a GOOS where that is given.
func (o *desk) outside(system, program string, args ...string) {
	o.t.Helper()
	cmd := exec.CommandContext(o.t.Context(), program, args...)
	cmd.Env = o.env
	if system != "" {
		cmd.Env = append(cmd.Env, "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
	}
	if args[len(args)-1] == "-k" {
		cmd = exec.Command(program, args...) // the test is over
		cmd.Env = o.env
	}
	if said, err := cmd.CombinedOutput(); err != nil && args[len(args)-1] != "-k" {
		o.t.Fatalf("%s: %v\n%s", program, err, said)
	}
}

// run runs a program of the office in its folder and gives all it says, and whether
// it ended well.
func (o *desk) run(args ...string) (said string, good bool) {
	o.t.Helper()
	cmd := exec.CommandContext(o.t.Context(), o.wine, args...)
	cmd.Env, cmd.Dir = o.env, o.dir
	out, err := cmd.CombinedOutput()
	return strings.ReplaceAll(string(out), "\r\n", "\n"), err == nil
}

func (o *desk) has(names ...string) {
	o.t.Helper()
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(o.dir, filepath.FromSlash(name))); err != nil {
			o.t.Error(err)
		}
	}
}

// TestWindows does what a clerk does on Windows.
func TestWindows(t *testing.T) {
	o := newDesk(t)
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(o.dir, "我的 年报 2024.yaml"), content)
	writeFile(t, filepath.Join(o.dir, "b.YAML"), content)

	if said, good := o.run("gw.exe", "我的 年报 2024.yaml"); !good {
		t.Errorf("a report with Chinese and blanks in its name is not built:\n%s", said)
	}
	o.has("我的 年报 2024.docx", "我的 年报 2024.pdf")
	if said, good := o.run("gw.exe", "build", "--to", "docx", "-o", `C:\办公\成品 文件夹`, "*.yaml"); !good || !strings.Contains(said, "生成 2 份") {
		t.Errorf("wildcards:\n%s", said)
	}
	o.has("成品 文件夹/b.docx", "成品 文件夹/我的 年报 2024.docx")

	said, good := o.run("hold.exe", `C:\办公\成品 文件夹\b.docx`, `C:\办公\gw.exe`, "build", "-o", "成品 文件夹", "b.YAML")
	if good || !strings.Contains(said, "b.docx 正被 Word、WPS 或别的程序打开，没有写任何文件") || !strings.Contains(said, "关闭这个文件，再生成") {
		t.Errorf("a DOCX that is open elsewhere:\n%s", said)
	}
	if _, err := os.Stat(filepath.Join(o.dir, "成品 文件夹", "b.pdf")); err == nil {
		t.Error("a PDF was written beside the DOCX that could not be")
	}
	for _, name := range []string{"con.yaml", "年报:2024.yaml", "年报.yaml ."} {
		if said, good := o.run("gw.exe", "init", name); good || !strings.Contains(said, "Windows") && !strings.Contains(said, "结尾") {
			t.Errorf("%s:\n%s", name, said)
		}
	}
	if said, _ := o.run("gw.exe", "--encoding", "gbk", "check", "none.yaml"); strings.Contains(said, "错误") || !strings.Contains(said, "\xb4\xed\xce\xf3") {
		t.Errorf("in GBK it says %q", said)
	}
}

// TestWindowsDesktop drops a report on the program: Explorer starts it.
func TestWindowsDesktop(t *testing.T) {
	screen := judge.Optional(t, "xvfb-run")
	o := newDesk(t)
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(o.dir, "拖 放.yaml"), content)
	desktop := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), screen, append([]string{"-a", o.wine, "explorer.exe", "/desktop=office,800x600"}, args...)...)
		cmd.Env, cmd.Dir = o.env, o.dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
	if said := desktop(`C:\办公\gw.exe`); !strings.Contains(said, "拖到这个程序的图标上") || !strings.Contains(said, "新建工作簿：输入机关名称") {
		t.Errorf("a double click says:\n%s", said)
	}
	if said := desktop(`C:\办公\gw.exe`, "check", `C:\办公\拖 放.yaml`); !strings.Contains(said, "没有发现问题") || !strings.Contains(said, "按回车键关闭这个窗口") {
		t.Errorf("a shortcut with arguments says:\n%s", said)
	}
}
