package bag

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"gongwen/internal/tier"
	"gongwen/internal/verdict"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestArchivesThatUnpackBadly(t *testing.T) {
	write := func(name string, data []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tarOf := func(headers ...tar.Header) []byte {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		for _, h := range headers {
			if err := w.WriteHeader(&h); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	zipOf := func(headers ...zip.FileHeader) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, h := range headers {
			if _, err := w.CreateRaw(&h); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	good, err := os.ReadFile(placed(t, Zip, sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	goodTar, err := os.ReadFile(placed(t, Tar, sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	link := zip.FileHeader{Name: "b/data/x"}
	link.SetMode(os.ModeSymlink | 0o777)
	big := bytes.Clone(good)
	at := bytes.LastIndex(big, []byte("PK\x05\x06"))
	big[at+15] = 0x7F
	for _, c := range []struct {
		name, want string
		check      verdict.Check
		file       string
		data       []byte
	}{
		{"tar up", "通到包外", CheckPath, "x.tar", tarOf(tar.Header{Name: "b/../../x"})},
		{"tar absolute", "从包外算起", CheckPath, "x.tar", tarOf(tar.Header{Name: "/x"})},
		{"tar link", "是链接", CheckPath, "x.tar", tarOf(tar.Header{Name: "b/x", Typeflag: tar.TypeSymlink, Linkname: "/etc"})},
		{"tar hard link", "是链接", CheckPath, "x.tar", tarOf(tar.Header{Name: "b/x", Typeflag: tar.TypeLink, Linkname: "b/y"})},
		{"tar twice", "文件出现两次", CheckFormat, "x.tar", tarOf(tar.Header{Name: "b/data/x"}, tar.Header{Name: "b/data/x"})},
		{"tar of two folders", "不在包自己的文件夹里", CheckFormat, "x.tar", tarOf(tar.Header{Name: "b/x"}, tar.Header{Name: "c/x"})},
		{"broken tar", "已损坏", CheckFormat, "x.tar", []byte("no tar at all, and long enough to be read" + strings.Repeat("\x00.", 600))},
		{"tar with a number that is none", "已损坏", CheckFormat, "x.tar", []byte(strings.Repeat(".", 600))},
		{"tar with words in its padding", "文件之间有别的内容", CheckFormat, "x.tar", overwritten(goodTar, padding(t, goodTar), 'x')},
		{"tar without its end", "没有写完", CheckFormat, "x.tar", goodTar[:len(goodTar)-2*tarBlock]},
		{"tar with half its end", "没有写完", CheckFormat, "x.tar", goodTar[:len(goodTar)-tarBlock]},
		{"tar cut off", "没有写完", CheckFormat, "x.tar", goodTar[:len(goodTar)-3*tarBlock+1]},
		{"tar whose records tell another size", "已损坏", CheckFormat, "x.tar", recorded(t)},
		{"zip up", "通到包外", CheckPath, "x.zip", zipOf(zip.FileHeader{Name: "b/../../x"})},
		{"zip backslash", "反斜杠", CheckPath, "x.zip", zipOf(zip.FileHeader{Name: `b\data\x`})},
		{"zip not UTF-8", "不是 UTF-8", CheckPath, "x.zip", zipOf(zip.FileHeader{Name: "b/\xd6\xd0"})},
		{"zip link", "是链接", CheckPath, "x.zip", zipOf(link)},
		{"zip encrypted", "已加密", CheckFormat, "x.zip", zipOf(zip.FileHeader{Name: "b/data/x", Flags: 1})},
		{"zip twice", "文件出现两次", CheckFormat, "x.zip", zipOf(zip.FileHeader{Name: "b/data/x"}, zip.FileHeader{Name: "b/data/x"})},
		{"zip bomb", "内容超过", CheckFormat, "x.zip", zipOf(zip.FileHeader{Name: "b/data/x", UncompressedSize64: 3 << 30})},
		{"zip with a huge directory", "目录过大", CheckFormat, "x.zip", big},
		{"zip with something before", "有别的内容", CheckFormat, "x.zip", append([]byte("PK\x03\x04MZ"), good...)},
		{"zip with another name in front", "两个名称", CheckFormat, "x.zip", bytes.Replace(good, []byte("bagit.txt"), []byte("bagit.tyt"), 1)},
		{"zip with another method in front", "与压缩文件的目录不同", CheckFormat, "x.zip", overwritten(good, 8, 8)},
		{"zip encrypted in front", "与压缩文件的目录不同", CheckFormat, "x.zip", overwritten(good, 6, good[6]|1)},
		{"zip with a comment", "有别的内容", CheckFormat, "x.zip", append(overwritten(good, len(good)-2, 4), "PK!!"...)},
		{"zip with a name in an extra field", "已损坏", CheckFormat, "x.zip", zipOf(zip.FileHeader{Name: "b/data/x", Extra: []byte("\x75\x70\x05\x00\x01abcd")})},
		{"zip with a file that the directory leaves out", "有别的内容", CheckFormat, "x.zip", withoutFirst(t, good)},
		{"tar behind a tar", "末尾之后还有别的内容", CheckFormat, "x.tar", append(bytes.Clone(goodTar), tarOf(tar.Header{Name: "b/data/x"})...)},
		{"words behind a tar", "末尾之后还有别的内容", CheckFormat, "x.tar", append(append(bytes.Clone(goodTar), make([]byte, 20_000)...), 'x')},
		{"zip cut off", "已损坏", CheckFormat, "x.zip", good[:len(good)/2]},
		{"empty zip", "已损坏", CheckFormat, "x.zip", nil},
	} {
		t.Run(c.name, func(t *testing.T) { wants(t, Verify(t.Context(), write(c.file, c.data)), c.check, c.want) })
	}
}

// padding is where the first file of a tar file is filled up.
func padding(t *testing.T, file []byte) int {
	t.Helper()
	at := 0
	for {
		size, ok := tarNumber(file[at+tarSizeAt : at+tarSizeEnd])
		if !ok || at+tarBlock > len(file)-tarEndsWith {
			t.Fatal("no file has padding")
		}
		if at += tarBlock + int(size); size%tarBlock != 0 {
			return at
		}
	}
}

// recorded is a tar file whose pax records give a file another size than its header.
func recorded(t *testing.T) []byte {
	t.Helper()
	header := func(name string, kind byte, size int) []byte {
		block := make([]byte, tarBlock)
		copy(block, name)
		copy(block[100:], "0000644\x000000000\x000000000\x00")
		copy(block[tarSizeAt:], fmt.Sprintf("%011o\x0000000000000\x00        ", size))
		block[tarTypeAt] = kind
		copy(block[257:], "ustar\x0000")
		sum := 0
		for _, b := range block {
			sum += int(b)
		}
		copy(block[148:], fmt.Sprintf("%06o\x00 ", sum))
		return block
	}
	filled := func(text string) []byte { return append([]byte(text), make([]byte, tarBlock-len(text))...) }
	return slices.Concat(header("x", 'x', 12), filled("12 size=512\n"), header("b/data/x", '0', 0), header("b/data/y", '0', 0), make([]byte, tarEndsWith))
}

// overwritten is a file with another byte at a place.
func overwritten(file []byte, at int, b byte) []byte {
	out := bytes.Clone(file)
	out[at] = b
	return out
}

// withoutFirst is a zip file whose directory does not list its first file.
func withoutFirst(t *testing.T, file []byte) []byte {
	t.Helper()
	out := bytes.Clone(file)
	end := bytes.LastIndex(out, []byte("PK\x05\x06"))
	at := int(binary.LittleEndian.Uint32(out[end+16:]))
	size := recordSize + int(binary.LittleEndian.Uint16(out[at+28:])) + int(binary.LittleEndian.Uint16(out[at+30:])) + int(binary.LittleEndian.Uint16(out[at+32:]))
	length, count := binary.LittleEndian.Uint32(out[end+12:]), binary.LittleEndian.Uint16(out[end+8:])
	binary.LittleEndian.PutUint32(out[end+12:], length-uint32(size))
	binary.LittleEndian.PutUint16(out[end+8:], count-1)
	binary.LittleEndian.PutUint16(out[end+10:], count-1)
	return append(out[:at:at], out[at+size:]...)
}

// TestZerosBehindATar are how tar fills its last block.
func TestZerosBehindATar(t *testing.T) {
	good, err := os.ReadFile(placed(t, Tar, sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.tar")
	if err := os.WriteFile(path, append(good, make([]byte, 10240)...), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := Verify(t.Context(), path); !r.Findings.OK() {
		t.Errorf("%v", r.Findings)
	}
}

func TestVeryManyFaultsAreCut(t *testing.T) {
	files := sample(t)
	for i := range 3 * maxFaults {
		files = append(files, File{fmt.Sprintf("data/%d", i), nil})
	}
	r := Verify(t.Context(), placed(t, Tar, files))
	if len(r.Findings) != maxFaults+1 {
		t.Errorf("%d findings", len(r.Findings))
	}
	wants(t, r, CheckFormat, "没有列出")
}

func TestUnpackedTagFileHasALimit(t *testing.T) {
	tier.Long(t, "unpacks many megabytes")
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	out, err := w.Create("b/bagit.txt")
	if err == nil {
		_, err = out.Write(make([]byte, maxTag+1))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "b.zip")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	wants(t, Verify(t.Context(), path), CheckFormat, "标签文件过大")
}

// TestABrokenArchiveHasOneFault: files that could not be read are not told as
// missing.
func TestABrokenArchiveHasOneFault(t *testing.T) {
	for _, form := range []Form{Zip, Tar} {
		good, err := os.ReadFile(placed(t, form, sample(t)))
		if err != nil {
			t.Fatal(err)
		}
		for name, content := range map[string][]byte{"cut": good[:len(good)/2], "with something behind": append(good[:len(good):len(good)], "text"...)} {
			r := VerifyFile(t.Context(), "x."+string(form), bytes.NewReader(content), int64(len(content)))
			if len(r.Findings) != 1 || r.Findings.OK() || r.Findings[0].Check != CheckFormat {
				t.Errorf("%s %s: %v", form, name, r.Findings)
			}
		}
	}
}
