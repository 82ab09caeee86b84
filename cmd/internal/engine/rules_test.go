package engine

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/fonts"
)

// TestTemplateInAFolderHasAllItsFaultsSaid: the report breaks none of the rules,
// so that nothing but the whole template finds the fault in a hint.
func TestTemplateInAFolderHasAllItsFaultsSaid(t *testing.T) {
	const report = "../../../examples/invented-2024.yaml"
	content, err := os.ReadFile("../../../configs/templates/open-government-2021.yaml")
	if err != nil {
		t.Fatal(err)
	}
	wrong := strings.Replace(string(content), "一 {new} + 二", "一 {newer} + 二", 1)
	for name, c := range map[string]struct{ template, want string }{
		"as it is embedded":      {string(content), ""},
		"with a fault in a hint": {wrong, "规则 N1 的 hint 写法有误：没有“newer”这个名字（表达式第 1 个字符处）"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := fstest.MapFS{"open-government-2021.yaml": {Data: []byte(c.template)}}
			e := New(configs.NewLibrary(folder), fonts.Options{})
			var said []string
			for range 2 { // the rules are compiled for the first report
				_, list := e.Check(t.Context(), FileInput(report), Order{})
				said = said[:0]
				for _, d := range list {
					said = append(said, d.Message.ZH)
				}
			}
			if got := strings.Join(said, "\n"); got != c.want {
				t.Errorf("said %q, want %q", got, c.want)
			}
		})
	}
}
