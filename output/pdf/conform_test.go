package pdf

import (
	"bytes"
	"crypto/md5"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/tier"
	"gongwen/layout/example"
	"gongwen/output"
)

// Checks of the rule families of ISO 19005-2 to -4, ISO 14289-1 and -2 that a
// machine can check, made from the standards and not from the writer: they see a
// file only as the reader of reader_test.go does. docs/conformance.md lists
// which checkpoint is tested here and which by whom else.

// claim is what a file of a level must say of itself.
type claim struct {
	header, part, letter, revision string
	access, accessRevision         string
	info, namespaces, embeds       bool
}

var claims = map[Level]claim{
	PDFA2B: {header: "%PDF-1.7", part: "2", letter: "B", info: true},
	PDFA2U: {header: "%PDF-1.7", part: "2", letter: "U", info: true},
	PDFA2A: {header: "%PDF-1.7", part: "2", letter: "A", access: "1", info: true},
	PDFA3A: {header: "%PDF-1.7", part: "3", letter: "A", access: "1", info: true, embeds: true},
	PDFA4:  {header: "%PDF-2.0", part: "4", revision: "2020", access: "2", accessRevision: "2024", namespaces: true},
	PDFA4F: {header: "%PDF-2.0", part: "4", letter: "F", revision: "2020", access: "2", accessRevision: "2024", namespaces: true, embeds: true},
}

// inspection is one file under the checks.
type inspection struct {
	claim
	file   *pdfFile
	family string
	found  []string
}

func (c *inspection) bad(format string, args ...any) {
	c.found = append(c.found, c.family+": "+fmt.Sprintf(format, args...))
}

// families are the checks by the name of what they look at.
var families = []struct {
	name  string
	check func(*inspection)
}{
	{"file", (*inspection).checkFile},
	{"streams", (*inspection).checkStreams},
	{"limits", (*inspection).checkLimits},
	{"catalog", (*inspection).checkCatalog},
	{"intent", (*inspection).checkIntent},
	{"metadata", (*inspection).checkMetadata},
	{"fonts", (*inspection).checkFonts},
	{"images", (*inspection).checkImages},
	{"content", (*inspection).checkContent},
	{"annotations", (*inspection).checkAnnotations},
	{"structure", (*inspection).checkStructure},
	{"tables", (*inspection).checkTables},
	{"outline", (*inspection).checkOutline},
	{"destinations", (*inspection).checkDestinations},
	{"attachment", (*inspection).checkAttachment},
}

// inspect gives everything wrong with a file that claims a level.
func inspect(f *pdfFile, level Level) []string {
	c := &inspection{claim: claims[level], file: f}
	for _, family := range families {
		c.family = family.name
		family.check(c)
	}
	return c.found
}

