package ofd

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/internal/judge"
	"gongwen/internal/refpic"
	"gongwen/internal/tier"
	"gongwen/internal/unit"
	"gongwen/layout/example"
	"gongwen/layout/frame"
	"gongwen/output"
	"gongwen/output/pdf"
)

// TestConformSchema: every part is as the standard's text has it.
func TestConformSchema(t *testing.T) {
	judge.Path(t, "xmllint")
	for _, profile := range Profiles() {
		for _, path := range append(example.Reports(t), example.Documents(t)...) {
			t.Run(string(profile)+"/"+filepath.Base(path)+"/xmllint", func(t *testing.T) {
				parts, names := unpack(t, export(t, New(Options{Profile: profile}), example.Report(t, path)))
				dir := t.TempDir()
				bySchema := map[string][]string{}
				for i, name := range names {
					if filepath.Ext(name) != ".xml" {
						continue
					}
					file := filepath.Join(dir, fmt.Sprintf("%d-%s", i, filepath.Base(name)))
					if err := os.WriteFile(file, parts[name], 0o644); err != nil {
						t.Fatal(err)
					}
					schema := "testdata/ofd.xsd"
					if filepath.Base(name) == tagFile {
						schema = "testdata/structure.xsd"
					}
					bySchema[schema] = append(bySchema[schema], file)
				}
				for schema, files := range bySchema {
					judge.Run(t, "xmllint", append([]string{"--noout", "--nonet", "--schema", schema}, files...)...)
				}
			})
		}
	}
}

// TestConformReferences: every id that a part names is that of an object, none is
// given twice in the document, and every place is that of a part; no part is
// without one that names it.
func TestConformReferences(t *testing.T) {
	for _, profile := range Profiles() {
		for _, path := range append(example.Reports(t), example.Documents(t)...) {
			parts, names := unpack(t, export(t, New(Options{Profile: profile}), example.Report(t, path)))
			given, named := map[string]bool{}, map[string]bool{}
			most := 0
			for name, content := range parts {
				if filepath.Ext(name) != ".xml" {
					continue
				}
				for _, m := range regexp.MustCompile(` ID="(\d+)"`).FindAllSubmatch(content, -1) {
					if _, page := strings.CutPrefix(string(m[1]), "0"); page || given[string(m[1])] {
						t.Errorf("%s: the id %s is given twice", name, m[1])
					}
					given[string(m[1])] = true
					n, _ := strconv.Atoi(string(m[1]))
					most = max(most, n)
				}
			}
			if want := fmt.Sprintf("<ofd:MaxUnitID>%d<", most); !bytes.Contains(parts[documentPart], []byte(want)) {
				t.Errorf("%s: not %s", path, want)
			}
			for name, content := range parts {
				if filepath.Ext(name) != ".xml" {
					continue
				}
				for _, m := range regexp.MustCompile(` (?:PageID|PageRef|ResourceID|Font)="(\d+)"|ObjectRef PageRef="\d+">(\d+)<|DefaultCS>(\d+)<`).FindAllSubmatch(content, -1) {
					if ref := string(slices.Concat(m[1], m[2], m[3])); !given[ref] {
						t.Errorf("%s: nothing has the id %s", name, ref)
					}
				}
				base := filepath.Dir(name)
				if bytes.Contains(content, []byte(`BaseLoc="Res"`)) {
					base = filepath.Join(base, "Res")
				}
				for _, m := range regexp.MustCompile(`(?:Loc|Root|Res|File|CustomTags|Attachments)>([^<]+\.\w+)<| (?:BaseLoc|Profile)="([^"]+\.(?:xml|icc))"`).FindAllSubmatch(content, -1) {
					at := string(slices.Concat(m[1], m[2]))
					if absolute, is := strings.CutPrefix(at, "/"); is {
						named[absolute] = true
						continue
					}
					named[filepath.Join(base, at)] = true
				}
			}
			for _, name := range names {
				if name != rootPart && !named[name] {
					t.Errorf("no part names %s", name)
				}
				delete(named, name)
			}
			for name := range named {
				t.Errorf("there is no part %s", name)
			}
		}
	}
}

