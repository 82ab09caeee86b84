package bag

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/growth"
	"gongwen/internal/tier"
	"gongwen/internal/verdict"
)

// faults are changes to a bag that must be found in every form.
var faults = []struct {
	name, want string
	check      verdict.Check
	change     func(files []File) []File
}{
	{"changed file", "报告.yaml：内容有改动（sha256 不符）", CheckFixity, edit("data/报告.yaml", "2024", "2025")},
	{"missing file", "data/报告.yaml：缺少这个文件", CheckCompleteness, drop("data/报告.yaml")},
	{"extra file", "data/x.exe：多出的文件", CheckCompleteness, with("data/x.exe", "MZ")},
	{"extra tag file", "autorun.inf：多出的文件", CheckCompleteness, with("autorun.inf", "")},
	{"changed tag file", "bag-info.txt：内容有改动（sm3 不符）", CheckFixity, edit("bag-info.txt", "某局", "某某")},
	{"wrong oxum", "Payload-Oxum 是 16.3，实际是 15.3", CheckOxum, edit("bag-info.txt", "15.3", "16.3")},
	{"two oxums", "Payload-Oxum 写了两次", CheckOxum, edit("bag-info.txt", "Bag-Size: 15 B", "Payload-Oxum: 15.3")},
	{"bag-info without labels", "bag-info.txt：第 1 行不是“名称: 值”", CheckFormat, edit("bag-info.txt", "Source-Organization:", "Source")},
	{"fetch.txt", "fetch.txt：内容要从网上取", CheckCompleteness, with("fetch.txt", "http://x.example/ 1 data/x\n")},
	{"no declaration", "没有 bagit.txt", CheckFormat, drop("bagit.txt")},
	{"other encoding", "UTF-8 编码的声明", CheckFormat, edit("bagit.txt", "UTF-8", "GB18030")},
	{"other version", "1.0 或 0.97", CheckFormat, edit("bagit.txt", "1.0", "2.0")},
	{"manifest not UTF-8", "manifest-sm3.txt：不是 UTF-8", CheckFormat, edit("manifest-sm3.txt", "图", "\xd6\xd0")},
	{"tag file not UTF-8", "bag-info.txt：不是 UTF-8", CheckFormat, edit("bag-info.txt", "某局", "\xd6\xd0")},
	{"parent folder", "通到包外", CheckFormat, edit("manifest-sha256.txt", "data/报告", "data/../../报告")},
	{"absolute path", "从包外算起", CheckFormat, edit("manifest-sha256.txt", "data/报告", "/etc/报告")},
	{"home folder", "从包外算起", CheckFormat, edit("manifest-sha256.txt", "data/报告", "~/报告")},
	{"drive letter", "带盘符", CheckFormat, edit("manifest-sha256.txt", "data/报告", "C:/报告")},
	{"backslash", "反斜杠", CheckFormat, edit("manifest-sha256.txt", "data/报告", `data\报告`)},
	{"escaped dots", "没有写成 %25", CheckFormat, edit("manifest-sha256.txt", "data/报告", "data/%2e%2e/报告")},
	{"payload manifest of a tag file", "不该列出 bagit.txt", CheckFormat, edit("manifest-sha256.txt", "data/报告.yaml", "bagit.txt")},
	{"digest of another length", "校验值不是 64 位", CheckFormat, edit("manifest-sm3.txt", "1ab21d", "1ab2")},
	{"line without a path", "第 1 行：不是“校验值 路径”", CheckFormat, edit("manifest-sm3.txt", "  data", "data")},
	{"path listed twice", "列了两次", CheckFormat, twice("manifest-sha256.txt")},
	{"no payload manifest", "没有能核对的 manifest-*.txt", CheckCompleteness, func(f []File) []File {
		return drop("manifest-sm3.txt")(drop("manifest-sha256.txt")(f))
	}},
	{"tag manifest of a tag manifest", "不该列出 tagmanifest-sm3.txt", CheckFormat, edit("tagmanifest-sha256.txt", "bagit.txt", "tagmanifest-sm3.txt")},
}

func edit(path, old, fresh string) func([]File) []File {
	return func(files []File) []File {
		for i, f := range files {
			if f.Path == path {
				files[i].Data = bytes.Replace(f.Data, []byte(old), []byte(fresh), 1)
			}
		}
		return files
	}
}

func drop(path string) func([]File) []File {
	return func(files []File) (kept []File) {
		for _, f := range files {
			if f.Path != path {
				kept = append(kept, f)
			}
		}
		return kept
	}
}

