package textdiff

import "slices"

// Sketch is what of a text is compared where it is only asked how much two texts
// are alike: its characters and pairs of characters, of a long text the first.
type Sketch []uint64

// mostSketched is how many characters of a text are looked at.
const mostSketched = 400

// SketchOf is the sketch of a text.
func SketchOf(text string) Sketch {
	var s Sketch
	last, n := rune(0), 0
	for _, r := range text {
		if n++; n > mostSketched {
			break
		}
		s = append(s, uint64(r), uint64(last)<<32|uint64(r)|1<<63)
		last = r
	}
	slices.Sort(s)
	return s
}

// Likeness is how much two texts have in common, of a hundred.
func (s Sketch) Likeness(other Sketch) int {
	if len(s)+len(other) == 0 {
		return 100
	}
	common, i, j := 0, 0, 0
	for i < len(s) && j < len(other) {
		switch {
		case s[i] == other[j]:
			common, i, j = common+1, i+1, j+1
		case s[i] < other[j]:
			i++
		default:
			j++
		}
	}
	return 200 * common / (len(s) + len(other))
}

// Texts pairs texts, such as paragraphs, of which one stands for the other.
func Texts(old, new []string) []Pair {
	a, b := sketches(old), sketches(new)
	return Align(len(a), len(b), Alike, func(i, j int) int { return a[i].Likeness(b[j]) })
}

// Alike is the likeness, of a hundred, from which on a text stands for another.
const Alike = 40

func sketches(texts []string) []Sketch {
	out := make([]Sketch, len(texts))
	for i, text := range texts {
		out[i] = SketchOf(text)
	}
	return out
}
