package fidelity

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"gongwen/configs"
	"gongwen/internal/judge"
)

// placed is a character that a page shows, in points from its top left corner.
type placed struct {
	rune rune
	x, y float64
}

var (
	drawnGlyph = regexp.MustCompile(`<use xlink:href="#(glyph[^"]*)" x="([-0-9.]+)" y="([-0-9.]+)"/>`)
	emptyGlyph = regexp.MustCompile(`id="(glyph[^"]*)"[^>]*>\s*<path[^>]*d=""`)
)

// glyphsOf is the characters of a PDF, line by line: Poppler draws the glyphs in
// the order in which it says the text.
func glyphsOf(t *testing.T, pdf string) [][]placed {
	t.Helper()
	var lines [][]placed
	for page := 1; ; page++ {
		n := strconv.Itoa(page)
		drawn, err := exec.Command(judge.Path(t, "pdftocairo"), "-svg", "-f", n, "-l", n, pdf, "-").Output()
		if err != nil {
			return lines // behind the last page
		}
		text, err := exec.Command(judge.Path(t, "pdftotext"), "-raw", "-f", n, "-l", n, pdf, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		empty := map[string]bool{}
		for _, m := range emptyGlyph.FindAllSubmatch(drawn, -1) {
			empty[string(m[1])] = true
		}
		said := []rune(strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, string(text)))
		shown := drawnGlyph.FindAllSubmatch(drawn, -1)
		shown = slices.DeleteFunc(shown, func(m [][]byte) bool { return empty[string(m[1])] })
		if len(shown) != len(said) {
			t.Fatalf("page %d shows %d glyphs and says %d characters", page, len(shown), len(said))
		}
		for i, m := range shown {
			p := placed{rune: said[i], x: number(t, m[2]), y: number(t, m[3])}
			last := len(lines) - 1
			if i == 0 || math.Abs(p.y-lines[last][len(lines[last])-1].y) > 1 || p.x < lines[last][len(lines[last])-1].x {
				lines = append(lines, nil)
				last++
			}
			lines[last] = append(lines[last], p)
		}
	}
}

func number(t *testing.T, digits []byte) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(string(digits), 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// checkPitch holds the distances of neighbouring Chinese characters of each line of
// body text against each other: a line that is stretched is stretched evenly. Where
// bold text begins and ends LibreOffice leaves the style's spacing out and puts what
// is left of the line, so that two gaps of a line may be wider. No line runs past
// the margin. It gives how many lines it has seen.
func checkPitch(t *testing.T, when string, lines [][]placed) int {
	t.Helper()
	const uneven, widest, borders = 0.25, 1.25, 2 // points; gaps
	const body, margin = 15.5, 521.7              // points: a character of body text, and where its lines end
	seen := 0
	for _, line := range lines {
		var text strings.Builder
		var gaps []float64
		for i, p := range line {
			text.WriteRune(p.rune)
			if i > 0 && unicode.Is(unicode.Han, p.rune) && unicode.Is(unicode.Han, line[i-1].rune) {
				gaps = append(gaps, p.x-line[i-1].x)
			}
		}
		slices.Sort(gaps)
		if len(line) < 20 || len(gaps) <= borders || gaps[0] < body {
			continue
		}
		seen++
		if last := line[len(line)-1]; unicode.Is(unicode.Han, last.rune) && last.x+body > margin {
			t.Errorf("%s: the line ends at %.2f pt, beyond %.2f: %s", when, last.x+body, margin, text.String())
		}
		if n := len(gaps); gaps[n-1-borders]-gaps[0] > uneven || gaps[n-1]-gaps[0] > widest {
			t.Errorf("%s: %.2f pt apart: %s", when, gaps, text.String())
		}
	}
	return seen
}

// typed writes a DOCX again with a text typed into the middle of its longest run.
func typed(t *testing.T, from, to, text string) {
	t.Helper()
	in, err := zip.OpenReader(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }() // read only
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			content = typedInto(content, text)
		}
		part, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

var runText = regexp.MustCompile(`<w:t xml:space="preserve">([^<]*)</w:t>`)

func typedInto(document []byte, text string) []byte {
	longest := []int{0, 0, 0, 0}
	for _, at := range runText.FindAllSubmatchIndex(document, -1) {
		if at[3]-at[2] > longest[3]-longest[2] {
			longest = at
		}
	}
	runes := []rune(string(document[longest[2]:longest[3]]))
	middle := longest[2] + len(string(runes[:len(runes)/2]))
	return slices.Concat(document[:middle], []byte(text), document[middle:])
}

// TestAnEditLeavesThePitchEven types ten characters into a paragraph of the default
// DOCX and measures the pages that LibreOffice prints before and after.
func TestAnEditLeavesThePitchEven(t *testing.T) {
	judge.Path(t, "soffice")
	if _, err := os.Stat("../../../fonts/files/FandolFang-Regular.otf"); err != nil {
		t.Skip("the build carries no FandolFang")
	}
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	defer stop()
	dir := t.TempDir()
	const faces, typing = "../../../fonts/files", "经集体研究讨论请示后"
	if _, err := Measure(ctx, Variants()[0], []string{"../../../examples/shaxian-xinfangju-2023.yaml"}, faces, dir); err != nil {
		t.Fatal(err)
	}
	sheet, said := configs.NewLibrary(nil).Style("gb9704")
	if said.HasErrors() {
		t.Fatal(said)
	}
	absolute, err := filepath.Abs(faces)
	if err != nil {
		t.Fatal(err)
	}
	edited := filepath.Join(dir, "edited.docx")
	typed(t, filepath.Join(dir, "plain", "shaxian-xinfangju-2023.docx"), edited, typing)
	if err := (Office{Sheet: sheet, Faces: absolute, Dir: dir}).Print(ctx, edited); err != nil {
		t.Fatal(err)
	}
	before, after := glyphsOf(t, filepath.Join(dir, "plain", "printed", "shaxian-xinfangju-2023.pdf")), glyphsOf(t, filepath.Join(dir, "edited.pdf"))
	if n, m := checkPitch(t, "before", before), checkPitch(t, "after", after); n < 40 || m < n {
		t.Errorf("%d lines were measured before and %d after", n, m)
	}
	var text strings.Builder
	for _, p := range slices.Concat(after...) {
		text.WriteRune(p.rune)
	}
	if !strings.Contains(text.String(), typing) {
		t.Errorf("what was typed is not on the pages")
	}
}