func with(path, content string) func([]File) []File {
	return func(files []File) []File { return append(files, File{path, []byte(content)}) }
}

func twice(path string) func([]File) []File {
	return func(files []File) []File {
		for i, f := range files {
			if f.Path == path {
				files[i].Data = append(f.Data, f.Data...)
			}
		}
		return files
	}
}

func TestFaultsAreFoundInEveryForm(t *testing.T) {
	tier.Long(t, "writes hundreds of bags")
	for _, form := range []Form{Folder, Zip, Tar} {
		for _, f := range faults {
			t.Run(string(form)+" "+f.name, func(t *testing.T) {
				wants(t, Verify(t.Context(), placed(t, form, f.change(sample(t)))), f.check, f.want)
			})
		}
	}
}

func wants(t *testing.T, r Verification, check verdict.Check, text string) {
	t.Helper()
	for _, f := range r.Findings {
		if f.Grade == verdict.Failed && f.Check == check && strings.Contains(f.Text.In(diag.ZH), text) {
			return
		}
	}
	t.Errorf("%q [%s] is not among %v", text, check, r.Findings)
}

func TestFolderWithLinksIsRefused(t *testing.T) {
	for name, target := range map[string]string{"data/链接": "/etc/passwd", "data/里": "报告.yaml", "data/夹": "pictures"} {
		path := placed(t, Folder, sample(t))
		if err := os.Symlink(target, filepath.Join(path, filepath.FromSlash(name))); err != nil {
			t.Skip(err)
		}
		wants(t, Verify(t.Context(), path), CheckPath, "是链接或特殊文件")
	}
}

func TestNamesThatOverwriteEachOtherElsewhereAreRefused(t *testing.T) {
	for _, clash := range [][2]string{{"data/a.pdf", "data/A.pdf"}, {"data/e\u0301.pdf", "data/\u00e9.pdf"}} {
		files := with(clash[1], "2")(with(clash[0], "1")(sample(t)))
		wants(t, Verify(t.Context(), placed(t, Zip, files)), CheckPath, "互相覆盖")
	}
}

func TestForeignManifestsAreSaidToBeUnchecked(t *testing.T) {
	files := drop("tagmanifest-sm3.txt")(drop("tagmanifest-sha256.txt")(sample(t)))
	r := Verify(t.Context(), placed(t, Folder, with("manifest-md5.txt", "00  data/x\n")(files)))
	if !r.Findings.OK() || len(r.Findings) != 4 || r.Findings[0].Grade != verdict.Unchecked || r.Findings[1].Grade != verdict.Unchecked {
		t.Errorf("got %v", r.Findings)
	}
}

func FuzzReadManifest(f *testing.F) {
	digest := strings.Repeat("0f", 32)
	for _, seed := range []string{"", digest + "  data/报告.yaml\n", digest + " data/a%25%0D\r\n" + digest + "\tdata/../x", "x  y\r\xff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		entries, _ := readManifest(content, 32)
		seen := map[string]bool{}
		for _, e := range entries {
			if fault := pathFault(e.path); fault != nil || seen[e.path] || len(e.digest) != 32 {
				t.Errorf("%q was taken", e.path)
			}
			seen[e.path] = true
			again, faults := readManifest(fmt.Appendf(nil, "%x  %s\n", e.digest, escape(e.path)), 32)
			if len(faults) > 0 || len(again) != 1 || again[0].path != e.path {
				t.Errorf("%q does not come back", e.path)
			}
		}
	}))
}

// TestABagThatWasNotReadHasNotPassed: when the time is over nothing is told
// from the part that was read.
func TestABagThatWasNotReadHasNotPassed(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, form := range []Form{Folder, Zip, Tar} {
		r := Verify(ended, placed(t, form, sample(t)))
		if len(r.Findings) != 1 {
			t.Errorf("%s: %v", form, r.Findings)
		}
		wants(t, r, CheckFormat, "读不了：已中断")
	}
}

// TestBadPathsAreNamedInBothLanguages: with their lines.
func TestBadPathsAreNamedInBothLanguages(t *testing.T) {
	_, faults := readManifest([]byte(strings.Repeat("0", 64)+"  ../x\n"), 32)
	if len(faults) != 1 || faults[0].EN != "line 1: ../x: the path leads out of the bag (..)" || !strings.HasPrefix(faults[0].ZH, "第 1 行：../x：") {
		t.Errorf("%+v", faults)
	}
}
