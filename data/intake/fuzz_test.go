package intake_test

import (
	"strings"
	"testing"
	"unicode"

	"gongwen/data/intake"
	"gongwen/data/intake/flow"
	"gongwen/data/load"
	"gongwen/data/write"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// held is all that a report and the messages about it hold.
func held(t *testing.T, text string) string {
	report, said := pasted(text, intake.Options{})
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

// FuzzNothingIsLost puts words and numbers anywhere into a report: they are in
// what is read of it or in what is said about it.
func FuzzNothingIsLost(f *testing.F) {
	bases := []string{tabbed(f), printedText(example(f, "invented-2024"), shapes()["one cell a line"]), printedText(example(f, "invented-2020"), shapes()["Markdown"])}
	words := []string{"鼗龘", "73519", "\n鼗龘\n", "\n73519\n", "\t鼗龘", "\t73519\t", "（鼗龘）", " 73519 ", "\n鼗龘\t73519\n", "|鼗龘|", "**鼗龘", "<鼗龘>", "\n七、鼗龘\n", "。鼗龘", "73519（鼗龘）"}
	for at := 0; at < 4000; at += 97 {
		f.Add(uint16(at), uint8(at%len(words)), uint8(at%len(bases)))
	}
	f.Fuzz(func(t *testing.T, at uint16, word, base uint8) {
		text := []rune(bases[int(base)%len(bases)])
		w := words[int(word)%len(words)]
		i := int(at) % (len(text) + 1)
		changed := string(text[:i]) + w + string(text[i:])
		all := held(t, changed)
		if all == "" {
			return
		}
		for _, mark := range []string{"鼗龘", "73519"} {
			if strings.Contains(w, mark) && !strings.Contains(all, mark) {
				t.Errorf("%q put behind %q is lost", w, string(text[max(0, i-20):i]))
			}
		}
	})
}

// FuzzRecognise gives the recogniser documents of all kinds.
func FuzzRecognise(f *testing.F) {
	f.Add("一、总体情况\n某某\n二、主动公开政府信息情况\n规章\t1\t2\t3\n六、其他需要报告的事项\n2024年1月5日")
	f.Add(tabbed(f)[:3000])
	f.Add("一、总体情况\n- 1 -\n（一）（一）\n#\n|a|b|\n规章,1,,\n附件1\n附件2\n")
	f.Fuzz(func(t *testing.T, text string) {
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
	})
}

// FuzzProse: paragraphs are read with exactly the characters that they have, or
// that those stand for.
func FuzzProse(f *testing.F) {
	for _, s := range []string{"一是**健全**机制", `C:\*`, "a[b](c)", "<http://a.b>", "# 标题", "2*3*4 **", "《<条例>》", "图表：", "chart:", `\`, "![图](a.png)", "&amp; 1. - > ~", "（，", "##", "a ##", "[[]]](", "*", "***"} {
		f.Add(s, s, true)
		f.Add("正文", s, false)
		f.Add(s, "正文", true)
	}
	f.Fuzz(func(t *testing.T, first, second string, bold bool) {
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
		report, said := intake.Report("a.docx", document, library(), intake.Options{Agency: "某局", Year: 2023})
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
	})
}
