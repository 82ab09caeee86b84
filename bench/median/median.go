// Package median has the middle of measurements, which a single bad one does not move.
package median

import "slices"

// Of is the middle of what of says of each of a list, which is not empty; of an even number
// the upper of the two.
func Of[T any](list []T, of func(T) float64) float64 {
	all := make([]float64, len(list))
	for i, one := range list {
		all[i] = of(one)
	}
	slices.Sort(all)
	return all[len(all)/2]
}
