package text_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongwen/data/intake/flow"
	"gongwen/data/intake/text"
	"gongwen/internal/diag"
	"gongwen/internal/growth"
)

// dump writes a document one block a line, with its place.
func dump(d *flow.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		fmt.Fprintf(&b, "%d:%d ", block.Pos.Line, block.Pos.Col)
		switch block.Kind {
		case flow.Heading:
			fmt.Fprintf(&b, "H%d ", block.Level)
		case flow.Tabular:
			for _, row := range block.Table.Rows {
				for _, c := range row.Cells {
					fmt.Fprintf(&b, "|%d %s", c.Pos.Col, strings.ReplaceAll(c.Text, "\n", "/"))
				}
				b.WriteString("|")
			}
		}
		for _, r := range block.Runs {
			switch {
			case r.Link != "":
				fmt.Fprintf(&b, "<%s %s>", r.Text, r.Link)
			case r.Bold:
				fmt.Fprintf(&b, "**%s**", r.Text)
			default:
				b.WriteString(r.Text)
			}
		}
		if block.Bars > 0 {
			b.WriteString(strings.TrimPrefix(" "+strings.Repeat("|", block.Bars), strings.Repeat(" ", 1-min(1, len(block.Runs)))))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"lines are paragraphs":         {"甲。\n\n　　乙\r\n丙\r丁", "1:1 甲。\n3:1 　　乙\n4:1 丙\n5:1 丁\n"},
		"tabs part cells":              {"甲\t1\t\t2\n\t\t乙\t3\n丙", "1:1 |1 甲|3 1|5 |6 2||1 |2 |3 乙|5 3|\n3:1 丙\n"},
		"empty cells at the end":       {"甲\t1\t\t", "1:1 |1 甲|3 1|5 |6 |\n"},
		"a tab before a line is none":  {"\t甲", "1:1 \t甲\n"},
		"bars part cells":              {"| 甲 | 1 |\n|---|---|\n| 乙<br>丙 | |", "1:1 |3 甲|7 1||2 ---|6 ---||3 乙/丙|12 |\n"},
		"bars behind cells":            {"甲 | 1 |\n乙 |\n|||\n2 |", "1:1 |1 甲|5 1|\n2:1 乙 |\n3:1 |||\n4:1 2 |\n"},
		"bars alone that are a row":    {"甲 | 1 | 2 |\n | | |\n乙 | 3 | 4 |", "1:1 |1 甲|5 1|9 2||1 |1 |1 ||1 乙|5 3|9 4|\n"},
		"an empty cell before a bar":   {"甲 | 1 |\n | 2 |\n| 3 |", "1:1 |1 甲|5 1||1 |4 2||1 |3 3|\n"},
		"a label before an empty cell": {"甲 | 1 |\n乙 | |\n丙 |", "1:1 |1 甲|5 1||1 乙|5 |\n3:1 丙 |\n"},
		"a label before empty cells":   {"甲\t1\n乙\t", "1:1 |1 甲|3 1||1 乙|3 |\n"},
		"one bar is a character":       {"甲|乙", "1:1 甲|乙\n"},
		"commas part cells":            {"规章,1,\"1,286\"\n甲,乙", "1:1 |1 规章|4 1|6 1,286||1 甲|3 乙|\n"},
		"commas in sentences do not":   {"甲,乙,3。", "1:1 甲,乙,3。\n"},
		"bold and links":               {"一是**甲**乙<http://a.b/c>丙[丁](https://d.e)", "1:1 一是**甲**乙<http://a.b/c http://a.b/c>丙<丁 https://d.e>\n"},
		"a link in bold":               {"**甲<http://a.b>**", "1:1 **甲**<http://a.b http://a.b>\n"},
		"headings of Markdown":         {"## 甲\n#乙\n   ### 丙", "1:4 H2 甲\n2:1 #乙\n3:8 H3 丙\n"},
		"escapes of Markdown":          {`2\*3 \[甲\]`, "1:1 2*3 [甲]\n"},
		"what editors leave":           {"\uFEFF甲\u200B乙\f丙", "1:1 甲乙\n2:1 丙\n"},
		"asterisks that are no pair":   {"甲**乙", "1:1 甲**乙\n"},
	} {
		t.Run(name, func(t *testing.T) {
			document, said := text.Read(t.Context(), "a.txt", []byte(c.text))
			if len(said) > 0 {
				t.Fatal(said)
			}
			if got := dump(document); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const want = "1:1 政府信息公开工作年度报告，共六项。\n"
	content := "政府信息公开工作年度报告，共六项。"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(content)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(content)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ content, note string }{
		"UTF-8": {content, ""}, "with a byte order mark": {"\uFEFF" + content, ""}, "GB18030": {gb, "GB18030"}, "UTF-16": {utf16, "UTF-16"},
	} {
		document, said := text.Read(t.Context(), "a.txt", []byte(c.content))
		if document == nil || dump(document) != want {
			t.Errorf("%s: %v", name, said)
			continue
		}
		if noted := len(said) == 1 && said[0].Level == diag.Note && strings.Contains(said[0].Message.ZH, c.note); noted != (c.note != "") {
			t.Errorf("%s: %v", name, said)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"nothing":        {" \n\u3000\n", "没有内容"},
		"binary":         {"a\x00b", "不是文本文件"},
		"no encoding":    {"\xff\xff\xff", "不是文本文件"},
		"too many lines": {strings.Repeat("\n", 100_001) + "甲", "最多可以有 100000 行"},
		"a long line":    {"甲\n" + strings.Repeat("a", 400_001), "这一行有 400001 字节"},
		"too long":       {strings.Repeat("a\n", 9<<20), "最多可以有 16777216 字节"},
	} {
		if document, said := text.Read(t.Context(), "a.txt", []byte(c.content)); document != nil || !said.HasErrors() || !strings.Contains(said.Error(), c.want) {
			t.Errorf("%s: %v", name, said)
		}
	}
}

// FuzzRead: every character of a text that is seen is in its document.
func FuzzRead(f *testing.F) {
	published, err := os.ReadFile(filepath.Join("..", "testdata", "shaxian-xinfangju-2023.txt"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(published))
	f.Add("# a\n|b|c|\n|-|-|\nd,1,\"e\"\n**f**<http://g>[h](mailto:i)\\*")
	f.Add("a\tb\n\t\n|\n||\n|||\n,,\n\",\"")
	f.Fuzz(growth.Bounded(func(t *testing.T, content string) {
		document, said := text.Read(t.Context(), "a.txt", []byte(content))
		if document == nil {
			if !said.HasErrors() {
				t.Fatal("no document and no error")
			}
			return
		}
		seen := dump(document)
		if !utf8.ValidString(seen) {
			t.Fatal("the document is not UTF-8")
		}
		if !utf8.ValidString(content) || strings.HasPrefix(content, "\uFEFF") {
			return
		}
		count := map[rune]int{}
		for _, r := range seen {
			count[r]++
		}
		for _, r := range content {
			if r >= 0x4E00 && r < 0x9FFF {
				if count[r]--; count[r] < 0 {
					t.Fatalf("%q is lost", r)
				}
			}
		}
	}))
}
