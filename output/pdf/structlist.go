package pdf

import "gongwen/layout/doc"

// list adds a list (ISO 32000-1 14.8.4.3.3). What the numbers are is said where
// there are labels (ISO 14289-1 7.6); without any there is nothing to say.
func (t *tree) list(b *doc.List) error {
	list := t.add(t.root, "L")
	for _, item := range b.Items {
		li := t.add(list, "LI")
		if item.Label.Text != "" {
			list.attrs = listNumbering(b.Ordered)
			if _, err := t.leaf(li, "Lbl", item.Label.ID, []doc.Run{{Text: item.Label.Text, Pos: doc.Pos(item.Runs)}}); err != nil {
				return err
			}
		}
		if _, err := t.leaf(li, "LBody", item.ID, item.Runs); err != nil {
			return err
		}
	}
	return nil
}

// listNumbering is the attribute object of a list with labels (table 347).
func listNumbering(ordered bool) string {
	if ordered {
		return "<</O/List/ListNumbering/Decimal>>"
	}
	return "<</O/List/ListNumbering/Disc>>"
}
