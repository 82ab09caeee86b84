package main

import (
	"math/rand/v2"
	"slices"
	"time"
)

const day = 24 * time.Hour

// month31 is how long January is.
const month31 = 31 * day

// days are the shares of the days of January: of a hundred reports sixty-five come on the
// last two.
func days() (shares [31]float64) {
	for i := range shares {
		switch {
		case i < 15:
			shares[i] = 0.2
		case i < 25:
			shares[i] = 1
		case i < 29:
			shares[i] = 5.5
		case i == 29:
			shares[i] = 25
		default:
			shares[i] = 40
		}
	}
	return shares
}

// hours are the shares of the hours of a day: an office's, with a second rise before the
// end of the last day.
func hours(last bool) (shares [24]float64) {
	for i := range shares {
		switch {
		case i < 7:
			shares[i] = 0.1
		case i < 12:
			shares[i] = 8
		case i < 14:
			shares[i] = 3
		case i < 18:
			shares[i] = 10
		case i < 20:
			shares[i] = 4
		default:
			shares[i] = 1
		}
	}
	if last {
		shares[16], shares[17], shares[22], shares[23] = 16, 20, 4, 6
	}
	return shares
}

// pick is the place of a share, by a number from 0 to 1.
func pick(shares []float64, at float64) int {
	sum := 0.0
	for _, s := range shares {
		sum += s
	}
	at *= sum
	for i, s := range shares {
		if at -= s; at < 0 {
			return i
		}
	}
	return len(shares) - 1
}

// arrivals are when reports come, sorted. The offices of a county send them in the days
// around the one on which it reminds them, so that they come in heaps.
func arrivals(counties, reports int, seed uint64) []time.Duration {
	random := rand.New(rand.NewPCG(seed, 0))
	shares := days()
	all := make([]time.Duration, 0, reports)
	for c := range counties {
		own := reports / counties
		if c < reports%counties {
			own++
		}
		its := pick(shares[:], random.Float64())
		for range own {
			on := its
			const keeps = 0.5 // half of a county's reports come on its day
			if random.Float64() > keeps {
				on = pick(shares[:], random.Float64())
			}
			of := hours(on == len(shares)-1)
			hour := pick(of[:], random.Float64())
			all = append(all, time.Duration(on)*day+time.Duration(hour)*time.Hour+time.Duration(random.Float64()*float64(time.Hour)))
		}
	}
	slices.Sort(all)
	return all
}
