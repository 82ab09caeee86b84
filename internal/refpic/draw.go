package refpic

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"gongwen/internal/judge"
)

// finer is how many times finer than one pixel a point the rasteriser draws.
// Drawing fine and taking the mean makes pictures that hardly depend on how a
// rasteriser smooths edges and which part of a pixel it moves glyphs to.
const finer = 4

// DotsPerInch is what pictures of other programs are to have for Drawn.
const DotsPerInch = 72 * finer

// Drawn is the pages that another program drew, of DotsPerInch, in PNG files whose
// paths name gives by the number of the page, from 1.
func Drawn(t testing.TB, name func(page int) string) []*image.Gray {
	t.Helper()
	return pages(t, func(n int) (*image.Gray, error) { return read(name(n)) })
}

// Draw draws a PDF's pages, one pixel a point, in levels of grey. The test is
// skipped when mutool is missing.
func Draw(t testing.TB, pdf []byte) []*image.Gray {
	t.Helper()
	dir, file := written(t, pdf)
	judge.Run(t, "mutool", "draw", "-q", "-r", strconv.Itoa(72*finer), "-c", "gray", "-o", filepath.Join(dir, "%d.pgm"), file)
	return pages(t, func(n int) (*image.Gray, error) {
		f, err := os.Open(filepath.Join(dir, fmt.Sprintf("%d.pgm", n)))
		if err != nil {
			return nil, err
		}
		page, err := readPGM(bufio.NewReader(f))
		return page, errors.Join(err, f.Close())
	})
}

// DrawWithCairo is Draw by another rasteriser, pdftocairo: what the two make of
// one file has to be the same to Compare.
func DrawWithCairo(t testing.TB, pdf []byte) []*image.Gray {
	t.Helper()
	dir, file := written(t, pdf)
	judge.Run(t, "pdftocairo", "-r", strconv.Itoa(72*finer), "-gray", "-png", file, filepath.Join(dir, "page"))
	found, err := filepath.Glob(filepath.Join(dir, "page-*.png"))
	if err != nil {
		t.Fatal(err)
	}
	return pages(t, func(n int) (*image.Gray, error) {
		if n > len(found) {
			return nil, os.ErrNotExist
		}
		return read(found[n-1])
	})
}

func written(t testing.TB, pdf []byte) (dir, file string) {
	t.Helper()
	dir = t.TempDir()
	file = filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir, file
}

// pages are those that load gives, from the first to the one that does not exist.
func pages(t testing.TB, load func(n int) (*image.Gray, error)) []*image.Gray {
	t.Helper()
	var all []*image.Gray
	for {
		page, err := load(len(all) + 1)
		if errors.Is(err, os.ErrNotExist) && len(all) > 0 {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, levelled(shrunk(page)))
	}
}

// readPGM reads a binary portable graymap of 256 levels.
func readPGM(r *bufio.Reader) (*image.Gray, error) {
	var head string
	for range 3 {
		line, err := r.ReadString('\n')
		if err != nil {
			return nil, fmt.Errorf("portable graymap: %w", err)
		}
		head += line
	}
	var w, h int
	if _, err := fmt.Sscanf(head, "P5\n%d %d\n255\n", &w, &h); err != nil || w < 1 || h < 1 || w > 20000 || h > 20000 {
		return nil, fmt.Errorf("no portable graymap of 256 levels: %q", head)
	}
	g := image.NewGray(image.Rect(0, 0, w, h))
	_, err := io.ReadFull(r, g.Pix)
	return g, err
}

// shrunk gives each pixel the mean of finer² of g. What g lacks at its right
// and lower edge is white.
func shrunk(g *image.Gray) *image.Gray {
	w, h := (g.Rect.Dx()+finer-1)/finer, (g.Rect.Dy()+finer-1)/finer
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			ink := 0
			for j := y * finer; j < min((y+1)*finer, g.Rect.Dy()); j++ {
				row := g.Pix[j*g.Stride : j*g.Stride+g.Rect.Dx()]
				for _, v := range row[x*finer : min((x+1)*finer, len(row))] {
					ink += 255 - int(v)
				}
			}
			out.Pix[y*out.Stride+x] = uint8(255 - ink/(finer*finer))
		}
	}
	return out
}
