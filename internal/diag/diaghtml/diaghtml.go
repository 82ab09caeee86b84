// Package diaghtml writes diagnostics as a web page to send to whoever has to mend
// what they name. It stands alone: nothing is loaded from elsewhere.
package diaghtml

import (
	"bytes"
	_ "embed"
	"html/template"
	"sync"

	"gongwen/internal/diag"
)

//go:embed page.html
var source string

// page is parsed when it is first written: most runs write none.
var page = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(source)) })

// file is what is said of one file.
type file struct {
	Name     string
	Findings []finding
}

type finding struct {
	Number                                   int
	Class, Level, Place, Message, Hint, Rule string
	Related                                  []string
}

// Write writes a list in one language, by the files that it speaks of in the order
// in which it names them.
func Write(list diag.List, lang diag.Lang) ([]byte, error) {
	in := func(zh, en string) string { return diag.Text{ZH: zh, EN: en}.In(lang) }
	var out bytes.Buffer
	err := page().Execute(&out, map[string]any{
		"Lang": in("zh-CN", "en"), "Title": in("检查结果", "Findings"),
		"Verdict": diag.T("%d 个错误，%d 个警告，%d 个说明", "%d errors, %d warnings, %d notes", list.Count(diag.Error), list.Count(diag.Warning), list.Count(diag.Note)).In(lang),
		"None":    in("没有发现问题。", "Nothing was found."),
		"Heads":   []string{in("序号", "No."), in("级别", "Level"), in("位置", "Place"), in("问题", "Message"), in("怎么改", "How to mend it"), in("规则", "Rule")},
		"Files":   files(list, lang),
	})
	return out.Bytes(), err
}

func files(list diag.List, lang diag.Lang) []file {
	var all []file
	at := map[string]int{}
	for _, d := range list {
		i, known := at[d.Pos.File]
		if !known {
			i = len(all)
			at[d.Pos.File] = i
			all = append(all, file{Name: diag.Printable(d.Pos.File)})
		}
		all[i].Findings = append(all[i].Findings, of(d, len(all[i].Findings)+1, lang))
	}
	return all
}

func of(d diag.Diagnostic, number int, lang diag.Lang) finding {
	f := finding{Number: number, Class: d.Level.String(), Level: d.Level.Text().In(lang), Message: diag.Printable(d.Message.In(lang)), Hint: diag.Printable(d.Hint.In(lang)), Rule: d.Rule}
	switch {
	case d.Pos.Cell != "":
		f.Place = d.Pos.Sheet + " " + d.Pos.Cell
	case d.Pos.Line > 0:
		f.Place = diag.T("第 %d 行第 %d 字", "line %d, column %d", d.Pos.Line, d.Pos.Col).In(lang)
	}
	if d.Waived != "" {
		f.Message += diag.Printable(diag.T("（已豁免：%s）", " (waived: %s)", d.Waived).In(lang))
	}
	for _, r := range d.Related {
		f.Related = append(f.Related, r.Format(lang))
	}
	return f
}
