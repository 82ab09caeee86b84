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
	signersKey    = source.Key{ID: "signers", Labels: []string{"签署人"}}
	postKey       = source.Key{ID: "post", Labels: []string{"职务"}}
	nameKey       = source.Key{ID: "name", Labels: []string{"姓名"}}
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
			pos := fields.Pos
			if n != nil {
				pos = n.Pos
			}
			b.problems.Add(diag.Errorf(pos, "缺少“落款”", "the sign-off (落款) is missing").
				WithHint("写成 落款: {成文日期: 2024-01-25}", "written as sign_off: {date: 2024-01-25}"))
		}
		return
	}
	parts := source.NewFields(n, &b.problems, signAgencyKey, signersKey, signDateKey)
	if n.Kind != source.Map {
		return
	}
	var s data.SignOff
	ok := b.signAgencies(&s, parts.Get(signAgencyKey.ID))
	s.Signers = b.signers(parts.Get(signersKey.ID))
	date := parts.Require(signDateKey.ID)
	if date == nil {
		return
	}
	text, dated := b.line(date, "成文日期", maxField)
	if !dated {
		return
	}
	if s.Date, dated = b.day(text, "成文日期"); dated && ok {
		b.report.SignOff = &s
	}
}

// signAgencies reads who signs: without a name of their own the agencies that
// report.
func (b *builder) signAgencies(s *data.SignOff, n *source.Node) bool {
	if n == nil || n.Kind == source.Null {
		s.Agency = b.report.Agency()
		if f := b.report.Template.Agency(); f != nil && len(b.report.Lists[f.ID]) > 1 {
			all := b.report.Lists[f.ID]
			s.Agency, s.Others = all[0], all[1:]
		}
		return true
	}
	items := []*source.Node{n}
	if n.Kind == source.List && len(n.Items) > 0 {
		items = n.Items
	}
	all := true
	for i, item := range items {
		agency, ok := b.line(item, "落款机关名称", maxField)
		all = all && ok
		if i == 0 {
			s.Agency = agency
		} else {
			s.Others = append(s.Others, agency)
		}
	}
	return all
}

// signers reads who signs with a 签名章.
func (b *builder) signers(n *source.Node) []data.Signatory {
	var list []data.Signatory
	for _, item := range source.Items(n, &b.problems) {
		parts := source.NewFields(item, &b.problems, postKey, nameKey)
		post, name := parts.Require(postKey.ID), parts.Require(nameKey.ID)
		if post == nil || name == nil {
			continue
		}
		var s data.Signatory
		var titled, named bool
		s.Post, titled = b.line(post, "职务", maxField)
		s.Name, named = b.line(name, "姓名", maxField)
		if titled && named {
			list = append(list, s)
		}
	}
	return list
}
