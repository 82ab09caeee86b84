package sfnt

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	f := mustParse(t, newGlyfSource().build())
	for _, c := range []struct{ name, got, want string }{
		{"family is English", f.Family(), "Test Family"},
		{"full name", f.FullName(), "Test Family Regular"},
		{"PostScript name loses forbidden characters", f.PostScriptName(), "TestFamily-Regular1"},
		{"Chinese family", f.Name(NameFamily, LangChinesePRC), "试验体"},
		{"language that is missing", f.Name(NameFamily, 0x0411), ""},
		{"name that is missing", f.Name(NameLicense, LangAny), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestNameFallsBack(t *testing.T) {
	for _, c := range []struct {
		name    string
		records []nameRecord
		want    string
	}{
		{"another Windows language", []nameRecord{{0, 3, 0, 1, "Uni"}, {3, 1, LangChinesePRC, 1, "宋体"}, {1, 0, 0, 1, "Mac"}}, "宋体"},
		{"Unicode platform", []nameRecord{{1, 0, 0, 1, "Mac"}, {0, 3, 0, 1, "Uni"}}, "Uni"},
		{"Macintosh", []nameRecord{{1, 0, 0, 1, "Mac"}}, "Mac"},
		{"Macintosh that is not ASCII", []nameRecord{{1, 0, 0, 1, "M\x8ac"}}, ""},
		{"none", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := newGlyfSource()
			src.tables["name"] = buildName(c.records)
			if got := mustParse(t, src.build()).Family(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestPostScriptNameFallsBack(t *testing.T) {
	cff := newNameKeyed().build()
	rename(cff, "name")
	if got := mustParse(t, cff).PostScriptName(); got != "Test-CFF" {
		t.Errorf("CFF name: %q", got)
	}
	src := newGlyfSource()
	src.tables["name"] = buildName([]nameRecord{{3, 1, LangEnglishUS, NameFamily, "My " + strings.Repeat("x", 200)}})
	if got := mustParse(t, src.build()).PostScriptName(); got != "My"+strings.Repeat("x", maxPostScriptName-2) {
		t.Errorf("family: %q", got)
	}
	src.tables["name"] = nil
	if got := mustParse(t, src.build()).PostScriptName(); got != "" {
		t.Errorf("no name: %q", got)
	}
}

func TestDamagedNameTableGivesNoName(t *testing.T) {
	whole := fixtureName()
	for n := range whole {
		src := newGlyfSource()
		src.tables["name"] = whole[:n]
		f := mustParse(t, src.build())
		if got := f.Name(NamePostScript, LangAny); got != "" {
			t.Fatalf("%d of %d bytes: %q", n, len(whole), got)
		}
	}
}
