package layout

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// What is set in a workshop is what is set alone, whatever was set there before:
// pages, setting and what is said of a character that no face has.
func TestDocumentsDoNotDependOnThoseBefore(t *testing.T) {
	type made struct {
		pages   []frame.Page
		setting *doc.Setting
		said    diag.List
	}
	texts := []string{
		"= 报告\n正文一段。\n@review",
		"@review 1 2 3 4 10", "@review 1 2 3 4 11", "@review 12345678 15731792 12345 1234 9",
		"正文。\n@requests 1 0 0 0 0 0 1\n@review",
		"@review 1 2 \U0001F9FF 4 10", "@review 1 2 \U0001F9FF 4 11", "@review 1 2 ئ 4 10",
		strings.Repeat("正文。\n", 40) + "@disclosure",
	}
	faces := book(t)
	var documents []*doc.Document
	var lone []made
	faults := 0
	for i, text := range texts {
		d := read(t, text)
		if i%2 == 1 { // another style of the same role is another label
			for k := range d.Styles {
				if d.Styles[k].Role == doc.TableStubRole {
					d.Styles[k].Align = doc.AlignRight
				}
			}
		}
		pages, setting, said := Typeset(t.Context(), d, faces, Wants{})
		if said.HasErrors() {
			faults++
		}
		documents, lone = append(documents, d), append(lone, made{pages, setting, said})
	}
	if faults != 3 {
		t.Fatalf("%d documents have faults, want the three with odd characters", faults)
	}
	var group sync.WaitGroup
	for n := range 2 {
		group.Go(func() {
			var shop Workshop
			r := rand.New(rand.NewPCG(7, uint64(n)))
			for range 60 {
				i := r.IntN(len(documents))
				pages, setting, said := shop.Typeset(t.Context(), documents[i], faces, Wants{})
				if !reflect.DeepEqual(made{pages, setting, said}, lone[i]) {
					t.Errorf("%q is set otherwise behind other documents: %v", texts[i], said)
				}
			}
			if len(shop.labels) == 0 {
				t.Error("no label is kept")
			}
		})
	}
	group.Wait()
}

// A table of many thousand different figures does not fill the memory.
func TestLabelsThatAreKeptHaveAnEnd(t *testing.T) {
	var shop Workshop
	faces := book(t)
	for i := range mostLabels / 2 {
		d := read(t, fmt.Sprintf("@review %d %d %d 4 10", 100000+i, 200000+i, 300000+i))
		if pages, _, said := shop.Typeset(t.Context(), d, faces, Wants{}); len(pages) == 0 {
			t.Fatal(said)
		}
		if len(shop.labels) > mostLabels {
			t.Fatalf("%d labels are kept", len(shop.labels))
		}
	}
	shop.use(nil)
	if len(shop.labels) != 0 {
		t.Error("labels of other faces are kept")
	}
}

// TestGlyphsOfCellsThatSayTheSameAreThereOnce: a long table has thousands of zeros.
func TestGlyphsOfCellsThatSayTheSameAreThereOnce(t *testing.T) {
	pages, said := pagesOf(read(t, "@review 1280 1 2 1280 4"), book(t))
	if len(said) > 0 {
		t.Fatal(said)
	}
	var same []*frame.Text
	for _, item := range pages[0].Items {
		if text, ok := item.(*frame.Text); ok && text.String == "1280" {
			same = append(same, text)
		}
	}
	if len(same) != 2 || same[0].X == same[1].X || same[0].Node == same[1].Node {
		t.Fatalf("the two figures are drawn as %+v", same)
	}
	if &same[0].Glyphs[0] != &same[1].Glyphs[0] {
		t.Error("each of two like figures has glyphs of its own")
	}
}
