package api

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"gongwen/internal/judge"
)

// TestGuides runs what the guides show, with curl against a server.
func TestGuides(t *testing.T) {
	shell := judge.Path(t, "sh")
	judge.Path(t, "curl")
	for _, guide := range []string{"api.md", "zh/api.md"} {
		t.Run(guide, func(t *testing.T) {
			c := newAPI(t)
			text, err := os.ReadFile(filepath.Join("../../../../docs", guide))
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "2024.yaml"), example(t), 0o600); err != nil {
				t.Fatal(err)
			}
			blocks := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(text, -1)
			if len(blocks) < 6 {
				t.Fatalf("%d examples", len(blocks))
			}
			for _, b := range blocks {
				cmd := exec.CommandContext(t.Context(), shell, "-e", "-c", string(b[1]))
				cmd.Dir = dir
				cmd.Env = append(os.Environ(), "GONGWEN="+c.server.URL, "TOKEN="+c.secret)
				if said, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("%s%v\n%s", b[1], err, said)
				}
			}
			for _, made := range []string{"2024.pdf", "2024.json"} {
				if info, err := os.Stat(filepath.Join(dir, made)); err != nil || info.Size() == 0 {
					t.Errorf("%s: %v", made, err)
				}
			}
		})
	}
}
