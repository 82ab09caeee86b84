package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"gongwen/cmd/internal/command"
	"gongwen/internal/tier"
)

// What names of files hold that are no text, move the cursor or are as long as names may be is
// said harmlessly by all who find such files in a folder, and none of them is passed over.
func TestOddNamesOfReports(t *testing.T) {
	tier.Long(t, "has reports with odd names built by every command that takes folders")
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	gongwen := func(args ...string) (string, int) {
		var said bytes.Buffer
		code := Main(t.Context(), command.World{
			Args: args, Env: func(string) (string, bool) { return "", false }, Now: func() time.Time { return time.Date(2025, 1, 6, 9, 0, 0, 0, time.UTC) }, Out: &said, Err: &said,
		})
		return said.String(), code
	}
	long := strings.Repeat("a", 251)
	for _, name := range []string{"good.yaml", "bad\xff.yaml", "bad\xfe.yaml", "new\nline.yaml", "red\x1b[31m.yaml", "dir\xff/in.yaml", long + ".yml"} {
		writeFile(t, filepath.Join("in", name), content)
	}
	for _, c := range []struct {
		args string
		code int
		says []string
	}{
		{"check -r in", 1, []string{"in/bad<0xFF>.yaml: 错误: 读不了这个文件：名称不是 UTF-8 编码", "in/bad<0xFE>.yaml: 错误:", "提示：GBK 编码的名称可以用 convmv"}},
		{"check -r --format json in", 1, []string{`"file": "in/bad<0xFF>.yaml"`, `"file": "in/bad<0xFE>.yaml"`}},
		{"build -r --to html -o built in", 1, []string{"生成 4 份，跳过 0 份，失败 3 份", "built/new<U+000A>line.html", "built/red<U+001B>[31m.html", "built/dir<0xFF>/in.html", "/" + long + ".html: 错误: 写不了文件：文件名太长"}},
		{"run -r --db sqlite:a.db --to html -o out --report run.json --report run.html --report run.txt in", 1, []string{"共 7 份：完成 3 份，内容有错误 3 份，没有做成 1 份，还没有做 0 份", "3 份：读不了：名称不是 UTF-8 编码，要先改名，如 in/bad<0xFE>.yaml", "没有做成 1 份：写不了：文件名太长"}},
		{"verify out", 0, []string{"清单有 7 份报告", "3 个文件与清单相符"}},
		{"sum -r -o sum.yaml --agency 甲 in", 1, []string{"in/bad<0xFF>.yaml: 错误: 没有计入"}},
		{"collect -o collected in/bad\xff.yaml in/dir\xff", 1, []string{"in/dir<0xFF>: 错误: 这个文件夹不是发布材料", "collected/"}},
	} {
		said, code := gongwen(strings.Fields(c.args)...)
		if code != c.code {
			t.Errorf("%s: exit status %d", c.args, code)
		}
		quiet(t, c.args, []byte(said))
		for _, want := range c.says {
			if !strings.Contains(said, want) {
				t.Errorf("%s: there is no %q in\n%s", c.args, want, said)
			}
		}
	}
	for _, name := range []string{"run.json", "run.html", "run.txt", "out/gongwen-run.jsonl"} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		quiet(t, name, content)
		if !bytes.Contains(content, []byte("dir")) {
			t.Errorf("%s says nothing of a report", name)
		}
		if name == "run.json" && !json.Valid(content) {
			t.Error("it is no JSON")
		}
	}
	// A file that was put in with such a name is found.
	writeFile(t, "out/bad\xff.html", nil)
	if said, code := gongwen("verify", "out"); code != 1 || !strings.Contains(said, "清单里没有 bad<0xFF>.html") {
		t.Errorf("%d: %s", code, said)
	}
}

// quiet is wrong where something does what a terminal obeys, or is no UTF-8.
func quiet(t *testing.T, what string, content []byte) {
	t.Helper()
	if !utf8.Valid(content) || bytes.ContainsFunc(content, func(r rune) bool { return r != '\n' && unicode.IsControl(r) || r == utf8.RuneError }) {
		t.Errorf("%s is not quiet: %q", what, content)
	}
}
