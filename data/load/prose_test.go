package load

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongwen/data"
	"gongwen/internal/source"
)

// parseProse reads text as the prose of a section.
func parseProse(t *testing.T, text string) ([]data.Block, *builder) {
	t.Helper()
	file := "a: |\n  " + strings.ReplaceAll(text, "\n", "\n  ") + "\n"
	tree, problems := source.Parse("prose.yaml", []byte(file))
	if tree == nil {
		t.Fatal(problems)
	}
	b := &builder{}
	return b.blocks(tree.Entries[0].Value), b
}

// outline writes blocks on a line each: =（一）= before a subheading, with its
// typed number, “list” before the first item of a list, its number and | before
// each, *bold* and [text>link] for the looks of runs.
func outline(blocks []data.Block) string {
	var lines []string
	for _, b := range blocks {
		line := ""
		if b.Level > 0 {
			line = strings.Repeat("=", b.Level) + b.Typed + "="
		}
		if b.Item != nil {
			line = map[bool]string{true: "list "}[b.Item.First] + strconv.Itoa(b.Item.Number) + "|"
		}
		for _, r := range b.Runs {
			text := r.Text
			if r.Link != "" {
				text = "[" + text + ">" + r.Link + "]"
			}
			if r.Bold {
				text = "*" + text + "*"
			}
			line += text
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestProse(t *testing.T) {
	for _, c := range []struct{ name, text, want, said string }{
		{"paragraphs are set off by empty lines", "一\n\n二\n　　\n三", "一\n二\n三", ""},
		{"an indented line begins a paragraph", "　　一是\n二是\n　　三是", "一是二是\n三是", "3:3 这一行接在"},
		{"an indent is dropped", "一\n\n    二\n\n\t三", "一\n二\n三", ""},
		{"lines of Chinese are joined without a blank", "信息\n公开", "信息公开", ""},
		{"lines beside a Chinese mark are joined without a blank", "条例，\n2023年\n“一张图”", "条例，2023年“一张图”", ""},
		{"lines beside Latin letters or digits are joined by a blank", "共\n12 件 \nOCR\nAI", "共 12 件 OCR AI", ""},
		{"subheadings have two levels", "## 主动公开\n正文\n### 平台 ##\n正文", "==主动公开\n正文\n===平台\n正文", ""},
		{"a typed number is kept beside the subheading", "## （一）主动公开\n## (二) 依申请\n### 1.网站\n## 三、管理\n### 2、报刊\n## ④平台",
			"=（一）=主动公开\n=(二)=依申请\n==1.=网站\n=三、=管理\n==2、=报刊\n=④=平台", ""},
		{"a number of the words is no typed number", "## 2023 年主要工作\n### 1.5 万件\n## （试行）办法\n## **（一）**主动", "==2023 年主要工作\n===1.5 万件\n==（试行）办法\n=（一）=主动", ""},
		{"bold closes behind a Chinese mark", "**二是履行法定职责。**定期", "*二是履行法定职责。*定期", ""},
		{"bold stands before a Chinese mark", "三是**完善制度**。建立", "三是*完善制度*。建立", ""},
		{"bold holds quotation marks and brackets", "是**“一张图”**和**（试行）**的", "是*“一张图”*和*（试行）*的", ""},
		{"bold goes over lines", "**一是\n二是**", "*一是**二是*", "3:3 这一行接在"},
		{"two bold stretches follow each other", "**一。** **二。**三", "*一。* *二。*三", ""},
		{"other numbers of asterisks are text", "5*3=15，*重要*，139****1234，***", "5*3=15，*重要*，139****1234，***", "2:10 斜体"},
		{"a backslash escapes a mark", `5\*\*3、\[1\]、\<a\>、\\、\一、C:\n`, `5**3、[1]、<a>、\、\一、C:\n`, ""},
		{"a backslash at the end of a line is text", "甲\\\n乙", "甲\\ 乙", ""},
		{"an address in angle brackets is a link", "见（<http://www.gov.cn/a/?b=1&c=2>）和<zwgk@example.gov.cn>。",
			"见（[http://www.gov.cn/a/?b=1&c=2>http://www.gov.cn/a/?b=1&c=2]）和[zwgk@example.gov.cn>mailto:zwgk@example.gov.cn]。", ""},
		{"text with an address is a link", `见[**公开**专栏](https://www.gov.cn/a_\(b\)_c "题")。`, "见*[公开>https://www.gov.cn/a_(b)_c]*[专栏>https://www.gov.cn/a_(b)_c]。", ""},
		{"a bold link", "**见<http://a.cn>**", "*见**[http://a.cn>http://a.cn]*", ""},
		{"book-title marks written with < are text", "《<条例>实施细则》", "《<条例>实施细则》", ""},
		{"comparisons are text", "1 < 2 > 1，a<b", "1 < 2 > 1，a<b", ""},
		{"lists", "1. 一\n2. 二\n\n3. 三\n\n- 四\n\n* 五\n+ 六", "list 1|一\n2|二\n3|三\nlist 0|四\n0|五\n0|六", ""},
		{"paragraphs that begin with a number are no list", "1. 一\n\n2. 二\n\n1.一\n2.二\n\n1. 一", "1. 一\n2. 二\n1.一 2.二\n1. 一", "7:3 这一行接在"},
		{"a list begins at 1 and counts", "2. 二\n3. 三\n\n1. 一\n3. 三\n\n1. 一\n2. 二\n4. 四", "2. 二 3. 三\n1. 一 3. 三\nlist 1|一\n2|二 4. 四", "3:3 这一行接在|6:3 这一行接在|10:3 这一行接在"},
		{"a list follows a paragraph, lines go on in an item", "有：\n1. **一**，\n  续。\n2. 二\n　　后文\n- 甲\n- 乙\n## 题\n- 丙\n\n后文", "有：\nlist 1|*一*，续。\n2|二\n后文\nlist 0|甲\n0|乙\n==题\nlist 0|丙\n后文", ""},
		{"one list follows another below an empty line", "1. 一\n2. 二\n1. 一\n\n1. 一\n2. 二", "list 1|一\n2|二 1. 一\nlist 1|一\n2|二", "4:3 这一行接在"},
		{"a deeper mark begins no item", "- 甲\n  - 乙\n- 丙", "list 0|甲 - 乙\n0|丙", "3:5 这里的“-”"},
		{"marks that are escaped or without a blank or text are text", "\\- 甲\n\n-5\n\n1\\. 一\n2. 二\n\n- \n\n0. 零\n1. 一", "- 甲\n-5\n1. 一 2. 二\n-\n0. 零 1. 一", "7:3 这一行接在|12:3 这一行接在"},
		{"code, quotations, rules, bars and setext headings are text", "`a`\n\n> 一\n\n---\n\n|a|b|\n\n题\n===", "`a`\n> 一\n---\n|a|b|\n题 ===", "2:3 代码|4:3 引文|6:3 分隔线|8:3 竖线|11:3 分隔线"},
		{"a line of dashes below a text makes no table", "题\n---\n\n|题|\n|---|\n|一|", "题 ---\n", "3:3 分隔线"},
		{"comments, wide marks, three asterisks and addresses elsewhere are text", "甲<!-- 注 -->，＊＊乙＊＊，***丙***，****丁****\n\n＞戊\n\n[己][1]\n\n[1]: http://a.cn", "甲<!-- 注 -->，＊＊乙＊＊，***丙***，****丁****\n＞戊\n[己][1]\n[1]: http://a.cn", "2:4 HTML 的注释|2:15 “＊＊”|2:21 三个以上|2:29 三个以上|4:3 “＞”|8:3 写在别处"},
		{"lines that begin with 1) or 2） are paragraphs of their own", "1) 一\n2）二", "1) 一 2）二", "3:3 这一行接在"},
		{"HTML and entities are text", "<b>一</b>&nbsp;<br>", "<b>一</b>&nbsp;<br>", "2:3 HTML|2:7 HTML|2:11 HTML|2:17 HTML"},
		{"raised, lowered and marked text and boxes are text", "10^2^，H~2~O，==亮==，R&D，a=b\n\n- [ ] 办", "10^2^，H~2~O，==亮==，R&D，a=b\nlist 0|[ ] 办", "2:5 上标|2:10 下标|2:15 突出显示|4:5 任务的方框"},
		{"a bracket that is no link is text", "国办发[2021]30号、[一][二]、[三]", "国办发[2021]30号、[一][二]、[三]", ""},
		{"one number sign is text", "#政务公开#", "#政务公开#", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			blocks, b := parseProse(t, c.text)
			if got := outline(blocks); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			var said []string
			for _, d := range b.problems {
				said = append(said, fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Message.ZH))
			}
			for i, want := range strings.Split(c.said, "|") {
				if (want == "") != (len(said) == 0) || want != "" && (i >= len(said) || !strings.HasPrefix(said[i], want) || len(said) != strings.Count(c.said, "|")+1) {
					t.Fatalf("problems: %v", b.problems)
				}
			}
		})
	}
}

// TestRunsStandWhereTheySay compares every character of every run with the
// character of the file at the place that the run gives for it.
func TestRunsStandWhereTheySay(t *testing.T) {
	files := []string{"../../examples/shaxian-xinfangju-2023.yaml"}
	for _, pattern := range []string{"testdata/figures/*.json", "testdata/prose/*"} {
		more, err := filepath.Glob(pattern)
		if err != nil || len(more) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		files = append(files, more...)
	}
	lib := library()
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			report, problems := Report(file, content, lib)
			if report == nil {
				t.Fatal(problems)
			}
			lines := fileLines(content)
			checked := 0
			for section, prose := range report.Prose {
				for _, block := range prose.Blocks {
					for _, r := range block.Runs {
						checked += checkRun(t, section, lines, r)
					}
				}
			}
			if checked == 0 {
				t.Error("no runs")
			}
		})
	}
}

