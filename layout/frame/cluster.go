package frame

import "fmt"

// Cluster is glyphs First to End-1 of a Text, which stand for its text together.
type Cluster struct {
	First, End int
	Text       string
}

// ClusterAt is the cluster that begins with glyph i: that glyph and those after
// it that stand for the same bytes or for none of their own. It is an error when
// the glyph stands for nothing, or for what is not there.
func (t *Text) ClusterAt(i int) (Cluster, error) {
	g := &t.Glyphs[i]
	if g.Start < 0 || g.End <= g.Start || g.End > len(t.String) {
		return Cluster{}, fmt.Errorf("glyph %d of text %q stands for bytes %d to %d", i, t.String, g.Start, g.End)
	}
	c := Cluster{First: i, End: i + 1, Text: t.String[g.Start:g.End]}
	for c.End < len(t.Glyphs) {
		if n := &t.Glyphs[c.End]; n.Start != n.End && (n.Start != g.Start || n.End != g.End) {
			break
		}
		c.End++
	}
	return c, nil
}
