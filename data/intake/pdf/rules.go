package pdf

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"gongwen/internal/pdfread"
)

// rule is a thin line along one of the axes, from low to high at a place.
type rule struct {
	at, low, high float64
	strikes       bool // it goes through text
}

// Thickness and length of what is taken for a rule, in points.
const (
	thickest = 2.5
	shortest = 2.0
)

// path collects the path that is being constructed (8.5.2).
type path struct {
	lines [][2]point
	boxes [][2]point
	at    point
	start point
	clips bool // it becomes the clipping path as it ends
}

// pathOperator constructs and paints paths: what is thin enough is a rule.
func (c *content) pathOperator(name string, operands []pdfread.Object) {
	switch name {
	case "m":
		if n := numbers(operands, 2); n != nil {
			c.path.at = placed(c.ctm, n[0], n[1])
			c.path.start = c.path.at
		}
	case "l":
		if n := numbers(operands, 2); n != nil {
			c.line(placed(c.ctm, n[0], n[1]))
		}
	case "h":
		c.line(c.path.start)
	case "re":
		if n := numbers(operands, 4); n != nil {
			c.path.boxes = append(c.path.boxes, [2]point{placed(c.ctm, n[0], n[1]), placed(c.ctm, n[0]+n[2], n[1]+n[3])})
		}
	case "S", "s", "B", "B*", "b", "b*":
		for _, l := range c.path.lines {
			c.rule(l[0], l[1], true)
		}
		for _, b := range c.path.boxes {
			c.stroked(b)
		}
	case "f", "F", "f*":
		for _, b := range c.path.boxes {
			c.rule(b[0], b[1], false)
		}
		c.filled()
	}
	switch name {
	case "m", "l", "h", "re":
		return
	}
	if c.path.clips {
		c.clip = c.clip.with(c.path.extent())
	}
	c.path = path{}
}

func (c *content) line(to point) {
	c.path.lines = append(c.path.lines, [2]point{c.path.at, to})
	c.path.at = to
}

// stroked makes rules of the edges of a box.
func (c *content) stroked(b [2]point) {
	c.rule(b[0], point{b[1].x, b[0].y}, false)
	c.rule(point{b[0].x, b[1].y}, b[1], false)
	c.rule(b[0], point{b[0].x, b[1].y}, false)
	c.rule(point{b[1].x, b[0].y}, b[1], false)
}

// filled makes a rule of a filled path of lines that is thin.
func (c *content) filled() {
	if len(c.path.lines) < 3 {
		return
	}
	low, high := c.path.lines[0][0], c.path.lines[0][0]
	for _, l := range c.path.lines {
		for _, p := range l {
			low = point{min(low.x, p.x), min(low.y, p.y)}
			high = point{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	c.rule(low, high, false)
}

// rule keeps the line between two corners if it is thin and long.
func (c *content) rule(a, b point, stroked bool) {
	if len(c.page.across)+len(c.page.upright) >= maxRules {
		return
	}
	w, h := math.Abs(a.x-b.x), math.Abs(a.y-b.y)
	switch {
	case h <= thickest && w >= shortest && w > h:
		c.page.across = append(c.page.across, rule{at: (a.y + b.y) / 2, low: min(a.x, b.x), high: max(a.x, b.x)})
	case w <= thickest && h >= shortest:
		c.page.upright = append(c.page.upright, rule{at: (a.x + b.x) / 2, low: min(a.y, b.y), high: max(a.y, b.y)})
	case stroked && w > thickest && h > thickest && len(c.page.slanted) < maxSlanted:
		c.page.slanted = append(c.page.slanted, [2]point{a, b})
	}
}

func sortRules(list []rule) {
	slices.SortFunc(list, func(a, b rule) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.low, b.low)) })
}

// between are the rules of a sorted list at places from low to high.
func between(list []rule, low, high float64) []rule {
	i := sort.Search(len(list), func(i int) bool { return list[i].at >= low })
	k := i
	for k < len(list) && list[k].at <= high {
		k++
	}
	return list[i:k]
}
