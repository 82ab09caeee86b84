package main

import (
	"fmt"
	"strings"

	"gongwen/bench/guide"
)

// inGuide is the part of the guide that is written here.
func inGuide() guide.Part { return guide.Part{Name: "peers", Made: "make bench-peers"} }

// markdown is the part of the guide.
func markdown(list []result, runs, more int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Each figure is what a peer takes of what gongwen takes, medians of %d pairs of whole processes in turn; *further* is each of %d more documents in the same process.\n"+
		"gongwen makes two files of each report, a PDF/A-2a and a DOCX, and checks it; each peer makes the one that is named and checks nothing. Memory is that of the largest process.\n\n", runs, more)
	b.WriteString("| peer | makes | processor | clock | memory | further: processor | further: clock | size |\n|---|---|---|---|---|---|---|---|\n")
	for _, r := range list {
		if r.failed != "" {
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", r.title(), r.makes,
			ratio(r.cold.cpu), ratio(r.cold.wall), ratio(r.cold.memory), ratio(r.warm.cpu), ratio(r.warm.wall), ratio(r.size))
	}
	b.WriteString("\nWhat poppler finds in the files, and for DOCX in what LibreOffice prints of them; of the peers that draw only, lines, merged cells and repeated heads are the work of their caller:\n\n")
	b.WriteString("| peer | tagged | claims PDF/A | spans of merged cells in the file | heads repeated | labels repeated |\n|---|---|---|---|---|---|\n")
	for _, r := range list {
		if r.failed != "" {
			continue
		}
		f := r.facts
		if r.name == "fpdf" || r.name == "gopdf" {
			f.heads, f.labels = byCaller(f.heads), byCaller(f.labels)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", r.name, f.tagged, f.pdfa, f.merged, f.heads, f.labels)
	}
	var absent []string
	for _, r := range list {
		if r.failed != "" {
			absent = append(absent, fmt.Sprintf("%s (%s)", r.name, r.failed))
		}
	}
	if len(absent) > 0 {
		fmt.Fprintf(&b, "\nNot run: %s.\n", strings.Join(absent, "; "))
	}
	return b.String()
}

func (r result) title() string { return strings.TrimSpace(r.name + " " + r.version) }

func byCaller(found string) string {
	if found == yes {
		return "by the caller"
	}
	return found
}

// ratio has two digits that say something.
func ratio(v float64) string {
	switch {
	case v <= 0: // a machine too busy for a difference of two runs
		return unasked
	case v >= 10:
		return fmt.Sprintf("%.0f", v)
	case v >= 1:
		return fmt.Sprintf("%.1f", v)
	default:
		return fmt.Sprintf("%.2f", v)
	}
}
