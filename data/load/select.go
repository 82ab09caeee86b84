package load

import (
	"gongwen/configs"
	"gongwen/internal/source"
)

// Template is the template that a report whose outermost map is tree is written
// for, as Build chooses it; nil where Build says why there is none. Readers
// need it that find a report's parts by the template's labels.
func Template(tree *source.Node, templates Templates) *configs.Template {
	b := builder{}
	return b.template(tree, templates)
}
