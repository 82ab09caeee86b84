package configs

import (
	"slices"
	"strings"
	"testing"

	"gongwen/internal/diag"
)

// A kind that is added says all that others know of kinds.
func TestEveryKindOfRuleIsComplete(t *testing.T) {
	var words []string
	for _, k := range RuleKinds() {
		if k.word == "" || slices.Contains(words, k.word) || k.scope.ZH == "" || k.scope.EN == "" || k.read == nil ||
			k.subject == 0 || k.subject >= afterLastSubject || len(k.keys) == 0 {
			t.Errorf("the kind %q is not complete", k.word)
		}
		words = append(words, k.word)
	}
}

func TestLookups(t *testing.T) {
	l := libraryOf(map[string]string{"small-2020.yaml": small})
	template, problems := l.Template("small-2020")
	if template == nil {
		t.Fatal(problems)
	}
	if s := template.Section("table"); s == nil || s.Kind != TableSection || template.Table("table") == nil || template.Section("gone") != nil || template.Table("prose") != nil {
		t.Errorf("section %+v", s)
	}
	if r := template.Rule("S"); r == nil || r.Each != EachRow || template.Rule("X") != nil {
		t.Errorf("rule %+v", r)
	}
	if v, f := template.Value("count"), template.Field("agency"); v == nil || !v.Whole || f != template.Agency() || f.Label != "机关名称" {
		t.Errorf("value %+v, field %+v", v, f)
	}
	if template.Year().ID != "year" || template.Attachments() != nil {
		t.Errorf("year %+v", template.Year())
	}
	if none := (&Template{}); none.Year() != nil || none.Agency() != nil {
		t.Error("a template without fields has a year")
	}
}

func TestYearFieldsAreThoseOfTheLatestTemplateFirst(t *testing.T) {
	l := libraryOf(map[string]string{"small-2020.yaml": small, "small-2022.yaml": strings.NewReplacer(
		"template: small-2020", "template: small-2022", "{from: 2020, to: 2021}", "{from: 2022}",
		"{id: year, label: 年度", "{id: period, label: 期间", "{year}", "{period}").Replace(small), "small-2023.yaml": "template: small-2023\n"})
	var ids []string
	for f := range l.YearFields("small") {
		ids = append(ids, f.ID)
	}
	if !slices.Equal(ids, []string{"period", "year"}) {
		t.Errorf("year fields %v", ids)
	}
	for range l.YearFields("small") {
		break
	}
	if template, problems := l.Template("small-2022"); template == nil || problems.HasErrors() || len(problems) > 0 && problems[0].Level == diag.Error {
		t.Error(problems)
	}
}
