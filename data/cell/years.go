package cell

import "strconv"

// Years are the years that the labels of a format name themselves, such as 2024年 above
// 2025年: they tell these labels apart. Any other year in a label stands for 本年.
type Years map[int]bool

// YearsOf are the years that labels name.
func YearsOf(labels []string) Years {
	y := Years{}
	for _, l := range labels {
		if year := HeadOf(l).Year; year != 0 {
			y[year] = true
		}
	}
	return y
}

// NameOf is that of a label, with the year that it names where that is one of y.
func (y Years) NameOf(label string) string {
	name := NameOf(label)
	if len(y) == 0 || name == "" {
		return name
	}
	if year := HeadOf(label).Year; y[year] {
		return name + strconv.Itoa(year)
	}
	return name
}
