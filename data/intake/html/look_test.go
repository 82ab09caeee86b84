package html

import (
	"strings"
	"testing"
)

func TestLooksThatSayWhatAFigureIs(t *testing.T) {
	for _, test := range []struct{ name, head, cell, want, said string }{
		{"struck out", "", `<s>12</s>15`, "15{-12}", ""},
		{"deleted and inserted", "", `<del>12</del><ins>15</ins>`, "15{-12}", ""},
		{"an old tag", "", `<strike>12</strike> 15`, "15{-12}", ""},
		{"a style", "", `<span style="text-decoration: red LINE-THROUGH">12</span>15`, "15{-12}", ""},
		{"around what is bold", "", `<s><b>1</b>2</s><b>15</b>`, "15{-12}", ""},
		{"a class", `.old { text-decoration-line: line-through }`, `<span class="x old">12</span>15`, "15{-12}", ""},
		{"a class within another", `/* a */ @import "x"; td .old, .other{text-decoration:line-through}`, `<i class=old>12</i>15`, "15{-12}", ""},
		{"a class that a style takes back", `.old{text-decoration:line-through}`, `<span class=old style="text-decoration:none">12</span>`, "12", ""},
		{"a class for paper only", `@media print { .old{text-decoration:line-through} b{display:none} } .z{}`, `<span class=old>12</span>`, "12", ""},
		{"raised", "", `1472<sup>1</sup>`, "1472{^1}", ""},
		{"lowered", "", `1472<sub>注</sub>`, "1472{^注}", ""},
		{"raised by a style", "", `1472<span style="vertical-align:super;font-size:50%">1</span>`, "1472{^1}", ""},
		{"raised by a length", "", `1472<span style="vertical-align:4pt">1</span>`, "1472{^1}", ""},
		{"raised as Word does", "", `1472<span style='position:relative;top:-4.0pt;mso-text-raise:4.0pt'>1</span>`, "1472{^1}", ""},
		{"raised by a tag's style", `small{vertical-align:super}`, `1472<small>1</small>`, "1472{^1}", ""},
		{"the place in the row", "", `<span>1472</span>`, "1472", ""},
		{"all of it raised", "", `<sup>1472</sup>`, "1472", ""},
		{"hidden by a class", `.gone{display:none}`, `<span class=gone>12</span>15`, "15", "r.html:1:"},
		{"hidden by opacity", "", `<span style="opacity:0">12</span>15`, "15", "r.html:1:"},
		{"of no size", "", `<span style="font-size:0px">12</span>15`, "15", "r.html:1:"},
		{"small", "", `1472<small>1</small>`, "1472 1", ""},
		{"of another size", `.s{font-size:8px}`, `1472<span class=s>1</span>`, "1472 1", ""},
		{"of the same size", "", `<span style="font-size:16px">14</span><span style="font-size:12pt;color:#000">72</span>`, "1472", ""},
		{"of another colour", "", `<font color=white>12</font>15`, "12 15", ""},
		{"out of its place", "", `<span style="position:absolute;left:-9999px">12</span>15`, "12 15", ""},
		{"two boxes", "", `<span style="display:inline-block">12</span><span>15</span>`, "12 15", ""},
		{"two blocks", "", `<span style="display:block">12</span><span>15</span>`, "12/15", ""},
		{"a link behind", "", `<a href="#a">15</a><a href="#b">1</a>`, "15 1", ""},
		{"hidden by its place", `td span:first-child{display:none}`, `<span>12</span><span>15</span>`, "15", "r.html:1:"},
		{"important", `.k{display:none !important}`, `<span class=k style="display:inline">12</span>15`, "15", "r.html:1:"},
		{"written by a style sheet", `.b::before{content:"12"}`, `<span class=b>15</span>`, "\uFFFC15", ""},
		{"nothing written by a style sheet", `.b::before{content:""}`, `<span class=b>15</span>`, "15", ""},
		{"written by a script", "", `20<script>write(1)</script>63`, "20\uFFFC63", ""},
		{"an equation inside", "", `20<math><mn>1</mn></math>63`, "20\uFFFC63", ""},
		{"a field inside", "", `20<select><option>1</select>63`, "20\uFFFC63", ""},
		{"backwards", "", `<bdo dir=rtl>21</bdo>`, "\uFFFC21", ""},
		{"backwards by a style", "", `<span style="unicode-bidi:bidi-override;direction:rtl">21</span>`, "\uFFFC21", ""},
		{"a mark between digits", "", `20<sup>1</sup>63`, "20 63{^1}", ""},
		{"a fraction", "", `<sup>1</sup>/<sub>2</sub>`, "1/2", ""},
		{"a picture between digits", "", `20<img src=1.png width=9>63`, "20\uFFFC63", ""},
		{"a picture", "", `<img src=a.png alt=1472 width=80>`, "{@1472}", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, said := Read(t.Context(), "r.html", []byte(`<style>`+test.head+`</style><table><tr style="vertical-align:super"><td>甲</td><td style="vertical-align:super">1</td><td>2</td><td>3</td><td>`+test.cell+`</td></tr></table>`))
			if d == nil {
				t.Fatal(said)
			}
			got := dumped(d)
			if want := "|4 1x1 " + test.want + "|"; !strings.Contains(got, want) {
				t.Errorf("got %s, not %s", got, want)
			}
			if hidden := len(said) > 0; hidden != (test.said != "") {
				t.Errorf("said %v", said)
			}
		})
	}
}

func TestStyleSheetsAreReadWithinLimits(t *testing.T) {
	for name, head := range map[string]string{
		"rules":       strings.Repeat(`.a{display:none}`, maxRules+1),
		"comparisons": strings.Repeat(`.a .b .c{display:none}`, maxRules),
		"open":        `.a{display:none`,
		"nonsense":    `}}{{;;@x{{a:b}}@media{.a{display:none}`,
		"conditions":  `td:hover,p:nth-child(2 of .c),a:visited~b{display:none}`,
	} {
		d, said := Read(t.Context(), "r.html", []byte(`<style>`+head+`</style>`+strings.Repeat(`<div>`, 400)+strings.Repeat(`<p class=c>甲`, 1_000)+`</p>`))
		large := name == "rules" || name == "comparisons"
		if d == nil || len(d.Blocks) != 1_000 || (len(said) > 0) != large {
			t.Errorf("%s: %v", name, said)
		}
	}
}
