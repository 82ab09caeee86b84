package office

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
)

// knownSections refuses sections that no format has, and names those that there are. A
// section of one kind of formats alone is named with the kind.
func (a app) knownSections(cmd *cobra.Command, sections []string) error {
	if len(sections) == 0 {
		return nil
	}
	library := a.Known(cmd)
	of := map[string][]string{} // ids by kinds; of all kinds by none
	for _, id := range library.Templates() {
		t, _ := library.Template(id)
		if t == nil {
			continue
		}
		kind := configs.KindOf(id)
		for _, section := range t.Sections {
			if !slices.Contains(of[kind], section.ID) {
				of[kind] = append(of[kind], section.ID)
			}
			of[""] = append(of[""], section.ID)
		}
	}
	for _, given := range sections {
		kind, section, own := strings.Cut(given, store.KindEnds)
		if !own {
			kind, section = "", given
		}
		if !slices.Contains(of[kind], section) {
			all := of[cmp.Or(kind, configs.DefaultKind)]
			return command.Usagef("--confirms 里的 %s，格式里没有这个部分；有的是 %s；别的格式的写成 格式代号/部分代号，用 gongwen template 看", "--confirms: no format has a section %s; there are %s; of other formats KIND/ID, see gongwen template", given, strings.Join(all, "、"))
		}
	}
	return nil
}
