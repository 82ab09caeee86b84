package html

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// declaration is one of a style.
type declaration struct {
	property, value string // in small letters, without comments
	important       bool
}

// declarations are those of a style (CSS Syntax 3, section 5.4.4). sound is false where
// browsers may read others in it.
func declarations(style string) (list []declaration, sound bool) {
	lexer := css.NewLexer(parse.NewInputString(style))
	var property, value strings.Builder
	depth, named := 0, false
	sound = true
	end := func() {
		d := declaration{property: strings.ToLower(strings.TrimSpace(property.String())), value: strings.ToLower(strings.Join(strings.Fields(value.String()), " "))}
		if rest, ok := strings.CutSuffix(d.value, "important"); ok {
			if rest, ok = strings.CutSuffix(strings.TrimSpace(rest), "!"); ok {
				d.value, d.important = strings.TrimSpace(rest), true
			}
		}
		if d.property != "" && named {
			list = append(list, d)
		}
		property.Reset()
		value.Reset()
		named = false
	}
	for {
		kind, text := lexer.Next()
		switch kind {
		case css.ErrorToken:
			end()
			return list, sound && depth == 0
		case css.CommentToken:
			continue
		case css.LeftBraceToken, css.RightBraceToken, css.LeftBracketToken, css.RightBracketToken, css.BadStringToken, css.BadURLToken, css.AtKeywordToken, css.CDOToken, css.CDCToken:
			sound = false
		case css.LeftParenthesisToken, css.FunctionToken:
			depth++
		case css.RightParenthesisToken:
			depth--
			sound = sound && depth >= 0
		case css.SemicolonToken:
			if depth == 0 {
				end()
				continue
			}
		case css.ColonToken:
			if !named && depth == 0 {
				named = true
				continue
			}
		}
		sound = sound && !strings.Contains(string(text), `\`)
		if named {
			value.Write(text)
		} else {
			property.Write(text)
		}
	}
}

// won are the declarations of which each is the one that holds of its property, those
// that win last at the end.
func won(list []declaration) []declaration {
	var out []declaration
	for _, d := range list {
		for i, o := range out {
			if o.property != d.property {
				continue
			}
			if o.important && !d.important {
				d = o
			}
			out = append(out[:i], out[i+1:]...)
			break
		}
		out = append(out, d)
	}
	return out
}
