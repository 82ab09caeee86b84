package compose

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/data/load"
	"gongwen/layout/doc"
)

// Prose around a table stands between the heading and the table and below the
// table's own line; its subheadings are numbered through.
func TestTextAroundTables(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	library := configs.NewLibrary(nil)
	r, said := load.Report("r.yaml", []byte(strings.Replace(string(content), "notes:\n", `text:
  requests:
    before: |
      ## 甲

      表前的话。
    after: |
      ## 乙

      表后的话。
notes:
  requests: 注：含结转。
`, 1)), library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	sheet, _ := library.Style(r.Template.Style)
	d, said := Document(r, sheet, Options{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	var got []string
	for _, b := range d.Body {
		switch b := b.(type) {
		case *doc.Heading:
			got = append(got, fmt.Sprint(b.Level, b.Number, doc.Text(b.Runs)))
		case *doc.Paragraph:
			got = append(got, doc.Text(b.Runs))
		case *doc.Table:
			line := "table"
			for _, n := range b.Notes {
				line += " " + doc.Text(n.Runs)
			}
			got = append(got, line)
		}
	}
	const want = "2（一）甲|表前的话。|table 注：含结转。|2（二）乙|表后的话。|1四、"
	if all := strings.Join(got, "|"); !strings.Contains(all, want) {
		t.Errorf("no %s in %s", want, all)
	}
}

// Prose around a table without a heading stands under the one before: its subheadings
// are below that, and numbered through.
func TestTextAroundTablesUnderOneHeading(t *testing.T) {
	library := configs.NewLibrary(fstest.MapFS{"accounts.yaml": {Data: []byte("template: accounts\nextends: final-accounts\nname: 决算\n")}})
	r, said := load.Report("r.yaml", []byte(`template: accounts
agency: 某县教育局
year: 2023
overview: |
  ## 部门职责

  甲。
text:
  gk01:
    before: |
      ## 编制说明

      乙。
  gk03:
    after: |
      ## 口径

      ### 年初

      丙。
explanation: |
  ## 总体情况

  丁。
`), library)
	if r == nil {
		t.Fatal(said)
	}
	sheet, _ := library.Style(r.Template.Style)
	d, said := Document(r, sheet, Options{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	var got []string
	for _, b := range d.Body {
		if h, ok := b.(*doc.Heading); ok {
			got = append(got, fmt.Sprint(h.Level, h.Number, doc.Text(h.Runs)))
		}
	}
	want := []string{"1第一部分　某县教育局概况", "2一、部门职责", "1第二部分　2023年度部门决算表", "2一、编制说明", "2二、口径", "3（一）年初", "1第三部分　2023年度部门决算情况说明", "2一、总体情况"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
