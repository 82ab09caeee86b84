package pades

import (
	"testing"

	"gongwen/internal/pdfread"
	"gongwen/output/sign/padestest"
)

// TestShapesOfFiles signs files twice whose form, annotations and structure are
// written in other ways than this program does.
func TestShapesOfFiles(t *testing.T) {
	w := newWorld(t, padestest.P256)
	structure := func(t *testing.T, u *pdfread.Update, catalog pdfread.Dict) (pdfread.Ref, pdfread.Dict) {
		t.Helper()
		at := catalog["StructTreeRoot"].(pdfread.Ref)
		return at, must(u.Dict(at))(t)
	}
	for name, edit := range map[string]func(t *testing.T, u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict){
		"annotations in an array of their own": func(t *testing.T, u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			at, page := firstPage(t, u)
			page["Annots"] = u.Add(pdfread.Array{})
			u.Set(at, page)
		},
		"a form in the catalog": func(_ *testing.T, u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
			catalog["AcroForm"] = pdfread.Dict{"Fields": pdfread.Array{}, "SigFlags": int64(0)}
			u.Set(root, catalog)
		},
		"a form with fields in an array of their own": func(_ *testing.T, u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
			catalog["AcroForm"] = u.Add(pdfread.Dict{"Fields": u.Add(pdfread.Array{}), "SigFlags": int64(0)})
			u.Set(root, catalog)
		},
		"keys that are not counted": func(t *testing.T, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			at, tree := structure(t, u, catalog)
			delete(tree, "ParentTreeNextKey")
			u.Set(at, tree)
		},
		"a parent tree in the root": func(t *testing.T, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			at, tree := structure(t, u, catalog)
			tree["ParentTree"] = must(u.Dict(tree["ParentTree"]))(t)
			u.Set(at, tree)
		},
		"a parent tree with leaves": func(t *testing.T, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			at, tree := structure(t, u, catalog)
			leaf := must(u.Dict(tree["ParentTree"]))(t)
			nums := must(u.Array(leaf["Nums"]))(t)
			leaf["Limits"] = pdfread.Array{nums[0], nums[len(nums)-2]}
			tree["ParentTree"] = u.Add(pdfread.Dict{"Kids": u.Add(pdfread.Array{u.Add(leaf)})})
			u.Set(at, tree)
		},
		"a parent tree with pairs in an array of their own": func(t *testing.T, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			at, tree := structure(t, u, catalog)
			parents := must(u.Dict(tree["ParentTree"]))(t)
			parents["Nums"] = u.Add(must(u.Array(parents["Nums"]))(t))
			tree["ParentTree"] = u.Add(parents)
			u.Set(at, tree)
		},
		"elements in an array": func(t *testing.T, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			at, tree := structure(t, u, catalog)
			tree["K"] = pdfread.Array{tree["K"]}
			u.Set(at, tree)
		},
		"one part only": func(t *testing.T, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			_, tree := structure(t, u, catalog)
			top := tree["K"].(pdfread.Ref)
			d := must(u.Dict(top))(t)
			d["K"] = must(u.Array(d["K"]))(t)[0]
			u.Set(top, d)
		},
		"parts in an array of their own": func(t *testing.T, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			_, tree := structure(t, u, catalog)
			top := tree["K"].(pdfread.Ref)
			d := must(u.Dict(top))(t)
			d["K"] = u.Add(must(u.Array(d["K"]))(t))
			u.Set(top, d)
		},
		"no structure": func(_ *testing.T, u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
			delete(catalog, "StructTreeRoot")
			u.Set(root, catalog)
		},
	} {
		t.Run(name, func(t *testing.T) {
			data := padestest.Update(t, unsigned(t), func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) { edit(t, u, root, catalog) })
			signed := mustSign(t, mustSign(t, data, w.order()), w.order())
			if r := Verify(t.Context(), signed, w.check()); !r.OK() || len(r.Signatures) != 2 {
				t.Error(said(r))
			}
		})
	}
}
