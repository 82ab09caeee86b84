package refpic

import (
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// Whiten takes a rectangle out of a comparison.
func Whiten(g *image.Gray, r image.Rectangle) {
	r = r.Intersect(g.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			g.Pix[y*g.Stride+x] = 255
		}
	}
}

// Keep writes a picture into the folder that GONGWEN_PICTURES names; without it
// none.
func Keep(t testing.TB, name string, m image.Image) {
	t.Helper()
	dir := os.Getenv("GONGWEN_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name))
	if err == nil {
		err = errors.Join(png.Encode(f, m), f.Close())
	}
	if err != nil {
		t.Error(err)
	}
}
