package engine

import (
	"gongwen/configs"
	"gongwen/data/rules"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/layout/compose"
)

// CheckPart says everything that is wrong with the file of a template or a
// style sheet, as far as that can be known before a report is made with it: a
// template's rules are compiled and its style sheet is looked for, a style
// sheet must have a style for every role and its faces must be there.
func (j *Job) CheckPart(path string) diag.List {
	content, problem := readFile(path)
	if problem != nil {
		return diag.List{*problem}
	}
	part, said := j.Library.Read(path, content)
	switch {
	case part.Template != nil:
		_, problems := rules.Compile(part.Template)
		said = append(said, problems...)
		said = append(said, j.styleOf(part.Template)...)
	case part.Style != nil:
		said = append(said, compose.CheckStyle(part.Style)...)
		_, problems := fonts.NewBook(fontRoles(part.Style), j.Fonts)
		said = append(said, problems...)
	}
	said.Sort()
	return said
}

// styleOf says why the style sheet that a template asks for cannot be used.
func (j *Job) styleOf(t *configs.Template) diag.List {
	_, problems := j.Library.Style(t.Style)
	for i := range problems {
		if problems[i].Pos == (diag.Pos{}) {
			problems[i].Pos = t.Pos
		}
	}
	return problems
}
