package configs

import (
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

// TestGrowth: gongwen.yaml is read in the time of its size.
func TestGrowth(t *testing.T) {
	tier.Long(t, "reads configurations that grow")
	library := NewLibrary(nil)
	path := filepath.Join(t.TempDir(), ConfigFile)
	growth.Reader(t, 500, func(content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Error(err)
		}
		c, _ := loadConfig(Options{File: path, Env: env()})
		_ = c.Check(library)
	}, map[string]func(int) string{
		"unknown keys": func(n int) string { return growth.Numbered(n, "key%d: 1\n") },
		"rules":        func(n int) string { return "rules:\n" + growth.Numbered(n, "  X%d: off\n") },
		"substitutes":  func(n int) string { return "fonts:\n  substitute:\n" + growth.Numbered(n, "    角色%d: [a]\n") },
		"faces": func(n int) string {
			return "fonts:\n  substitute:\n    仿宋: [" + growth.Numbered(n, "a%d, ") + "a]\n"
		},
		"folders":        func(n int) string { return "fonts:\n  dirs: [" + growth.Numbered(n, "a%d, ") + "a]\n" },
		"formats":        func(n int) string { return "output:\n  formats: [" + growth.Numbered(n, "a%d, ") + "pdf]\n" },
		"certificates":   func(n int) string { return "sign:\n  ocsp: [" + growth.Numbered(n, "a%d, ") + "a]\n" },
		"archive fields": func(n int) string { return "archive:\n" + growth.Numbered(n, "  字段%d: 一\n") },
	})
}
