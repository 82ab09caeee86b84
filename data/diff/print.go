package diff

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"gongwen/internal/diag"
	"gongwen/internal/jsontext"
	"gongwen/internal/textdiff"
)

// Format writes the differences as lines for a terminal: what was taken away as
// [-…-], what was put in as {+…+}.
func (d *Diff) Format(lang diag.Lang) string {
	in := func(zh, en string) string { return diag.Text{ZH: zh, EN: en}.In(lang) }
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s  %s\n%s%s  %s\n", in("旧：", "old: "), d.Old.File, d.Old.Title, in("新：", "new: "), d.New.File, d.New.Title)
	if d.Empty() {
		fmt.Fprintln(&b, in("内容相同", "the same content"))
		return b.String()
	}
	for _, f := range d.Fields {
		fmt.Fprintf(&b, "%s: %s\n", f.Name, marked([]textdiff.Piece{{Op: textdiff.Deleted, Text: f.Old}, {Op: textdiff.Inserted, Text: f.New}}))
	}
	section := ""
	for _, f := range d.Figures {
		if f.Section != section {
			section = f.Section
			fmt.Fprintf(&b, "\n%s\n", section)
		}
		fmt.Fprintf(&b, "  %s · %s: %s → %s%s\n", f.Row, f.Column, nothing(f.Old, lang), nothing(f.New, lang), bracketed(f.Change))
	}
	for _, t := range d.Texts {
		fmt.Fprintf(&b, "\n%s\n", t.Section)
		for _, p := range t.Paragraphs {
			fmt.Fprintf(&b, "  %s\n", strings.ReplaceAll(marked(p.Pieces), "\n", "\n  "))
		}
	}
	return b.String()
}

func nothing(figure string, lang diag.Lang) string {
	if figure == "" {
		return diag.Text{ZH: "（无）", EN: "(none)"}.In(lang)
	}
	return figure
}

func bracketed(change string) string {
	if change == "" {
		return ""
	}
	return "（" + change + "）"
}

func marked(pieces []textdiff.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch {
		case p.Text == "":
		case p.Op == textdiff.Same:
			b.WriteString(p.Text)
		case p.Op == textdiff.Deleted:
			b.WriteString("[-" + p.Text + "-]")
		default:
			b.WriteString("{+" + p.Text + "+}")
		}
	}
	return b.String()
}

// The JSON of differences.
type (
	jsonDiff struct {
		Old     jsonSide     `json:"old"`
		New     jsonSide     `json:"new"`
		Fields  []jsonField  `json:"fields"`
		Figures []jsonFigure `json:"figures"`
		Texts   []jsonText   `json:"texts"`
	}
	jsonSide struct {
		File  string `json:"file"`
		Title string `json:"title"`
	}
	jsonField struct {
		Name string `json:"name"`
		Old  string `json:"old"`
		New  string `json:"new"`
	}
	jsonFigure struct {
		Section string `json:"section"`
		Row     string `json:"row"`
		Column  string `json:"column"`
		Old     string `json:"old"`
		New     string `json:"new"`
		Change  string `json:"change,omitempty"`
	}
	jsonText struct {
		Section    string        `json:"section"`
		Paragraphs [][]jsonPiece `json:"paragraphs"`
	}
	jsonPiece struct {
		Change string `json:"change"` // same, deleted, inserted
		Text   string `json:"text"`
	}
)

var opNames = [...]string{textdiff.Same: "same", textdiff.Deleted: "deleted", textdiff.Inserted: "inserted"}

// JSON writes the differences for programs.
func (d *Diff) JSON() ([]byte, error) {
	out := jsonDiff{Old: jsonSide(d.Old), New: jsonSide(d.New), Fields: []jsonField{}, Figures: []jsonFigure{}, Texts: []jsonText{}}
	for _, f := range d.Fields {
		out.Fields = append(out.Fields, jsonField{f.Name, f.Old, f.New})
	}
	for _, f := range d.Figures {
		out.Figures = append(out.Figures, jsonFigure{f.Section, f.Row, f.Column, f.Old, f.New, f.Change})
	}
	for _, t := range d.Texts {
		text := jsonText{Section: t.Section}
		for _, p := range t.Paragraphs {
			var pieces []jsonPiece
			for _, piece := range p.Pieces {
				pieces = append(pieces, jsonPiece{opNames[piece.Op], piece.Text})
			}
			text.Paragraphs = append(text.Paragraphs, pieces)
		}
		out.Texts = append(out.Texts, text)
	}
	return jsontext.Indented(out)
}

//go:embed page.html
var pageSource string

// page is parsed when it is first written: most runs write none.
var page = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageSource)) })

// HTML writes the differences as a web page that stands alone.
func (d *Diff) HTML(lang diag.Lang) ([]byte, error) {
	in := func(zh, en string) string { return diag.Text{ZH: zh, EN: en}.In(lang) }
	var out bytes.Buffer
	err := page().Execute(&out, map[string]any{
		"Lang": in("zh-CN", "en"), "Title": in("两份报告的差别", "Differences of two reports"), "Diff": d,
		"OldName": in("旧", "Old"), "NewName": in("新", "New"), "Same": in("内容相同。", "The content is the same."),
		"Fields": in("基本信息", "Header"), "Figures": in("数", "Figures"), "Texts": in("文字", "Text"),
		"Heads":    []string{in("表格", "Table"), in("行", "Row"), in("栏", "Column"), in("旧", "Old"), in("新", "New"), in("增减", "Change")},
		"Deleted":  textdiff.Deleted,
		"Inserted": textdiff.Inserted,
		"Legend":   in("删去的文字划线，加上的文字有下划线。", "What was taken away is struck out, what was put in is underlined."),
	})
	return out.Bytes(), err
}
