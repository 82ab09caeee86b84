package configs

import (
	"slices"
	"testing"
)

// TestKindsLackFieldsByTheirRules looks at which fields the official documents have.
func TestKindsLackFieldsByTheirRules(t *testing.T) {
	library := NewLibrary(nil)
	for id, want := range map[string][]string{
		"notice": nil, "report": nil, "motion": nil, "decision": nil,
		"letter": {"printed"},
		"order":  {"recipients"}, "minutes": {"recipients"}, "announcement": {"recipients", "copies"}, "public-notice": {"recipients", "copies"}, "communique": {"recipients"}, "resolution": {"recipients"},
	} {
		template, problems := library.Template(id)
		if template == nil {
			t.Fatal(problems)
		}
		var lacks []string
		for _, f := range template.Header {
			if template.Lacks(f.ID) {
				lacks = append(lacks, f.ID)
			}
		}
		if !slices.Equal(lacks, want) {
			t.Errorf("%s lacks %v, not %v", id, lacks, want)
		}
		if stamped := id == "order" || id == "motion"; template.Stamped != stamped || stamped && !template.NeedsSignOff {
			t.Errorf("%s: stamped is %v", id, template.Stamped)
		}
	}
}

func TestFieldsInATextAreNamedWithoutTheirParts(t *testing.T) {
	if got := FieldsIn("{secrecy.level}[★{secrecy.period}]{number}号"); !slices.Equal(got, []string{"secrecy", "secrecy", "number"}) {
		t.Errorf("they are %v", got)
	}
}

func TestNamesOfATemplateAreThoseThatReportsUse(t *testing.T) {
	library := NewLibrary(nil)
	order, _ := library.Template("order")
	for _, name := range order.Names() {
		if got, problems := library.Template(name); got != order {
			t.Errorf("%s: %v", name, problems)
		}
	}
	if !slices.Contains(order.Names(), "命令") {
		t.Errorf("its names are %v", order.Names())
	}
}