func fileLines(content []byte) [][]rune {
	var lines [][]rune
	for line := range strings.Lines(string(content)) {
		lines = append(lines, []rune(line))
	}
	return lines
}

// checkRun counts the characters that stand where the run says. The blank by
// which lines are joined stands where the line ends.
func checkRun(t *testing.T, section string, lines [][]rune, r data.Run) int {
	t.Helper()
	text := []rune(r.Text)
	for i, want := range text {
		pos := r.At(i)
		got := '\n'
		if pos.Line <= len(lines) && pos.Col <= len(lines[pos.Line-1]) {
			got = lines[pos.Line-1][pos.Col-1]
		}
		joint := want == ' ' && i == len(text)-1
		escape := got == '\\'
		if got != want && !joint && !escape {
			t.Errorf("%s %s: %q stands there, not %q of %q", section, pos, got, want, clip(r.Text))
			return i
		}
	}
	return len(text)
}

func TestVeryLongProseIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"characters": strings.Repeat("长", maxProse+1),
		"links":      strings.Repeat("[a](b)", maxLinks+1),
	} {
		t.Run(name, func(t *testing.T) {
			_, said := Report("long.yaml", fmt.Appendf(nil, "template: small\noverview: %q\n", text), library())
			if got := listing(said); !strings.Contains(got, "long.yaml:2:11: 错误: “总体情况”最多 ") {
				t.Errorf("said %s", got)
			}
		})
	}
}
