package output_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gongwen/configs"
	readdocx "gongwen/data/intake/docx"
	"gongwen/data/intake/flow"
	readhtml "gongwen/data/intake/html"
	readofd "gongwen/data/intake/ofd"
	readpdf "gongwen/data/intake/pdf"
	"gongwen/data/load"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout"
	"gongwen/layout/compose"
	"gongwen/layout/doc"
	"gongwen/layout/example"
	"gongwen/layout/linedump"
	"gongwen/output"
	"gongwen/output/format"
)

// plainText is a writer on trial: the least that a new one has to do, written
// from the blocks alone.
type plainText struct{}

func (plainText) Format() output.Format { return output.Format{Extension: "txt", NeedsPages: true} }

func (plainText) Export(w io.Writer, in output.Input) error {
	said := linedump.Said(in.Doc)
	for _, line := range said {
		if strings.HasPrefix(line, "*") { // the type of an unknown block
			return diag.List{diag.Errorf(diag.Pos{}, "不能写出 %s", "there is no form for %s", line)}
		}
	}
	_, err := io.WriteString(w, strings.Join(said, "\n"))
	return err
}

// writers are all writers with readers that find their text again; a format
// without a reader of its own is read as it stands, but for marks such as those
// of Markdown that stand among its words.
func writers() map[string]struct {
	output.Exporter
	read func(ctx context.Context, name string, content []byte) (*flow.Document, diag.List)
} {
	type writer = struct {
		output.Exporter
		read func(ctx context.Context, name string, content []byte) (*flow.Document, diag.List)
	}
	plain := func(_ context.Context, _ string, content []byte) (*flow.Document, diag.List) {
		return &flow.Document{Blocks: []flow.Block{{Runs: []flow.Run{{Text: letters(string(content))}}}}}, nil
	}
	all := map[string]writer{"trial": {plainText{}, plain}}
	for _, row := range format.All() {
		w := writer{row.New(format.Options{}), plain}
		switch row.Name {
		case "docx":
			w.read = readdocx.Read
		case "html":
			w.read = readhtml.Read
		case "pdf":
			w.read = readpdf.Read
		case "ofd":
			w.read = readofd.Read
		}
		all[row.Name] = w
	}
	return all
}

