package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/data/intake/pdf"
	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	read := func(content []byte) { _, _ = pdf.Read(t.Context(), "a.pdf", content) }
	kids := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%d 0 R ", i+10)
		}
		return "[" + b.String() + "]"
	}
	growth.Reader(t, 2000, read, map[string]func(int) string{
		"text": func(n int) string {
			return string(tagged("/P<</MCID 0>>BDC /F1 9 Tf "+strings.Repeat("<0001> Tj ", n)+"EMC", "10 0 R", "<</S/P/Pg 4 0 R/K 0>>"))
		},
		"a long string": func(n int) string {
			return string(tagged("/P<</MCID 0>>BDC /F1 9 Tf <"+strings.Repeat("0001", 10*n)+"> Tj EMC", "10 0 R", "<</S/P/Pg 4 0 R/K 0>>"))
		},
		"marked pieces": func(n int) string {
			return string(tagged(growth.Numbered(n, "/P<</MCID %d>>BDC /F1 9 Tf <0001> Tj EMC "), "10 0 R", "<</S/P/Pg 4 0 R/K["+growth.Numbered(n, "%d ")+"]>>"))
		},
		"one piece that is named often": func(n int) string {
			return string(tagged("/P<</MCID 0>>BDC /F1 9 Tf <0001> Tj EMC", "10 0 R", "<</S/P/Pg 4 0 R/K["+strings.Repeat("0 ", n)+"]>>"))
		},
		"elements": func(n int) string {
			elements := make([]string, n)
			for i := range elements {
				elements[i] = fmt.Sprintf("<</S/P/Pg 4 0 R/K %d>>", i)
			}
			return string(tagged(growth.Numbered(n, "/P<</MCID %d>>BDC /F1 9 Tf <0001> Tj EMC "), kids(n), elements...))
		},
		"rows": func(n int) string {
			return string(tagged("/P<</MCID 0>>BDC /F1 9 Tf <0001> Tj EMC", "10 0 R", "<</S/Table/K["+strings.Repeat("<</S/TR/K[<</S/TD/Pg 4 0 R/K 0>>]>>", n)+"]>>"))
		},
	})
}
