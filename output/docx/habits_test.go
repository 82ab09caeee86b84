package docx

import (
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

func TestHeadingThatRunsInIsOneParagraphWithItsText(t *testing.T) {
	d := look()
	h := heading(2, "（一）", "主动公开。")
	h.Text = body("公开4条。")
	d.Body = []doc.Block{heading(1, "一、", "总体情况"), h, heading(2, "（二）", "依申请公开")}
	raw := export(t, d)
	paragraphs := parse(t, partOf(t, raw, "word/document.xml")).all("p")
	if len(paragraphs) != 3 {
		t.Fatalf("%d paragraphs", len(paragraphs))
	}
	p := paragraphs[1]
	if got := p.plain(); got != "（一）主动公开。公开4条。" {
		t.Errorf("the paragraph says %q", got)
	}
	if style, ok := p.child("pPr/pStyle"); ok {
		t.Errorf("the paragraph has the style %s", style.attr("val"))
	}
	for i, want := range []string{"Heading2Char", ""} {
		got := ""
		if style, ok := p.children("r")[i].child("rPr/rStyle"); ok {
			got = style.attr("val")
		}
		if got != want {
			t.Errorf("run %d has the character style %q, want %q", i, got, want)
		}
	}
	links := map[string]string{}
	for _, s := range parse(t, partOf(t, raw, "word/styles.xml")).all("style") {
		if link, ok := s.child("link"); ok {
			links[s.attr("styleId")] = link.attr("val")
		}
	}
	if len(links) != 2 || links["Heading2"] != "Heading2Char" || links["Heading2Char"] != "Heading2" {
		t.Errorf("linked styles: %v", links)
	}
}

func TestMirroredPages(t *testing.T) {
	for _, mirror := range []bool{false, true} {
		d := look()
		d.Page.Mirror = mirror
		d.Body = []doc.Block{body("无。")}
		if got := strings.Contains(partOf(t, export(t, d), "word/settings.xml"), "<w:mirrorMargins/>"); got != mirror {
			t.Errorf("mirrorMargins is there: %t, want %t", got, mirror)
		}
	}
}

// signed is the indents and the alignment of the paragraphs of a 落款.
func signed(t *testing.T, agency, date string, seal unit.Length) []string {
	t.Helper()
	d := look()
	d.Seal = seal
	d.Body = []doc.Block{body("无。"), signOff(agency, date)}
	var out []string
	for _, p := range parse(t, partOf(t, export(t, d), "word/document.xml")).all("p")[1:] {
		said := "right"
		if jc, ok := p.child("pPr/jc"); ok {
			said = jc.attr("val")
		}
		if ind, ok := p.child("pPr/ind"); ok {
			said += " " + ind.attr("left") + " " + ind.attr("right")
		}
		if spacing, ok := p.child("pPr/spacing"); ok {
			said += " after " + spacing.attr("before")
		}
		if _, ok := p.child("pPr/keepNext"); ok {
			said += " keep"
		}
		out = append(out, said)
	}
	return out
}

// TestSignaturePlaces: a character is 315 twips wide, a line 8844, a digit 155.
func TestSignaturePlaces(t *testing.T) {
	tests := []struct {
		name, agency, date string
		seal               unit.Length
		want               string
	}{
		{"the date begins two characters right of the agency", "沙县区人民政府信访局", "2024年1月5日", 0, "right 0 630 after 579 keep; left 5694 0"},
		{"a date longer than the agency", "信访局", "2024年11月25日", 0, "left 4999 0 after 579 keep; right 0 630"},
		{"an agency of two lines", strings.Repeat("云", 32), "2024年1月5日", 0, "left 2859 630 after 579 keep; left 3489 0"},
		{"centred over the date above a seal", "沙县区信访局", "2024年11月25日", 42 * unit.Millimetre, "center 3739 0 after 1158 keep; center 3739 0 keep; right"},
		{"at the right where it is too long to be centred there", strings.Repeat("云", 22), "2024年1月5日", 42 * unit.Millimetre, "right 0 0 after 1158 keep; center 1914 0 keep; right"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.Join(signed(t, test.agency, test.date, test.seal), "; "); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}
