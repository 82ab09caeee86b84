package document

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/growth"
)

// blocksOf are the blocks of a text: a line each, one of a table between bars. A line
// that begins with ^ is centred, with > at the right; a number in { } is its size.
func blocksOf(text string) []flow.Block {
	var blocks []flow.Block
	for i, line := range strings.Split(text, "\n") {
		b := flow.Block{Pos: diag.Pos{Sheet: "正文", Cell: fmt.Sprintf("第%d段", i+1)}}
		if cells, ok := strings.CutPrefix(line, "|"); ok {
			row := flow.Row{}
			for _, c := range strings.Split(strings.TrimSuffix(cells, "|"), "|") {
				row.Cells = append(row.Cells, flow.Cell{Text: strings.ReplaceAll(c, "/", "\n"), Col: len(row.Cells), RowSpan: 1, ColSpan: 1, Pos: diag.Pos{Sheet: "表", Cell: fmt.Sprintf("第%d行第%d格", i+1, len(row.Cells)+1)}})
			}
			if n := len(blocks) - 1; n >= 0 && blocks[n].Table != nil {
				blocks[n].Table.Rows = append(blocks[n].Table.Rows, row)
				continue
			}
			b.Kind, b.Table = flow.Tabular, &flow.Table{Placed: true, Rows: []flow.Row{row}}
			blocks = append(blocks, b)
			continue
		}
		if rest, ok := strings.CutPrefix(line, "^"); ok {
			b.Align, line = flow.Centred, rest
		}
		if rest, ok := strings.CutPrefix(line, "{"); ok {
			_, _ = fmt.Sscanf(rest, "%d", &b.Size)
			_, line, _ = strings.Cut(rest, "}")
		}
		if line == "" {
			continue
		}
		b.Runs = []flow.Run{{Text: line}}
		blocks = append(blocks, b)
	}
	return blocks
}

// dump writes what was found, an element a line.
func dump(d *Document) string {
	if d == nil {
		return "none\n"
	}
	var b strings.Builder
	one := func(name string, v Value) {
		if v.Text != "" {
			fmt.Fprintf(&b, "%s: %s (%s)\n", name, v.Text, v.Pos.Cell)
		}
	}
	all := func(name string, list []Value) {
		for _, v := range list {
			one(name, v)
		}
	}
	blocks := func(name string, list []flow.Block) {
		for _, block := range list {
			if block.Table != nil {
				fmt.Fprintf(&b, "%s: table of %d\n", name, len(block.Table.Rows))
				continue
			}
			fmt.Fprintf(&b, "%s: %s\n", name, block.Text())
		}
	}
	one("copy", d.CopyNumber)
	one("secrecy", d.Secrecy)
	one("period", d.Period)
	one("urgency", d.Urgency)
	all("mark", d.Marks)
	one("word", d.Word)
	one("number", d.Number)
	all("signer", d.Signers)
	all("title", d.Title)
	one("adoption", d.Adoption)
	all("recipient", d.Recipients)
	blocks("body", d.Body)
	all("listed", d.Listed)
	all("attended", d.Attended)
	all("excused", d.Excused)
	all("observed", d.Observed)
	all("signed", d.Signed)
	for _, p := range d.Posts {
		fmt.Fprintf(&b, "post: %s, %s\n", p.Post, p.Name)
	}
	one("date", d.Date)
	one("note", d.Note)
	for _, a := range d.Attachments {
		one("attachment", a.Label)
		all("attachment title", a.Title)
		blocks("attachment text", a.Blocks)
	}
	all("copies", d.Copies)
	one("printed by", d.PrintedBy)
	one("printed on", d.PrintedOn)
	all("left", d.Left)
	return b.String()
}

// TestElements: the elements of the documents in testdata.
func TestElements(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			golden.Check(t, strings.TrimSuffix(file, ".txt")+".golden", []byte(dump(Recognise(&flow.Document{Blocks: blocksOf(string(text))}))))
		})
	}
}

// TestRolesStandAtTheirPlaces: each paragraph has one role.
func TestRolesStandAtTheirPlaces(t *testing.T) {
	d := Recognise(&flow.Document{Blocks: blocksOf("某市教育局文件\n某教〔2024〕1号\n某市教育局关于开学的通知\n各学校：\n请按时开学。\n附件：名单\n某市教育局\n2024年1月5日\n（公开）\n附件\n名单\n某某\n抄送：市政府。\n某市教育局办公室　　2024年1月6日印发\n— 2 —")})
	if d == nil {
		t.Fatal("none was found")
	}
	want := []Role{MarkRole, NumberRole, TitleRole, RecipientsRole, BodyRole, ListRole, SignatureRole, DateRole, NoteRole, AttachmentLabelRole, AttachmentTitleRole, AttachmentRole, CopiesRole, PrintedRole, PageNumberRole}
	for i, role := range want {
		if got := d.Roles[diag.Pos{Sheet: "正文", Cell: fmt.Sprintf("第%d段", i+1)}]; got != role {
			t.Errorf("paragraph %d has role %d, want %d", i+1, got, role)
		}
	}
}

// TestGrowth: twice the document costs twice as much.
func TestGrowth(t *testing.T) {
	growth.Linear(t, 2000, func(n int) func() {
		d := &flow.Document{Blocks: blocksOf("某市教育局文件\n某教〔2024〕1号\n某市教育局关于开学的通知\n各学校：\n" + strings.Repeat("请按时开学，附件：1.名单\n某市教育局\n", n) + "2024年1月5日")}
		return func() { Recognise(d) }
	})
}

func FuzzRecognise(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, text string) {
		d := Recognise(&flow.Document{Blocks: blocksOf(text)})
		if d != nil && len(d.Body) == 0 {
			t.Error("a document without text")
		}
	}))
}
