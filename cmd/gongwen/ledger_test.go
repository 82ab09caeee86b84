package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongwen/cmd/internal/command"
)

// TestATerminalShowsNothingElseOfARegister: beside messages it shows what stands at
// their places, which of a register would be names and numbers.
func TestATerminalShowsNothingElseOfARegister(t *testing.T) {
	dir := t.TempDir()
	text, err := os.ReadFile("../../data/ledger/testdata/register.csv")
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.NewReplacer("律所", "某所", "2024年3月1日", "三月", "2024-05-01", "2025-05-01", "商业秘密", "不知道").Replace(string(text))
	for name, content := range map[string]string{"sound.csv": string(text), "broken.csv": broken, "nohead.csv": "张三丰,330102198001011234\n", "unclosed.csv": string(text) + "\"张三丰,330102198001011234\n"} {
		path := filepath.Join(dir, name)
		writeFile(t, path, []byte(content))
		for _, args := range [][]string{{"--lines"}, {"-o", filepath.Join(dir, name+".yaml")}} {
			var out, said bytes.Buffer
			Main(t.Context(), command.World{
				Args: append([]string{"ledger", "--year", "2024", path}, args...), Env: func(string) (string, bool) { return "", false }, Now: time.Now, Out: &out, Err: &said,
				Width: func() int { return 200 }, Shown: true,
			})
			report, _ := os.ReadFile(filepath.Join(dir, name+".yaml"))
			for _, secret := range []string{"张三丰", "330102198001011234", "13800138000", "某路1号", "招生方案", "某某公司"} {
				if strings.Contains(out.String()+said.String()+string(report), secret) {
					t.Errorf("%s: %q is shown:\n%s%s", name, secret, &out, &said)
				}
			}
			if said.Len() == 0 {
				t.Errorf("%s: nothing is said", name)
			}
		}
	}
}
