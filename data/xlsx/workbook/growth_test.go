package workbook

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	rows := func(format string) func(n int) string {
		return func(n int) string {
			var b strings.Builder
			for r := range n {
				fmt.Fprintf(&b, `<row r="%d">`, r+1)
				for c := range 20 {
					fmt.Fprintf(&b, format, string(rune('A'+c)), r+1)
				}
				b.WriteString("</row>")
			}
			return b.String()
		}
	}
	for name, sheet := range map[string]func(n int) string{
		"numbers":  rows(`<c r="%s%d"><v>1</v></c>`),
		"texts":    rows(`<c r="%s%d" t="inlineStr"><is><t>甲</t></is></c>`),
		"shared":   rows(`<c r="%s%d" t="s"><v>0</v></c>`),
		"formulas": rows(`<c r="%s%d"><f>1+2</f><v>3</v></c>`),
		"merges": func(n int) string {
			return `<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>` + growth.Numbered(n, `<mergeCell ref="A%[1]d1:B%[1]d1"/>`) + "</mergeCells><sheetData>"
		},
		"empty rows": func(n int) string { return strings.Repeat("<row/>", n) },
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, 200, func(n int) func() {
				content := packed(t, map[string]string{"xl/worksheets/sheet1.xml": sheetOf(sheet(n)) + "<!--" + noise(200*n) + "-->"})
				return func() {
					if b, said := Read("b.xlsx", content); b == nil {
						t.Fatal(said)
					}
				}
			})
		})
	}
}

// noise is text that does not shrink, as no other part of these files does.
func noise(n int) string {
	random := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a' + byte(random.IntN(26))
	}
	return string(b)
}