// ownFamilies is file with each face under a family name of its own, and the
// faces by these names: ofd.js knows faces by their families alone, which a bold
// one shares with its regular one.
func ownFamilies(t *testing.T, file []byte) ([]byte, map[string][]byte) {
	t.Helper()
	parts, names := unpack(t, file)
	faces := map[string][]byte{}
	font := regexp.MustCompile(`(<ofd:Font ID=")(\d+)(" FontName=")[^"]*(" FamilyName=")[^"]*("[^>]*><ofd:FontFile>)([^<]+)`)
	for _, m := range font.FindAllSubmatch(parts[publicPart], -1) {
		faces["Face"+string(m[2])] = parts[folder+resFolder+string(m[6])]
	}
	parts[publicPart] = font.ReplaceAll(parts[publicPart], []byte("${1}${2}${3}Face${2}${4}Face${2}${5}${6}"))
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(parts[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), faces
}

// drawnByOFDJS is the pages of files as ofd.js shows them.
func drawnByOFDJS(t *testing.T, files map[string][]byte) map[string][]*image.Gray {
	t.Helper()
	dir := t.TempDir()
	library := filepath.Join(os.Getenv("GONGWEN_TOOLS"), "ofd.js", "lib", "ofd.umd.js")
	if _, err := os.Stat(library); err != nil {
		judge.Absent(t, "ofd.js")
	}
	args := []string{"testdata/ofdjs.mjs", judge.Modules(t, "playwright-core"), library, judge.Path(t, "chromium"), strconv.Itoa(refpic.DotsPerInch)}
	for name, file := range files {
		path := filepath.Join(dir, name)
		file, faces := ownFamilies(t, file)
		if err := os.WriteFile(path, file, 0o644); err != nil {
			t.Fatal(err)
		}
		for family, face := range faces {
			if err := os.WriteFile(path+"."+family+".ttf", face, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		args = append(args, path)
	}
	judge.Run(t, "node", args...)
	drawn := map[string][]*image.Gray{}
	for name := range files {
		drawn[name] = refpic.Drawn(t, func(page int) string { return filepath.Join(dir, fmt.Sprintf("%s.%d.png", name, page)) })
	}
	return drawn
}

// TestConformPictures: a reader of others shows the pages of the PDF. Known
// faults of ofd.js 0.2.6 are left out of the comparison: it parts characters
// beyond the first plane, and scales pictures of pixels as if a pixel were always
// a 96th of an inch.
func TestConformPictures(t *testing.T) {
	tier.Long(t, "draws pages in Chromium")
	files, pages := map[string][]byte{}, map[string]output.Input{}
	for _, c := range []struct {
		profile Profile
		path    string
	}{{Exchange, picturedReport}, {Archive, plainReport}, {Exchange, plainReport}, {Exchange, redHeaded}} {
		profile, path := c.profile, c.path
		in := example.Report(t, path)
		name := string(profile) + "-" + strings.TrimSuffix(filepath.Base(path), ".yaml") + ".ofd"
		files[name], pages[name] = export(t, New(Options{Profile: profile}), in), in
	}
	drawn := drawnByOFDJS(t, files)
	for name, got := range drawn {
		t.Run(strings.Replace(name, "-", "/", 1)+"/ofd.js", func(t *testing.T) {
			comparePages(t, name, pages[name], got, glyphsOnPixels)
		})
	}
}

// glyphsOnPixels is how far a window of a page may differ whose glyphs Chromium
// has moved to whole pixels, a quarter of a point, each. That they are in their
// places, TestEveryGlyphIsInItsPlace finds.
const glyphsOnPixels = 1300

// comparePages holds pictures of pages against those of the PDF.
func comparePages(t *testing.T, name string, in output.Input, got []*image.Gray, tolerance int) {
	t.Helper()
	var file bytes.Buffer
	if err := pdf.New(pdf.Options{}).Export(&file, in); err != nil {
		t.Fatal(err)
	}
	want := refpic.Draw(t, file.Bytes())
	if len(got) != len(want) {
		t.Fatalf("%d pages, the PDF has %d", len(got), len(want))
	}
	for i := range want {
		for _, blind := range blindSpots(&in.Pages[i]) {
			refpic.Whiten(want[i], blind)
			refpic.Whiten(got[i], blind)
		}
		if d := refpic.Compare(want[i], got[i]); d.Resized || d.Worst > tolerance {
			t.Errorf("page %d: %+v", i+1, d)
			refpic.Keep(t, fmt.Sprintf("%s-%d.png", name, i+1), refpic.Overlay(want[i], got[i]))
		}
	}
}

// Programs that are in no package registry judge wherever somebody has put them:
// OFDA_CHECK is called with files of the archive profile and ends with 0 where it
// finds no fault; OFD_RENDER is called with a file and a folder, into which it
// draws the pages as 1.png and so on, of 288 dots per inch.
func TestConformByNamedPrograms(t *testing.T) {
	for _, path := range example.Reports(t) {
		in := example.Report(t, path)
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		for _, profile := range Profiles() {
			file := filepath.Join(t.TempDir(), name+".ofd")
			if err := os.WriteFile(file, export(t, New(Options{Profile: profile}), in), 0o644); err != nil {
				t.Fatal(err)
			}
			if profile == Archive {
				t.Run(string(profile)+"/"+name+"/ofda_check", func(t *testing.T) {
					if out, err := exec.CommandContext(t.Context(), judge.Optional(t, "ofda_check"), file).CombinedOutput(); err != nil {
						t.Errorf("%v\n%s", err, out)
					}
				})
			}
			t.Run(string(profile)+"/"+name+"/ofd_render", func(t *testing.T) {
				dir := t.TempDir()
				if out, err := exec.CommandContext(t.Context(), judge.Optional(t, "ofd_render"), file, dir).CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
				comparePages(t, name, in, refpic.Drawn(t, func(page int) string { return filepath.Join(dir, fmt.Sprintf("%d.png", page)) }), glyphsOnPixels)
			})
		}
	}
}

// blindSpots are where ofd.js is known to be wrong, in points.
func blindSpots(page *frame.Page) (spots []image.Rectangle) {
	pt := func(l unit.Length) int { return int(l / unit.Point) }
	for _, item := range page.Items {
		if m, ok := item.(*frame.Image); ok {
			spots = append(spots, image.Rect(pt(m.X)-2, pt(m.Y)-2, pt(m.X+m.Width)+2, pt(m.Y+m.Height)+2))
		}
		t, ok := item.(*frame.Text)
		if !ok {
			continue
		}
		x := t.X
		for _, g := range t.Glyphs {
			if r, _ := utf8.DecodeRuneInString(t.String[g.Start:]); r > 0xFFFF {
				spots = append(spots, image.Rect(pt(x)-4, pt(t.Y-t.Size)-4, pt(x+2*t.Size)+4, pt(t.Y+t.Size/3)+4))
			}
			x += g.Advance
		}
	}
	return spots
}
