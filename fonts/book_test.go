package fonts

import (
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

// officialRoles are the roles of a style sheet after GB/T 9704-2012.
func officialRoles() []Role {
	const latin, bold = "LiberationSerif-Regular", "LiberationSerif-Bold"
	wenkai := Use{Face: "LXGWWenKai-Light", Except: []string{"“”‘’·—…"}}
	return []Role{
		{ID: "小标宋", Latin: "NotoSerifSC-Bold", Faces: []Use{{Face: "NotoSerifSC-Bold"}, {Face: "LXGWWenKai-Light"}}},
		{ID: "仿宋", Latin: latin, LatinBold: bold, Faces: []Use{
			{Face: "FandolFang-Regular", Only: []string{"gb2312-hanzi", "、，。：；？！“”‘’（）…·〔〕【】「」『』"}},
			wenkai, {Face: "NotoSerifSC-Regular"},
		}},
		{ID: "楷体", Latin: latin, LatinBold: bold, Faces: []Use{
			wenkai, {Face: "FandolFang-Regular", Only: []string{"“”‘’·…"}}, {Face: "NotoSerifSC-Regular"},
		}},
		{ID: "黑体", Latin: "NotoSansSC-Medium", Faces: []Use{{Face: "NotoSansSC-Medium"}, {Face: "NotoSerifSC-Regular"}}},
		{ID: "宋体", Latin: latin, LatinBold: bold, Faces: []Use{{Face: "NotoSerifSC-Regular"}, {Face: "LXGWWenKai-Light"}}},
	}
}

func newBook(t testing.TB, roles []Role, opt Options) *Book {
	t.Helper()
	b, diags := NewBook(roles, opt)
	if err := diags.Err(); err != nil {
		t.Fatal(err)
	}
	return b
}

// faceOf is the face that draws r in a role, "" if none does.
func faceOf(t testing.TB, b *Book, role string, r rune) string {
	t.Helper()
	glyphs, missing := b.Shape(role, false, 16*unit.Point, string(r))
	if len(missing) > 0 {
		return ""
	}
	if len(glyphs) != 1 || glyphs[0].ID == 0 {
		t.Fatalf("%c in %s: glyphs %+v without a missing character", r, role, glyphs)
	}
	return glyphs[0].Face.ID
}

func TestNewBookSaysWhatIsWrong(t *testing.T) {
	pos := diag.Pos{File: "style.yaml", Line: 7, Col: 3}
	serif := []Use{{Face: "NotoSerifSC-Regular"}}
	tests := []struct {
		name  string
		roles []Role
		opt   Options
		level diag.Level
		want  string // in the English message and hint
	}{
		{"unknown face names the known ones", []Role{{ID: "宋体", Faces: []Use{{Face: "SimSun"}, serif[0]}, Pos: pos}}, Options{},
			diag.Error, "no face called SimSun\n  hint: the faces are: "},
		{"unknown Latin face", []Role{{ID: "宋体", Latin: "Times", Faces: serif, Pos: pos}}, Options{}, diag.Error, "no face called Times"},
		{"unknown bold Latin face", []Role{{ID: "宋体", LatinBold: "Times", Faces: serif, Pos: pos}}, Options{}, diag.Error, "no face called Times"},
		{"unknown character set in only", []Role{{ID: "宋体", Faces: []Use{{Face: "NotoSerifSC-Regular", Only: []string{"gb2312"}}}, Pos: pos}}, Options{},
			diag.Error, "no character set called gb2312\n  hint: the character sets are: gb2312-hanzi"},
		{"unknown character set in except", []Role{{ID: "宋体", Faces: []Use{{Face: "NotoSerifSC-Regular", Except: []string{"gbk"}}}, Pos: pos}}, Options{},
			diag.Error, "no character set called gbk"},
		{"role without faces", []Role{{ID: "宋体", Pos: pos}}, Options{}, diag.Error, "宋体: none of its faces is there"},
		{"substitute for an unknown role", []Role{{ID: "宋体", Faces: serif}}, Options{Substitutes: []Substitute{{"隶书", "NotoSerifSC-Bold", pos}}},
			diag.Error, "no font role called 隶书"},
		{"unknown substitute", []Role{{ID: "宋体", Faces: serif}}, Options{Substitutes: []Substitute{{"宋体", "FZXBSJW", pos}}},
			diag.Error, "no face called FZXBSJW"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, diags := NewBook(tt.roles, tt.opt)
			if (b == nil) != diags.HasErrors() {
				t.Errorf("book %v with %v", b, diags)
			}
			for _, d := range diags {
				if d.Level == tt.level && d.Pos == pos && strings.Contains(d.Format(diag.EN), tt.want) {
					return
				}
			}
			t.Errorf("no %s with %q in %v", tt.level, tt.want, diags)
		})
	}
}

func TestNewBookSaysAllAtOnce(t *testing.T) {
	_, diags := NewBook([]Role{{ID: "甲", Latin: "A1", Faces: []Use{{Face: "A2"}}}, {ID: "乙"}}, Options{})
	if len(diags) != 4 { // A1, A2, no face in 甲, none in 乙
		t.Errorf("%d diagnostics: %v", len(diags), diags)
	}
}

