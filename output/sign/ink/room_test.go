package ink

import (
	"testing"

	"gongwen/internal/pdfread"
	"gongwen/internal/unit"
	"gongwen/output/pdf"
	"gongwen/output/sign/padestest"
)

func list(n ...int64) pdfread.Array {
	var out pdfread.Array
	for _, v := range n {
		out = append(out, v)
	}
	return out
}

// leaving is a document whose catalog names a place on its first page.
func leaving(t *testing.T, wrap func(page pdfread.Ref) pdfread.Object) *pdfread.View {
	t.Helper()
	return latest(t, padestest.Update(t, document(t), func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
		page, _ := firstPage(t, u)
		catalog["Names"] = pdfread.Dict{"Dests": pdfread.Dict{"Names": pdfread.Array{
			pdfread.String{Value: "another"}, pdfread.Array{page, pdfread.Name("Fit")}, pdfread.String{Value: pdf.SealDestination}, wrap(page),
		}}}
		u.Set(root, catalog)
	}))
}

func TestSealRoom(t *testing.T) {
	fit := func(page pdfread.Ref, rect pdfread.Array) pdfread.Array {
		return append(pdfread.Array{page, pdfread.Name("FitR")}, rect...)
	}
	v := leaving(t, func(page pdfread.Ref) pdfread.Object { return pdfread.Dict{"D": fit(page, list(100, 200, 220, 300))} })
	r, ok := SealRoom(v)
	page := must(v.Pages())(t)[0]
	if !ok || r.Page != page || r.Box != (Box{100, 200, 220, 300}) {
		t.Fatalf("%+v, %v", r, ok)
	}
	for b, want := range map[Box]bool{{100, 200, 220, 300}: true, {99.5, 200, 220, 300}: true, {90, 200, 220, 300}: false, {110, 210, 120, 220}: true} {
		if r.Holds(page, b) != want || r.Holds(pdfread.Ref{Num: 1}, b) {
			t.Errorf("%v", b)
		}
	}
	for name, wrap := range map[string]func(page pdfread.Ref) pdfread.Object{
		"too large":     func(page pdfread.Ref) pdfread.Object { return fit(page, list(0, 0, 500, 100)) },
		"empty":         func(page pdfread.Ref) pdfread.Object { return fit(page, list(10, 10, 10, 50)) },
		"another kind":  func(page pdfread.Ref) pdfread.Object { return pdfread.Array{page, pdfread.Name("Fit")} },
		"no numbers":    func(page pdfread.Ref) pdfread.Object { return fit(page, pdfread.Array{nil, nil, nil, nil}) },
		"no list":       func(pdfread.Ref) pdfread.Object { return int64(1) },
		"far away":      func(page pdfread.Ref) pdfread.Object { return fit(page, list(2_000_000, 0, 2_000_100, 100)) },
		"three numbers": func(page pdfread.Ref) pdfread.Object { return fit(page, list(1, 2, 3)) },
	} {
		if r, ok := SealRoom(leaving(t, wrap)); ok {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if r, ok := SealRoom(latest(t, document(t))); ok {
		t.Errorf("a document without a room: %+v", r)
	}
}

func TestBoxes(t *testing.T) {
	v := latest(t, document(t))
	on, ok := SheetOf(v, must(v.Pages())(t)[0])
	if !ok || on.Index != 0 {
		t.Fatalf("%+v", on)
	}
	rect := Rectangle(10*unit.Millimetre, 20*unit.Millimetre, 42*unit.Millimetre, 30*unit.Millimetre)
	b, ok := BoxOf(v, rect)
	near := func(got, want unit.Length) bool { return got-want < unit.Point/100 && want-got < unit.Point/100 }
	if !ok || !near(b.Width(), 42*unit.Millimetre) || !near(b.Height(), 30*unit.Millimetre) {
		t.Errorf("%v: %v by %v", b, b.Width(), b.Height())
	}
	x, y := b.Origin()
	left, top := on.Corner(b)
	if !near(x, 10*unit.Millimetre) || !near(y, 20*unit.Millimetre) || !near(left, 10*unit.Millimetre) || !near(top, 247*unit.Millimetre) {
		t.Errorf("%v %v %v %v", x, y, left, top)
	}
	if !b.Like(Box{0, 0, b.Right - b.Left, b.Top - b.Bottom}) || b.Like(on.Box) || !b.Within(on.Box) || on.Box.Within(b) {
		t.Errorf("%v in %v", b, on.Box)
	}
	if points(unit.Point) != pdfread.Object(int64(1)) || points(unit.Point/2) != pdfread.Object(pdfread.Real("0.5")) {
		t.Errorf("%v %v", points(unit.Point), points(unit.Point/2))
	}
	if _, ok := SheetOf(v, pdfread.Ref{Num: 9999}); ok {
		t.Error("a page that is none")
	}
}

func TestAnnotationsOfASheet(t *testing.T) {
	for name, c := range map[string]struct {
		rect pdfread.Object
		n    int
		ok   bool
	}{
		"with an area": {list(1, 1, 5, 5), 1, true}, "without": {list(1, 1, 1, 1), 0, true}, "unclear": {pdfread.Name("x"), 0, false},
	} {
		v := latest(t, padestest.Update(t, document(t), func(u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			at, page := firstPage(t, u)
			page["Annots"] = pdfread.Array{u.Add(pdfread.Dict{"Rect": c.rect})}
			u.Set(at, page)
		}))
		on, ok := SheetOf(v, must(v.Pages())(t)[0])
		boxes, clear := on.Annotations(v)
		if !ok || clear != c.ok || len(boxes) != c.n {
			t.Errorf("%s: %v, %v", name, boxes, clear)
		}
	}
}

// TestContentInPieces: a page's content may be several streams.
func TestContentInPieces(t *testing.T) {
	v := latest(t, padestest.Update(t, document(t), func(u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
		at, page := firstPage(t, u)
		piece := func(text string) pdfread.Ref { return u.Add(&pdfread.Stream{Dict: pdfread.Dict{}, Raw: []byte(text)}) }
		page["Contents"] = pdfread.Array{piece("120 120 10"), piece("10 re f")}
		u.Set(at, page)
	}))
	on, _ := SheetOf(v, must(v.Pages())(t)[0])
	if met, err := on.Meets(v, Box{100, 100, 200, 200}); !met || err != nil {
		t.Errorf("%v, %v", met, err)
	}
}
