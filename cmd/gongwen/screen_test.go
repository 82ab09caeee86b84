package main

import (
	"bytes"
	"gongwen/cmd/internal/command"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// checkedOn is what check says of a report with a wrong sum on a terminal of
// so many columns, none for 0, with an environment.
func checkedOn(t *testing.T, columns int, env map[string]string) string {
	t.Helper()
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "r.yaml")
	if err := os.WriteFile(path, bytes.Replace(content, []byte("reconsideration: [4, 1, 1, 2, 8]"), []byte("reconsideration: [4, 1, 1, 2, 9]"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	world := command.World{
		Args: []string{"check", path}, Out: &out, Err: &said, Now: time.Now, Colours: true,
		Env: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
	}
	if columns > 0 {
		world.Width = func() int { return columns }
	}
	if code := Main(t.Context(), world); code != command.ExitReport || out.Len() > 0 {
		t.Errorf("exit status %d, printed %s", code, out.String())
	}
	return strings.ReplaceAll(said.String(), path, "r.yaml")
}

func TestMessagesOnATerminal(t *testing.T) {
	const plain = ": 错误: 行政复议 · 总计：应为 8，实为 9 [N4]\n"
	for _, c := range []struct {
		name              string
		columns           int
		env               map[string]string
		excerpt, coloured bool
	}{
		{"a terminal", 80, nil, true, true},
		{"a terminal whose user wants no colours", 80, map[string]string{"NO_COLOR": "1"}, true, false},
		{"an empty NO_COLOR says nothing", 80, map[string]string{"NO_COLOR": ""}, true, true},
		{"a terminal that knows only lines", 80, map[string]string{"TERM": "dumb"}, true, false},
		{"a file", 0, nil, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := checkedOn(t, c.columns, c.env)
			if strings.Contains(got, "\x1b[") != c.coloured {
				t.Errorf("coloured: %v\n%s", !c.coloured, got)
			}
			if excerpt := strings.Contains(got, "reconsideration: [4, 1, 1, 2, 9]\n"); excerpt != c.excerpt {
				t.Errorf("an excerpt: %v\n%s", excerpt, got)
			}
			if !c.coloured && (!strings.Contains(got, plain) || !strings.HasSuffix(got, "\n1 个错误，0 个警告\n")) {
				t.Errorf("said\n%s", got)
			}
		})
	}
}
