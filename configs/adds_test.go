package configs

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

const summed = `template: t
name: 某报告
years: {from: 2020}
style: gb9704
header: [{id: agency, label: 机关名称, type: agency}]
title: ["{agency}"]
sections: [{id: t, label: 表, kind: table}]
values: [{id: count, whole: true}]
tables:
  - id: t
    TABLE
    columns:
      c: [{id: n, label: 数, type: count}, {id: r, label: 率, type: count, COLUMN}]
    rows:
      - {id: a, label: 甲}
      - id: g
        label: 组
        GROUP
        rows: [{id: b, label: 乙}, {id: d, label: 丁, ROW}]
    widths: [10mm, 10mm, 10mm]
    grid: [[{stub: 甲}, {numbers: a}], [{stub: 乙}, {numbers: g.b}], [{stub: 丁}, {numbers: g.d}]]
`

func summedTemplate(words ...string) fs.FS {
	content := summed
	for _, place := range []string{"TABLE", "COLUMN", "GROUP", "ROW"} {
		word := "sum: add" // said twice is as good as once
		if place != "TABLE" {
			word = ""
		}
		for _, w := range words {
			if of, says, _ := strings.Cut(w, " "); of == place {
				word = says
			}
		}
		if word == "" {
			content = strings.ReplaceAll(strings.ReplaceAll(content, ", "+place, ""), "        "+place+"\n", "")
		}
		content = strings.ReplaceAll(content, place, word)
	}
	return fstest.MapFS{"t.yaml": &fstest.MapFile{Data: []byte(content)}}
}

// TestWhatAddsUp: figures are n and r of the rows a, g.b and g.d; + adds up, -
// does not, ? is not stated.
func TestWhatAddsUp(t *testing.T) {
	for _, c := range []struct {
		name string
		said []string
		want string
	}{
		{"the table", nil, "++ ++ ++"},
		{"nothing", []string{"TABLE "}, "?? ?? ??"},
		{"none of the table", []string{"TABLE sum: none"}, "-- -- --"},
		{"a column that does not", []string{"COLUMN sum: none"}, "+- +- +-"},
		{"a column that does in a table that does not", []string{"TABLE sum: none", "COLUMN sum: add"}, "-+ -+ -+"},
		{"a group", []string{"GROUP sum: none"}, "++ -- --"},
		{"a row of a group that does not", []string{"GROUP sum: none", "ROW sum: add"}, "++ -- ++"},
		{"a row that does at a column that does not", []string{"TABLE ", "ROW sum: add", "COLUMN sum: none"}, "?- ?- +-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			template, problems := NewLibrary(summedTemplate(c.said...)).Template("t")
			if template == nil {
				t.Fatal(problems)
			}
			table := &template.Tables[0]
			var got []string
			for _, row := range []Row{table.Rows[0], table.Rows[1].Rows[0], table.Rows[1].Rows[1]} {
				signs := ""
				for _, column := range table.Columns[0].Columns {
					switch adds, stated := table.Adds(row, column); {
					case !stated && adds:
						signs += "?"
					case adds:
						signs += "+"
					default:
						signs += "-"
					}
				}
				got = append(got, signs)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %s, want %s", strings.Join(got, " "), c.want)
			}
		})
	}
}

func TestUnknownStatementsAboutSumsAreErrors(t *testing.T) {
	_, problems := NewLibrary(summedTemplate("TABLE sum: ad", "ROW sum: [add]")).Template("t")
	if said := problems.Error(); !strings.Contains(said, "t.yaml:11:10: 错误: 这里不能是“ad”") || !strings.Contains(said, "t.yaml:18:58: 错误: 这里不能是") {
		t.Errorf("said %s", said)
	}
}

func TestEmbeddedTemplatesSayWhatAddsUp(t *testing.T) {
	library := NewLibrary(nil)
	for _, id := range library.Templates() {
		template, problems := library.Template(id)
		if template == nil {
			t.Fatal(problems)
		}
		for i := range template.Tables {
			if template.Tables[i].Sum == "" {
				t.Errorf("%s: the table %s does not say whether it adds up", id, template.Tables[i].ID)
			}
		}
	}
}
