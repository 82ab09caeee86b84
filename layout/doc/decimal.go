package doc

import "strings"

// DecimalPoint is where the decimal point of a figure stands, or where its number
// ends if it has none, and where the number ends: 2 and 4 in 22.5（其中……）.
func DecimalPoint(figure string) (point, end int) {
	number, _, _ := strings.Cut(figure, "（")
	end = strings.LastIndexAny(number, "0123456789") + 1
	if point = strings.IndexByte(number[:end], '.'); point < 0 {
		point = end
	}
	return point, end
}
