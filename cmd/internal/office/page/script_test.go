package page

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"gongwen/internal/golden"
)

// bundle makes one script of a source and what it imports. The libraries are the files
// that their makers publish, unmodified.
func bundle(t *testing.T, options api.BuildOptions) []byte {
	t.Helper()
	options.Bundle, options.Format, options.Charset = true, api.FormatESModule, api.CharsetUTF8
	options.NodePaths = []string{"web/libraries"}
	result := api.Build(options)
	if len(result.Errors) > 0 || len(result.OutputFiles) != 1 {
		t.Fatal(result.Errors)
	}
	return result.OutputFiles[0].Contents
}

// The script that the program carries is what its sources make.
func TestScriptIsBuiltOfItsSources(t *testing.T) {
	golden.Check(t, "assets/page.js", bundle(t, api.BuildOptions{
		EntryPoints: []string{"web/main.ts"},
		Target:      api.ES2020, Engines: []api.Engine{{Name: api.EngineChrome, Version: "90"}},
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
	}))
}

// NOTICE names the libraries of the script with their versions and whose they are.
func TestNoticeNamesTheLibraries(t *testing.T) {
	notice, err := os.ReadFile("../../../../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(string(notice)), " ")
	folders, err := os.ReadDir("web/libraries")
	if err != nil || len(folders) == 0 {
		t.Fatal(err)
	}
	for _, folder := range folders {
		var manifest struct{ Name, Version, License string }
		content, err := os.ReadFile(filepath.Join("web/libraries", folder.Name(), "package.json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(content, &manifest); err != nil {
			t.Fatal(err)
		}
		licence, err := os.ReadFile(filepath.Join("web/libraries", folder.Name(), "LICENSE"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(licence)) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "Copyright") && !strings.Contains(said, line) {
				t.Errorf("NOTICE does not have %q of %s", line, manifest.Name)
			}
		}
		if named := manifest.Name + " " + manifest.Version; manifest.License != "MIT" || !strings.Contains(said, named) {
			t.Errorf("NOTICE does not name %s (%s)", named, manifest.License)
		}
	}
}
