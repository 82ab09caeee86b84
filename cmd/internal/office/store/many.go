package store

import (
	"strconv"
	"strings"
)

// atOnce are the rows of one statement about many.
const atOnce = 500

// places are the parameters of a list, from a number on, such as ($2,$3).
func places(from, count int) string {
	all := make([]string, count)
	for i := range all {
		all[i] = "$" + strconv.Itoa(from+i)
	}
	return "(" + strings.Join(all, ",") + ")"
}

// tuples are the parameters of rows, such as ($1,$2),($3,$4).
func tuples(count, width int) string {
	all := make([]string, count)
	for i := range all {
		all[i] = places(1+i*width, width)
	}
	return strings.Join(all, ",")
}
