package page

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/evanw/esbuild/pkg/api"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/sheet"
	"gongwen/internal/judge"
)

// mdRun, mdCell and mdBlock are what the editor and the report file's reader say of a text.
type mdRun struct {
	Text string `json:"text"`
	Bold bool   `json:"bold"`
	Link string `json:"link"`
}

type mdCell struct {
	Rows    int     `json:"rows"`
	Columns int     `json:"columns"`
	Align   string  `json:"align"`
	Head    bool    `json:"head"`
	Runs    []mdRun `json:"runs"`
}

type mdBlock struct {
	Kind   string     `json:"kind"`
	Level  int        `json:"level"`
	List   string     `json:"list"`
	Number int        `json:"number"`
	File   string     `json:"file"`
	Alt    string     `json:"alt"`
	Runs   []mdRun    `json:"runs"`
	Rows   [][]mdCell `json:"rows"`
}

type mdRead struct {
	Blocks    []mdBlock `json:"blocks"`
	Same      bool      `json:"same"`
	Rewritten string    `json:"rewritten"`
	Again     []mdBlock `json:"again"`
	Each      []string  `json:"each"`
	Misplaced int       `json:"misplaced"`
}

// editorReads is what the page's editor makes of texts.
func editorReads(t *testing.T, texts []string) []mdRead {
	t.Helper()
	node := judge.Path(t, "node")
	script := filepath.Join(t.TempDir(), "markdown.mjs")
	if err := os.WriteFile(script, bundle(t, api.BuildOptions{EntryPoints: []string{"testdata/markdown.ts"}, Platform: api.PlatformNode, Target: api.ES2022}), 0o600); err != nil {
		t.Fatal(err)
	}
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), node, script)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var read []mdRead
	if err := json.Unmarshal(out, &read); err != nil {
		t.Fatal(err)
	}
	return read
}

// fileReads is what the reader of report files makes of a text, and whether it names an error.
func fileReads(t *testing.T, text string) ([]mdBlock, bool) {
	t.Helper()
	library := configs.NewLibrary(nil)
	template, said := library.TemplateForYear("", 2024)
	if template == nil {
		t.Fatal(said)
	}
	s := sheet.New(template)
	at := sheet.At(sheet.Prose, "overview")
	s.Set(at, text)
	report, problems := load.Build("", s.Tree(), library)
	wrong := false
	for _, d := range problems {
		wrong = wrong || sheet.Place(d.Pos.File) == at && d.Level.String() == "error"
	}
	if report == nil {
		return nil, true
	}
	var blocks []mdBlock
	for _, b := range report.Prose["overview"].Blocks {
		blocks = append(blocks, mdOf(b)...)
	}
	return blocks, wrong
}

func mdOf(b data.Block) []mdBlock {
	runs := mdRuns(b.Runs)
	switch {
	case b.Picture != nil:
		return []mdBlock{{Kind: "figure", File: b.Picture.File, Alt: b.Picture.Alt, Runs: runs}}
	case b.Chart != nil:
		return []mdBlock{{Kind: "chart"}}
	case b.Table != nil:
		table := mdBlock{Kind: "table"}
		for r, row := range b.Table.Rows {
			var cells []mdCell
			for _, c := range row {
				align := map[data.Align]string{data.Centred: "center", data.Right: "right"}[b.Table.Columns[c.Col]]
				cells = append(cells, mdCell{Rows: c.RowSpan, Columns: c.ColSpan, Align: align, Head: r < b.Table.Head, Runs: mdRuns(c.Runs)})
			}
			table.Rows = append(table.Rows, cells)
		}
		if len(b.Runs) > 0 { // the editor leaves the caption in the paragraph above
			return []mdBlock{{Kind: "caption", Runs: runs}, table}
		}
		return []mdBlock{table}
	case b.Item != nil:
		list := "ordered"
		if b.Item.Number == 0 {
			list = "bullet"
		}
		return []mdBlock{{Kind: "list_item", List: list, Number: b.Item.Number, Runs: runs}}
	case b.Level > 0:
		return []mdBlock{{Kind: "heading", Level: b.Level + 1, Runs: append([]mdRun{{Text: b.Typed}}, runs...)}}
	}
	return []mdBlock{{Kind: "paragraph", Runs: runs}}
}

