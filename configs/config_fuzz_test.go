package configs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/growth"
)

// FuzzConfig: no configuration file and no variable makes Load fail otherwise
// than by a diagnostic with its place, and what it gives can be used.
func FuzzConfig(f *testing.F) {
	example, err := os.ReadFile("../docs/configuration.md")
	if err != nil {
		f.Fatal(err)
	}
	_, yaml, _ := strings.Cut(string(example), "```yaml\n")
	yaml, _, _ = strings.Cut(yaml, "```")
	f.Add(yaml, "docx,pdf")
	f.Add("output: {dir: out, formats: [pdf]}\nrules: {N1: off, T1: error}\nworkers: 3\nlang: en\n", "")
	f.Add("sign:\n  key: 'pkcs11:token=x?module-path=/y'\n  ocsp: [a, b]\narchive: {密级: 公开}\nfonts: {dirs: [a], substitute: {仿宋: [b]}}\n", "html")
	dir := f.TempDir()
	f.Fuzz(growth.Bounded(func(t *testing.T, file, formats string) {
		if strings.ContainsRune(formats, 0) {
			t.Skip("no variable holds it")
		}
		path := filepath.Join(dir, ConfigFile)
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		c, problems := loadConfig(Options{File: path, Env: env("GONGWEN_OUTPUT_FORMATS=" + formats)})
		for _, d := range problems {
			if d.Pos.File == "" || d.Message.ZH == "" || d.Message.EN == "" {
				t.Fatalf("bad diagnostic %+v", d)
			}
		}
		if problems.HasErrors() {
			return
		}
		if len(c.Output.Formats) == 0 || c.PDF.Conformance == "" || c.Workers < 0 || c.Workers > maxWorkers {
			t.Fatalf("%+v", c)
		}
	}))
}