func TestLeftOutFaceFallsThrough(t *testing.T) {
	// A finder that knows a face from the manifest but has no slot for it is
	// what a build without that face has.
	f := &finder{manifest: []Entry{{ID: "NotHere"}, {ID: "NotoSerifSC-Regular"}}}
	f.slots = []*slot{{id: "NotoSerifSC-Regular", data: embedded("NotoSerifSC-Regular")}}
	ro := f.compile(Role{ID: "仿宋", Latin: "NotHere", Faces: []Use{{Face: "NotHere"}, {Face: "NotoSerifSC-Regular"}}}, nil)
	if f.diags.HasErrors() || len(f.diags) != 2 || f.diags[0].Level != diag.Note {
		t.Errorf("diagnostics: %v", f.diags)
	}
	if len(ro.uses) != 1 || ro.latin != nil {
		t.Errorf("uses %v, latin %v", ro.uses, ro.latin)
	}
	f.compile(Role{ID: "仿宋", Faces: []Use{{Face: "NotHere"}}}, nil)
	if !f.diags.HasErrors() {
		t.Error("a role without any face is no error")
	}
}

func TestSubstituteIsAskedFirst(t *testing.T) {
	b := newBook(t, officialRoles(), Options{Substitutes: []Substitute{{Role: "小标宋", Face: "NotoSansSC-Medium"}}})
	if got := faceOf(t, b, "小标宋", '府'); got != "NotoSansSC-Medium" {
		t.Errorf("府 comes from %s", got)
	}
	if got := faceOf(t, b, "宋体", '府'); got != "NotoSerifSC-Regular" {
		t.Errorf("the substitute changed another role: %s", got)
	}
}

func TestUserFaceIsFoundByFileAndByFamily(t *testing.T) {
	fsys := fstest.MapFS{"本单位字体.ttf": {Data: embedded("NotoSansSC-Medium")}}
	faces, diags := ReadFolder(fsys)
	if len(diags) > 0 || len(faces) != 1 {
		t.Fatalf("%d faces, %v", len(faces), diags)
	}
	for _, ref := range []string{"本单位字体", "Noto Sans SC Medium", "noto sans sc", "NotoSansSC-Medium"} {
		roles := []Role{{ID: "黑体", Faces: []Use{{Face: ref}}}}
		got := faceOf(t, newBook(t, roles, Options{Faces: faces}), "黑体", '府')
		want := "本单位字体"
		if ref == "NotoSansSC-Medium" {
			want = ref // an ID goes before the names inside a file
		}
		if got != want {
			t.Errorf("%s is %s, want %s", ref, got, want)
		}
	}
}

func TestFamilyNameChoosesTheRegularWeight(t *testing.T) {
	var faces []*Face
	for _, id := range []string{"NotoSerifSC-Bold", "NotoSerifSC-Regular"} {
		f, diags := parseFile("my-"+id+".ttf", embedded(id))
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		faces = append(faces, f...)
	}
	b := newBook(t, []Role{{ID: "宋体", Faces: []Use{{Face: "Noto Serif SC"}}}}, Options{Faces: faces})
	if got := faceOf(t, b, "宋体", '府'); got != "my-NotoSerifSC-Regular" {
		t.Errorf("Noto Serif SC is %s", got)
	}
}

func TestUserFaceReplacesCarriedOneOfTheSameName(t *testing.T) {
	faces, _ := parseFile("NotoSerifSC-Regular.ttf", embedded("NotoSansSC-Medium"))
	b, diags := NewBook(officialRoles(), Options{Faces: append(faces, faces...)})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	glyphs, _ := b.Shape("宋体", false, unit.Point, "府")
	if glyphs[0].Face != faces[0] {
		t.Error("the carried face was used")
	}
}

func TestSecondFileOfTheSameNameIsPassedOver(t *testing.T) {
	one, _ := parseFile("rare.ttf", embedded("NotoSansSC-Medium"))
	two, _ := parseFile("rare.otf", embedded("NotoSerifSC-Regular"))
	_, diags := NewBook(nil, Options{Faces: append(one, two...)})
	if len(diags) != 1 || diags[0].Level != diag.Warning {
		t.Errorf("diagnostics: %v", diags)
	}
}

func TestUserFaceIsTheLastResort(t *testing.T) {
	const rare = '\U0002FA1E' // no carried face has it
	without := newBook(t, officialRoles(), Options{})
	if got := faceOf(t, without, "仿宋", rare); got != "" {
		t.Fatalf("%U comes from %s", rare, got)
	}
	faces, diags := parseFile("rare.ttf", remapped(t, embedded("LiberationSerif-Regular"), 'A', rare))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	b := newBook(t, officialRoles(), Options{Faces: faces})
	for _, role := range officialRoles() {
		if got := faceOf(t, b, role.ID, rare); got != "rare" {
			t.Errorf("%U in %s comes from %q", rare, role.ID, got)
		}
	}
	if got := faceOf(t, b, "仿宋", '镕'); got != "LXGWWenKai-Light" {
		t.Errorf("镕 comes from %s", got)
	}
}
