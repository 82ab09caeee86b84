package configs

import (
	"slices"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Check says which rules, style sheet and font roles the configuration names
// that library does not have.
func (c Config) Check(library *Library) diag.List {
	problems := c.Rules.Check(library)
	styles := library.Styles()
	if c.Style != "" {
		if !slices.Contains(styles, c.Style) {
			return append(problems, source.Suggest(diag.Errorf(c.stylePos, "没有名为“%s”的样式", "there is no style sheet named %q", c.Style), c.Style, styles))
		}
		styles = []string{c.Style}
	}
	return append(problems, c.Fonts.check(library, styles)...)
}

// check says which of the substitutes are for roles that none of the style
// sheets has. Sheets that cannot be read are passed over: that is said when they
// are used.
func (f FontConfig) check(library *Library, styles []string) diag.List {
	if len(f.Substitute) == 0 {
		return nil
	}
	var known []string
	for _, id := range styles {
		sheet, _ := library.Style(id)
		if sheet == nil {
			return nil
		}
		for _, role := range sheet.Fonts {
			known = append(known, role.ID)
		}
	}
	var problems diag.List
	for _, s := range f.Substitute {
		if !slices.Contains(known, s.Role) {
			problems.Add(source.Suggest(diag.Errorf(s.Pos, "样式没有名为 %s 的字体角色，无法换用 %s", "the style sheet has no font role called %s to use %s for", s.Role, s.Face), s.Role, known))
		}
	}
	return problems
}