func mdRuns(runs []data.Run) []mdRun {
	var out []mdRun
	for _, r := range runs {
		out = append(out, mdRun{r.Text, r.Bold, r.Link})
	}
	return out
}

// plainly is a text with its marks, in a form in which both readers can be compared:
// numbers of subheadings are apart in one of them, captions of tables in the other.
func plainly(blocks []mdBlock) []string {
	var out []string
	for i, b := range blocks {
		var s strings.Builder
		kind := b.Kind
		runs := b.Runs
		if kind == "paragraph" && i+1 < len(blocks) && blocks[i+1].Kind == "table" && len(runs) > 0 {
			for _, mark := range []string{"表：", "表:", "table:"} {
				if rest, ok := strings.CutPrefix(runs[0].Text, mark); ok {
					runs = append([]mdRun{{rest, runs[0].Bold, runs[0].Link}}, runs[1:]...)
					kind = "caption"
					break
				}
			}
		}
		s.WriteString(kind + " " + strings.Repeat("#", b.Level) + b.List + number(b.Number) + b.File + "|" + b.Alt + "|")
		s.WriteString(marked(runs, b.Kind == "heading"))
		for _, row := range b.Rows {
			s.WriteString("\n")
			for _, c := range row {
				s.WriteString("[" + number(c.Rows) + "×" + number(c.Columns) + c.Align + strings.Repeat("h", len(row)*boolInt(c.Head)/max(1, len(row))) + " " + marked(c.Runs, false) + "]")
			}
		}
		if strings.TrimSpace(marked(runs, true)) == "" && (b.Kind == "heading" || b.Kind == "paragraph" || kind == "caption" || b.Kind == "list_item") {
			continue
		}
		out = append(out, s.String())
	}
	return out
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func marked(runs []mdRun, squeeze bool) string {
	var s strings.Builder
	bold, link := false, ""
	for _, r := range runs {
		for _, c := range r.Text {
			// ** stands before no blank and behind none.
			if b := r.Bold && !unicode.IsSpace(c); bold != b || link != r.Link {
				s.WriteString("{" + strings.Repeat("b", boolInt(b)) + r.Link + "}")
				bold, link = b, r.Link
			}
			s.WriteRune(c)
		}
	}
	text := strings.TrimSpace(s.String())
	if squeeze {
		text = strings.NewReplacer(" ", "", "\u3000", "", "\t", "").Replace(text)
	}
	return text
}

// What people write, and what is like it.
var markdownTexts = []string{
	"",
	"一段。",
	"\n\n一段。\n\n\n另一段，\n接着写。\nEnglish words\non two lines\n",
	"　　缩进的一段。\n　　又一段。",
	"## 主动公开\n**一是突出重点。**围绕中心工作……\n\n### 1.细目\n正文\n#### 四级 ##\n文",
	"##没有空格\n\n## \n\n# 一级\n\n##### 五级",
	"甲**乙，丙。**丁**，戊**己 ** 庚",
	"2**3 和 ***三个*** 和 138****1234，a*b*c，*斜体*，_下_",
	"[链接](https://www.example.gov.cn/a(b)c) 和 [**粗**的](<https://example.gov.cn/a b>) <https://www.example.gov.cn/> <xxgk@example.gov.cn>",
	"**[全粗](https://example.gov.cn/)和字** [不完整](htt p) [引用][x] ![文中](a.png)图",
	"- 甲\n- 乙\n  接着\n\n- 丙\n\n1. 一\n2. 二\n\n3. 三\n4. 四\n\n1. 不是列表\n\n文\n- 打断",
	"1. 一\n2. 二\n\n1. 再一\n2. 再二\n* 点\n  - 更深\n+ 加",
	"表：各乡镇\n| 乡镇 | 件 |\n|:---|---:|\n| 甲 | 1 |\n| **乙** | 2 \\| 3 |",
	"表: 合并\n\n| 甲 | < | 乙 |\n|---|:-:|---|\n| 1 | 2 | ^ |\n| 3 | < | 4 |\n\n后文",
	"| 少 | 格 |\n|---|---|\n| 1 |\n\n| 不是表 |\n文",
	"![题注](图.png)\n![又一张](b.png \"替代\")\n\n![](c.png \"只有替代\")\n\n![有空格](<a b.png>)",
	"图表：\n  标题: 申请\n  表: requests\n\n  行: new\n文字",
	"转义 \\* \\[x\\] \\\\ \\- 行尾\\\n下一行  \n第三行",
	"\\# 不是标题\n\n\\- 不是项\n\n3\\. 不是",
	"> 引\n\n---\n\n```\n代码\n```\n\n&amp; <b>x</b> [ ] 任务",
	"𬒈溪县𬒈**𬒈，**𬒈[𬒈](https://example.cn/)𬒈",
	"  ## 有缩进\n    ## 缩进太多\n\t文",
	"全角＊和“引号”、‘单’……——·《书》（括）\nABC，\nDEF\n123\n年",
	"[a[b](https://x.cn)c](https://y.cn) [**a](https://x.cn)b** **a [b**](https://x.cn)",
	"![图](a.png) ![图二](b.png)\n\n[](https://x.cn)空",
}

// randomTexts are texts made of what both readers have to tell apart.
func randomTexts(n int) []string {
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same texts each time
	parts := []string{
		"甲", "乙丙", "，", "。", "“", "”", "a", "B 1", " ", "  ", "　", "\n", "\n", "\n\n", "**", "**", "*", "\\", "[", "]", "](", "(", ")", "![", "<", ">", "#", "## ", "### ", "- ", "1. ", "2. ", "3. ",
		"|", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n", "^", "https://x.cn/", "[字](https://x.cn/)", "![题](a.png)", "图表：\n  标题: 甲\n", "\"", "_", "~", "&", "=", "!", ":", "表：", "\\|", "𬒈",
	}
	texts := make([]string, n)
	for i := range texts {
		var s strings.Builder
		for range 1 + random.IntN(14) {
			s.WriteString(parts[random.IntN(len(parts))])
		}
		texts[i] = s.String()
	}
	return texts
}

// The editor reads a text as the reader of report files does; a text in which nothing was
// changed stays as it is, character by character; and what is written of blocks reads as
// the same blocks.
func TestEditorReadsAsTheReportFileIsRead(t *testing.T) {
	texts := append(append([]string{}, markdownTexts...), randomTexts(1500)...)
	different := 0
	for i, read := range editorReads(t, texts) {
		text := texts[i]
		if !read.Same {
			t.Errorf("%q does not stay as it is", text)
		}
		if read.Misplaced > 0 {
			t.Errorf("%q: %d characters are elsewhere", text, read.Misplaced)
		}
		raw := false
		for _, b := range read.Blocks {
			raw = raw || b.Kind == "raw"
		}
		want, wrong := fileReads(t, text)
		if got := plainly(read.Blocks); !wrong && !raw && !reflect.DeepEqual(got, plainly(want)) {
			different++
			if different < 20 {
				t.Errorf("%q\nis read as %q\nby the file's reader as %q", text, got, plainly(want))
			}
		}
		if again := plainly(read.Again); !reflect.DeepEqual(again, plainly(read.Blocks)) && !raw {
			different++
			if different < 40 {
				t.Errorf("%q\nis written as %q\nwhich reads as %q\nin place of %q", text, read.Rewritten, again, plainly(read.Blocks))
			}
		}
	}
}
