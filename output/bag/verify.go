package bag

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/internal/verdict"
)

// Is reports whether what stands at a path can be meant as a bag: a folder, or a
// file as IsFile knows it.
func Is(path string) bool {
	info, err := os.Stat(path)
	return err == nil && (info.IsDir() || IsFile(path))
}

// IsFile reports whether a file can be meant as a bag: a zip or tar file by its
// name, as other documents are zip files too.
func IsFile(name string) bool { return isNamed(name, Zip) || isNamed(name, Tar) }

func isNamed(path string, form Form) bool {
	return strings.EqualFold(filepath.Ext(path), "."+string(form))
}

// Verify checks the bag at a path: that it is complete and valid (RFC 8493 3),
// and that it is safe to unpack. It is stricter than the standard, which takes
// files beside the payload that no tag manifest lists, and fetch.txt. A bag that
// ctx leaves no time to read has not passed.
func Verify(ctx context.Context, path string) Verification {
	return verify(func(s *scanned) error { return s.read(ctx, path) })
}

// VerifyFile is Verify of a bag that is a file, zip or tar by its name, and need
// not lie on the machine.
func VerifyFile(ctx context.Context, name string, content io.ReaderAt, size int64) Verification {
	return verify(func(s *scanned) error { return s.readFile(ctx, name, content, size) })
}

// verify checks a bag that read reads.
func verify(read func(*scanned) error) Verification {
	r := Verification{}
	s := &scanned{files: map[string]*member{}, tags: map[string][]byte{}, folded: map[string]string{}, report: &r}
	if err := read(s); err != nil {
		if !errors.Is(err, errUnread) {
			r.bad(CheckFormat, "", diag.T("读不了：%v", "cannot be read: %v", err))
		}
		r.few()
		return r // what was not read would be told as missing
	}
	s.declaration()
	s.manifests(manifestPrefix)
	s.manifests(tagPrefix)
	s.oxum()
	s.signature()
	if r.Findings.OK() {
		s.passed()
	}
	r.few()
	return r
}

func (s *scanned) read(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return s.addFolder(ctx, path)
	}
	f, err := infile.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return s.readFile(ctx, path, f, info.Size())
}

func (s *scanned) readFile(ctx context.Context, name string, content io.ReaderAt, size int64) error {
	switch {
	case size > maxArchive:
		return s.limit(diag.T("文件超过 %d MB", "the file is larger than %d MB", maxArchive>>20))
	case isNamed(name, Zip):
		return s.addZip(ctx, content, size)
	}
	return s.addTar(ctx, content, size)
}

// declaration checks bagit.txt (RFC 8493 2.1.1) and that nothing has to be
// fetched.
func (s *scanned) declaration() {
	content, ok := s.tags[declarationName]
	if !ok {
		s.report.bad(CheckFormat, "", diag.Text{ZH: "不是 BagIt 包：没有 bagit.txt", EN: "no bag: there is no bagit.txt"})
		return
	}
	if !utf8.Valid(content) {
		s.report.bad(CheckFormat, declarationName, notUTF8)
		return
	}
	list := lines(content)
	version := len(list) == 2 && (list[0] == "BagIt-Version: 1.0" || list[0] == "BagIt-Version: 0.97")
	if !version || list[1] != "Tag-File-Character-Encoding: UTF-8" {
		s.report.bad(CheckFormat, declarationName, diag.Text{ZH: "应为 BagIt 1.0 或 0.97 版、UTF-8 编码的声明", EN: "should declare BagIt 1.0 or 0.97 and UTF-8"})
	}
	if _, ok := s.tags[fetchName]; ok {
		s.report.bad(CheckCompleteness, fetchName, diag.Text{ZH: "内容要从网上取，不接受这样的包", EN: "content has to be fetched from elsewhere; such bags are refused"})
	}
}

