package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongwen/internal/judge"
	"gongwen/internal/tier"
	"gongwen/layout/frame"
	"gongwen/output/docx"
)

// TestDistancesInWord measures the shapes on the pages that LibreOffice makes of their
// DOCX files, in the faces that these carry.
func TestDistancesInWord(t *testing.T) {
	tier.Long(t, "prints what is measured")
	judge.Path(t, "soffice")
	judge.Path(t, "mutool")
	dir, pages := t.TempDir(), filepath.Join(t.TempDir(), "pages")
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "pdf", "--outdir", pages}
	for _, s := range shapes() {
		path := filepath.Join(dir, s.name+".docx")
		if err := os.WriteFile(path, s.file(t, docx.New(docx.Options{EmbedFonts: true})), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	judge.Run(t, "soffice", args...)
	for _, s := range shapes() {
		t.Run(s.name, func(t *testing.T) {
			trace := judge.Run(t, "mutool", "trace", filepath.Join(pages, s.name+".pdf"), "1-N")
			s.distances(measured{T: t, pages: traced(t, trace), drawn: true, slack: wordSlack + s.word})
		})
	}
}

// TestJointDocumentsInWord: LibreOffice's pages of documents of many agencies begin and
// end where the PDF's do.
func TestJointDocumentsInWord(t *testing.T) {
	tier.Long(t, "prints joint documents")
	judge.Path(t, "soffice")
	judge.Path(t, "pdftotext")
	dir, pages := t.TempDir(), filepath.Join(t.TempDir(), "pages")
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "pdf", "--outdir", pages}
	want := map[string]measured{}
	for _, n := range []int{3, 8, 11, 15, 30} {
		agencies := make([]string, n)
		for i := range agencies {
			agencies[i] = fmt.Sprintf("云岭市第%d人力资源服务中心", i+1)
		}
		for kind, text := range map[string]string{"down": letterOf(agencies, []string{"各区县"}, 2), "up": upwardOf(agencies)} {
			name := fmt.Sprint(kind, n)
			s := shape{name: name, text: text}
			path := filepath.Join(dir, name+".docx")
			if err := os.WriteFile(path, s.file(t, docx.New(docx.Options{EmbedFonts: true})), 0o600); err != nil {
				t.Fatal(err)
			}
			args, want[name] = append(args, path), measured{T: t, pages: s.laid(t)}
		}
	}
	judge.Run(t, "soffice", args...)
	for name, m := range want {
		for i := range m.pages {
			var b strings.Builder
			for _, item := range m.pages[i].Items {
				if text, ok := item.(*frame.Text); ok {
					b.WriteString(text.String)
				}
			}
			if b.Len() == 0 { // LibreOffice leaves out blank pages
				break
			}
			page := strconv.Itoa(i + 1)
			got := judge.Run(t, "pdftotext", "-f", page, "-l", page, filepath.Join(pages, name+".pdf"), "-")
			if a, b := characters(got), characters(b.String()); a != b {
				t.Errorf("%s: page %s has\n%s\nand should have\n%s", name, page, a, b)
			}
		}
	}
}

// characters are those of a text but blanks, in the order of their code points.
func characters(s string) string {
	list := []rune(strings.Join(strings.Fields(s), ""))
	slices.Sort(list)
	return string(list)
}

// wordSlack is by how many mm LibreOffice's pages may differ from the PDF's: its lines
// stand on whole twips, and its rules beside the edges of what they belong to.
const wordSlack = 1.0

// stampSlack is how much more the places of 签名章 may differ, whose type is larger than that
// of their lines.
const stampSlack = 1.0
