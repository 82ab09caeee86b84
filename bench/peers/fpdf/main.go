// Command fpdf sets documents of the neutral form with fpdf: fpdf OUT DOCUMENT.json…
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"gongwen/bench/peers/flow"
	"gongwen/bench/peers/neutral"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: fpdf OUT DOCUMENT.json…")
		os.Exit(2)
	}
	files := map[string][]byte{}
	for _, path := range os.Args[2:] {
		if err := write(files, path, filepath.Join(os.Args[1], strings.TrimSuffix(filepath.Base(path), ".json")+".pdf")); err != nil {
			fmt.Fprintln(os.Stderr, "fpdf:", err)
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
	c := canvas{fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: d.Page.Width, Ht: d.Page.Height}})}
	c.SetAutoPageBreak(false, 0)
	c.SetTitle(d.Title, true)
	c.SetAuthor(d.Author, true)
	c.SetLang(d.Lang)
	for _, face := range flow.FilesOf(d) {
		if files[face.File] == nil {
			if files[face.File], err = os.ReadFile(face.File); err != nil {
				return err
			}
		}
		c.AddUTF8FontFromBytes(name(face), "", files[face.File])
	}
	flow.Set(d, c)
	return c.OutputFileAndClose(to)
}

type canvas struct{ *fpdf.Fpdf }

func name(face neutral.Face) string { return filepath.Base(face.File) }

func (c canvas) Width(face neutral.Face, size float64, text string) float64 {
	c.SetFont(name(face), "", size)
	return c.GetStringWidth(text)
}

func (c canvas) Text(face neutral.Face, size, x, baseline float64, text string) {
	c.SetFont(name(face), "", size)
	c.Fpdf.Text(x, baseline, text)
}

func (c canvas) Line(x1, y1, x2, y2, width float64) {
	c.SetLineWidth(width)
	c.Fpdf.Line(x1, y1, x2, y2)
}

func (c canvas) Fill(x, y, width, height float64, color string) {
	n, _ := strconv.ParseUint(strings.TrimPrefix(color, "#"), 16, 24)
	c.SetFillColor(int(n>>16), int(n>>8&0xFF), int(n&0xFF))
	c.Rect(x, y, width, height, "F")
}
