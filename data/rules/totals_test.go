package rules

import (
	"testing"

	"gongwen/configs"
)

func TestGivenTotalsAreComparedWhereNoRuleDoesIt(t *testing.T) {
	row := configs.Rule{ID: "R", Table: "requests", Each: configs.EachRow, Cell: "total", Equals: "person + company"}
	column := configs.Rule{ID: "C", Table: "requests", Each: configs.EachColumn, Cell: "outcome.total", Equals: `sum("outcome")`}
	few := row
	few.Rows = []string{"outcome"}
	sound := []string{"new", "person", "2", "new", "company", "1", "new", "total", "3"}
	for _, c := range []struct {
		name    string
		rules   []configs.Rule
		figures []string
		want    string
	}{
		{"a total of a row", nil, []string{"new", "person", "2", "new", "company", "1", "new", "total", "4"}, "一、新收 · 总计：各栏相加为 3，实为 4"},
		{"a row of totals", nil, []string{"outcome.given", "person", "2", "outcome.given", "total", "2", "outcome.total", "person", "1", "outcome.total", "total", "1"},
			"三、办理结果（三）总计 · 自然人：各行相加为 2，实为 1"},
		{"totals that agree", nil, sound, ""},
		{"a figure that could not be read", nil, append(sound, "new", "person", "bad"), ""},
		{"a total that could not be read", nil, append(sound, "new", "total", "bad"), ""},
		{"rules of the template say it", []configs.Rule{row, column}, []string{"new", "person", "2"}, "一、新收 · 总计：应为 2，实为 0"},
		{"a rule that is about other rows", []configs.Rule{few, column}, []string{"new", "person", "2"}, "一、新收 · 总计：各栏相加为 2，实为 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := template(c.rules...)
			set, problems := Compile(config)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if got := messages(set.Check(report(config, c.figures...))); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
