package sheet

import (
	"slices"
	"strings"
)

// between parts the paragraphs of prose.
const between = "\n\n"

// Paragraphs are the paragraphs of prose.
func Paragraphs(text string) []string { return strings.Split(text, between) }

// Merge is a text with what two people made of it at one time. It is false where both
// have changed the same paragraph, to something else each.
func Merge(was, one, other string) (string, bool) {
	merged, ok := merge(Paragraphs(was), Paragraphs(one), Paragraphs(other), nil)
	return strings.Join(merged, between), ok
}

// MergeRows is the value of a list with what two people made of it at one time: of a row
// that both have changed with the cells of both, and where both have put in rows those of
// other before those of one. It is false where both have changed the same cell, to
// something else each.
func MergeRows(was, one, other string) (string, bool) {
	merged, ok := merge(Rows(was), Rows(one), Rows(other), func(base, a, b string) (string, bool) {
		was, one, other := Cells(base), Cells(a), Cells(b)
		if len(one) != len(was) || len(other) != len(was) {
			return "", false
		}
		cells, ok := mergeBetween(was, one, other, nil)
		return strings.Join(cells, betweenCells), ok
	})
	return strings.Join(merged, betweenRows), ok
}

// merge merges pieces of text. Each says what becomes of a piece that both have changed,
// nil that there is no such thing.
func merge(base, a, b []string, each func(base, a, b string) (string, bool)) ([]string, bool) {
	inA, inB := found(base, a), found(base, b)
	var merged []string
	i, j, k := 0, 0, 0 // of base, a and b
	for next := 0; next <= len(base); next++ {
		end := [3]int{len(base), len(a), len(b)}
		if next < len(base) {
			if inA[next] < 0 || inB[next] < 0 {
				continue // somebody has changed it
			}
			end = [3]int{next, inA[next], inB[next]}
		}
		both, ok := mergeBetween(base[i:end[0]], a[j:end[1]], b[k:end[2]], each)
		if !ok {
			return nil, false
		}
		merged = append(merged, both...)
		if next < len(base) {
			merged = append(merged, base[next])
		}
		i, j, k = end[0]+1, end[1]+1, end[2]+1
	}
	return merged, true
}

// mergeBetween merges what stands between two pieces that nobody has changed.
func mergeBetween(base, a, b []string, each func(base, a, b string) (string, bool)) ([]string, bool) {
	switch {
	case slices.Equal(a, b), slices.Equal(b, base):
		return a, true
	case slices.Equal(a, base):
		return b, true
	case len(base) == 0 && each != nil:
		return slices.Concat(b, a), true
	case len(a) != len(base) || len(b) != len(base):
		return nil, false
	}
	merged := make([]string, len(base))
	for i := range base {
		switch {
		case a[i] == b[i], b[i] == base[i]:
			merged[i] = a[i]
		case a[i] == base[i]:
			merged[i] = b[i]
		default:
			if each == nil {
				return nil, false
			}
			both, ok := each(base[i], a[i], b[i])
			if !ok {
				return nil, false
			}
			merged[i] = both
		}
	}
	return merged, true
}

// found says where each piece of base stands in another text, in order, so that
// as many as can be are found (the longest common subsequence); -1 for none.
func found(base, other []string) []int {
	at := make([]int, len(base))
	for i := range at {
		at[i] = -1
	}
	first, n, m := 0, len(base), len(other)
	for first < n && first < m && base[first] == other[first] {
		at[first] = first
		first++
	}
	for n > first && m > first && base[n-1] == other[m-1] {
		n, m = n-1, m-1
		at[n] = m
	}
	const most = 4 << 20 // cells; beyond that what differs is one piece
	if (n-first)*(m-first) > most {
		return at
	}
	length := make([][]int, n-first+1)
	for i := range length {
		length[i] = make([]int, m-first+1)
	}
	for i := n - 1; i >= first; i-- {
		for j := m - 1; j >= first; j-- {
			here := &length[i-first][j-first]
			if base[i] == other[j] {
				*here = length[i-first+1][j-first+1] + 1
			} else {
				*here = max(length[i-first+1][j-first], length[i-first][j-first+1])
			}
		}
	}
	for i, j := first, first; i < n && j < m; {
		switch {
		case base[i] == other[j]:
			at[i] = j
			i, j = i+1, j+1
		case length[i-first+1][j-first] >= length[i-first][j-first+1]:
			i++
		default:
			j++
		}
	}
	return at
}
