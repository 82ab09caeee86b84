package html

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// styles are the style sheets of a page as far as they say what matters.
type styles struct {
	rules []rule
	named map[string]bool // attributes that selectors name
	whole bool            // there were not too many rules
	apart bool            // some sheets are in other files
}

// scope is where in a style sheet a rule stands.
type scope struct {
	parents []selector // that the rules around name; nil outside of rules
	layered bool       // it gives way to those outside of layers
	unsure  bool       // whether it holds cannot be told
	dead    bool       // it says nothing about elements
}

// sheetReader reads style sheets (CSS Syntax 3, section 5; CSS Nesting 1).
type sheetReader struct {
	styles
	reading
	lexer *css.Lexer
	made  int // selectors
}

// reading is what is taken of style sheets.
type reading struct {
	look     func(style string) string      // of the declarations of a rule; empty for nothing
	matters  func(look string) bool         // where it cannot be told what a rule is about
	ofPart   func(part, look string) string // of a pseudo-element
	anywhere bool                           // conditions that only some screens meet hold
}

// stylesOf reads the style sheets of a page for what its text means.
func stylesOf(page string) styles {
	return reading{look: lookOf, matters: matters, ofPart: ofPart}.stylesOf(page)
}

func (how reading) stylesOf(page string) styles {
	sheets, apart, whole := sheetsOf(page)
	r := sheetReader{reading: how, styles: styles{named: map[string]bool{}, apart: apart, whole: whole}}
	for _, s := range sheets {
		r.lexer = css.NewLexer(parse.NewInputString(s.text))
		r.block(r.within(scope{}, "@media "+s.media), 0)
	}
	slices.SortStableFunc(r.rules, rule.compare)
	return r.styles
}

// block reads what stands between braces, or a whole sheet at depth 0.
func (r *sheetReader) block(in scope, depth int) {
	var statement, own strings.Builder
	end := func() {
		own.WriteString(statement.String())
		r.add(in, r.look(own.String()))
		statement.Reset()
		own.Reset()
	}
	for {
		kind, text := r.lexer.Next()
		switch {
		case kind == css.ErrorToken, kind == css.RightBraceToken && depth > 0:
			end()
			return
		case kind == css.LeftBraceToken:
			prelude := statement.String()
			statement.Reset()
			end()
			r.nested(strings.TrimSpace(prelude), in, depth+1)
		case kind == css.SemicolonToken && r.statement(statement.String(), depth):
			own.WriteString(statement.String() + ";")
			statement.Reset()
		default:
			statement.WriteString(plainToken(kind, text))
		}
	}
}

// statement reports whether a semicolon ends what stands before it: outside of
// rules it is part of a selector, which makes that none.
func (r *sheetReader) statement(text string, depth int) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	r.apart = r.apart || strings.HasPrefix(text, "@import")
	return depth > 0 || strings.HasPrefix(text, "@")
}

// plainToken is the text of a token without what could be taken for another one.
func plainToken(kind css.TokenType, text []byte) string {
	switch kind {
	case css.CommentToken, css.CDOToken, css.CDCToken:
		return ""
	case css.URLToken, css.BadURLToken:
		return "url()"
	case css.StringToken, css.BadStringToken:
		if strings.ContainsAny(string(text), `;{}\`) {
			return `"x"`
		}
	}
	return string(text)
}

// plainStyle is a style without comments, and without what strings could be taken for.
func plainStyle(style string) string {
	if !strings.ContainsAny(style, `"'(`) && !strings.Contains(style, "/*") {
		return style
	}
	lexer := css.NewLexer(parse.NewInputString(style))
	var b strings.Builder
	for {
		kind, text := lexer.Next()
		if kind == css.ErrorToken {
			return b.String()
		}
		b.WriteString(plainToken(kind, text))
	}
}

// nested reads a block that a prelude begins.
func (r *sheetReader) nested(prelude string, in scope, depth int) {
	switch {
	case depth > maxSheetDepth:
		r.whole = false
		r.skip()
		return
	case strings.HasPrefix(prelude, "@"):
		in = r.within(in, prelude)
	case in.dead, prelude == "", strings.Contains(prelude, ";"), strings.HasPrefix(prelude, "--"):
		in.dead = true
	default:
		in.parents = r.selectors(prelude, in.parents)
	}
	r.block(in, depth)
}

// skip reads to the end of a block.
func (r *sheetReader) skip() {
	for depth := 1; depth > 0; {
		switch kind, _ := r.lexer.Next(); kind {
		case css.ErrorToken:
			return
		case css.LeftBraceToken:
			depth++
		case css.RightBraceToken:
			depth--
		}
	}
}

// within is the scope of what stands in an at-rule (CSS Conditional Rules 5, CSS
// Cascading 5).
func (how reading) within(s scope, prelude string) scope {
	name, condition, _ := strings.Cut(strings.ToLower(prelude), " ")
	if i := strings.IndexByte(name, '('); i > 0 {
		name, condition = name[:i], name[i:]+" "+condition
	}
	switch name {
	case "@media":
		switch shown := shownBy(condition); {
		case shown == no && how.anywhere && !onPaper(condition), shown == unknown:
			s.unsure = true
		case shown == no:
			s.dead = true
		}
	case "@supports":
		s.unsure = s.unsure || strings.Contains(condition, "not")
	case "@layer":
		s.layered = true
	case "@starting-style":
		s.unsure, s.dead = true, s.dead || !how.anywhere
	case "@font-face", "@page", "@keyframes", "@property", "@counter-style", "@font-feature-values", "@font-palette-values",
		"@viewport", "@document", "@view-transition", "@position-try":
		s.dead = true
	default:
		s.unsure, s.dead = true, s.dead || strings.HasPrefix(name, "@-")
	}
	return s
}

// selectors are those of a prelude, each in those around it.
func (r *sheetReader) selectors(prelude string, parents []selector) []selector {
	list := []selector{}
	for part := range eachOf(prelude) {
		for _, s := range (selector{text: part}).inside(parents) {
			if r.made++; r.made > maxSelectors || len(s.text) > maxText {
				r.whole = false
				return list
			}
			list = append(list, s)
		}
	}
	return list
}

// add keeps what a block says about the elements that the rules around it name.
func (r *sheetReader) add(in scope, look string) {
	if in.dead || look == "" {
		return
	}
	for _, s := range in.parents {
		rule, named, ok := r.rule(s, look, in)
		if !ok {
			continue
		}
		if len(r.rules) == maxRules {
			r.whole = false
			return
		}
		for _, attribute := range named {
			r.named[attribute] = true
		}
		r.rules = append(r.rules, rule)
	}
}
