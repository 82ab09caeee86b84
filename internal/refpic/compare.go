// Package refpic compares pages with reference pictures of one pixel a point,
// and writes a report of the differences that a person can open.
package refpic

import (
	"image"
	"image/color"
)

// Difference is how far two pictures are from each other.
type Difference struct {
	Resized bool        // they are not of one size; nothing else is known
	Worst   int         // of all windows, see limit
	At      image.Point // the top left corner of the worst window
}

// A page is judged by windows of a character's size, because a single moved
// character is lost in the mean of a page. In each the differences of the
// blurred pictures are added up, as far as they exceed ignored of 255 levels.
// Two rasterisers that draw the same page differ by less than 100 in any window;
// a character or a rule of a table that is moved by a pixel, by more than 1000.
const (
	window  = 16 // pixels
	step    = 4  // from a window to the next
	ignored = 8
	limit   = 350
)

// Same is whether nobody who looks at the pictures would see a difference.
func (d Difference) Same() bool { return !d.Resized && d.Worst <= limit }

// Compare compares two pictures with the tolerance that different rasterisers need.
func Compare(want, got *image.Gray) Difference {
	if want.Rect.Size() != got.Rect.Size() {
		return Difference{Resized: true}
	}
	w, h := want.Rect.Dx(), want.Rect.Dy()
	a, b := blurred(want), blurred(got)
	sums := newSums(w, h, func(i int) int {
		d := a[i] - b[i]
		return max(d, -d, ignored) - ignored
	})
	var worst Difference
	for y := 0; y < h; y += step {
		for x := 0; x < w; x += step {
			r := image.Rect(x, y, min(x+window, w), min(y+window, h))
			if s := sums.of(r); s > worst.Worst {
				worst.Worst, worst.At = s, r.Min
			}
		}
	}
	return worst
}

// blurred weighs each pixel with its eight neighbours by 1 2 1.
func blurred(g *image.Gray) []int {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	rows := make([]int, w*h)
	for y := range h {
		line := g.Pix[y*g.Stride : y*g.Stride+w]
		for x, v := range line {
			rows[y*w+x] = int(line[max(x-1, 0)]) + 2*int(v) + int(line[min(x+1, w-1)])
		}
	}
	out := make([]int, w*h)
	for y := range h {
		above, below := max(y-1, 0)*w, min(y+1, h-1)*w
		for x := range w {
			out[y*w+x] = (rows[above+x] + 2*rows[y*w+x] + rows[below+x]) / 16
		}
	}
	return out
}

// sums gives the sum over any rectangle at once.
type sums struct {
	to     []int // of all above and left of a place
	stride int
}

func newSums(w, h int, value func(i int) int) sums {
	s := sums{make([]int, (w+1)*(h+1)), w + 1}
	for y := range h {
		row := 0
		for x := range w {
			row += value(y*w + x)
			s.to[(y+1)*s.stride+x+1] = s.to[y*s.stride+x+1] + row
		}
	}
	return s
}

func (s sums) of(r image.Rectangle) int {
	at := func(x, y int) int { return s.to[y*s.stride+x] }
	return at(r.Max.X, r.Max.Y) - at(r.Min.X, r.Max.Y) - at(r.Max.X, r.Min.Y) + at(r.Min.X, r.Min.Y)
}

// Overlay shows both pictures in one: what they share in grey, what only want
// has in red, what only got has in blue.
func Overlay(want, got *image.Gray) *image.RGBA {
	out := image.NewRGBA(want.Rect.Union(got.Rect))
	ink := func(g *image.Gray, x, y int) int {
		if !(image.Point{X: x, Y: y}).In(g.Rect) {
			return 0
		}
		return 255 - int(g.GrayAt(x, y).Y)
	}
	for y := out.Rect.Min.Y; y < out.Rect.Max.Y; y++ {
		for x := out.Rect.Min.X; x < out.Rect.Max.X; x++ {
			a, b := ink(want, x, y), ink(got, x, y)
			shared := min(a, b) / 3
			out.SetRGBA(x, y, color.RGBA{
				R: uint8(255 - shared - (b - min(a, b))), G: uint8(max(0, 255-shared-max(a, b)+min(a, b))), B: uint8(255 - shared - (a - min(a, b))), A: 255,
			})
		}
	}
	return out
}
