package fidelity

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// Mark is a character of a printed page. Blanks are left out: whether a file
// holds them is no question of lines.
type Mark struct {
	Rune rune
	Page int     // from 1
	X, Y float64 // its middle, in points from the page's top left corner
	word float64 // left side of its word
	// Turned is whether the page is wider than it is high.
	Turned bool
}

// Read gives the characters of a PDF file in reading order: page by page, line
// by line, from left to right. It runs pdftotext, of Poppler.
func Read(ctx context.Context, pdf string) ([]Mark, error) {
	out, err := exec.CommandContext(ctx, "pdftotext", "-bbox", pdf, "-").Output()
	if err != nil {
		return nil, fmt.Errorf("pdftotext %s: %w", pdf, err)
	}
	return parse(out)
}

// parse reads the XHTML that pdftotext -bbox writes.
func parse(bbox []byte) ([]Mark, error) {
	// The metadata of some files come out as pairs of surrogates.
	d := xml.NewDecoder(bytes.NewReader(bytes.ToValidUTF8(bbox, nil)))
	d.Strict = false
	var marks []Mark
	page, turned := 0, false
	for {
		token, err := d.Token()
		if token == nil {
			order(marks)
			return marks, nil
		}
		if err != nil {
			return nil, fmt.Errorf("pdftotext -bbox: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "page":
			page++
			turned = wider(start.Attr)
		case "word":
			var w struct {
				XMin float64 `xml:"xMin,attr"`
				YMin float64 `xml:"yMin,attr"`
				XMax float64 `xml:"xMax,attr"`
				YMax float64 `xml:"yMax,attr"`
				Text string  `xml:",chardata"`
			}
			if err := d.DecodeElement(&w, &start); err != nil {
				return nil, fmt.Errorf("pdftotext -bbox: %w", err)
			}
			step := (w.XMax - w.XMin) / float64(max(1, utf8.RuneCountInString(w.Text)))
			x := w.XMin + step/2
			for _, r := range w.Text {
				if !unicode.IsSpace(r) {
					marks = append(marks, Mark{Rune: r, Page: page, X: x, Y: (w.YMin + w.YMax) / 2, word: w.XMin, Turned: turned})
				}
				x += step
			}
		}
	}
}

// wider reports whether a page with these attributes is wider than it is high.
func wider(page []xml.Attr) bool {
	size := map[string]float64{}
	for _, a := range page {
		size[a.Name.Local], _ = strconv.ParseFloat(a.Value, 64)
	}
	return size["width"] > size["height"]
}

// sameLine is how far apart, in points, the middles of characters on one line
// may be: those of faces with other ascents differ by less, lines of the
// smallest type by more.
const sameLine = 5

// order puts marks into reading order and gives those of a line one Y.
func order(marks []Mark) {
	slices.SortStableFunc(marks, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Y, b.Y))
	})
	for i := 0; i < len(marks); {
		end := i + 1
		for end < len(marks) && marks[end].Page == marks[i].Page && marks[end].Y-marks[i].Y < sameLine {
			marks[end].Y = marks[i].Y
			end++
		}
		slices.SortStableFunc(marks[i:end], func(a, b Mark) int { return cmp.Compare(a.word, b.word) })
		i = end
	}
}
