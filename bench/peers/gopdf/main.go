// Command gopdf sets documents of the neutral form with gopdf: gopdf OUT DOCUMENT.json…
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/signintech/gopdf"

	"gongwen/bench/peers/flow"
	"gongwen/bench/peers/neutral"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: gopdf OUT DOCUMENT.json…")
		os.Exit(2)
	}
	files := map[string][]byte{}
	for _, path := range os.Args[2:] {
		if err := write(files, path, filepath.Join(os.Args[1], strings.TrimSuffix(filepath.Base(path), ".json")+".pdf")); err != nil {
			fmt.Fprintln(os.Stderr, "gopdf:", err)
			os.Exit(1)
		}
	}
}

func write(files map[string][]byte, path, to string) error {
	d, err := neutral.Read(path)
	if err != nil {
		return err
	}
	flow.TrueType(d)
	c := &canvas{GoPdf: &gopdf.GoPdf{}}
	c.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: d.Page.Width, H: d.Page.Height}})
	c.SetInfo(gopdf.PdfInfo{Title: d.Title, Author: d.Author})
	for _, face := range flow.FilesOf(d) {
		if files[face.File] == nil {
			if files[face.File], err = os.ReadFile(face.File); err != nil {
				return err
			}
		}
		if err := c.AddTTFFontData(name(face), files[face.File]); err != nil {
			return err
		}
	}
	flow.Set(d, c)
	if c.failed != nil {
		return c.failed
	}
	return c.WritePdf(to)
}

// canvas keeps the first error: the library gives one for each call.
type canvas struct {
	*gopdf.GoPdf
	failed error
}

func name(face neutral.Face) string { return filepath.Base(face.File) }

func (c *canvas) note(err error) {
	if c.failed == nil {
		c.failed = err
	}
}

func (c *canvas) Width(face neutral.Face, size float64, text string) float64 {
	c.note(c.SetFont(name(face), "", size))
	w, err := c.MeasureTextWidth(text)
	c.note(err)
	return w
}

func (c *canvas) Text(face neutral.Face, size, x, baseline float64, text string) {
	c.note(c.SetFont(name(face), "", size))
	c.SetXY(x, baseline)
	c.note(c.GoPdf.Text(text))
}

func (c *canvas) Line(x1, y1, x2, y2, width float64) {
	c.SetLineWidth(width)
	c.GoPdf.Line(x1, y1, x2, y2)
}

func (c *canvas) Fill(x, y, width, height float64, color string) {
	n, _ := strconv.ParseUint(strings.TrimPrefix(color, "#"), 16, 24)
	c.SetFillColor(uint8(n>>16), uint8(n>>8), uint8(n))
	c.RectFromUpperLeftWithStyle(x, y, width, height, "F")
	c.SetFillColor(0, 0, 0)
}
