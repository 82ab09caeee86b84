package engine

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"gongwen/configs"
	"gongwen/internal/refpic"
	"gongwen/internal/unit"
	"gongwen/layout/frame"
	"gongwen/output"
	"gongwen/output/pdf"
)

// mutated is what an exporter was given with a page's items changed.
func mutated(t *testing.T, in output.Input, page int, change func(items []frame.Item) bool) output.Input {
	t.Helper()
	in.Pages = slices.Clone(in.Pages)
	in.Pages[page].Items = slices.Clone(in.Pages[page].Items)
	if !change(in.Pages[page].Items) {
		t.Fatal("the page has no such item to change")
	}
	return in
}

func exported(t *testing.T, in output.Input) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.New(pdf.Options{}).Export(&b, in); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// nth puts a changed copy in place of the nth of the items that fit, from 0. It
// is false when there are fewer.
func nth[T any](n int, fits func(*T) bool, change func(*T)) func([]frame.Item) bool {
	return func(items []frame.Item) bool {
		for i, item := range items {
			found, ok := any(item).(*T)
			if !ok || !fits(found) {
				continue
			}
			if n--; n < 0 {
				changed := *found
				change(&changed)
				items[i] = any(&changed).(frame.Item)
				return true
			}
		}
		return false
	}
}

func isBody(x *frame.Text) bool {
	return x.Artifact == frame.Content && x.Size == 16*unit.Point && len(x.Glyphs) > 3
}
func isFigure(x *frame.Text) bool { return x.Artifact == frame.Content && len(x.Glyphs) == 1 }
func isRule(*frame.Rule) bool     { return true }

// TestTolerance holds the tolerance of the reference pictures between two
// sides: what a person could see is a difference, another rasteriser is none.
func TestTolerance(t *testing.T) {
	library := configs.NewLibrary(caseTemplates(t))
	mutations := []struct {
		name, on string
		change   func([]frame.Item) bool
	}{
		{"a character moved by a point", "line-start-forbidden", nth(3, isBody, func(x *frame.Text) {
			x.Glyphs = slices.Clone(x.Glyphs)
			x.Glyphs[2].Shift += unit.Point
		})},
		{"a line moved down by a point", "line-start-forbidden", nth(5, isBody, func(x *frame.Text) { x.Y += unit.Point })},
		{"a missing line", "line-start-forbidden", nth(1, isBody, func(x *frame.Text) { x.String, x.Glyphs = "", nil })},
		{"a line a size smaller", "line-start-forbidden", nth(1, isBody, func(x *frame.Text) { x.Size -= unit.Point })},
		{"a figure of a table moved by a point", "outcome-label-as-in-the-template", nth(9, isFigure, func(x *frame.Text) { x.X += unit.Point })},
		{"a rule moved by a point", "outcome-label-as-in-the-template", nth(7, isRule, func(r *frame.Rule) {
			r.X1, r.X2, r.Y1, r.Y2 = r.X1+unit.Point, r.X2+unit.Point, r.Y1+unit.Point, r.Y2+unit.Point
		})},
		{"a missing rule", "outcome-label-as-in-the-template", nth(4, isRule, func(r *frame.Rule) { r.X2, r.Y2 = r.X1, r.Y1 })},
		{"a rule of twice the width", "outcome-label-as-in-the-template", nth(4, isRule, func(r *frame.Rule) { r.Width *= 2 })},
	}
	for _, m := range mutations {
		t.Run(m.name, func(t *testing.T) {
			in := given(t, library, filepath.Join(casesDir, m.on+".yaml"))
			whole := refpic.Draw(t, exported(t, in))
			changed := refpic.Draw(t, exported(t, mutated(t, in, 0, m.change)))
			d := refpic.Compare(whole[0], changed[0])
			t.Logf("%d", d.Worst)
			if d.Same() {
				t.Error("nothing was seen")
			}
		})
	}
	for _, name := range []string{"line-start-forbidden", "title-in-a-trapezium", "outcome-label-as-in-the-template", "bands-across-a-table"} {
		t.Run("another rasteriser draws "+name, func(t *testing.T) {
			file := exported(t, given(t, library, filepath.Join(casesDir, name+".yaml")))
			pages, again := refpic.Draw(t, file), refpic.DrawWithCairo(t, file)
			if len(pages) != len(again) {
				t.Fatalf("%d and %d pages", len(pages), len(again))
			}
			for i := range pages {
				d := refpic.Compare(pages[i], again[i])
				t.Logf("page %d: %d", i+1, d.Worst)
				if !d.Same() {
					t.Errorf("page %d differs: %+v", i+1, d)
				}
			}
		})
	}
}
