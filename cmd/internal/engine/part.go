package engine

import (
	"context"

	"gongwen/configs"
	"gongwen/data/rules"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/layout/compose"
)

// CheckPart says everything that is wrong with the file of a template or a
// style sheet, as far as that can be known before a report is made with it: a
// template's rules are compiled and its style sheet is looked for, which must have
// the styles that the template names; a style sheet must have a style for every
// role and its faces must be there.
func (e *Engine) CheckPart(ctx context.Context, in Input) diag.List {
	content, problems := in.read(ctx, maxReportBytes)
	if len(problems) > 0 {
		return problems
	}
	part, said := e.library.Read(in.Path, content)
	switch {
	case part.Template != nil:
		_, problems := rules.Compile(part.Template)
		said = append(said, problems...)
		said = append(said, e.styleOf(part.Template)...)
	case part.Style != nil:
		said = append(said, compose.CheckStyle(part.Style)...)
		_, problems := fonts.NewBook(fontRoles(part.Style), e.faces)
		said = append(said, problems...)
	}
	said.Sort()
	return said
}

// Numbering is the forms of the numbers of headings that a template's style sheet has, from
// the outermost level on, such as “一、”; none where that cannot be used.
func (e *Engine) Numbering(t *configs.Template) []string {
	sheet, _ := e.library.Style(t.Style)
	if sheet == nil {
		return nil
	}
	return sheet.Numbering
}

// styleOf says why the style sheet that a template asks for cannot be used.
func (e *Engine) styleOf(t *configs.Template) diag.List {
	sheet, problems := e.library.Style(t.Style)
	if sheet != nil {
		return append(problems, compose.CheckTemplate(t, sheet)...)
	}
	return placed(problems, t.StylePos)
}

// placed gives problems that have no place one.
func placed(problems diag.List, pos diag.Pos) diag.List {
	for i := range problems {
		if problems[i].Pos == (diag.Pos{}) {
			problems[i].Pos = pos
		}
	}
	return problems
}
