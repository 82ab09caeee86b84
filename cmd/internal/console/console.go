// Package console prints for people: diagnostics with the line they speak of
// and a mark under its column, in colour where the terminal has it, and the
// verdict of a run.
//
// Whatever comes from an input is made harmless before it is printed
// (diag.Printable). Excerpts and colours are for terminals; elsewhere a
// diagnostic is what diag.Diagnostic.Format writes.
package console

import (
	"io"
	"slices"
	"strings"
	"unicode"

	"gongwen/internal/diag"
)

// Options say where a Printer prints.
type Options struct {
	Lang diag.Lang

	// Width is how many columns the terminal has; nil where there is none.
	Width func() int
	// Colour says that the terminal shows colours.
	Colour bool
	// Source reads a file that a diagnostic speaks of, to show what stands there;
	// false where it cannot be read again. It is asked only for a terminal.
	Source func(file string) ([]byte, bool)
}

// Printer prints the diagnostics of a run.
type Printer struct {
	out     io.Writer
	options Options
	paint   palette
	errors  bool // only they are printed
	sources sources
	groups  groups
	count   [3]int // by level
}

// New makes a printer that writes to out.
func New(out io.Writer, o Options) *Printer {
	return &Printer{out: out, options: o, paint: palette{o.Colour}, sources: sources{read: o.Source}, groups: groups{}}
}

// Print prints diagnostics: of one file only so many, and of a warning that
// many files have only the first few.
func (p *Printer) Print(list diag.List) {
	for _, d := range list {
		p.count[d.Level]++
	}
	if p.errors {
		list = slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Level != diag.Error })
	}
	shown, left := bounded(list)
	var b strings.Builder
	for i, d := range shown {
		if p.groups.shows(d) {
			p.diagnostic(&b, d)
		}
		if l, last := left[d.Pos.File]; last && (i+1 == len(shown) || shown[i+1].Pos.File != d.Pos.File) {
			p.diagnostic(&b, l.diagnostic(d.Pos.File))
			delete(left, d.Pos.File)
		}
	}
	p.write(b.String())
}

// ErrorsOnly has nothing printed but errors and the verdict.
func (p *Printer) ErrorsOnly() { p.errors = true }

// Speak has what follows printed in a language.
func (p *Printer) Speak(lang diag.Lang) { p.options.Lang = lang }

// Close prints how many diagnostics of each file, and how many files of each
// warning, Print has held back.
func (p *Printer) Close() {
	var b strings.Builder
	for _, d := range p.groups.rest() {
		p.diagnostic(&b, d)
	}
	p.groups = groups{}
	p.write(b.String())
}

// Verdict is Close with a last line that says how many errors and warnings
// there were.
func (p *Printer) Verdict() {
	p.Close()
	text, paint := p.verdict()
	p.write(paint(text.In(p.options.Lang)) + "\n")
}

func (p *Printer) verdict() (diag.Text, func(string) string) {
	errors := counted(p.count[diag.Error], "个错误", "error")
	warnings := counted(p.count[diag.Warning], "个警告", "warning")
	notes := counted(p.count[diag.Note], "条说明", "note")
	switch {
	case p.count[diag.Error] > 0:
		return diag.T("%s，%s", "%s, %s", errors, warnings), p.paint.of(diag.Error)
	case p.count[diag.Warning] > 0:
		return diag.T("没有错误，%s", "no errors, %s", warnings), p.paint.of(diag.Warning)
	case p.count[diag.Note] > 0:
		return diag.T("没有发现问题，%s", "nothing is wrong, %s", notes), p.paint.good
	}
	return diag.T("没有发现问题", "nothing is wrong"), p.paint.good
}

// counted is a number of things: zh is their measure word and name, en one of
// them.
func counted(n int, zh, en string) diag.Text {
	if n != 1 {
		en += "s"
	}
	return diag.T("%d %s", "%d %s", n, diag.Text{ZH: zh, EN: en})
}

// write prints text. That it could not be is known to who owns the writer.
func (p *Printer) write(text string) { _, _ = io.WriteString(p.out, text) }

// diagnostic writes one diagnostic and what stands at its places.
func (p *Printer) diagnostic(b *strings.Builder, d diag.Diagnostic) {
	lang := p.options.Lang
	head := strings.TrimSuffix(d.Headline(lang), d.Said(lang))
	place := strings.TrimSuffix(head, d.Level.Text().In(lang)+": ")
	b.WriteString(p.paint.place(place) + p.paint.of(d.Level)(strings.TrimPrefix(head, place)) + d.Said(lang) + "\n")
	p.excerpt(b, d.Pos, d.Level)
	for _, r := range d.Related {
		b.WriteString("  " + r.Format(lang) + "\n")
		p.excerpt(b, r.Pos, diag.Note)
	}
	if more := hintAndMore(d, lang); more != "" {
		b.WriteString("  " + more + "\n")
	}
}

// seeMore says where there is more about the rule of a diagnostic; empty for none.
// The ids of rules begin with a capital, those of other checks do not.
func seeMore(d diag.Diagnostic, lang diag.Lang) string {
	if d.Rule == "" || !unicode.IsUpper(rune(d.Rule[0])) {
		return ""
	}
	return diag.Printable(diag.T("详见 gongwen explain %s", "more: gongwen explain %s", d.Rule).In(lang))
}

// hintAndMore is the hint, and where there is more about the rule.
func hintAndMore(d diag.Diagnostic, lang diag.Lang) string {
	hint, more := d.HintLine(lang), seeMore(d, lang)
	if hint == "" || more == "" {
		return hint + more
	}
	return diag.Text{ZH: hint + "（" + more + "）", EN: hint + " (" + more + ")"}.In(lang)
}