func exportAt(t testing.TB, level Level, in output.Input) []byte {
	t.Helper()
	in.Source = &output.SourceFile{Name: "沙县.yaml", MediaType: "application/yaml", Data: []byte("format: open-government-2021\n")}
	var out bytes.Buffer
	if err := New(Options{Level: level}).Export(&out, in); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestConformEveryLevel checks the sample and the example reports at all levels.
func TestConformEveryLevel(t *testing.T) {
	tier.Long(t, "writes files of every level")
	list, _ := pictures(t)
	documents := map[string]output.Input{"sample": sample(t), "pictures": withPictures(t, list), "lists": withLists(t)}
	for _, path := range example.Reports(t) {
		documents[filepath.Base(path)] = example.Report(t, path)
	}
	for name, in := range documents {
		for _, level := range Levels() {
			t.Run(name+"/"+string(level), func(t *testing.T) {
				for _, fault := range inspect(openPDF(t, exportAt(t, level, in)), level) {
					t.Error(fault)
				}
			})
		}
	}
}

// checkFile: ISO 19005-2 6.1.2, 6.1.3, ISO 19005-4 6.1.2, 6.1.3.
func (c *inspection) checkFile() {
	lines := bytes.SplitN(c.file.data, []byte("\n"), 3)
	if string(lines[0]) != c.header {
		c.bad("begins with %q, want %s", lines[0], c.header)
	}
	if len(lines[1]) < 5 || lines[1][0] != '%' || slices.Min(lines[1][1:5]) < 128 {
		c.bad("second line %q does not say that the file is binary", lines[1])
	}
	if !bytes.HasSuffix(c.file.data, []byte("%%EOF\n")) {
		c.bad("something stands behind the end")
	}
	ids, _ := c.file.trailer["ID"].([]any)
	if len(ids) != 2 || ids[0] != ids[1] || len(ids[0].(stringObj)) != 16 {
		c.bad("identifiers %v", ids)
	}
	if c.file.trailer["Encrypt"] != nil {
		c.bad("is encrypted")
	}
	if has := c.file.trailer["Info"] != nil; has != c.info {
		c.bad("information dictionary is there: %v, want %v", has, c.info)
	}
}

// checkStreams: ISO 19005-2 6.1.7. That Length leads to endstream, the reader
// has made sure of.
func (c *inspection) checkStreams() {
	for r, o := range c.file.objects {
		s, ok := o.(*streamObj)
		if !ok {
			continue
		}
		for _, key := range []nameObj{"F", "FFilter", "FDecodeParms"} {
			if s.dict[key] != nil {
				c.bad("stream %d has %s", r, key)
			}
		}
		if f := s.dict["Filter"]; f != nil && f != nameObj("FlateDecode") && f != nameObj("DCTDecode") {
			c.bad("stream %d has the filter %v", r, f)
		}
	}
}

// checkLimits: ISO 19005-2 6.1.13; part 4 knows none.
func (c *inspection) checkLimits() {
	if c.part == "4" {
		return
	}
	if n := len(c.file.objects); n > 8388607 {
		c.bad("%d objects", n)
	}
	var walk func(o any)
	walk = func(o any) {
		switch o := o.(type) {
		case float64:
			if o > 2147483647 || o < -2147483648 {
				c.bad("number %g", o)
			}
		case stringObj:
			if len(o) > 32767 {
				c.bad("string of %d bytes", len(o))
			}
		case nameObj:
			if len(o) > 127 {
				c.bad("name of %d bytes", len(o))
			}
		case []any:
			for _, e := range o {
				walk(e)
			}
		case dictObj:
			for k, e := range o {
				walk(k)
				walk(e)
			}
		case *streamObj:
			walk(o.dict)
		}
	}
	for _, o := range c.file.objects {
		walk(o)
	}
	for i, page := range c.file.pages() {
		box := c.file.array(page["MediaBox"])
		for side := range 2 {
			if n := box[side+2].(float64) - box[side].(float64); n < 3 || n > 14400 {
				c.bad("page %d has a side of %g", i+1, n)
			}
		}
	}
}

var languageTags = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)

// checkCatalog: ISO 19005-2 6.5, 6.9 to 6.11, ISO 14289-1 7.1, 7.2, 7.18.3.
func (c *inspection) checkCatalog() {
	catalog := c.file.catalog()
	for _, key := range []nameObj{"AA", "OpenAction", "OCProperties", "AcroForm", "Requirements", "NeedsRendering", "Perms"} {
		if catalog[key] != nil {
			c.bad("catalog has %s", key)
		}
	}
	for key := range c.dict(catalog["Names"]) {
		if key != "Dests" && (key != "EmbeddedFiles" || !c.embeds) {
			c.bad("name dictionary has %s", key)
		}
	}
	if mark := c.dict(catalog["MarkInfo"]); mark["Marked"] != true || mark["Suspects"] != nil {
		c.bad("MarkInfo %v", mark)
	}
	if c.access != "" {
		if lang := str(catalog["Lang"]); !languageTags.MatchString(lang) {
			c.bad("language %q", lang)
		}
		if c.dict(catalog["ViewerPreferences"])["DisplayDocTitle"] != true {
			c.bad("the title is not shown")
		}
	}
	for i, page := range c.file.pages() {
		for _, key := range []nameObj{"AA", "PresSteps"} {
			if page[key] != nil {
				c.bad("page %d has %s", i+1, key)
			}
		}
		if page["Tabs"] != nameObj("S") {
			c.bad("page %d: Tabs %v", i+1, page["Tabs"])
		}
	}
}

// dict is a dictionary, an empty one where there is none.
func (c *inspection) dict(o any) dictObj {
	d, _ := c.file.get(o).(dictObj)
	return d
}

// checkIntent: ISO 19005-2 6.2.3. The profile must be a real one of sRGB.
func (c *inspection) checkIntent() {
	intents := c.file.array(c.file.catalog()["OutputIntents"])
	if len(intents) != 1 {
		c.bad("%d output intents", len(intents))
		return
	}
	intent := c.dict(intents[0])
	if intent["S"] != nameObj("GTS_PDFA1") || str(intent["OutputConditionIdentifier"]) == "" {
		c.bad("output intent %v", intent)
	}
	profile, ok := c.file.get(intent["DestOutputProfile"]).(*streamObj)
	if !ok || len(profile.data) < 132 {
		c.bad("no profile")
		return
	}
	p := profile.data
	if profile.dict["N"] != 3.0 || int(binary.BigEndian.Uint32(p)) != len(p) || p[8] > 4 || string(p[12:20]) != "mntrRGB " || string(p[36:40]) != "acsp" {
		c.bad("profile of %v components, header %q", profile.dict["N"], p[:40])
	}
}

