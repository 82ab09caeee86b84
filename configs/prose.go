package configs

import (
	"bytes"

	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/internal/source/overlay"
)

// ProseRules is what templates whose prose is alike have in common: phrases, words
// and rules, a YAML file of configs/prose. Its phrases and rules are read with each
// template that names it, whose tables they are about.
type ProseRules struct {
	ID      string
	Lexicon *Lexicon // nil for none
}

// proseKey is what a template names the rules of its prose by.
const proseKey = "prose"

// Prose reads the prose rules of the given id. They are nil when there are none or
// they have errors.
func (l *Library) Prose(id string) (*ProseRules, diag.List) {
	return load(l, &l.prose, id, proseKind, readProse)
}

func readProse(n *source.Node, id string, problems *diag.List) *ProseRules {
	f := fields(n, problems, "prose", "phrases", "lexicon", "rules")
	r := &templateReader{Template: &Template{}, problems: problems}
	p := &ProseRules{ID: ownID(f, proseKey, id, problems)}
	r.readPhrases(f.Get("phrases"))
	r.readLexicon(f.Get("lexicon"))
	source.Items(f.Get("rules"), problems)
	p.Lexicon = r.Lexicon
	return p
}

// withProse is a template with the phrases, words and rules of the prose rules that
// it names: of the rules those whose id it has. shared are their words, where the
// template has none of its own to add; before stands before the name of their file. It is
// nil when they cannot be had.
func (l *Library) withProse(n *source.Node, before string, problems *diag.List) (whole *source.Node, shared *Lexicon) {
	_, name, named := overlay.Entry(n, proseKey)
	if !named {
		return n, nil
	}
	if name.Kind != source.Scalar {
		source.String(name, problems)
		return nil, nil
	}
	file, err := l.open(name.Text, proseKind)
	switch {
	case err != nil:
		problems.Add(diag.Errorf(name.Pos, "文件 %s 不能读：%v", "the file %s cannot be read: %v", file.name, err))
		return nil, nil
	case file.content == nil:
		problems.Add(l.none(name.Pos, name.Text, proseKind))
		return nil, nil
	}
	p, faults := l.Prose(name.Text)
	*problems = append(*problems, faults...)
	base, _ := source.Parse(before+file.name, file.content)
	if p == nil || base == nil {
		return nil, nil
	}
	if _, _, own := overlay.Entry(n, "lexicon"); !own {
		base, shared = overlay.Without(base, "lexicon"), p.Lexicon
	}
	if _, _, has := overlay.Entry(n, "rules"); !has {
		base = overlay.Without(base, "rules")
	}
	return overlay.Maps(overlay.Without(base, proseKey), n, mergeProse), shared
}

// mergeProse makes one of the values of prose rules and of a template.
func mergeProse(key string, base, over *source.Node) *source.Node {
	switch key {
	case "phrases", "lexicon":
		return overlay.Maps(base, over, overlay.Replaced)
	case "rules":
		return overlay.OfID(base, over, mergeProseRule)
	}
	return over
}

// mergeProseRule makes one of the values of a key of a rule of both: what numbers
// are held to is added, anything else replaced.
func mergeProseRule(key string, base, over *source.Node) *source.Node {
	switch key {
	case "statements", "claims":
		return overlay.Joined(key, base, over)
	case "shares":
		return overlay.Maps(base, over, overlay.Replaced)
	}
	return over
}

// proseOf is the id of the prose rules that a template names on a line of its own;
// empty for none.
func proseOf(content []byte) string {
	_, rest, found := bytes.Cut(content, []byte("\n"+proseKey+": "))
	if !found {
		return ""
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return string(bytes.TrimSpace(line))
}