// manifests checks all payload manifests or all tag manifests, each of which
// must list all files of its kind.
func (s *scanned) manifests(prefix string) {
	checked, present := 0, 0
	for _, path := range s.sorted() {
		name, ok := manifestOf(path, prefix)
		if !ok {
			continue
		}
		present++
		a, known := algorithmOf(name)
		if !known {
			s.report.Findings.Add(CheckFixity, verdict.Unchecked, "%s：不支持算法 %s，没有核对", "%s: the algorithm %s is not supported and was not checked", path, shown(name))
			continue
		}
		checked++
		s.manifest(path, prefix, a)
	}
	switch {
	case checked > 0:
	case prefix == tagPrefix && present == 0:
		s.report.Findings.Add(CheckFixity, verdict.Unchecked, "没有 tagmanifest 文件，标签文件没有核对", "there is no tag manifest; tag files were not checked")
	default:
		s.report.bad(CheckCompleteness, "", diag.T("没有能核对的 %s 文件", "there is no %s file that can be checked", prefix+"*.txt"))
	}
}

func (s *scanned) manifest(path, prefix string, a int) {
	entries, faults := readManifest(s.tags[path], algorithms[a].make().Size())
	for _, text := range faults {
		s.report.bad(CheckFormat, path, text)
	}
	listed := map[string]bool{}
	for _, e := range entries {
		listed[e.path] = true
		m := s.files[e.path]
		switch {
		case !belongs(e.path, prefix):
			s.report.bad(CheckFormat, path, diag.T("不该列出 %s", "should not list %s", shown(e.path)))
		case m == nil:
			s.report.bad(CheckCompleteness, e.path, diag.T("缺少这个文件（%s 里有）", "the file is missing (%s lists it)", path))
		case !bytes.Equal(m.digests[a], e.digest):
			s.report.bad(CheckFixity, e.path, diag.T("内容有改动（%s 不符）", "the content was changed (%s differs)", algorithms[a].name))
		}
	}
	if len(faults) > 0 {
		return // the lines that could not be read may list them
	}
	for _, file := range s.sorted() {
		if belongs(file, prefix) && !listed[file] {
			s.report.bad(CheckCompleteness, file, diag.T("多出的文件（%s 里没有）", "an extra file (%s does not list it)", path))
		}
	}
}

// belongs reports whether manifests of a kind list a file: payload or tag files,
// but no tag manifests (RFC 8493 2.1.3, 2.2.1).
func belongs(path, prefix string) bool {
	payload := strings.HasPrefix(path, payloadFolder)
	if prefix == manifestPrefix {
		return payload
	}
	_, itself := manifestOf(path, tagPrefix)
	return !payload && !itself && path != signatureName
}

// signature takes the signature of the bag, when there is one.
func (s *scanned) signature() {
	message, ok := s.tags[signatureName]
	if !ok {
		return
	}
	manifest, ok := s.tags[SignedManifest]
	if !ok {
		s.report.bad(CheckCompleteness, signatureName, diag.T("没有它所签的 %s", "there is no %s, which it is of", SignedManifest))
		return
	}
	s.report.Signature = &Signature{Message: message, Manifest: manifest}
}

func (s *scanned) sorted() []string {
	slices.Sort(s.order)
	return s.order
}

// payload is the size and number of the payload's files.
func (s *scanned) payload() (size int64, count int) {
	for path, m := range s.files {
		if strings.HasPrefix(path, payloadFolder) {
			size += m.size
			count++
		}
	}
	return size, count
}

// oxum checks bag-info.txt and the size and number of files that it may name.
func (s *scanned) oxum() {
	content, ok := s.tags[infoName]
	if !ok {
		return
	}
	labels, fault := readInfo(content)
	if fault != nil {
		s.report.bad(CheckFormat, infoName, *fault)
		return
	}
	size, count := s.payload()
	want, given := fmt.Sprintf("%d.%d", size, count), 0
	for _, l := range labels {
		if !strings.EqualFold(l.Name, oxumLabel) {
			continue
		}
		if given++; given > 1 {
			s.report.bad(CheckOxum, infoName, diag.Text{ZH: "Payload-Oxum 写了两次", EN: "Payload-Oxum comes twice"})
		} else if l.Value != want {
			s.report.bad(CheckOxum, infoName, diag.T("Payload-Oxum 是 %s，实际是 %s（字节数.文件数）", "Payload-Oxum is %s, the payload has %s (bytes.files)", shown(l.Value), want))
		}
	}
}

func (s *scanned) passed() {
	size, count := s.payload()
	s.report.Findings.Add(CheckCompleteness, verdict.Passed, "%d 个文件齐全，没有多出的", "%d files are complete, and there are no others", count)
	s.report.Findings.Add(CheckFixity, verdict.Passed, "%d 字节没有改动", "%d bytes are unchanged", size)
}
