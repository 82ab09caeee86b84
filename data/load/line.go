package load

import (
	"strings"
	"unicode/utf8"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// line reads plain text that must stand on one line: not empty, at most the
// given number of characters. Blanks around it are dropped.
func (b *builder) line(n *source.Node, name string, most int) (data.Field, bool) {
	if n.Kind != source.Scalar && n.Kind != source.Null {
		b.errorf(n.Pos, "%s：应为文字，实为%s", "%s: should be text, is %s", name, n.Kind.Name())
		return data.Field{}, false
	}
	text := trimBlanks(n.Text)
	switch {
	case text == "":
		b.errorf(n.Pos, "%s：不能为空", "%s: must not be empty", name)
	case strings.ContainsAny(text, "\n\r"):
		b.errorf(n.Pos, "%s：应写在一行", "%s: should be one line", name)
	case utf8.RuneCountInString(text) > most:
		b.errorf(n.Pos, "%s：最多 %d 个字，实有 %d 个", "%s: at most %d characters, there are %d", name, most, utf8.RuneCountInString(text))
	default:
		return data.Field{Text: text, Pos: n.At(strings.Index(n.Text, text))}, true
	}
	return data.Field{}, false
}

var (
	signAgencyKey = source.Key{ID: "agency", Labels: []string{"机关名称", "署名"}}
	signDateKey   = source.Key{ID: "date", Labels: []string{"成文日期", "日期"}}
)

// signOff reads the 落款. Without a name of its own it is signed by the agency
// that reports.
func (b *builder) signOff(fields *source.Fields) {
	n := fields.Get(signOffKey.ID)
	if n != nil && n.Said {
		return
	}
	if n == nil || n.Kind == source.Null {
		if b.report.Template.NeedsSignOff {
			b.problems.Add(diag.Errorf(fields.Pos, "缺少“落款”", "the sign-off (落款) is missing").
				WithHint("写成 落款: {成文日期: 2024-01-25}", "written as sign_off: {date: 2024-01-25}"))
		}
		return
	}
	parts := source.NewFields(n, &b.problems, signAgencyKey, signDateKey)
	if n.Kind != source.Map {
		return
	}
	s := data.SignOff{Agency: b.report.Agency()}
	ok := true
	if agency := parts.Get(signAgencyKey.ID); agency != nil && agency.Kind != source.Null {
		s.Agency, ok = b.line(agency, "落款机关名称", maxField)
	}
	date := parts.Require(signDateKey.ID)
	if date == nil {
		return
	}
	text, dated := b.line(date, "成文日期", maxField)
	if !dated {
		return
	}
	var known bool
	s.Date, known, dated = parseDay(text)
	if !dated {
		d := diag.Errorf(text.Pos, "成文日期：看不懂“%s”", "date: “%s” is not understood", clip(text.Text))
		if known {
			d = diag.Errorf(text.Pos, "成文日期：没有“%s”这一天", "date: “%s” is not a day", clip(text.Text))
		}
		b.problems.Add(d.WithHint("写成 2024-01-25 或 2024年1月25日", "written as 2024-01-25"))
		return
	}
	if ok {
		b.report.SignOff = &s
	}
}
