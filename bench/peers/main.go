// Command peers sets one report with programs that others use for such documents and
// writes what each takes of what gongwen takes: processor, clock, memory and size as
// ratios, and what other programs find in the files. The peers are installed from
// their registries into a folder of their own; what cannot be had is named.
//
// All get the report in one neutral form, with the same font files: texts, and tables
// as grids of merged cells. gongwen makes the PDF/A and the DOCX of it from the report
// file, each peer one file.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"gongwen/bench/peers/neutral"
	"gongwen/configs"
	"gongwen/layout/doc"
)

const example = "examples/shaxian-xinfangju-2023.yaml"

func main() {
	s := &setup{}
	flag.StringVar(&s.repository, "repository", "..", "folder of the repository")
	flag.StringVar(&s.program, "gongwen", "../bin/gongwen", "the program")
	flag.StringVar(&s.cache, "cache", "../.tools/peers", "folder where the peers are installed")
	into := flag.String("into", "", "guide in which the part between the marks is replaced; empty to print only")
	picture := flag.String("picture", "", "SVG file of the bars")
	runs := flag.Int("runs", 7, "pairs of whole processes")
	more := flag.Int("more", 20, "further documents in one process")
	only := flag.String("only", "", "names of peers, separated by commas; empty for all")
	flag.Parse()
	if err := s.run(context.Background(), *into, *picture, *runs, *more, *only); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// setup is where things are.
type setup struct {
	repository, program, cache, work string

	sheet    *configs.StyleSheet
	document *doc.Document     // of the example
	neutral  *neutral.Document // the same
}

// peer is a program that is held against gongwen.
type peer struct {
	name, ending string
	cold         func(out string, in input) command // one document, in the way that is meant for it
	warm         func(out string, in []input) command
}

func (s *setup) peers() []peer {
	fonts := []string{"FONTCONFIG_FILE=" + filepath.Join(s.cache, "fonts.conf")}
	script := func(program, name string, of func(input) string) func(string, []input) command {
		return func(out string, in []input) command {
			c := command{args: []string{program, filepath.Join(s.cache, "scripts", name), out}, env: fonts}
			for _, i := range in {
				c.args = append(c.args, of(i))
			}
			return c
		}
	}
	binary := func(name string) func(string, []input) command {
		return func(out string, in []input) command {
			c := command{args: []string{filepath.Join(s.cache, "bin", name), out}}
			for _, i := range in {
				c.args = append(c.args, i.json)
			}
			return c
		}
	}
	office := func(out string, in []input) command {
		c := command{args: []string{
			"soffice", "-env:UserInstallation=file://" + filepath.Join(s.cache, "profile"), "--headless", "--convert-to",
			`pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"}}`, "--outdir", out,
		}, env: fonts}
		for _, i := range in {
			c.args = append(c.args, i.docx)
		}
		return c
	}
	json, page, values := func(i input) string { return i.json }, func(i input) string { return i.html }, func(i input) string { return i.values }
	chromium := script("node", "chromium.mjs", page)
	list := []peer{
		{name: "typst", ending: "pdf", warm: script("node", "typst.mjs", json)},
		{name: "fpdf", ending: "pdf", warm: binary("fpdf")},
		{name: "gopdf", ending: "pdf", warm: binary("gopdf")},
		{name: "Chromium", ending: "pdf", warm: func(out string, in []input) command {
			c := chromium(out, in)
			path, _ := exec.LookPath("chromium") // install has said whether it is there
			c.env = append(c.env, "CHROMIUM="+path)
			return c
		}, cold: func(out string, in input) command {
			return command{args: []string{
				"chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + filepath.Join(s.cache, "browser"), "--no-pdf-header-footer",
				"--print-to-pdf=" + filepath.Join(out, strings.TrimSuffix(filepath.Base(in.html), ".html")+".pdf"), "file://" + in.html,
			}, env: fonts}
		}},
		{name: "WeasyPrint", ending: "pdf", warm: script("/usr/bin/python3", "print_html.py", page)},
		{name: "LibreOffice", ending: "pdf", warm: office},
		{name: "docx", ending: "docx", warm: script("node", "docx.mjs", json)},
		{name: "docxtemplater", ending: "docx", warm: script("node", "docxtemplater.mjs", values)},
	}
	for i := range list {
		if p := &list[i]; p.cold == nil {
			p.cold = func(out string, in input) command { return p.warm(out, []input{in}) }
		}
	}
	return list
}

// result is what was found of one peer, as ratios to gongwen.
type result struct {
	name, version string
	makes         string // the formats
	cold, warm    figures
	size          float64
	facts         facts
	failed        string // why there is nothing else
}

func (s *setup) run(ctx context.Context, into, picture string, runs, more int, only string) error {
	for _, path := range []*string{&s.repository, &s.program, &s.cache} {
		var err error
		if *path, err = filepath.Abs(*path); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(s.cache, 0o777); err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "peers-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	s.work = work
	versions, missing := install(ctx, s.cache, filepath.Join(s.repository, "bench"))
	if err := adopt(); err != nil {
		return err
	}
	if err := writeScripts(s.cache); err != nil {
		return err
	}
	list, err := s.inputs(ctx, 1+more)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(s.cache, "fonts.conf"), []byte(s.fontConfig()), 0o666); err != nil {
		return err
	}
	own, err := s.own(ctx, list)
	if err != nil {
		return err
	}
	results := []result{own}
	for _, p := range s.peers() {
		if only != "" && !strings.Contains(","+only+",", ","+p.name+",") {
			continue
		}
		r := result{name: p.name, makes: strings.ToUpper(p.ending), version: versions[p.name], failed: missing[p.name]}
		if r.failed == "" {
			fmt.Fprintln(os.Stderr, p.name)
			if err := s.measure(ctx, &r, p, list, runs); err != nil {
				fmt.Fprintln(os.Stderr, err)
				r.failed = "it failed"
			}
		}
		results = append(results, r)
	}
	part := markdown(results, runs, more)
	fmt.Print(part)
	if picture != "" {
		if err := s.draw(results, picture); err != nil {
			return err
		}
	}
	if into == "" {
		return nil
	}
	if at, err := filepath.Rel(filepath.Dir(into), picture); picture != "" && err == nil {
		part += "\n![What each program takes of what gongwen takes](" + filepath.ToSlash(at) + ")\n"
	}
	return inGuide().Replace(into, part)
}

// own is gongwen itself: what others are held against, and the facts of its files.
func (s *setup) own(ctx context.Context, list []input) (result, error) {
	out := filepath.Join(s.work, "gongwen")
	if _, err := once(ctx, command{args: s.gongwen(out, list)}); err != nil {
		return result{}, err
	}
	r := result{name: "gongwen", makes: "PDF, DOCX", size: 1, cold: figures{1, 1, 1}, warm: figures{1, 1, 1}, facts: pdfFacts(ctx, made(out, list[0], "pdf"))}
	var files []string
	for _, in := range list {
		files = append(files, made(out, in, "pdf"))
	}
	r.facts.overPages(ctx, s.neutral, files)
	return r, nil
}

// made is the file that was made of an input.
func made(out string, in input, ending string) string {
	return filepath.Join(out, strings.TrimSuffix(filepath.Base(in.yaml), ".yaml")+"."+ending)
}

// measure runs a peer: once for all documents, whose files are looked at, then in
// pairs with gongwen.
func (s *setup) measure(ctx context.Context, r *result, p peer, list []input, runs int) error {
	out, gongwen := filepath.Join(s.work, p.name), filepath.Join(s.work, "gongwen")
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	if _, err := once(ctx, p.warm(out, list)); err != nil {
		return err
	}
	if _, err := once(ctx, p.cold(out, list[0])); err != nil {
		return err
	}
	if err := s.look(ctx, r, p, out, list); err != nil {
		return err
	}
	theirs, ours, err := inTurn(ctx, runs, p.cold(out, list[0]), command{args: s.gongwen(gongwen, list[:1])})
	if err != nil {
		return err
	}
	r.cold = theirs.over(ours)
	few := max(1, runs/3)
	manyTheirs, manyOurs, err := inTurn(ctx, few, p.warm(out, list), command{args: s.gongwen(gongwen, list)})
	if err != nil {
		return err
	}
	oneTheirs, oneOurs, err := inTurn(ctx, max(3, few), p.warm(out, list[:1]), command{args: s.gongwen(gongwen, list[:1])})
	if err != nil {
		return err
	}
	more := len(list) - 1
	r.warm = further(manyTheirs, oneTheirs, more).over(further(manyOurs, oneOurs, more))
	return nil
}

// look finds size and facts of the files that a peer made.
func (s *setup) look(ctx context.Context, r *result, p peer, out string, list []input) error {
	theirs, err := os.Stat(made(out, list[0], p.ending))
	if err != nil {
		return err
	}
	ours, err := os.Stat(made(filepath.Join(s.work, "gongwen"), list[0], p.ending))
	if err != nil {
		return err
	}
	r.size = float64(theirs.Size()) / float64(ours.Size())
	var files []string
	for _, in := range list {
		files = append(files, made(out, in, p.ending))
	}
	if p.ending == "pdf" {
		r.facts = pdfFacts(ctx, files[0])
		r.facts.overPages(ctx, s.neutral, files)
		return nil
	}
	r.facts = docxFacts(files[0])
	if _, err := exec.LookPath("soffice"); err != nil {
		return nil //nolint:nilerr // without LibreOffice nothing is told of the pages
	}
	var shown []input
	for _, f := range files {
		shown = append(shown, input{docx: f})
	}
	for _, q := range s.peers() {
		if q.name == "LibreOffice" {
			if _, err := once(ctx, q.warm(out, shown)); err != nil {
				return err
			}
		}
	}
	for i, in := range list {
		files[i] = made(out, in, "pdf")
	}
	r.facts.overPages(ctx, s.neutral, files)
	return nil
}