// everyBlock is a document with every kind of block, in each of its forms, and
// a book of its faces. extra stands at its end.
func everyBlock(t *testing.T, extra ...doc.Block) (*doc.Document, *fonts.Book) {
	t.Helper()
	library := configs.NewLibrary(nil)
	report, said := load.Report("report.yaml", []byte("template: open-government-2021\n年度: 2024\n机关: 某县教育局\n"), library)
	if report == nil {
		t.Fatal(said)
	}
	sheet, said := library.Style("gb9704")
	if said.HasErrors() {
		t.Fatal(said)
	}
	d, said := compose.Document(report, sheet, compose.Options{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	var last doc.NodeID
	id := func() doc.NodeID { last++; return last }
	text := func(s string) []doc.Run { return []doc.Run{{Text: s}} }
	body := func(s string) *doc.Paragraph { return &doc.Paragraph{ID: id(), Style: doc.BodyRole, Runs: text(s)} }
	cell := func(row, col, rows, cols int, role doc.CellRole, style, s string) doc.Cell {
		return doc.Cell{ID: id(), Row: row, Col: col, RowSpan: rows, ColSpan: cols, Role: role, Style: style, Runs: text(s)}
	}
	d.Meta.Title = "各种内容"
	items, _ := d.Style(doc.BodyRole)
	items.Role, items.IndentChars = doc.ListRole, 0
	at, _ := slices.BinarySearchFunc(d.Styles, items.Role, func(s doc.TextStyle, role string) int { return cmp.Compare(s.Role, role) })
	d.Styles = slices.Insert(d.Styles, at, items)
	element := func(role, s string) *doc.Paragraph { return &doc.Paragraph{ID: id(), Style: role, Runs: text(s)} }
	foot := element(doc.BodyRole, "抄送机关")
	foot.Label = doc.Label{Text: "抄送：", Hang: 3}
	d.Masthead = doc.MastheadStyle{Mark: 72 * unit.Millimetre, Lines: 2, Below: 2, Rule: doc.Rule{Width: 156 * unit.Millimetre, Strokes: []unit.Length{unit.Point}}}
	d.Colophon = doc.ColophonStyle{Outer: unit.Point, Inner: unit.Point}
	for _, role := range []string{doc.MarkRole, doc.NumberRole, doc.SignerRole, doc.PostRole, doc.NameRole, doc.TableTitleRole, doc.TableMarkRole, doc.TableRightMarkRole} {
		style := items
		style.Role = role
		d.Styles = append(d.Styles, style)
	}
	slices.SortFunc(d.Styles, func(a, b doc.TextStyle) int { return cmp.Compare(a.Role, b.Role) })
	d.Body = []doc.Block{
		&doc.Masthead{
			ID: id(), Corner: []*doc.Paragraph{element(doc.BodyRole, "机密★1年")},
			Mark: []*doc.Paragraph{element(doc.MarkRole, "甲机关"), element(doc.MarkRole, "乙机关")}, Word: element(doc.MarkRole, "文件"),
			Number:  element(doc.NumberRole, "甲发〔2024〕1号"),
			Signers: &doc.SignerList{Label: element(doc.NumberRole, "签发人："), Names: []*doc.Paragraph{element(doc.SignerRole, "张三"), element(doc.SignerRole, "李四"), element(doc.SignerRole, "王五")}},
		},
		&doc.Title{ID: id(), Lines: [][]doc.Run{text("题目上行"), text("题目下行")}},
		&doc.Heading{ID: id(), Level: 1, Number: "一、", Runs: text("独立的标题")},
		&doc.Heading{ID: id(), Level: 2, Number: "（一）", Runs: text("连排的标题。"), Text: body("标题后的正文。")},
		&doc.Paragraph{ID: id(), Style: doc.BodyRole, Runs: []doc.Run{{Text: "正文与"}, {Text: "重点", Bold: true}, {ID: id(), Text: "链接", Link: "https://example.cn/"}}},
		&doc.List{ID: id(), Items: []*doc.Paragraph{body("不带号的一项。"), body("不带号的另一项。")}},
		&doc.List{ID: id(), Ordered: true, Items: []*doc.Paragraph{
			{ID: id(), Style: doc.ListRole, Runs: text("带号的一项。"), Label: doc.Label{ID: id(), Text: "1.", At: 2, Hang: 3}},
			{ID: id(), Style: doc.ListRole, Runs: text("带号的另一项。"), Label: doc.Label{ID: id(), Text: "2.", At: 2, Hang: 3}},
		}},
		&doc.Paragraph{ID: id(), Style: doc.AttachmentListRole, Runs: text("附件名称"), Label: doc.Label{Text: "附件：", At: 2, Hang: 5}, Blank: 1},
		&doc.Table{
			ID: id(), Title: "表名", HeadRows: 1, Widths: []unit.Length{70 * unit.Millimetre, 70 * unit.Millimetre},
			Rows: []doc.Row{
				{ID: id(), Cells: []doc.Cell{cell(0, 0, 1, 2, doc.Head, doc.TableHeadRole, "表头格")}},
				{ID: id(), Cells: []doc.Cell{cell(1, 0, 2, 1, doc.Stub, doc.TableStubRole, "项目格"), cell(1, 1, 1, 1, doc.Number, doc.TableNumberRole, "12")}},
				{ID: id(), Cells: []doc.Cell{cell(2, 1, 1, 1, doc.Number, doc.TableNumberRole, "34")}},
			},
			Notes: []*doc.Paragraph{{ID: id(), Style: doc.NoteRole, Runs: text("注：表下说明。")}},
		},
		&doc.Table{
			ID: id(), Title: "横排的表", HeadRows: 1, Widths: []unit.Length{200 * unit.Millimetre}, Turned: true, NewPage: true, Continued: doc.Run{Text: "续表"},
			Above: []doc.TableLine{
				{Text: element(doc.TableTitleRole, "横排表的题目")}, {Right: element(doc.TableRightMarkRole, "公开09表")},
				{Text: element(doc.TableMarkRole, "部门：某局"), Right: element(doc.TableRightMarkRole, "金额单位：万元")},
			},
			Rows: []doc.Row{
				{ID: id(), Cells: []doc.Cell{cell(0, 0, 1, 1, doc.Head, doc.TableHeadRole, "横排表的表头")}},
				{ID: id(), Height: 90 * unit.Millimetre, Cells: []doc.Cell{cell(1, 0, 1, 1, doc.Words, doc.TableStubRole, "横排表的格")}},
				{ID: id(), Height: 90 * unit.Millimetre, Cells: []doc.Cell{cell(2, 0, 1, 1, doc.Words, doc.TableStubRole, "下一页的格")}},
			},
		},
		&doc.Figure{
			ID: id(), Alt: "替代文字", Width: unit.Inch, Height: unit.Inch,
			Drawing: &picture.Drawing{Width: unit.Inch, Height: unit.Inch, Shapes: []picture.Shape{square()}},
			Caption: &doc.Paragraph{ID: id(), Style: doc.CaptionRole, Runs: text("图注文字")},
		},
		&doc.SignOff{
			Agency: doc.Paragraph{ID: id(), Style: doc.SignatureRole, Runs: text("落款机关")},
			Others: []doc.Paragraph{{ID: id(), Style: doc.SignatureRole, Runs: text("另一个落款机关")}},
			Date:   doc.Paragraph{ID: id(), Style: doc.SignatureRole, Runs: text("2024年1月5日")},
		},
		&doc.SignOff{
			Signers: []doc.Signatory{{
				Post: doc.Paragraph{ID: id(), Style: doc.PostRole, Runs: text("职务")}, Name: doc.Paragraph{ID: id(), Style: doc.NameRole, Runs: text("签名")},
			}},
			Date: doc.Paragraph{ID: id(), Style: doc.SignatureRole, Runs: text("2024年1月6日")},
		},
		&doc.Colophon{ID: id(), Rows: []doc.ColophonRow{
			{Text: foot}, {Text: element(doc.BodyRole, "印发机关"), Right: element(doc.BodyRole, "2024年1月7日印发")},
		}},
	}
	d.Body = append(d.Body, extra...)
	return d, example.Book(t, sheet)
}

func square() picture.Shape {
	const side = unit.Inch
	return picture.Shape{Fill: &picture.Color{}, Path: []picture.Step{
		{Op: picture.Move}, {Op: picture.Line, To: picture.Point{X: side}}, {Op: picture.Line, To: picture.Point{X: side, Y: side}}, {Op: picture.Close},
	}}
}

// TestEveryWriterWritesEveryBlock: what a document says is found again in the
// file of each format.
func TestEveryWriterWritesEveryBlock(t *testing.T) {
	d, book := everyBlock(t)
	if got, want := kinds(d), blockTypes(t); !slices.Equal(got, want) {
		t.Fatalf("the document has blocks of the types %v, package doc has %v", got, want)
	}
	pages, setting, said := layout.Typeset(t.Context(), d, book, layout.Wants{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	for name, w := range writers() {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			in := output.Input{Doc: d, Pages: pages, Setting: setting, Fonts: book}
			if err := w.Export(&file, in); err != nil {
				t.Fatal(err)
			}
			if err := output.Refuses(w, in); err != nil {
				t.Errorf("Refuses says %v of what is written", err)
			}
			read, said := w.read(t.Context(), "file."+w.Format().Extension, file.Bytes())
			if said.HasErrors() {
				t.Fatal(said)
			}
			text := textOf(read)
			for _, phrase := range linedump.Said(d) {
				if !strings.Contains(text, squeeze(phrase)) && !strings.Contains(text, letters(phrase)) {
					t.Errorf("the file does not say %q; it says\n%s", phrase, text)
				}
			}
		})
	}
}

// stranger is a block that nobody knows.
type stranger struct{}

func (*stranger) Node() doc.NodeID { return 1 << 30 }

func TestUnknownBlocksAreRefused(t *testing.T) {
	d, book := everyBlock(t, &stranger{})
	if _, _, said := layout.Typeset(t.Context(), d, book, layout.Wants{}); !strings.Contains(fmt.Sprint(said), "output_test.stranger") {
		t.Errorf("the layout says %v", said)
	}
	known, book := everyBlock(t)
	pages, setting, _ := layout.Typeset(t.Context(), known, book, layout.Wants{})
	for name, w := range writers() {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			in := output.Input{Doc: d, Pages: pages, Setting: setting, Fonts: book}
			err := w.Export(&file, in)
			if err == nil || file.Len() > 0 {
				t.Errorf("error %v and %d bytes for a block that the writer does not know", err, file.Len())
			}
			if judged := output.Refuses(w, in); fmt.Sprint(judged) != fmt.Sprint(err) {
				t.Errorf("Refuses says %v, Export %v", judged, err)
			}
		})
	}
}

func kinds(d *doc.Document) []string {
	found := map[string]bool{}
	for _, b := range d.Body {
		found[reflect.TypeOf(b).Elem().Name()] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// blockTypes are the types of package doc that have the method Node.
func blockTypes(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	files, err := filepath.Glob("../layout/doc/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "Node" {
				found[f.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// textOf is what a reader found, without blanks.
func textOf(d *flow.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		b.WriteString(block.Text() + "\n")
		if block.Table == nil {
			continue
		}
		for _, row := range block.Table.Rows {
			for _, cell := range row.Cells {
				b.WriteString(cell.Text + "\n")
			}
		}
	}
	return squeeze(b.String())
}

// letters is s without all that is no letter and no digit.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
