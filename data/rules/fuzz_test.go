package rules

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/growth"
)

// FuzzRules: no rule of a hostile template makes compiling or checking fail
// otherwise than by a diagnostic, say much, or go on for long: the work of
// expressions has an end that is tried here with a small one.
func FuzzRules(f *testing.F) {
	for _, seed := range []struct{ find, check, message, text string }{
		{"甲", `match != ""`, "{match}", "甲乙"},
		{"(#)件", `number(group[1]) < 10 and len(headings) == 2`, "{section}“{group[1]}”", "共5件、12件"},
		{"甲", `let a = text + text; let b = a + a; len(b + b) > 0`, "{replace(text, '甲', text)}", "甲甲甲"},
		{"甲", `reduce(1..28, #acc + #acc, "aaaaaaaaaa") != ""`, "", "甲"},
		{"甲", `all(headings, any(headings, # != ""))`, "{join(headings, text)}", "甲"},
		{"收到(?P<n>#)件", `n == requests.new.person`, "{expected}", "收到3件，收到申请12件"},
		{"(a*)*b", `text matches "(x+x+)+y"`, "{text}{text}", "aaaaaaaaaaaaaaaaaaaaaaaa"},
		{".", `abbreviates(text, agency) or items(text, headings) > 3`, "{string(year) + text}", "某县，甲、乙"},
	} {
		f.Add(seed.find, seed.check, seed.message, seed.text)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, find, check, message, text string) {
		if len(find) > 1000 || len(check) > 4000 || len(message) > 4000 || len(text) > 4000 || !utf8.ValidString(text) {
			t.Skip("longer inputs are the same again")
		}
		words := diag.Text{ZH: message, EN: message}
		config := template(
			configs.Rule{ID: "M", Each: configs.EachMatch, Find: find, Check: check, Message: words},
			configs.Rule{ID: "H", Each: configs.EachHeading, Check: check, Message: words},
			configs.Rule{ID: "R", Table: "requests", Each: configs.EachRow, Cell: "person", Equals: check, Message: words},
			configs.Rule{ID: "T", Each: configs.EachClaim, Claims: []configs.Claim{{Find: find, Check: check, Message: words}}},
		)
		set, said := Compile(config)
		for _, d := range said {
			if d.Pos.File != "t.yaml" || d.Message.ZH == "" || d.Message.EN == "" {
				t.Fatalf("bad diagnostic %+v", d)
			}
		}
		if set == nil {
			return
		}
		r := report(config)
		r.Prose = prose(block(1, 1, "一、", "甲"), block(2, 0, "", text), block(3, 0, "", strings.Repeat(text, 3)))
		limits := Limits{Sentence: 200, Matches: 50, Work: 1 << 24}
		for _, d := range set.CheckWithin(context.Background(), r, nil, limits) {
			if n := utf8.RuneCountInString(d.Message.ZH); n > 2*maxMessage {
				t.Fatalf("a message of %d characters", n)
			}
		}
	}))
}
