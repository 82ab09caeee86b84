package configs

import (
	"slices"
	"strings"
	"testing"

	"gongwen/internal/diag"
)

// measured is small with a claim that has measure words.
func measured(words string) map[string]string {
	return map[string]string{"own.yaml": "template: own\nextends: open-government-2021\nphrases: {measure: '[^个]'}\nrules:\n" +
		"  - {id: L1, name: 相加, each: claim, claims: [{find: '共(?P<whole>#){measure}，其中(?P<list>.*#{measure})', measures: " + words +
		", items: '(?P<part>#){measure}', unless: '{measure}数', check: 'after contains \"#{measure}\" or added(\"part\") == whole', message: '不是 {whole} {measure}'}, {find: '#{measure}'}]}\n"}
}

func TestClaimStandsForAWordingForEachMeasureWord(t *testing.T) {
	s, problems := libraryOf(measured("[条, 人次]")).Template("own")
	if s == nil {
		t.Fatal(problems)
	}
	claims := s.Rule("L1").Claims
	if len(claims) != 3 {
		t.Fatalf("%d claims", len(claims))
	}
	c := claims[1]
	if c.Find != "共(?P<whole>#)(?:人次)，其中(?P<list>.*#(?:人次))" || c.Items != "(?P<part>#)(?:人次)" || c.Unless != "(?:人次)数" ||
		c.Check != `after contains "#人次" or added("part") == whole` || c.Message.ZH != "不是 {whole} 人次" {
		t.Errorf("%+v", c)
	}
	if !c.Needs.In("共#人次，其中#人次") || c.Needs.In("共#条，其中#条") || !claims[0].Needs.In("共#条，其中#条") {
		t.Errorf("needs %q and %q", claims[0].Needs, c.Needs)
	}
	if claims[2].Find != "#(?:[^个])" {
		t.Errorf("the phrase of that name is lost: %s", claims[2].Find)
	}
}

func TestMeasureWordsAreWords(t *testing.T) {
	for _, words := range []string{"[]", "[a]", "['[条件]']", "条", "[{a: b}]", "[" + strings.Repeat("条,", maxMeasures+1) + "]"} {
		s, problems := libraryOf(measured(words)).Template("own")
		if s != nil || !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.Pos.File == "own.yaml" && d.Pos.Line == 5 }) {
			t.Errorf("%s: %v", words, problems)
		}
	}
}
