package html

import (
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	growth.Reader(t, 1000, func(content []byte) { _, _ = Read(t.Context(), "r.html", content) }, map[string]func(int) string{
		"paragraphs":      func(n int) string { return strings.Repeat("<p>"+long+"</p>", n) },
		"a line":          func(n int) string { return "<p>" + strings.Repeat("字 ", 10*n) },
		"lines":           func(n int) string { return "<pre>" + strings.Repeat("字\n", 10*n) },
		"looks":           func(n int) string { return strings.Repeat("字<b>字</b>", n) },
		"links":           func(n int) string { return "<p>" + strings.Repeat(`<a href="http://a.cn/b">字</a>`, n) },
		"a row":           func(n int) string { return "<table><tr>" + strings.Repeat("<td>1", n) + "</table>" },
		"rows":            func(n int) string { return "<table>" + strings.Repeat("<tr><td>1<td>2", n) + "</table>" },
		"cells over rows": func(n int) string { return "<table>" + strings.Repeat("<tr><td rowspan=3>1<td>2", n) + "</table>" },
		"cells over many": func(n int) string {
			return "<table><tr>" + strings.Repeat("<td rowspan=9999>甲", 10) + strings.Repeat("<tr><td>1", n) + "</table>"
		},
		"tables":           func(n int) string { return strings.Repeat("<table><tr><td>1</table>", n) },
		"never ends":       func(n int) string { return strings.Repeat("<p><b>字", 100) + strings.Repeat("<p>字", n) },
		"attributes":       func(n int) string { return strings.Repeat(`<p a="b" c d=e style="x:y">字`, n) },
		"a long attribute": func(n int) string { return `<p style="` + strings.Repeat("x:y;", 10*n) + `">字` },
		"entities":         func(n int) string { return "<p>" + strings.Repeat("&#23383;&amp;", 5*n) },
		"comments":         func(n int) string { return "<p>字" + strings.Repeat("<!-- a -->", n) },
		"pictures": func(n int) string {
			return "<p>字" + strings.Repeat(`<img src=a.png width=100 height=100 alt=图>`, n)
		},
		"rules": func(n int) string {
			return "<style>" + strings.Repeat(".a .b{display:none}", n) + "</style><p class=a>字"
		},
		"nested rules": func(n int) string {
			return "<style>.a,.b,.c,.d{" + strings.Repeat(".e,.f,.g{display:none}", n) + "}</style><p class=a>字"
		},
		"strings in styles": func(n int) string { return strings.Repeat(`<p style="content:';'">字`, n) },
		"open brackets":     func(n int) string { return "<p>字" + strings.Repeat("<", 10*n) },
	})
}
