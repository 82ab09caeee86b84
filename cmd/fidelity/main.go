// Command fidelity measures how far the DOCX of reports is the same document
// as their PDF when LibreOffice prints it, and writes the score. It is a tool
// of those who work on gongwen; make fidelity runs it.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"

	"gongwen/cmd/internal/fidelity"
)

func main() {
	into := flag.String("into", "", "Markdown file whose text between <!-- score --> and <!-- end --> is replaced")
	faces := flag.String("faces", "fonts/files", "folder of the font files")
	dir := flag.String("dir", "dist/fidelity", "folder for what is written on the way")
	quiet := flag.Bool("q", false, "do not list the differences")
	variant := flag.String("variant", "", "measure this kind of DOCX alone")
	flag.Parse()
	if err := run(flag.Args(), *into, *faces, *dir, *variant, *quiet); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(reports []string, into, faces, dir, variant string, quiet bool) error {
	var score bytes.Buffer
	for _, v := range fidelity.Variants() {
		if variant != "" && v.Name != variant {
			continue
		}
		results, err := fidelity.Measure(context.Background(), v, reports, faces, dir)
		if err != nil {
			return err
		}
		if !quiet {
			for _, r := range results {
				for _, d := range r.Score.Differences {
					fmt.Printf("%s: %s\n  PDF:  %s\n  DOCX: %s\n", r.Name, d.Class, d.Ours, d.There)
				}
			}
		}
		fmt.Fprintf(&score, "### %s\n\n", v.Title)
		fidelity.Table(&score, results)
		fmt.Fprintln(&score)
		fidelity.Classes(&score, results)
		fmt.Fprintln(&score)
	}
	fmt.Print(score.String())
	if into == "" {
		return nil
	}
	return replace(into, score.Bytes())
}

// replace puts score between the marks of a file.
func replace(file string, score []byte) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	const from, to = "<!-- score -->\n", "<!-- end -->"
	before, rest, ok := bytes.Cut(content, []byte(from))
	_, after, closed := bytes.Cut(rest, []byte(to))
	if !ok || !closed {
		return fmt.Errorf("%s has no %s and %s", file, from, to)
	}
	out := bytes.Join([][]byte{before, []byte(from), []byte("\n"), score, []byte(to), after}, nil)
	return os.WriteFile(file, out, 0o644)
}