// checkOutline: ISO 14289-2 8.8.
func (c *inspection) checkOutline() {
	outlines := c.file.catalog()["Outlines"]
	if outlines == nil {
		return
	}
	for r := range c.below(outlines) {
		item := c.dict(r)
		if strings.TrimSpace(str(item["Title"])) == "" {
			c.bad("an item without a title")
		}
		action := c.dict(item["A"])
		structural, _ := action["SD"].([]any)
		switch {
		case !c.namespaces && item["Dest"] == nil:
			c.bad("%q leads nowhere", str(item["Title"]))
		case c.namespaces && (action["S"] != nameObj("GoTo") || len(structural) == 0 || c.dict(structural[0])["S"] == nil):
			c.bad("%q leads to no place in the structure", str(item["Title"]))
		}
	}
}

// checkDestinations: ISO 32000-1 12.3.2.3, ISO 14289-2 8.8.
func (c *inspection) checkDestinations() {
	names := c.file.array(c.dict(c.dict(c.file.catalog()["Names"])["Dests"])["Names"])
	for i := 0; i+1 < len(names); i += 2 {
		page, ok := c.file.get(names[i+1]).([]any)
		if c.namespaces {
			d := c.dict(names[i+1])
			page, ok = d["D"].([]any)
			if structural, _ := d["SD"].([]any); len(structural) == 0 || c.dict(structural[0])["S"] == nil {
				c.bad("%q leads to no place in the structure", str(names[i]))
			}
		}
		if !ok || len(page) == 0 || c.dict(page[0])["Type"] != nameObj("Page") {
			c.bad("%q leads to no page", str(names[i]))
		}
	}
}

// below is the items of an outline, with those below them.
func (c *inspection) below(o any) map[refObj]bool {
	all := map[refObj]bool{}
	for next := c.dict(o)["First"]; next != nil; next = c.dict(next)["Next"] {
		all[next.(refObj)] = true
		for r := range c.below(next) {
			all[r] = true
		}
	}
	return all
}

// checkAttachment: ISO 19005-3 6.8, ISO 19005-4 6.9 and annex A, ISO 14289-1
// 7.11, ISO 14289-2 8.14.1.
func (c *inspection) checkAttachment() {
	catalog := c.file.catalog()
	names := c.file.array(c.dict(c.dict(catalog["Names"])["EmbeddedFiles"])["Names"])
	associated := c.file.array(catalog["AF"])
	if !c.embeds {
		for r, o := range c.file.objects {
			if d, ok := o.(dictObj); ok && (d["Type"] == nameObj("Filespec") || d["EF"] != nil) {
				c.bad("object %d embeds a file", r)
			}
		}
		if associated != nil || names != nil {
			c.bad("a file is associated or named")
		}
		return
	}
	if len(names) != 2 || len(associated) != 1 || names[1] != associated[0] {
		c.bad("named %v, associated %v", names, associated)
		return
	}
	spec := c.dict(associated[0])
	if spec["Type"] != nameObj("Filespec") || str(spec["F"]) == "" || str(spec["UF"]) != str(names[0]) || str(spec["Desc"]) == "" || spec["AFRelationship"] != nameObj("Source") {
		c.bad("file specification %v", spec)
	}
	embedded, ok := c.file.get(c.dict(spec["EF"])["F"]).(*streamObj)
	if !ok {
		c.bad("no embedded file")
		return
	}
	params := c.dict(embedded.dict["Params"])
	if mime, _ := embedded.dict["Subtype"].(nameObj); !regexp.MustCompile(`^[-\w+.]+/[-\w+.]+$`).MatchString(string(mime)) {
		c.bad("media type %q", mime)
	}
	if params["Size"] != float64(len(embedded.data)) || len(params["CheckSum"].(stringObj)) != md5.Size {
		c.bad("parameters %v", params)
	}
	metadata := c.file.get(catalog["Metadata"]).(*streamObj).data
	if dated := bytes.Contains(metadata, []byte("<xmp:CreateDate>")); dated != strings.HasPrefix(str(params["ModDate"]), "D:") {
		c.bad("the document is dated: %v, the file has the date %q", dated, str(params["ModDate"]))
	}
}
