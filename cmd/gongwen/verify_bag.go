package main

import (
	"fmt"

	"gongwen/internal/diag"
	"gongwen/output/bag"
)

// sayBag prints a line for each check of a bag: what passed to standard
// output, what failed or was not checked as diagnostics.
func (a *app) sayBag(path string, r bag.Report) {
	for _, f := range r.Findings {
		d := diag.Diagnostic{Pos: diag.Pos{File: path}, Message: f.Text, Rule: string(f.Check)}
		switch f.Grade {
		case bag.Passed:
			fmt.Fprintf(a.world.Out, "%s: %s [%s]\n", path, f.Text.In(a.lang), f.Check)
			continue
		case bag.Unchecked:
			d.Level = diag.Warning
		}
		a.say(diag.List{d})
	}
	if r.OK() {
		fmt.Fprintf(a.world.Out, "%s: %s\n", path, a.text("归档包完好", "the bag is valid"))
	} else {
		a.say(diag.List{diag.Errorf(diag.Pos{File: path}, "归档包不完好", "the bag is not valid")})
	}
}

func (a *app) verifiedBag(path string, r bag.Report) verified {
	out := verified{File: path, Valid: r.OK(), Signatures: []signatureFound{}}
	for _, f := range r.Findings {
		out.Checks = append(out.Checks, checked{string(f.Check), f.Grade.String(), f.Text.In(a.lang)})
	}
	return out
}
