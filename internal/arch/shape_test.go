package arch

import (
	"fmt"
	"slices"
	"strings"
)

// shape is which packages there are and which may import which. Names are
// paths below the module.
type shape struct {
	layers  [][]string
	beside  map[string][]string
	never   []ban
	testing []string
}

// ban forbids the packages of and those below, without except, to import what
// no names, without but.
type ban struct {
	of, except []string
	no, but    []string
	why        string
}

func (b ban) hits(pkg, imported string) bool {
	return among(pkg, b.of) && !among(pkg, b.except) && among(imported, b.no) && !among(imported, b.but)
}

// among reports whether one of the patterns is pkg, or ends in /... and is
// pkg or above it.
func among(pkg string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		above, tree := strings.CutSuffix(pattern, "/...")
		return pkg == above || tree && strings.HasPrefix(pkg, above+"/")
	})
}

// level is the number of the layer of pkg, -1 for a package of none.
func (s shape) level(pkg string) int {
	return slices.IndexFunc(s.layers, func(layer []string) bool { return slices.Contains(layer, pkg) })
}

// fault says why pkg may not import imported, both of this module; it is empty
// where it may.
func (s shape) fault(pkg, imported string) string {
	mine, other := s.level(pkg), s.level(imported)
	switch {
	case mine < 0:
		return pkg + " stands in no layer: add it where it belongs"
	case other < 0:
		return fmt.Sprintf("%s imports %s, which stands in no layer", pkg, imported)
	case other > mine:
		return fmt.Sprintf("%s imports %s, which stands above it", pkg, imported)
	case other == mine && !among(imported, s.beside[pkg]):
		return fmt.Sprintf("%s imports %s, which stands beside it", pkg, imported)
	case among(imported, s.testing) && !among(pkg, s.testing):
		return fmt.Sprintf("%s imports %s, which is for tests", pkg, imported)
	}
	for _, b := range s.never {
		if b.hits(pkg, imported) {
			return fmt.Sprintf("%s imports %s: %s", pkg, imported, b.why)
		}
	}
	return ""
}

// strays says of which packages the layers and the tree do not tell the same:
// those in no layer or two, and names that no package has any more.
func (s shape) strays(found []string) []string {
	var said []string
	listed := slices.Concat(s.layers...)
	for _, pkg := range found {
		if !slices.Contains(listed, pkg) {
			said = append(said, pkg+" stands in no layer: add it where it belongs")
		}
	}
	slices.Sort(listed)
	for i, pkg := range listed {
		if i > 0 && listed[i-1] == pkg {
			said = append(said, pkg+" stands in the layers twice")
		}
		if !slices.Contains(found, pkg) {
			said = append(said, pkg+" stands in a layer and is no package")
		}
	}
	for _, pattern := range s.named() {
		if !slices.ContainsFunc(listed, func(pkg string) bool { return among(pkg, []string{pattern}) }) {
			said = append(said, pattern+" is named and meets no package of the layers")
		}
	}
	return said
}

// named are the patterns of all rules beside the layers.
func (s shape) named() []string {
	patterns := slices.Clone(s.testing)
	for pkg, others := range s.beside {
		patterns = append(append(patterns, pkg), others...)
	}
	for _, b := range s.never {
		patterns = slices.Concat(patterns, b.of, b.except, b.no, b.but)
	}
	slices.Sort(patterns)
	return slices.Compact(patterns)
}
