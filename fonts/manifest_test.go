package fonts

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"gongwen/fonts/sfnt"
)

func TestManifestIsTrue(t *testing.T) {
	list := Manifest()
	if len(list) != 7 {
		t.Fatalf("%d faces in the manifest", len(list))
	}
	for _, e := range list {
		t.Run(e.ID, func(t *testing.T) {
			if e.File != e.ID+".ttf" && e.File != e.ID+".otf" {
				t.Errorf("file %s", e.File)
			}
			if e.Licence == "" || e.Package == "" || e.PackageVersion == "" || e.Path == "" || e.Kind != "npm" && e.Kind != "deb" {
				t.Errorf("incomplete: %+v", e)
			}
			if text, err := os.ReadFile("licenses/" + e.LicenceFile); err != nil || len(text) < 1000 {
				t.Errorf("licence of %d bytes: %v", len(text), err)
			}
			if !e.Embedded {
				if e.ID != "FandolFang-Regular" {
					t.Error("the program does not carry it")
				}
				return
			}
			data := embedded(e.ID)
			sum := sha256.Sum256(data)
			if int64(len(data)) != e.Size || hex.EncodeToString(sum[:]) != e.SHA256 {
				t.Errorf("%d bytes with SHA-256 %x", len(data), sum)
			}
			font, err := sfnt.Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			if font.Family() != e.Family || !strings.Contains(font.Name(sfnt.NameVersion, sfnt.LangAny), e.Version) {
				t.Errorf("the file calls itself %q, %q", font.Family(), font.Name(sfnt.NameVersion, sfnt.LangAny))
			}
			if font.FSType()&(sfnt.FSRestricted|sfnt.FSNoSubsetting|sfnt.FSBitmapOnly) != 0 {
				t.Errorf("fsType %#x forbids embedding", font.FSType())
			}
			for gid := range font.NumGlyphs() { // which shaping takes for granted
				if err := font.CheckGlyph(uint16(gid)); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestNoticeNamesEveryFace(t *testing.T) {
	notice, err := os.ReadFile("../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range Manifest() {
		for _, want := range []string{e.File, e.Licence, e.LicenceFile} {
			if !strings.Contains(string(notice), want) {
				t.Errorf("NOTICE does not name %s", want)
			}
		}
	}
}

func TestEveryFileIsInTheManifest(t *testing.T) {
	listed := map[string]bool{}
	for _, e := range Manifest() {
		listed[e.File] = true
	}
	files, err := os.ReadDir("files")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !listed[f.Name()] {
			t.Errorf("files/%s is not in the manifest", f.Name())
		}
	}
}
