package page

import "gongwen/cmd/internal/office/places"

// confirming says on which pages the sections stand that departments confirm, and marks
// those that wait for whoever looks, whose first page is shown first.
func (v *reviewView) confirming() {
	for i := range v.Sheets {
		v.Sheets[i].Anchor = true
	}
	for i := range v.Steps {
		for j := range v.Steps[i].Owners {
			o := &v.Steps[i].Owners[j]
			o.Page = v.pageOf(o.Section)
		}
	}
	for i := range v.Mine {
		o := &v.Mine[i]
		if o.Page = v.pageOf(o.Section); v.At == 0 || o.Page > 0 && o.Page < v.At {
			v.At = o.Page
		}
		for j := range v.Sheets {
			sheet := &v.Sheets[j]
			if m, stands := around(sheet.lines, o.Section); stands {
				sheet.Own = append(sheet.Own, m)
				sheet.Alt += "有您要会签的“" + o.Label + "”。"
			}
		}
	}
}

// pageOf is the number of the page on which a section begins; 0 for none.
func (v *reviewView) pageOf(section string) int {
	for i := range v.Sheets {
		if _, stands := around(v.Sheets[i].lines, section); stands {
			return v.Sheets[i].Number
		}
	}
	return 0
}

// around is the frame of what was typed of a section on a page; false where nothing was.
func around(lines []places.Line, section string) (m mark, stands bool) {
	const margin = 60 // tenths of a point
	var left, top, right, bottom int
	for _, l := range lines {
		if l.Place == "" || l.Place.Section() != section {
			continue
		}
		x, y, w, h := l.Box[0], l.Box[1], l.Box[2], l.Box[3]
		if !stands {
			left, top, right, bottom = x, y, x+w, y+h
		}
		stands = true
		left, top, right, bottom = min(left, x), min(top, y), max(right, x+w), max(bottom, y+h)
	}
	tenths := func(n int) string { return decimal(float64(n) / 10) }
	return mark{X: tenths(left - margin), Y: tenths(top - margin), Width: tenths(right - left + 2*margin), Height: tenths(bottom - top + 2*margin)}, stands
}
