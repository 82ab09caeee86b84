package compose

import (
	"fmt"
	"os"
	"strings"
	"testing"

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
