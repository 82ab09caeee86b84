package compose

import "gongwen/layout/doc"

// keepWithTables has the headings that stand over a table stand on its page where it
// begins one or stands on pages that are turned: a heading is kept with what follows it.
func keepWithTables(body []doc.Block) {
	for i, block := range body {
		t, ok := block.(*doc.Table)
		if !ok || !t.NewPage && !t.Turned {
			continue
		}
		var first *doc.Heading
		for k := i - 1; k >= 0; k-- {
			h, ok := body[k].(*doc.Heading)
			if !ok || h.Text != nil {
				break
			}
			h.Turned, first = t.Turned, h
		}
		if first != nil {
			first.NewPage, t.NewPage = t.NewPage, false
		}
	}
}
