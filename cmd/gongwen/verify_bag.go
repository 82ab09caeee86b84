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
		a.sayFinding(path, diag.Text{}, f)
	}
	if r.Findings.OK() {
		fmt.Fprintf(a.world.Out, "%s: %s\n", path, a.text("归档包完好", "the bag is valid"))
	} else {
		a.say(diag.List{diag.Errorf(diag.Pos{File: path}, "归档包不完好", "the bag is not valid")})
	}
}

func (a *app) verifiedBag(path string, r bag.Report) verified {
	return verified{File: path, Valid: r.Findings.OK(), Checks: r.Findings.In(a.lang), Signatures: []signatureFound{}}
}
