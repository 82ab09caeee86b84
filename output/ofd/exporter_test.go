package ofd

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongwen/fonts/sfnt"
	"gongwen/internal/golden"
	"gongwen/internal/unit"
	"gongwen/layout/example"
	"gongwen/layout/frame"
	"gongwen/output"
)

const (
	plainReport    = "../../examples/invented-2024.yaml"
	picturedReport = "../../examples/pictures-2024.yaml"
	redHeaded      = "../../examples/documents/joint.yaml" // a document with a head of two agencies
)

func export(t testing.TB, e *Exporter, in output.Input) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := e.Export(&file, in); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// unpack gives the parts of a file by name, and their names in order.
func unpack(t testing.TB, file []byte) (map[string][]byte, []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts, names := map[string][]byte{}, []string(nil)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
	}
	return parts, names
}

// pretty is an XML part with an element a line.
func pretty(t testing.TB, part []byte) string {
	t.Helper()
	var out strings.Builder
	depth := 0
	for _, tag := range regexp.MustCompile(`<[^>]*>[^<]*`).FindAllString(string(part), -1) {
		closing := strings.HasPrefix(tag, "</")
		if closing {
			depth--
		}
		if closing && !strings.HasSuffix(out.String(), "\n"+strings.Repeat(" ", depth+1)) {
			out.WriteString(tag)
		} else {
			out.WriteString("\n" + strings.Repeat(" ", depth) + tag)
		}
		if !closing && !strings.Contains(tag, "/>") && !strings.HasPrefix(tag, "<?") {
			depth++
		}
	}
	return strings.TrimSpace(out.String()) + "\n"
}

