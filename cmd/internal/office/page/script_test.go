package page

import (
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"gongwen/internal/golden"
)

// The script that the program carries is what its sources make.
func TestScriptIsBuiltOfItsSources(t *testing.T) {
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{"web/main.ts"}, Bundle: true, Format: api.FormatESModule, Charset: api.CharsetUTF8,
		Target: api.ES2020, Engines: []api.Engine{{Name: api.EngineChrome, Version: "90"}},
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
	})
	if len(result.Errors) > 0 || len(result.OutputFiles) != 1 {
		t.Fatal(result.Errors)
	}
	golden.Check(t, "assets/page.js", result.OutputFiles[0].Contents)
}
