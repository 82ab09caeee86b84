package engine

import (
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/judge"
	"gongwen/internal/tier"
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

// wordSlack is by how many mm LibreOffice's pages may differ from the PDF's: its lines
// stand on whole twips, and its rules beside the edges of what they belong to.
const wordSlack = 1.0

// stampSlack is how much more the places of 签名章 may differ, whose type is larger than that
// of their lines.
const stampSlack = 1.0

// letterSlack is how much lower LibreOffice sets the double line of a letter: it adds the
// distance of a border in a frame twice.
const letterSlack = 0.75
