package fonts

import (
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/internal/diag"
	"gongwen/internal/growth"
)

func TestReadFolderTakesFontFilesInOrder(t *testing.T) {
	font := embedded("LiberationSerif-Regular")
	faces, diags := ReadFolder(fstest.MapFS{
		"z.TTF":        {Data: font},
		"b.ttc":        {Data: collection(t, font, 2)},
		"a.otf":        {Data: font},
		"LICENSE.txt":  {Data: []byte("text")},
		"sub/more.ttf": {Data: []byte("not looked at")},
	})
	if len(diags) > 0 {
		t.Error(diags)
	}
	var ids []string
	for _, f := range faces {
		ids = append(ids, f.ID)
		if f.Font.GlyphIndex('A') == 0 {
			t.Errorf("%s has no A", f.ID)
		}
	}
	if got := strings.Join(ids, " "); got != "a b b#1 z" {
		t.Errorf("faces: %s", got)
	}
}

func TestReadFolderSaysWhatIsWrong(t *testing.T) {
	font := embedded("LiberationSerif-Regular")
	big := font[:len(font):len(font)]
	tests := []struct {
		name  string
		fsys  fstest.MapFS
		level diag.Level
		file  string
		want  string
		faces int
	}{
		{"no font", fstest.MapFS{"a.ttf": {Data: []byte("a text file")}}, diag.Error, "a.ttf", "no usable font file", 0},
		{"empty file", fstest.MapFS{"a.ttf": {}}, diag.Error, "a.ttf", "no usable font file", 0},
		{"cut off", fstest.MapFS{"a.ttf": {Data: big[:len(big)/2]}}, diag.Error, "a.ttf", "no usable font file", 0},
		{"the others are opened", fstest.MapFS{"a.ttf": {Data: []byte("x")}, "b.ttf": {Data: font}}, diag.Error, "a.ttf", "no usable font file", 1},
		{"collection of too few", fstest.MapFS{"a.ttc": {Data: []byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x00")}}, diag.Error, "a.ttc", "no usable font file", 0},
		{"collection of faces cut off", fstest.MapFS{"a.ttc": {Data: append([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x40"), make([]byte, 300)...)}}, diag.Error, "a.ttc", "no usable font file", 0},
		{"no embedding", fstest.MapFS{"a.ttf": {Data: withFSType(t, font, 2)}}, diag.Warning, "a.ttf", "face a says that it may not be embedded", 1},
		{"no subset", fstest.MapFS{"a.ttf": {Data: withFSType(t, font, 0x108)}}, diag.Warning, "a.ttf", "fsType 0x0108", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			faces, diags := ReadFolder(tt.fsys)
			if len(faces) != tt.faces {
				t.Errorf("%d faces", len(faces))
			}
			if len(diags) != 1 || diags[0].Level != tt.level || diags[0].Pos.File != tt.file || !strings.Contains(diags[0].Message.EN, tt.want) {
				t.Errorf("want %s: %s: %q, got %v", tt.file, tt.level, tt.want, diags)
			}
		})
	}
}

func TestEditableEmbeddingIsNoWarning(t *testing.T) {
	if _, diags := parseFile("a.ttf", withFSType(t, embedded("LiberationSerif-Regular"), 8)); len(diags) > 0 {
		t.Error(diags)
	}
}

func TestReadFolderHasALimit(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range maxFiles + 2 {
		fsys[strings.Repeat("a", i+1)+".ttf"] = &fstest.MapFile{Data: []byte("x")}
	}
	_, diags := ReadFolder(fsys)
	if len(diags) != maxFiles+1 || !strings.Contains(diags[maxFiles].Message.EN, "folder is too large") {
		t.Errorf("%d diagnostics, the last is %v", len(diags), diags[len(diags)-1])
	}
}

func TestFileBeyondTheLimitIsNotOpened(t *testing.T) {
	faces, diags := parseFile("big.ttf", make([]byte, maxFileSize+1))
	if len(faces) > 0 || len(diags) != 1 || !strings.Contains(diags[0].Message.EN, "larger than 128 MB") {
		t.Errorf("%v, %v", faces, diags)
	}
	_, diags = readFile(fstest.MapFS{"big.ttf": {Data: make([]byte, maxFileSize+1)}}, "big.ttf")
	if len(diags) != 1 || !strings.Contains(diags[0].Message.EN, "larger than 128 MB") {
		t.Error(diags)
	}
}

func TestMissingFileIsSaid(t *testing.T) {
	_, diags := readFile(fstest.MapFS{}, "gone.ttf")
	if !diags.HasErrors() || diags[0].Pos.File != "gone.ttf" {
		t.Error(diags)
	}
}

func FuzzParseFile(f *testing.F) {
	font := embedded("LiberationSerif-Regular")
	f.Add(font[:4096])
	f.Add(collection(f, font[:4096], 3))
	f.Add([]byte("ttcf\x00\x01\x00\x00\xff\xff\xff\xff"))
	f.Fuzz(growth.Bounded(func(t *testing.T, data []byte) {
		faces, diags := parseFile("fuzz.ttc", data)
		if len(faces) == 0 && !diags.HasErrors() {
			t.Error("neither a face nor an error")
		}
		for _, face := range faces {
			calls(face, "x")
			face.Font.GlyphIndex('A')
		}
	}))
}

// TestADamagedFontIsExplainedInChinese: what font makers call things is for the
// English message.
func TestADamagedFontIsExplainedInChinese(t *testing.T) {
	whole := embedded("NotoSerifSC-Regular")
	for _, content := range [][]byte{[]byte("a text file"), whole[:len(whole)/2], append([]byte("ttcf"), make([]byte, 300)...)} {
		_, said := ReadFolder(fstest.MapFS{"a.ttf": {Data: content}})
		if len(said) != 1 || strings.Contains(said[0].Message.ZH, "offset") || !strings.Contains(said[0].Message.ZH, "OpenType") || !strings.Contains(said[0].Message.EN, "sfnt") {
			t.Errorf("%.20q: %v", content, said)
		}
	}
}
