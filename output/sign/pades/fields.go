package pades

import (
	"slices"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// signatureField is a field of the form that holds a signature.
type signatureField struct {
	name  string
	value pdfread.Object // of its V entry, as it stands there
	place pdfread.Object // the field itself, which is its own widget in files of this program
}

// Bounds of the form that is searched.
const (
	maxFields     = 10000
	maxFieldDepth = 32
)

// signatureFields are the form's signed signature fields in the form's order
// (ISO 32000-1 12.7.3).
func signatureFields(v *pdfread.View) ([]signatureField, error) {
	catalog, err := v.Catalog()
	if err != nil {
		return nil, err
	}
	form, err := v.Dict(catalog["AcroForm"])
	if err != nil {
		return nil, err
	}
	w := fieldWalk{view: v}
	err = w.walk(form["Fields"], field{}, 0)
	return w.found, err
}

// field is what a field hands down to its kids.
type field struct {
	name        string
	kind, value pdfread.Object
}

type fieldWalk struct {
	view  *pdfread.View
	found []signatureField
	count int
}

func (w *fieldWalk) walk(list pdfread.Object, above field, depth int) error {
	kids, err := w.view.Array(list)
	if err != nil {
		return err
	}
	for _, k := range kids {
		if w.count++; w.count > maxFields || depth > maxFieldDepth {
			return &fault{diag.Text{ZH: "表单的域太多", EN: "the form has too many fields"}}
		}
		d, err := w.view.Dict(k)
		if err != nil {
			return err
		}
		f := above
		if t, ok := d["T"].(pdfread.String); ok {
			if f.name != "" {
				f.name += "."
			}
			f.name += textOf(t.Value)
		}
		if ft, ok := d["FT"]; ok {
			f.kind = ft
		}
		if v, ok := d["V"]; ok {
			f.value = v
		}
		if d["Kids"] != nil {
			if err := w.walk(d["Kids"], f, depth+1); err != nil {
				return err
			}
			continue
		}
		if f.kind == pdfread.Name("Sig") && f.value != nil && !w.has(f.value) {
			w.found = append(w.found, signatureField{f.name, f.value, k})
		}
	}
	return nil
}

// has reports whether a value has been found, as where a field has two widgets.
func (w *fieldWalk) has(value pdfread.Object) bool {
	return slices.ContainsFunc(w.found, func(f signatureField) bool { return pdfread.Equal(f.value, value) })
}
