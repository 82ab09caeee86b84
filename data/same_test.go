package data

import (
	"testing"

	"gongwen/configs"
)

func TestTemplatesHaveTheSameFiguresWhateverTheirRules(t *testing.T) {
	library := configs.NewLibrary(nil)
	of := func(id string) *configs.Template {
		template, problems := library.Template(id)
		if template == nil {
			t.Fatal(problems)
		}
		return template
	}
	later := *of("open-government-2021")
	later.Rules, later.ID = nil, "county"
	if !SameFigures(&later, of("open-government-2021")) || SameFigures(&later, of("open-government-2019")) {
		t.Error("the tables decide, and nothing else")
	}
	if prose := of("rule-of-law-government"); SameFigures(prose, prose) {
		t.Error("a template without tables has figures")
	}
}
