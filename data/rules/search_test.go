package rules

import (
	"fmt"
	"regexp"
	"testing"

	"gongwen/configs"
)

// TestSearchesFindWhatTheRegularExpressionFinds, whichever of its alternatives are
// looked for alone, with the groups where they stand.
func TestSearchesFindWhatTheRegularExpressionFinds(t *testing.T) {
	sources := []string{`(甲)|乙(丙)?|(丁+)(戊)`, `^甲|乙$|(丙)`, `甲乙|甲`, `(?:甲|乙)(\d)|丙(\d+)|(丁)`, `(?i)ab(c)|(甲)`,
		`甲[^|)\]]|[]|](乙)|[[:alpha:]|]丙|\|丁|\[(戊)|[^]甲]乙`, `甲(?i:a)|乙`, `\Q甲|乙\E|丙`, `(甲|(乙))丙|丁((戊)|甲)|`, `甲乙|甲丙|(丁)`,
	}
	template, _ := configs.NewLibrary(nil).Template("open-government-2021")
	for _, r := range template.Rules {
		if r.Find != "" {
			sources = append(sources, r.Find)
		}
	}
	texts := []string{
		"", "甲", "乙丙乙", "丁丁戊甲", "甲乙", "甲1乙2丙33", "ABC甲abc", "丙甲", "公布某县教育局2024年政府信息公开工作年度报告", "（）“”《》第号", "统计期限自2023年1月1日起至2023年12月31日止",
		"2023年，我局认真落实。我委", "(一)主动公开《关于<条例>的意见》", "共六项内容组成。其他需要报告的事项等七个部分", "【此处填写】（文字描述。）XX县××局____", "（文字描述）XX局__",
		"]乙|乙", "a丙|丙", "|丁[戊", "丙乙甲A甲|乙丙", "乙丙丁戊丁甲", "甲丙丁",
	}
	for _, source := range sources {
		s, err := newSearch(source)
		if err != nil {
			t.Fatal(err)
		}
		whole := regexp.MustCompile(source)
		for _, text := range texts {
			if got, want := s.all(text), whole.FindAllStringSubmatchIndex(text, -1); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s in %q: %v, want %v", source, text, got, want)
			}
			if got, want := s.in(text), whole.MatchString(text); got != want {
				t.Errorf("%s in %q: %v, want %v", source, text, got, want)
			}
		}
	}
}
