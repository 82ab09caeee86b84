package pades

import (
	"fmt"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/pdfread"
	"gongwen/internal/tier"
	"gongwen/output/sign/padestest"
)

// TestGrowth: verifying takes as long as what was added behind a signature is
// large.
func TestGrowth(t *testing.T) {
	tier.Long(t, "verifies files that grow")
	w := newWorld(t, padestest.P256)
	f := newForger(t, mustSign(t, unsigned(t), w.order()))
	root := f.trailer["Root"].(pdfread.Ref)
	check := w.check()
	for name, store := range map[string]func(g *forger, n int) pdfread.Dict{
		"certificates": func(g *forger, n int) pdfread.Dict {
			var list pdfread.Array
			for i := range n {
				list = append(list, pdfread.Ref{Num: g.added(stream("", der(fmt.Sprintf("certificate %d", i))))})
			}
			return pdfread.Dict{"Type": pdfread.Name("DSS"), "Certs": list}
		},
		"one certificate, often": func(g *forger, n int) pdfread.Dict {
			at := pdfread.Ref{Num: g.added(stream("", der("a certificate")))}
			var list pdfread.Array
			for range n {
				list = append(list, at)
			}
			return pdfread.Dict{"Type": pdfread.Name("DSS"), "Certs": list}
		},
		"objects that nothing refers to": func(g *forger, n int) pdfread.Dict {
			for range n {
				g.added("<<>>")
			}
			return pdfread.Dict{"Type": pdfread.Name("DSS")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, 100, func(n int) func() {
				g := f.begin()
				catalog := must(open(t, g.signed).Latest().Catalog())(t).Clone()
				catalog["DSS"] = pdfread.Ref{Num: g.added(string(pdfread.Append(nil, store(g, n))))}
				g.object(root.Num, string(pdfread.Append(nil, catalog)))
				data := g.end("", "")
				return func() { Verify(t.Context(), data, check) }
			})
		})
	}
}

// TestGrowthOfRevisions: with the number of saves and the size of the file, not with
// both multiplied.
func TestGrowthOfRevisions(t *testing.T) {
	tier.Long(t, "verifies files that grow")
	w := newWorld(t, padestest.P256)
	growth.Linear(t, 25, func(n int) func() {
		base := padestest.Update(t, unsigned(t), func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
			list := pdfread.Array{}
			for range 100 * n {
				list = append(list, u.Add(pdfread.Dict{"A": numerals(1, 2, 3, 4)}))
			}
			catalog["Extra"] = list
			u.Set(root, catalog)
		})
		data := signAnyway(t, base, w.order())
		for range n {
			data = withTrailer(t, data, nil)
		}
		return func() {
			if r := Verify(t.Context(), data, Check{Now: now()}); !r.OK() {
				t.Error(said(r))
			}
		}
	})
}
