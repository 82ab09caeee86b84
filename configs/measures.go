package configs

import (
	"slices"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/prefilter"
	"gongwen/internal/source"
	"gongwen/internal/source/overlay"
)

// measurePhrase is what a claim with `measures` calls the measure word (量词) in
// its patterns, expressions and messages.
const measurePhrase = "measure"

// anyMeasure stands for the measure word while a claim is read, once for all of
// them: a character that no text has.
const anyMeasure = "\uE000"

var measureWord = pattern.New(`^\p{Han}{1,4}$`)

// measuredClaims are the wordings of an entry: one, or one for each of its
// measure words.
func (r *templateReader) measuredClaims(n *source.Node) []Claim {
	_, given, has := overlay.Entry(n, "measures")
	if !has {
		return []Claim{r.claim(n)}
	}
	before, taken := r.phrases[measurePhrase]
	r.phrases[measurePhrase] = anyMeasure
	c := r.claim(n)
	delete(r.phrases, measurePhrase)
	if taken {
		r.phrases[measurePhrase] = before
	}
	items := source.Items(given, r.problems)
	if given.Kind == source.List && (len(items) == 0 || len(items) > maxMeasures) {
		r.problems.Add(diag.Errorf(given.Pos, "量词应有 1 到 %d 个", "there are 1 to %d measure words", maxMeasures))
		return nil
	}
	var list []Claim
	for _, item := range items {
		word := source.String(item, r.problems)
		if item.Kind == source.Scalar && !measureWord.MatchString(word) {
			r.problems.Add(diag.Errorf(item.Pos, "“%s”不是量词", "%q is no measure word", word).
				WithHint("写一至四个汉字，如 条、人次", "one to four Chinese characters, such as 条 or 人次"))
			continue
		}
		list = append(list, c.measured(word))
	}
	return list
}

// measured is c for a measure word.
func (c Claim) measured(word string) Claim {
	pattern := func(s string) string { return strings.ReplaceAll(s, anyMeasure, word) }
	text := func(s string) string { return strings.ReplaceAll(s, "{"+measurePhrase+"}", word) }
	c.Find, c.Items, c.Unless, c.UnlessBefore = pattern(c.Find), pattern(c.Items), pattern(c.Unless), pattern(c.UnlessBefore)
	c.When, c.Equals, c.Check, c.Same = text(c.When), text(c.Equals), text(c.Check), text(c.Same)
	c.Message = diag.Text{ZH: text(c.Message.ZH), EN: text(c.Message.EN)}
	c.Hint = diag.Text{ZH: text(c.Hint.ZH), EN: text(c.Hint.EN)}
	for _, needs := range []*prefilter.Needed{&c.Needs, &c.UnlessNeeds, &c.UnlessBeforeNeeds} {
		filled := make(prefilter.Needed, len(*needs))
		for i, texts := range *needs {
			filled[i] = slices.Clone(texts)
			for j := range filled[i] {
				filled[i][j] = pattern(filled[i][j])
			}
		}
		*needs = filled
	}
	return c
}
