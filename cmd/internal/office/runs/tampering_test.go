package runs

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/verdict"
	"gongwen/output/sign/padestest"
)

// tampered is a run that somebody tampers with.
type tampered struct {
	*testing.T
	dir string
}

func (t tampered) at(name string) string { return filepath.Join(t.dir, filepath.FromSlash(name)) }

func (t tampered) read(name string) string {
	t.Helper()
	content, err := os.ReadFile(t.at(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func (t tampered) write(name, content string) {
	t.Helper()
	if err := os.WriteFile(t.at(name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// edit replaces texts of a file, each of which it has.
func (t tampered) edit(name string, pairs ...string) {
	t.Helper()
	content := t.read(name)
	for pair := range slices.Chunk(pairs, 2) {
		if !strings.Contains(content, pair[0]) {
			t.Fatalf("%s has no %s", name, pair[0])
		}
		content = strings.ReplaceAll(content, pair[0], pair[1])
	}
	t.write(name, content)
}

func (t tampered) remove(names ...string) {
	t.Helper()
	for _, name := range names {
		if err := os.Remove(t.at(name)); err != nil {
			t.Fatal(err)
		}
	}
}

func (t tampered) exchange(a, b string) {
	t.Helper()
	first, second := t.read(a), t.read(b)
	t.write(a, second)
	t.write(b, first)
}

// digest is that of a file as it is.
func (t tampered) digest(name string) string { return Digest([]byte(t.read(name))) }

// lines changes the lines of the manifest behind the first.
func (t tampered) lines(change func([]string) []string) {
	t.Helper()
	all := strings.SplitAfter(strings.TrimSuffix(t.read(ManifestName), "\n"), "\n")
	all[len(all)-1] += "\n"
	t.write(ManifestName, all[0]+strings.Join(change(all[1:]), ""))
}

// sign signs the manifest as it is now by a key that leads to no root that is trusted.
func (t tampered) sign() {
	t.Helper()
	thief := padestest.Root(t, "根", evening, padestest.P256).Issue(t, "某局", evening, padestest.Options{})
	signature, said := signing(t.T, thief)([]byte(t.read(ManifestName)))
	if said.HasErrors() {
		t.Fatal(said)
	}
	t.write(SignatureName, string(signature))
}

// A run is tampered with in all ways, and each is found and says of what it is.
func TestTampering(t *testing.T) {
	const output = `,{"path":"甲.pdf","sha256":"`
	for name, c := range map[string]struct {
		signed bool
		check  verdict.Check
		says   string // in English
		tamper func(tampered)
	}{
		// Files.
		"a document was changed":       {true, CheckOutputs, "甲.html was changed", func(t tampered) { t.edit("甲.html", "甲", "乙") }},
		"a document was cut short":     {true, CheckOutputs, "甲.pdf was changed", func(t tampered) { t.write("甲.pdf", "%PDF") }},
		"a document has more":          {true, CheckOutputs, "甲.pdf was changed", func(t tampered) { t.write("甲.pdf", t.read("甲.pdf")+"\n") }},
		"a document is gone":           {true, CheckOutputs, "县/乙.pdf is missing", func(t tampered) { t.remove("县/乙.pdf") }},
		"a document was put in":        {true, CheckOutputs, "knows nothing of 县/丁.pdf", func(t tampered) { t.write("县/丁.pdf", "") }},
		"a hidden document was put in": {true, CheckOutputs, "knows nothing of .申.pdf", func(t tampered) { t.write(".申.pdf", "") }},
		"a document was put into a hidden folder": {true, CheckOutputs, "knows nothing of .申/申.pdf", func(t tampered) {
			_ = os.Mkdir(t.at(".申"), 0o700)
			t.write(".申/申.pdf", "")
		}},
		"a document was renamed": {true, CheckOutputs, "knows nothing of 县/申.html", func(t tampered) {
			t.write("县/申.html", t.read("县/乙.html"))
			t.remove("县/乙.html")
		}},
		"a document of another case": {true, CheckOutputs, "knows nothing of 甲.HTML", func(t tampered) { t.write("甲.HTML", t.read("甲.html")) }},
		"a folder in its place": {true, CheckOutputs, "甲.pdf cannot be read", func(t tampered) {
			t.remove("甲.pdf")
			_ = os.Mkdir(t.at("甲.pdf"), 0o700)
		}},
		"two documents were exchanged":  {true, CheckOutputs, "县/乙.html was changed", func(t tampered) { t.exchange("甲.html", "县/乙.html") }},
		"what became of it was changed": {true, CheckOutputs, "run.json was changed", func(t tampered) { t.write("run.json", `{"done":3}`) }},
		"an input was changed":          {true, CheckInputs, "甲.yaml was changed", func(t tampered) { t.edit("../in/甲.yaml", "甲", "申") }},
		"an input is gone":              {true, CheckInputs, "丙.yaml is missing", func(t tampered) { t.remove("../in/丙.yaml") }},
		"two inputs were exchanged":     {true, CheckInputs, "县/乙.yaml was changed", func(t tampered) { t.exchange("../in/甲.yaml", "../in/县/乙.yaml") }},
		"a picture was changed":         {true, CheckInputs, "县/图/a.png was changed", func(t tampered) { t.edit("../in/县/图/a.png", "图", "画") }},
		"a picture is gone":             {true, CheckInputs, "县/图/a.png is missing", func(t tampered) { t.remove("../in/县/图/a.png") }},

		// The manifest and its signature.
		"a line was changed":        {true, "integrity", "", func(t tampered) { t.edit(ManifestName, "有错", "没错") }},
		"the version was changed":   {true, "integrity", "", func(t tampered) { t.edit(ManifestName, "gongwen 1.0", "gongwen 2.0") }},
		"the settings were changed": {true, "integrity", "", func(t tampered) { t.edit(ManifestName, `"settings":"s"`, `"settings":"z"`) }},
		"lines were exchanged":      {true, "integrity", "", func(t tampered) { t.lines(func(l []string) []string { slices.Reverse(l); return l }) }},
		"a digest was changed": {true, "integrity", "", func(t tampered) {
			was := t.digest("甲.html")
			t.edit("甲.html", "甲", "申")
			t.edit(ManifestName, was, t.digest("甲.html"))
		}},
		"a report was taken away with all of its files": {true, "integrity", "", func(t tampered) {
			t.lines(func(l []string) []string { return l[1:] })
			t.edit(ManifestName, `"reports":3`, `"reports":2`)
			t.remove("甲.html", "甲.pdf", "../in/甲.yaml")
		}},
		"it was signed by another key": {true, "chain", "", func(t tampered) { t.edit(ManifestName, "有错", "没错"); t.sign() }},
		"a signature of another run": {true, "integrity", "", func(t tampered) {
			was := t.read(ManifestName)
			t.edit(ManifestName, "2025-02-01T", "2024-02-01T")
			t.sign()
			t.write(ManifestName, was)
		}},
		"the signature was cut short": {true, "format", "", func(t tampered) { t.write(SignatureName, t.read(SignatureName)[:100]) }},
		"the signature is gone":       {true, CheckSignature, "the signature of the manifest is missing", func(t tampered) { t.remove(SignatureName) }},
		"the signature is gone, and the manifest says that there was none": {true, CheckSignature, "the signature of the manifest is missing", func(t tampered) {
			t.remove(SignatureName)
			t.edit(ManifestName, `"signed":true`, `"signed":false`)
		}},
		"a signature was put beside":      {false, CheckSignature, "there is a signature, and the manifest says that there is none", func(t tampered) { t.write(SignatureName, "x") }},
		"the manifest is gone":            {true, CheckManifest, "the manifest cannot be used", func(t tampered) { t.remove(ManifestName) }},
		"the manifest was cut short":      {false, CheckManifest, "there are 2 reports, it says 3", func(t tampered) { t.lines(func(l []string) []string { return l[:2] }) }},
		"an input has no digest any more": {false, CheckManifest, `line 2: "甲.yaml" has no digest`, func(t tampered) { t.edit(ManifestName, t.digest("../in/甲.yaml"), "") }},
		"a line stands twice":             {false, CheckManifest, `line 3: "甲.yaml" stands twice`, func(t tampered) { t.lines(func(l []string) []string { return append(l[:1:1], l...) }) }},
		"a key stands twice":              {false, CheckManifest, `line 2: "outcome" stands twice`, func(t tampered) { t.edit(ManifestName, `"outcome":"done"`, `"OUTCOME":"refused","outcome":"done"`) }},
		"a key stands twice in a list":    {false, CheckManifest, `line 2: "sha256" stands twice`, func(t tampered) { t.edit(ManifestName, `"path":"甲.html",`, `"path":"甲.html","sha256":"0",`) }},
		"a name leads out":                {false, CheckManifest, `line 2: "../in/甲.yaml" is no path in the folder`, func(t tampered) { t.edit(ManifestName, `"甲.html"`, `"../in/甲.yaml"`) }},
		"a name leads out within":         {false, CheckManifest, `line 3: "县/../../x" is no path in the folder`, func(t tampered) { t.edit(ManifestName, `"县/乙.html"`, `"县/../../x"`) }},
		"a name is of the machine":        {false, CheckManifest, `line 2: "/etc/passwd" is no path in the folder`, func(t tampered) { t.edit(ManifestName, `"甲.yaml"`, `"/etc/passwd"`) }},
		"the inputs are elsewhere":        {false, CheckInputs, "甲.yaml is missing", func(t tampered) { t.edit(ManifestName, `"../in"`, `"../elsewhere"`) }},

		// Without a signature digests can be made anew: what is built again is another.
		"a digest is empty": {false, CheckOutputs, "甲.html was changed", func(t tampered) { t.edit(ManifestName, t.digest("甲.html"), "") }},
		"a document is not listed any more": {false, CheckOutputs, "knows nothing of 甲.pdf", func(t tampered) {
			t.edit(ManifestName, output+t.digest("甲.pdf")+`"}`, "")
		}},
		"a document is neither listed nor there any more": {false, CheckRebuilt, "甲.yaml comes out different", func(t tampered) {
			t.edit(ManifestName, output+t.digest("甲.pdf")+`"}`, "")
			t.remove("甲.pdf")
		}},
		"a document and its digest were changed": {false, CheckRebuilt, "甲.yaml comes out different", func(t tampered) {
			was := t.digest("甲.html")
			t.edit("甲.html", "甲", "申")
			t.edit(ManifestName, was, t.digest("甲.html"))
		}},
		"two documents and their digests were exchanged": {false, CheckRebuilt, "县/乙.yaml comes out different", func(t tampered) {
			first, second := t.digest("甲.html"), t.digest("县/乙.html")
			t.exchange("甲.html", "县/乙.html")
			t.edit(ManifestName, first, "x", second, first, `"x"`, `"`+second+`"`)
		}},
		"an input and its digest were changed": {false, CheckRebuilt, "甲.yaml comes out different", func(t tampered) {
			was := t.digest("../in/甲.yaml")
			t.edit("../in/甲.yaml", "甲", "申")
			t.edit(ManifestName, was, t.digest("../in/甲.yaml"))
		}},
		"a picture and its digest were changed": {false, CheckRebuilt, "县/乙.yaml comes out different", func(t tampered) {
			was := t.digest("../in/县/图/a.png")
			t.edit("../in/县/图/a.png", "图", "画")
			t.edit(ManifestName, was, t.digest("../in/县/图/a.png"))
		}},
		"a report that was refused is sound": {false, CheckRebuilt, "丙.yaml is not refused", func(t tampered) {
			was := t.digest("../in/丙.yaml")
			t.edit("../in/丙.yaml", "错", "对")
			t.edit(ManifestName, was, t.digest("../in/丙.yaml"))
		}},
		"a report that was done is said to be refused": {false, CheckRebuilt, "甲.yaml is not refused", func(t tampered) {
			t.lines(func(l []string) []string {
				l[0] = l[0][:strings.Index(l[0], `"outcome"`)] + `"outcome":"refused"}` + "\n"
				return l
			})
			t.remove("甲.html", "甲.pdf")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir, proof := kept(t, c.signed)
			c.tamper(tampered{t, dir})
			v := Verify(t.Context(), dir, proof)
			found := v.Findings
			if v.Signature != nil {
				found = append(found, v.Signature.Findings...)
			}
			if !slices.ContainsFunc(found, func(f verdict.Finding) bool {
				return f.Grade == verdict.Failed && f.Check == c.check && strings.Contains(f.Text.EN, c.says)
			}) {
				t.Errorf("it is not found: %+v", found)
			}
		})
	}
}

// What systems that show folders leave in them is no document.
func TestFilesOfSystems(t *testing.T) {
	dir, proof := kept(t, true)
	for _, name := range []string{".DS_Store", "县/._乙.pdf", ".directory"} {
		tampered{t, dir}.write(name, "x")
	}
	if v := Verify(t.Context(), dir, proof); !v.OK() {
		t.Errorf("%+v", v)
	}
}

// What another version made or other settings is not built again, which is said: without a
// signature it proves nothing.
func TestAnotherProgramIsSaid(t *testing.T) {
	dir, proof := kept(t, false)
	tampered{t, dir}.edit(ManifestName, `"settings":"s"`, `"settings":"z"`)
	v := Verify(t.Context(), dir, proof)
	if rebuilt := v.Findings.Of(CheckRebuilt); !v.OK() || len(rebuilt) != 1 || rebuilt[0].Grade != verdict.Unchecked || !strings.Contains(rebuilt[0].Text.EN, "made by gongwen 1.0") {
		t.Errorf("%+v", v)
	}
}

// A link in the folder of a run is no document, whatever it leads to at the moment. That the
// folder is named by a link, or an input is one, is another matter.
func TestLinksInTheFolderOfARun(t *testing.T) {
	for name, c := range map[string]struct {
		says string // in English; empty for nothing
		make func(at tampered) (dir string)
	}{
		"a document": {says: "甲.html is a link", make: func(at tampered) string { at.link("甲.html"); return at.dir }},
		"a document that is not there": {says: "乙.html is a link", make: func(at tampered) string {
			if err := os.Symlink("nowhere", at.at("乙.html")); err != nil {
				at.Skip(err)
			}
			return at.dir
		}},
		"a folder":     {says: "县 is a link", make: func(at tampered) string { at.link("县"); return at.dir }},
		"the manifest": {says: ManifestName + " is a link", make: func(at tampered) string { at.link(ManifestName); return at.dir }},
		"an input":     {make: func(at tampered) string { at.link("../in/甲.yaml"); return at.dir }},
		"the run":      {make: func(at tampered) string { at.link("."); return at.dir }},
	} {
		t.Run(name, func(t *testing.T) {
			dir, proof := kept(t, true)
			v := Verify(t.Context(), c.make(tampered{t, dir}), proof)
			var said []string
			for _, f := range v.Findings {
				if f.Grade == verdict.Failed {
					said = append(said, f.Text.EN)
				}
			}
			if got := strings.Join(said, "|"); (got == "") != (c.says == "") || !strings.Contains(got, c.says) || v.OK() != (c.says == "") {
				t.Errorf("%q", got)
			}
		})
	}
}

// link puts what stands at a name elsewhere, and a link to it in its place.
func (t tampered) link(name string) {
	t.Helper()
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	err := os.Rename(t.at(name), elsewhere)
	if err == nil {
		err = os.Symlink(elsewhere, t.at(name))
	}
	if err != nil {
		t.Skip(err) // the system has no links, or not for everybody
	}
}

// What a run that was cancelled has not done stands in its manifest, and is told.
func TestWhatWasNotDoneIsTold(t *testing.T) {
	dir, proof := kept(t, false)
	tampered{t, dir}.lines(func(l []string) []string {
		l[0] = l[0][:strings.Index(l[0], `"outcome"`)] + `"outcome":"unfinished"}` + "\n"
		return l
	})
	tampered{t, dir}.remove("甲.html")
	v := Verify(t.Context(), dir, proof)
	if got := v.Findings.Of(CheckManifest)[0].Text.EN; got != "the manifest has 3 reports: 1 done, 1 refused, 0 failed, 1 not finished" {
		t.Error(got)
	}
	// Its other document is of no report, as one is that an earlier run has left.
	m, _, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := m.Strangers(dir); err != nil || len(found) != 1 || found[0] != "甲.pdf" || v.OK() {
		t.Errorf("%q, %v, %+v", found, err, v)
	}
	tampered{t, dir}.remove("甲.pdf")
	if v := Verify(t.Context(), dir, proof); !v.OK() {
		t.Errorf("%+v", v)
	}
}
