// Package engine does what gongwen can do, for every door to it: the command
// line today, others beside it later. An Engine holds what lives as long as the
// process; what one run wants of it is an Order, a value. Input comes as an
// Input, a name and a file system, and results of many reports come as a stream
// in the order of the inputs, so many at a time, that holds only a few of them
// in memory.
//
// Whatever is wrong with an input is said in a diag.List beside the result; a
// step whose context has ended gives up before its next part, with an error in
// the list that says so.
package engine

import (
	"context"

	"gongwen/configs"
	"gongwen/data/rules"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/memo"
	"gongwen/layout"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// Engine holds templates, style sheets and faces, and what was made ready of
// them. It is safe for concurrent use by runs whose orders differ.
type Engine struct {
	library *configs.Library
	faces   fonts.Options
	rules   memo.Map[string, compiled]   // by template
	looks   memo.Map[string, styleFaces] // by style sheet
}

// New makes an engine of a library and the user's own faces.
func New(library *configs.Library, faces fonts.Options) *Engine {
	return &Engine{library: library, faces: faces}
}

// Library is the templates and style sheets that the engine works with.
func (e *Engine) Library() *configs.Library { return e.library }

// compiled is a template's rules, nil where they have faults.
type compiled struct {
	rules *rules.Set
	said  diag.List
}

// styleFaces is a style sheet with its faces; both are nil where it cannot be used.
type styleFaces struct {
	sheet *configs.StyleSheet
	book  *fonts.Book
	shops *memo.Free[*layout.Workshop] // in which documents are set
	said  diag.List
}

// rulesOf makes a template's rules ready. Of a template that is embedded they
// are compiled as they are needed.
func (e *Engine) rulesOf(t *configs.Template) compiled {
	return e.rules.Get(t.ID, func() compiled {
		if e.library.Embedded(t.ID) {
			return compiled{rules: rules.Prepare(t)}
		}
		set, said := rules.Compile(t)
		return compiled{set, said}
	})
}

// lookOf is the style sheet of the order, or else of the template.
func (e *Engine) lookOf(t *configs.Template, o Order) styleFaces {
	id := o.Style
	if id == "" {
		id = t.Style
	}
	found := e.looks.Get(id, func() styleFaces {
		sheet, problems := e.library.Style(id)
		if problems.HasErrors() {
			if o.Style == "" {
				problems = placed(problems, t.StylePos)
			}
			return styleFaces{said: problems}
		}
		book, said := fonts.NewBook(fontRoles(sheet), e.faces)
		return styleFaces{sheet, book, new(memo.Free[*layout.Workshop]), append(problems, said...)}
	})
	if found.sheet == nil {
		e.looks.Drop(id) // there is no end of names that no style sheet has
	}
	return found
}

// typeset lays out a document of the style sheet. What one document has made ready
// serves the next.
func (l *styleFaces) typeset(ctx context.Context, d *doc.Document, wants layout.Wants) ([]frame.Page, *doc.Setting, diag.List) {
	shop, ok := l.shops.Take()
	if !ok {
		shop = new(layout.Workshop)
	}
	pages, setting, said := shop.Typeset(ctx, d, l.book, wants)
	l.shops.Give(shop)
	return pages, setting, said
}

func fontRoles(sheet *configs.StyleSheet) []fonts.Role {
	roles := make([]fonts.Role, len(sheet.Fonts))
	for i, f := range sheet.Fonts {
		roles[i] = fonts.Role{ID: f.ID, Latin: f.Latin, LatinBold: f.LatinBold, Pos: f.Pos}
		for _, use := range f.Faces {
			roles[i].Faces = append(roles[i].Faces, fonts.Use{Face: use.Face, Only: use.Only, Except: use.Except})
		}
	}
	return roles
}
