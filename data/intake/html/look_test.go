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
		{"a class within another", `/* a */ @charset "x"; td .old, .other{text-decoration:line-through}`, `<i class=old>12</i>15`, "15{-12}", ""},
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
		{"of another colour", "", `<font color=silver>12</font>15`, "12 15", ""},
		{"white on white", "", `<font color=white>12</font>15`, "15", "隐藏的文字没有读入（1 处）：“12”"},
		{"white by a class", `.w{color:#FEFEFE} td{background:#fff no-repeat}`, `<span class=w>12</span>15`, "15", "隐藏的文字没有读入"},
		{"of no ink", `td{background:blue}`, `<span style="color:transparent">12</span>15`, "15", "隐藏的文字没有读入"},
		{"white on a colour", `tr{background-color:#06c}`, `<span style="color:#fff">12</span>`, "12", ""},
		{"white on a picture", "", `<div style="background:url(a.png);color:white">12</div>`, "12", ""},
		{"black in white", `td:last-child{color:white}`, `<span style="color:black">12</span>`, "12", ""},
		{"white where the sheet stands elsewhere", `</style><link rel=stylesheet href=a.css><style>`, `<span style="color:#ffffff">12</span>`, "12", "样式表在别的文件里"},
		{"out of its place", "", `<span style="position:absolute;left:-9999px">12</span>15`, "12 15", ""},
		{"two boxes", "", `<span style="display:inline-block">12</span><span>15</span>`, "12 15", ""},
		{"two blocks", "", `<span style="display:block">12</span><span>15</span>`, "12/15", ""},
		{"a link behind", "", `<a href="#a">15</a><a href="#b">1</a>`, "15 1", ""},
		{"hidden by its place", `td span:first-child{display:none}`, `<span>12</span><span>15</span>`, "15", "r.html:1:"},
		{"important", `.k{display:none !important}`, `<span class=k style="display:inline">12</span>15`, "15", "r.html:1:"},
		{"written by a style sheet", `.b::before{content:"12"}`, `<span class=b>15</span>`, "\uFFFC15", ""},
		{"nothing written by a style sheet", `.b::before{content:""}`, `<span class=b>15</span>`, "15", ""},
		{"written by a script", "", `20<script>write(1)</script>63`, "20\uFFFC63", ""},
		{"an equation inside", "", `20<math><mn>1</mn></math>63`, "20\uFFFC63", "公式"},
		{"an equation alone", "", `<math><mn>63</mn></math>`, "\uFFFC", "公式"},
		{"an equation on a line of its own", "", `20<br><math><mn>63</mn></math>`, "20\uFFFC", "公式"},
		{"an equation beside words", "", `规章<br><math><mn>63</mn></math>`, "规章", "公式"},
		{"a script alone", "", `<script>write(63)</script>`, "\uFFFC", ""},
		{"a box to tick", "", `<input type="checkbox">`, "", ""},
		{"a field inside", "", `20<select><option>1</select>63`, "20\uFFFC63", ""},
		{"what is chosen", "", `<select><option>12<option selected>15</select>`, "15", ""},
		{"what is typed", "", `<textarea>15</textarea>`, "15", ""},
		{"a slider", "", `20<input type=range value=5>63`, "20\uFFFC63", ""},
		{"hidden by an attribute", `[data-old]{display:none}`, `<span data-old=1>12</span>15`, "15", "r.html:1:"},
		{"hidden by the value of an attribute", `span[lang|=en i]{display:none}`, `<span lang=EN-US>12</span>15`, "15", "r.html:1:"},
		{"hidden by its own style's text", `[style*=red]{display:none}`, `<span style="color:red">12</span>15`, "15", "r.html:1:"},
		{"nested", `td{ color:red; & .old{display:none} }`, `<span class=old>12</span>15`, "15", "r.html:1:"},
		{"nested without a sign", `tr{td{.old,.gone{text-decoration:line-through}}}`, `<i class=old>12</i>15`, "15{-12}", ""},
		{"nested in a condition", `.old{@media screen and (min-width:600px){display:none}}`, `<i class=old>12</i>15`, "15", "r.html:1:"},
		{"hidden on telephones", `@media (max-width:600px){.old{display:none}}`, `<i class=old>12</i>`, "12", ""},
		{"hidden in windows of some width", `@media (min-width:1600px){.old{display:none}}`, `<i class=old>12</i>15`, "12 15", "r.html:1:"},
		{"one of some", `td :is(.old,.gone){display:none}`, `<i class=old>12</i>15`, "15", "r.html:1:"},
		{"a condition that is not known", `td :where(.old){display:none}`, `<i class=old>12</i><i>15</i>`, "12 15", "r.html:1:"},
		{"two of a kind that is not known", `i:future{display:none}`, `<i>12</i><i>15</i>`, "12 15", "r.html:1:"},
		{"only a colour that is not known", `i:future{color:red}`, `<i>1</i><i>2</i>`, "12", ""},
		{"under the pointer", `i:hover:focus-within{display:none}`, `<i>1</i><i>2</i>`, "12", ""},
		{"bars", `*::-webkit-scrollbar{display:none}`, `<i>1</i><i>2</i>`, "12", ""},
		{"many elements around", `table tbody tr td .old{display:none}`, `<i class=old>12</i>15`, "12 15", "r.html:1:"},
		{"a layer gives way", `.old{display:inline} @layer a{td .old{display:none}}`, `<i class=old>12</i>`, "12", ""},
		{"a layer", `@layer a{td .old{display:none}}`, `<i class=old>12</i>15`, "15", "r.html:1:"},
		{"in a container", `@container (width>10px){.old{display:none}}`, `<i class=old>12</i>15`, "12 15", "r.html:1:"},
		{"a sign in a string", `td::after{content:"}"} .old{display:none}`, `<i class=old>12</i>15`, "\uFFFC15", "r.html:1:"},
		{"a comment in a style", "", `<i style="display/**/:none">12</i>15`, "15", "r.html:1:"},
		{"letters by number", "", `<i style="display:n\6fne">12</i>15`, "12 15", "r.html:1:"},
		{"letters by number in a sheet", `.old{display:n\6fne}`, `<i class=old>12</i>15`, "12 15", "r.html:1:"},
		{"a variable", "", `<i style="display:var(--a)">12</i>15`, "12 15", "r.html:1:"},
		{"hidden by a movement", `.old{animation:gone 0s forwards}`, `<i class=old>12</i>15`, "12 15", "r.html:1:"},
		{"the first letter", `td::first-letter{font-size:0}`, `15`, "\uFFFC15", ""},
		{"shown again", "", `<i style="visibility:hidden">1<b style="visibility:visible">2</b></i>`, "2", "r.html:1:"},
		{"of a size again", "", `<i style="font-size:0">1<b style="font-size:12pt">2</b><u style="font-size:90%">3</u></i>`, "2", "r.html:1:"},
		{"of no width", "", `<i style="max-width:0;overflow:hidden">12</i>15`, "12 15", ""},
		{"sheets elsewhere", `</style><link rel=stylesheet href=a.css><style>`, `<i class=old>12</i>15`, "12 15", "r.html:1:"},
		{"sheets elsewhere, nothing to name", `</style><link rel=stylesheet href=a.css><style>`, `<i>1</i>2`, "12", ""},
		{"sheets elsewhere for paper", `</style><link rel=stylesheet media=print href=a.css><style>`, `<i class=a>1</i>2`, "12", ""},
		{"a sheet for paper", `</style><style media=print>i{display:none}</style><style>`, `<i>1</i>2`, "12", ""},
		{"a sheet read in", `@import "a.css";`, `<i class=old>12</i>15`, "12 15", "r.html:1:"},
		{"backwards", "", `<bdo dir=rtl>21</bdo>`, "\uFFFC21", ""},
		{"in another order", "", `<span style="display:flex"><i style="order:2">72</i><i>14</i></span>`, "\uFFFC72 14", ""},
		{"in reverse", "", `<span style="display:inline-flex;flex-flow:row-reverse"><i>72</i><i>14</i></span>`, "\uFFFC7214", ""},
		{"put in", "", `<ins>14</ins>72`, "14 72", ""},
		{"boxes of one kind", "", `<i style="display:inline-block;width:4em">14</i><i style="display:inline-block;width:4em">72</i>`, "14 72", ""},
		{"cells of a style", "", `<i style="display:table-cell">14</i><i style="display:table-cell">72</i>`, "14 72", ""},
		{"a field that is filled in", "", `14<input value=72>`, "14 72", ""},
		{"quoted", "", `<q>14</q>72`, "“14”72", ""},
		{"a rule between", "", `<i style="border-right:1px solid">14</i>72`, "14 72", ""},
		{"no rule, a white ground", "", `<i style="border:none windowtext 1pt;background:rgb(255,255,255)">14</i><i>72</i>`, "1472", ""},
		{"a picture behind", "", `<i style="background:url(line.png)">14</i>72`, "14 72", ""},
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

