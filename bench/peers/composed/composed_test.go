package composed_test

import (
	"path/filepath"
	"strings"
	"testing"

	"gongwen/bench/peers/composed"
	"gongwen/bench/peers/neutral"
)

const root = "../../.."

func example(t *testing.T) *neutral.Document {
	t.Helper()
	d, sheet, err := composed.Report(filepath.Join(root, "examples/shaxian-xinfangju-2023.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	n, err := composed.Neutral(d, sheet, "files")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What is missing here every peer would be measured without.
func TestNeutralFormHasAllTextAndCells(t *testing.T) {
	n := example(t)
	text, tables := "", 0
	for _, b := range n.Blocks {
		text += neutral.Text(b.Runs)
		if _, ok := n.Styles[b.Style]; !ok && b.Kind != neutral.Grid {
			t.Errorf("%s has the style %q, which is not there", b.Kind, b.Style)
		}
		if b.Table == nil {
			continue
		}
		tables++
		covered := 0
		for _, c := range b.Table.Cells {
			covered += c.RowSpan * c.ColSpan
			if _, ok := n.Styles[c.Style]; !ok {
				t.Errorf("a cell has the style %q, which is not there", c.Style)
			}
		}
		if want := b.Table.Rows * len(b.Table.Widths); covered != want {
			t.Errorf("the cells of %s cover %d places of %d", b.Table.Title, covered, want)
		}
	}
	if tables != 3 || !strings.Contains(text, "三明市沙县区人民政府信访局") || !strings.Contains(text, "提高信访公信力。") {
		t.Errorf("%d tables; %.200s", tables, text)
	}
}

func TestEveryStyleHasItsFontFiles(t *testing.T) {
	n := example(t)
	for role, s := range n.Styles {
		faces := n.Faces[s.Font]
		if len(faces.Others) == 0 || faces.Others[0].File == "" || faces.Others[0].Family == "" {
			t.Errorf("%s is set in %q, which has no file", role, s.Font)
		}
	}
}
