package markdown

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/intake/flow"
	"gongwen/data/load"
)

// TestLoadReadsTheSameParagraph: whatever characters stand in a paragraph, bold
// ones and links, a report file with its Markdown has them too.
func TestLoadReadsTheSameParagraph(t *testing.T) {
	for _, c := range []struct {
		name     string
		runs     []flow.Run
		markdown string
	}{
		{"plain text", []flow.Run{{Text: "全年公开"}, {Text: "12件。"}}, "全年公开12件。"},
		{"bold text", []flow.Run{{Text: "一是"}, {Text: "突出重点。", Bold: true}, {Text: "全年"}}, "一是**突出重点。**全年"},
		{"bold blanks", []flow.Run{{Text: " 一 ", Bold: true}, {Text: "二"}}, " **一** 二"},
		{"an address", []flow.Run{{Text: "http://a.cn/", Link: "http://a.cn/"}}, "<http://a.cn/>"},
		{"a link", []flow.Run{{Text: "见!"}, {Text: "网站[1]", Link: "http://a.cn/<b>"}}, `见\![网站\[1\]](<http://a.cn/%3Cb%3E>)`},
		{"a link that leads nowhere", []flow.Run{{Text: "网站", Link: "javascript:x"}}, "网站"},
		{"a heading that is none", []flow.Run{{Text: "# 号"}}, `\# 号`},
		{"an item that is none", []flow.Run{{Text: "- 减号"}}, `\- 减号`},
		{"a chart that is none", []flow.Run{{Text: "图表:"}}, `图表\:`},
		{"stars", []flow.Run{{Text: "2*3*4"}}, "2*3*4"},
		{"stars beside bold text", []flow.Run{{Text: "2*3"}, {Text: "四", Bold: true}}, `2\*3**四**`},
		{"marks of Markdown", []flow.Run{{Text: "`a` ~~b~~ <c> [^1] \\*"}}, "\\`a\\` \\~~b\\~~ \\<c> \\[^1] \\\\*"},
		{"a backslash before letters", []flow.Run{{Text: `C:\某`}}, `C:\某`},
		{"nothing", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Of(c.runs)
			if got != c.markdown {
				t.Errorf("got  %s\nwant %s", got, c.markdown)
			}
			if got == "" {
				return
			}
			want := strings.TrimSpace(flow.Block{Runs: c.runs}.Text())
			if read := readBack(t, got); strings.TrimSpace(read) != want {
				t.Errorf("read back as %q, want %q", read, want)
			}
		})
	}
}

// readBack is the text of a paragraph of a report file.
func readBack(t *testing.T, markdown string) string {
	t.Helper()
	file := "template: open-government-2021\nagency: 某局\nyear: 2024\noverview: |\n  " + markdown + "\n"
	report, _ := load.Report("r.yaml", []byte(file), configs.NewLibrary(nil))
	blocks := report.Prose["overview"].Blocks
	if len(blocks) != 1 || blocks[0].Level != 0 || blocks[0].Item != nil || blocks[0].Chart != nil {
		t.Fatalf("read back as %+v", blocks)
	}
	return data.RunsText(blocks[0].Runs)
}