// TestPartsOfTheExamples: everything but the fonts, as a reader of the file sees it.
func TestPartsOfTheExamples(t *testing.T) {
	for _, profile := range Profiles() {
		for _, path := range []string{plainReport, picturedReport} {
			parts, names := unpack(t, export(t, New(Options{Profile: profile, Creator: "gongwen 1.0"}), example.Report(t, path)))
			var all strings.Builder
			for _, name := range names {
				switch filepath.Ext(name) {
				case ".xml":
					fmt.Fprintf(&all, "== %s\n%s", name, pretty(t, parts[name]))
				case ".ttf":
					f, err := sfnt.Parse(parts[name])
					if err != nil {
						t.Fatal(err)
					}
					fmt.Fprintf(&all, "== %s\n%s, %d glyphs\n", name, f.FullName(), f.NumGlyphs())
				default:
					fmt.Fprintf(&all, "== %s\n%d bytes\n", name, len(parts[name]))
				}
			}
			base := strings.TrimSuffix(filepath.Base(path), ".yaml")
			golden.Check(t, filepath.Join("testdata", base+"-"+string(profile)+".golden"), []byte(all.String()))
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	in, e := example.Report(t, picturedReport), New(Options{})
	first := export(t, e, in)
	for _, other := range []*Exporter{e, New(Options{})} {
		if !bytes.Equal(export(t, other, in), first) {
			t.Error("the second file differs")
		}
	}
}

// textObject is a text object as a reader takes it.
type textObject struct {
	ID       id     `xml:"ID,attr"`
	Boundary string `xml:"Boundary,attr"`
	CTM      string `xml:"CTM,attr"`
	Font     id     `xml:"Font,attr"`
	Size     string `xml:"Size,attr"`
	Code     struct {
		X      float64 `xml:"X,attr"`
		Y      float64 `xml:"Y,attr"`
		DeltaX string  `xml:"DeltaX,attr"`
		Text   string  `xml:",chardata"`
	} `xml:"TextCode"`
	Glyphs string `xml:"CGTransform>Glyphs"`
}

type pageXML struct {
	Layers []struct {
		Type  string       `xml:"Type,attr"`
		Texts []textObject `xml:"TextObject"`
	} `xml:"Content>Layer"`
}

func numbers(t testing.TB, s string) []float64 {
	t.Helper()
	var list []float64
	for _, field := range strings.Fields(s) {
		v, err := strconv.ParseFloat(field, 64)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, v)
	}
	return list
}

// placed is a glyph with its place in millimetres.
type placed struct {
	glyph uint16 // of the face
	x, y  float64
}

// TestEveryGlyphIsInItsPlace holds each glyph of each page against the frame, to
// a hundredth of a millimetre, the glyph itself through the embedded face.
func TestEveryGlyphIsInItsPlace(t *testing.T) {
	for _, path := range append(example.Reports(t), example.Documents(t)...) {
		in := example.Report(t, path)
		e := New(Options{})
		f, err := e.begin(in)
		if err != nil {
			t.Fatal(err)
		}
		f.buffers = newBuffers()
		for _, step := range []func() error{f.examine, f.cutFonts, f.drawPages} {
			if err := step(); err != nil {
				t.Fatal(err)
			}
		}
		parts, _ := unpack(t, export(t, e, in))
		for i := range in.Pages {
			var page pageXML
			if err := xml.Unmarshal(parts[folder+pagePart(i)], &page); err != nil {
				t.Fatal(err)
			}
			got := map[placed]int{}
			for _, layer := range page.Layers {
				for _, o := range layer.Texts {
					for _, g := range o.places(t, f) {
						got[g.rounded()]++
					}
				}
			}
			want := 0
			for _, g := range framePlaces(&in.Pages[i]) {
				want++
				if got[g.rounded()] == 0 && !g.near(got) {
					t.Fatalf("%s page %d: no glyph %d at %.3f, %.3f", filepath.Base(path), i+1, g.glyph, g.x, g.y)
				}
			}
			total := 0
			for _, n := range got {
				total += n
			}
			if total != want {
				t.Errorf("%s page %d has %d glyphs, want %d", filepath.Base(path), i+1, total, want)
			}
		}
	}
}

func (p placed) rounded() placed {
	round := func(v float64) float64 { return float64(int(v*100+0.5)) / 100 }
	return placed{p.glyph, round(p.x), round(p.y)}
}

// near looks for p a hundredth beside its place, where rounding went the other way.
func (p placed) near(all map[placed]int) bool {
	for _, dx := range []float64{-0.01, 0, 0.01} {
		for _, dy := range []float64{-0.01, 0, 0.01} {
			if all[placed{p.glyph, p.x + dx, p.y + dy}.rounded()] > 0 {
				return true
			}
		}
	}
	return false
}

func (o textObject) places(t testing.TB, f *file) []placed {
	var font *font
	for _, candidate := range f.fonts {
		if candidate.id == o.Font {
			font = candidate
		}
	}
	embedded, err := sfnt.Parse(font.subset.Data)
	if err != nil {
		t.Fatal(err)
	}
	var glyphs []uint16
	for _, r := range o.Code.Text {
		glyphs = append(glyphs, embedded.GlyphIndex(r))
	}
	if o.Glyphs != "" {
		glyphs = nil
		for _, n := range numbers(t, o.Glyphs) {
			glyphs = append(glyphs, uint16(n))
		}
	}
	box, deltas := numbers(t, o.Boundary), numbers(t, o.Code.DeltaX)
	x, y := o.Code.X, o.Code.Y
	ctm := []float64{1, 0, 0, 1, 0, 0} // GB/T 33190-2016 8.4
	if o.CTM != "" {
		ctm = numbers(t, o.CTM)
	}
	if len(deltas) != len(glyphs)-1 {
		t.Errorf("text %q has %d glyphs and %d deltas", o.Code.Text, len(glyphs), len(deltas))
		return nil
	}
	var list []placed
	for i, g := range glyphs {
		if i > 0 {
			x += deltas[i-1]
		}
		list = append(list, placed{font.subset.Glyphs[g], box[0] + ctm[0]*x + ctm[2]*y + ctm[4], box[1] + ctm[1]*x + ctm[3]*y + ctm[5]})
	}
	return list
}

func framePlaces(page *frame.Page) (list []placed) {
	mm := func(l unit.Length) float64 { return float64(l) / float64(unit.Millimetre) }
	for _, item := range page.Items {
		t, ok := item.(*frame.Text)
		if !ok {
			continue
		}
		along := unit.Length(0)
		for _, g := range t.Glyphs {
			at := placed{g.ID, mm(t.X + along + g.Shift), mm(t.Y)}
			if t.Down {
				at.x, at.y = mm(t.X), mm(t.Y+along+g.Shift)
			}
			list = append(list, at)
			along += g.Advance
		}
	}
	return list
}

type brokenWriter struct{}

var errBroken = errors.New("broken")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestErrorsOfTheWriterAreGivenOn(t *testing.T) {
	if err := New(Options{}).Export(brokenWriter{}, example.Report(t, plainReport)); !errors.Is(err, errBroken) {
		t.Error(err)
	}
	if err := New(Options{Profile: "best"}).Export(io.Discard, example.Report(t, plainReport)); err == nil || !strings.Contains(err.Error(), `no profile "best"`) {
		t.Error(err)
	}
	if err := New(Options{}).Export(io.Discard, output.Input{}); err == nil {
		t.Error("nothing is written as a file")
	}
}

func BenchmarkExport(b *testing.B) {
	for _, path := range []string{plainReport, picturedReport} {
		b.Run(filepath.Base(path), func(b *testing.B) {
			in, e := example.Report(b, path), New(Options{})
			size := len(export(b, e, in))
			b.ReportAllocs()
			for b.Loop() {
				if err := e.Export(io.Discard, in); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size), "bytes/file")
		})
	}
}