func TestARowThatIsStruckOut(t *testing.T) {
	d, said := Read(t.Context(), "r.html", []byte(`<table><tr><td>甲<td>1<td>2<tr style="text-decoration:line-through"><td>乙<td>3<td>4<tr><td>丙<td>5<td>6</table>`))
	if d == nil {
		t.Fatal(said)
	}
	if got := dumped(d); !strings.Contains(got, "{-3}") || !strings.Contains(got, "|1 1x1 5|") {
		t.Errorf("got %s", got)
	}
}

func TestStyleSheetsAreReadWithinLimits(t *testing.T) {
	for name, head := range map[string]string{
		"rules":       strings.Repeat(`.a{display:none}`, maxRules+1),
		"comparisons": strings.Repeat(`.a .b .c{display:none}`, maxRules),
		"open":        `.a{display:none`,
		"deep":        strings.Repeat(`.a{`, 2_000) + `display:none`,
		"doubled":     strings.Repeat(`.a,.b{`, 30) + `display:none`,
		"nonsense":    `}}{{;;@x{{a:b}}@media{.a{display:none}`,
		"conditions":  `td:hover,p:nth-child(2 of .c),a:visited~b{display:none}`,
	} {
		d, said := Read(t.Context(), "r.html", []byte(`<style>`+head+`</style>`+strings.Repeat(`<div>`, 400)+strings.Repeat(`<p class=c>甲`, 1_000)+`</p>`))
		large := name != "open" && name != "nonsense" && name != "conditions"
		if d == nil || len(d.Blocks) != 1_000 || (len(said) > 0) != large {
			t.Errorf("%s: %v", name, said)
		}
	}
}
