package refpic

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// square is a PDF of one page of 60 × 40 points with a black square at its top left.
func square() []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	const draw = "5 15 20 20 re f"
	var places []int
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 60 40]/Contents 4 0 R/Resources<<>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(draw), draw),
	} {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	xref := b.Len()
	b.WriteString("xref\n0 5\n0000000000 65535 f \n")
	for _, at := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", xref)
	return []byte(b.String())
}

func TestRasterisersDrawTheSame(t *testing.T) {
	want := drawn(60, 40, image.Rect(5, 5, 25, 25))
	for name, draw := range map[string]func(testing.TB, []byte) []*image.Gray{"mutool": Draw, "pdftocairo": DrawWithCairo} {
		t.Run(name, func(t *testing.T) {
			pages := draw(t, square())
			if len(pages) != 2 {
				t.Fatalf("%d pages", len(pages))
			}
			for i, page := range pages {
				if d := Compare(want, page); !d.Same() {
					t.Errorf("page %d differs by %d at %v", i+1, d.Worst, d.At)
				}
			}
		})
	}
}

// recorder is a test whose faults are counted.
type recorder struct {
	testing.TB
	said    []string
	cleanup []func()
}

func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}
func (r *recorder) Cleanup(f func()) { r.cleanup = append(r.cleanup, f) }

func TestReportTellsWhatDiffers(t *testing.T) {
	dir := t.TempDir()
	page, moved := drawn(60, 40, image.Rect(5, 5, 25, 25)), drawn(60, 40, image.Rect(8, 5, 28, 25))
	raw, err := encode(page)
	if err != nil {
		t.Fatal(err)
	}
	golden, text := filepath.Join(dir, "a-1.png"), filepath.Join(dir, "a.txt")
	for path, content := range map[string][]byte{golden: raw, text: []byte("甲\n")} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("UPDATE_GOLDEN", "")
	t.Setenv("GONGWEN_REPORT", filepath.Join(dir, "report"))
	rec := &recorder{TB: t}
	report := NewReport(rec)
	report.Text(rec, "about the text", text, []byte("甲\n"))
	report.Picture(rec, "about the picture", golden, page)
	if len(rec.said) > 0 {
		t.Errorf("what is the same differs: %q", rec.said)
	}
	report.Picture(rec, "moved", golden, moved)
	report.Picture(rec, "larger", golden, drawn(61, 40))
	report.Picture(rec, "new", filepath.Join(dir, "b-1.png"), page)
	for i, want := range []string{"the page differs most by ", "the page has another size", "reference picture: "} {
		if i >= len(rec.said) || !strings.Contains(rec.said[i], want) {
			t.Errorf("%d faults, fault %d is not %q: %q", len(rec.said), i, want, rec.said)
		}
	}
	for _, end := range rec.cleanup {
		end()
	}
	written, err := os.ReadFile(filepath.Join(dir, "report", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, about := range []string{"about the text", "about the picture", "moved", "larger", "new"} {
		if !strings.Contains(string(written), about) {
			t.Errorf("the report lacks %q", about)
		}
	}
}

// Pictures are rewritten where golden files are, but for those that are the
// same within the tolerance.
func TestPicturesAreRewritten(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("UPDATE_GOLDEN", "1")
	t.Setenv("CI", "")
	t.Setenv("GONGWEN_REPORT", filepath.Join(dir, "report"))
	path := filepath.Join(dir, "a-1.png")
	page := drawn(60, 40, image.Rect(5, 5, 25, 25))
	rec := &recorder{TB: t}
	report := NewReport(rec)
	report.Picture(rec, "", path, page)
	first, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	report.Picture(rec, "", path, page)
	if again, err := os.Stat(path); err != nil || !again.ModTime().Equal(first.ModTime()) {
		t.Errorf("the same picture was written again: %v", err)
	}
	if back, err := read(path); err != nil || !Compare(page, back).Same() {
		t.Errorf("another picture was written: %v", err)
	}
}
