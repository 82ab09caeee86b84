package main

import (
	"archive/zip"
	"context"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"gongwen/bench/peers/neutral"
)

// facts are what other programs find in a file.
type facts struct {
	tagged, pdfa, merged, heads, labels string
}

const (
	yes     = "yes"
	no      = "no"
	unasked = "–" // it does not apply, or no file lets it be told
)

// pdfFacts asks poppler about a PDF.
func pdfFacts(ctx context.Context, path string) facts {
	info, _ := exec.CommandContext(ctx, "pdfinfo", path).Output()
	meta, _ := exec.CommandContext(ctx, "pdfinfo", "-meta", path).Output()
	structure, _ := exec.CommandContext(ctx, "pdfinfo", "-struct", path).Output()
	f := facts{tagged: no, pdfa: claimed(string(meta)), merged: no, heads: unasked, labels: unasked}
	if regexp.MustCompile(`(?m)^Tagged:\s+yes`).Match(info) {
		f.tagged = yes
	}
	if strings.Contains(string(structure), "RowSpan") && strings.Contains(string(structure), "ColSpan") {
		f.merged = yes
	}
	return f
}

var claims = regexp.MustCompile(`pdfaid:(part|conformance)(?:>|=["'])([0-9A-Za-z]+)`)

// claimed is the level of PDF/A that the metadata claim, such as 2a (ISO 19005-2 6.6.4).
func claimed(meta string) string {
	part, conformance := "", ""
	for _, m := range claims.FindAllStringSubmatch(meta, -1) {
		if m[1] == "part" {
			part = m[2]
		} else {
			conformance = strings.ToLower(m[2])
		}
	}
	if part == "" {
		return no
	}
	return part + conformance
}

// docxFacts looks at a DOCX.
func docxFacts(path string) facts {
	f := facts{tagged: unasked, pdfa: unasked, merged: no, heads: unasked, labels: unasked}
	z, err := zip.OpenReader(path)
	if err != nil {
		return f
	}
	defer func() { _ = z.Close() }()
	for _, file := range z.File {
		if file.Name != body {
			continue
		}
		if xml, err := contentOf(file); err == nil && strings.Contains(string(xml), "<w:vMerge") && strings.Contains(string(xml), "<w:gridSpan") {
			f.merged = yes
		}
	}
	return f
}

// repeated tells whether the pages on which the largest table of d goes on show its
// head again, and the labels of which only further rows stand there. Where the
// table is not split nothing can be told, and split is false.
func repeated(d *neutral.Document, pages []string) (heads, labels, split bool) {
	t := largest(d)
	heads, labels = true, true
	parts := 0
	for _, page := range pages {
		text := bare(page)
		first, last := t.Rows, -1
		for _, c := range t.Cells {
			if said := bare(neutral.Text(c.Runs)); c.Role == "stub" && c.RowSpan == 1 && len([]rune(said)) > 5 && strings.Contains(text, said) {
				first, last = min(first, c.Row), max(last, c.Row)
			}
		}
		if last < 0 {
			continue
		}
		parts++
		for _, c := range t.Cells {
			said := bare(neutral.Text(c.Runs))
			switch {
			case parts == 1 || said == "" || strings.Contains(text, said):
			case c.Role == "head" && c.Row < t.HeadRows:
				heads = false
			case c.Role == "stub" && c.RowSpan > 1 && c.Row < first && c.Row+c.RowSpan > first:
				labels = false
			}
		}
	}
	return heads, labels, parts > 1
}

// largest is the table with the most rows.
func largest(d *neutral.Document) *neutral.Table {
	t := &neutral.Table{}
	for _, b := range d.Blocks {
		if b.Table != nil && b.Table.Rows > t.Rows {
			t = b.Table
		}
	}
	return t
}

// bare is text without spaces and line ends, and with the forms of characters that
// readers of PDF files exchange.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// pagesOf is the text of each page of a PDF, in the order of its content.
func pagesOf(ctx context.Context, path string) []string {
	info, _ := exec.CommandContext(ctx, "pdfinfo", path).Output()
	m := regexp.MustCompile(`(?m)^Pages:\s+(\d+)`).FindSubmatch(info)
	if m == nil {
		return nil
	}
	n, _ := strconv.Atoi(string(m[1]))
	var list []string
	for i := 1; i <= n; i++ {
		at := strconv.Itoa(i)
		text, _ := exec.CommandContext(ctx, "pdftotext", "-raw", "-f", at, "-l", at, path, "-").Output()
		list = append(list, string(text))
	}
	return list
}

// overPages fills in what a peer repeats, by the first of its files in which the
// largest table is split.
func (f *facts) overPages(ctx context.Context, d *neutral.Document, files []string) {
	for _, path := range files {
		heads, labels, split := repeated(d, pagesOf(ctx, path))
		if split {
			f.heads, f.labels = word(heads), word(labels)
			return
		}
	}
}

func word(b bool) string {
	if b {
		return yes
	}
	return no
}
