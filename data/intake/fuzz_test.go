package intake_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/intake"
	"gongwen/data/intake/flow"
	"gongwen/data/load"
	"gongwen/data/write"
	"gongwen/internal/diag"
	"gongwen/internal/growth"
	"gongwen/internal/source"
	"gongwen/internal/tier"
)

// small is a report of little with its format: fuzz targets read it in a
// fraction of the time of an official one.
func small(t testing.TB) (*configs.Library, *data.Report) {
	t.Helper()
	templates := configs.NewLibrary(os.DirFS("testdata"))
	report, said := load.Report("a.yaml", []byte(`template: small
agency: 某县教育局
year: 2023
overview: |
  全年收到申请12件，**办结**9件，见<https://a.b/c>。

  ## 平台建设

  网站2个，栏目35个。
ledger:
  new: [5, 7]
  outcome: {disclosed: [4, 1], partial: [1, 0], refused: [2, 1]}
other: 无其他需要报告的事项。
sign_off: {agency: 某县教育局, date: 2024-01-05}
`), templates)
	if said.HasErrors() {
		t.Fatal(said)
	}
	return templates, report
}

// held is all that a report and the messages about it hold.
func held(t *testing.T, templates intake.Templates, text string, o intake.Options) string {
	report, said := pastedBy(templates, text, o)
	var all strings.Builder
	for _, d := range said {
		all.WriteString(d.Format(diag.ZH))
	}
	if report != nil {
		all.Write(write.JSON(report))
		return all.String()
	}
	if !said.HasErrors() {
		t.Fatal("no report and no error")
	}
	return ""
}

// strange are words and numbers that no report has.
func strange() []string {
	return []string{"鼗龘", "73519", "\n鼗龘\n", "\n73519\n", "\t鼗龘", "\t73519\t", "（鼗龘）", " 73519 ", "\n鼗龘\t73519\n", "|鼗龘|", "**鼗龘", "<鼗龘>", "\n七、鼗龘\n", "。鼗龘", "73519（鼗龘）"}
}

// kept puts a word into a text: it is in what is read of it or in what is said
// about it.
func kept(t *testing.T, templates intake.Templates, o intake.Options, base string, at int, word string) {
	t.Helper()
	text := []rune(base)
	i := at % (len(text) + 1)
	all := held(t, templates, string(text[:i])+word+string(text[i:]), o)
	if all == "" {
		return
	}
	for _, mark := range []string{"鼗龘", "73519"} {
		if strings.Contains(word, mark) && !strings.Contains(all, mark) {
			t.Errorf("%q put behind %q is lost", word, string(text[max(0, i-20):i]))
		}
	}
}

// TestNothingIsLost puts words and numbers into official reports.
func TestNothingIsLost(t *testing.T) {
	tier.Long(t, "reads forty official reports")
	words := strange()
	bases := []string{tabbed(t), printedText(example(t, "invented-2024"), shapes()["one cell a line"]), printedText(example(t, "invented-2020"), shapes()["Markdown"])}
	for at := 0; at < 4000; at += 97 {
		kept(t, library(), intake.Options{}, bases[at%len(bases)], at, words[at%len(words)])
	}
}

// FuzzNothingIsLost puts words and numbers anywhere into a small report of any
// shape.
func FuzzNothingIsLost(f *testing.F) {
	templates, report := small(f)
	var bases []string
	for _, name := range slices.Sorted(maps.Keys(shapes())) {
		bases = append(bases, printedText(report, shapes()[name]))
	}
	words := strange()
	for at := 0; at < 400; at += 7 {
		f.Add(uint16(at), uint8(at%len(words)), uint8(at%len(bases)), "")
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, at uint16, word, base uint8, before string) {
		kept(t, templates, intake.Options{Template: "small"}, bases[int(base)%len(bases)], int(at), before+words[int(word)%len(words)])
	}))
}

// FuzzRecognise gives the recogniser documents of all kinds.
func FuzzRecognise(f *testing.F) {
	f.Add("一、总体情况\n某某\n二、主动公开政府信息情况\n规章\t1\t2\t3\n六、其他需要报告的事项\n2024年1月5日")
	f.Add(tabbed(f)[:3000])
	f.Add("一、总体情况\n- 1 -\n（一）（一）\n#\n|a|b|\n规章,1,,\n附件1\n附件2\n")
	f.Fuzz(growth.Bounded(func(t *testing.T, text string) {
		report, said := pasted(text, intake.Options{Agency: "某局", Year: 2023})
		if report == nil {
			if !said.HasErrors() {
				t.Fatal("no report and no error")
			}
			return
		}
		for _, d := range said {
			if strings.ContainsRune(d.Format(diag.ZH), 0) {
				t.Fatalf("a message without a place of the document: %q", d.Format(diag.ZH))
			}
		}
		// What was read once reads the same again.
		again, problems := load.Report("a.json", write.JSON(report), library())
		if again == nil {
			t.Fatal(problems)
		}
		for id, prose := range report.Prose {
			if strings.TrimSpace(again.Prose[id].Source) != strings.TrimSpace(prose.Source) {
				t.Errorf("%s is %q, was %q", id, again.Prose[id].Source, prose.Source)
			}
		}
	}))
}

// FuzzProse: paragraphs are read with exactly the characters that they have, or
// that those stand for.
func FuzzProse(f *testing.F) {
	for _, s := range []string{"一是**健全**机制", `C:\*`, "a[b](c)", "<http://a.b>", "# 标题", "2*3*4 **", "《<条例>》", "图表：", "chart:", `\`, "![图](a.png)", "&amp; 1. - > ~", "（，", "##", "a ##", "[[]]](", "*", "***"} {
		f.Add(s, s, true)
		f.Add("正文", s, false)
		f.Add(s, "正文", true)
	}
	templates, _ := small(f)
	f.Fuzz(growth.Bounded(func(t *testing.T, first, second string, bold bool) {
		keep := func(s string) string {
			return strings.Map(func(r rune) rune {
				if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
					return -1
				}
				return r
			}, s)
		}
		first, second = keep(first), keep(second)
		want := strings.TrimSpace(source.Unified("文" + first + second + "字。"))
		document := &flow.Document{Blocks: []flow.Block{
			{Runs: []flow.Run{{Text: "一、总体情况"}}},
			{Runs: []flow.Run{{Text: "文"}, {Text: first, Bold: bold}, {Text: second, Link: "https://a.b/c(d)"}, {Text: "字。"}}},
		}}
		report, said := intake.Report("a.docx", document, templates, intake.Options{Template: "small", Agency: "某局", Year: 2023})
		if report == nil {
			t.Fatal(said)
		}
		got := ""
		for _, b := range report.Prose["overview"].Blocks {
			got += b.Text()
		}
		if got != want {
			t.Errorf("%q is read, want %q (written %q): %v", got, want, report.Prose["overview"].Source, said)
		}
	}))
}
