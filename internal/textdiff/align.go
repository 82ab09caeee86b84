package textdiff

// Pair is a part of the old and the part of the new that stands for it, by their
// numbers from 0; -1 for one that the other has not.
type Pair struct{ Old, New int }

// mostAligned is how many parts are held against each other, old times new. Of
// more, only what stands at one place is.
const mostAligned = 250_000

// Align pairs the parts of two texts, such as paragraphs, in their order, so that
// their likeness, of a hundred, is greatest; parts of less than least are not paired.
func Align(old, new, least int, likeness func(old, new int) int) []Pair {
	if old*new > mostAligned {
		return sideBySide(old, new, least, likeness)
	}
	like := make([][]int, old)
	best := make([][]int, old+1) // of the parts from i and j on
	best[old] = make([]int, new+1)
	for i := old - 1; i >= 0; i-- {
		like[i], best[i] = make([]int, new), make([]int, new+1)
		for j := new - 1; j >= 0; j-- {
			if like[i][j] = likeness(i, j); like[i][j] < least {
				like[i][j] = 0
			}
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if like[i][j] > 0 {
				best[i][j] = max(best[i][j], best[i+1][j+1]+like[i][j])
			}
		}
	}
	var pairs []Pair
	i, j := 0, 0
	for i < old && j < new {
		switch {
		case like[i][j] > 0 && best[i][j] == best[i+1][j+1]+like[i][j]:
			pairs = append(pairs, Pair{i, j})
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			pairs = append(pairs, Pair{i, -1})
			i++
		default:
			pairs = append(pairs, Pair{-1, j})
			j++
		}
	}
	return rest(pairs, i, j, old, new)
}

func sideBySide(old, new, least int, likeness func(old, new int) int) []Pair {
	var pairs []Pair
	n := 0
	for ; n < min(old, new); n++ {
		if likeness(n, n) >= least {
			pairs = append(pairs, Pair{n, n})
		} else {
			pairs = append(pairs, Pair{n, -1}, Pair{-1, n})
		}
	}
	return rest(pairs, n, n, old, new)
}

func rest(pairs []Pair, i, j, old, new int) []Pair {
	for ; i < old; i++ {
		pairs = append(pairs, Pair{i, -1})
	}
	for ; j < new; j++ {
		pairs = append(pairs, Pair{-1, j})
	}
	return pairs
}
