// Package bag packs files with their fixity as BagIt bags (RFC 8493, version
// 1.0) and verifies bags of possibly hostile origin. A bag is a folder, a zip or
// a tar file; it appears whole or not at all.
package bag

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"gongwen/internal/diag"
)

// File is a file of a bag: its path with slashes, without the bag's own folder.
type File struct {
	Path string
	Data []byte
}

// Label is a line of bag-info.txt (RFC 8493 2.2.2), such as External-Description.
type Label struct{ Name, Value string }

// PathError is a path that no bag may have.
type PathError struct {
	Path string
	Text diag.Text
}

// Error is the error in English.
func (e *PathError) Error() string { return fmt.Sprintf("%q: %s", e.Path, e.Text.EN) }

// Names that RFC 8493 2.1 and 2.2 give.
const (
	declarationName = "bagit.txt"
	infoName        = "bag-info.txt"
	fetchName       = "fetch.txt"
	payloadFolder   = "data/"
	signatureName   = SignedManifest + ".p7s"
	manifestPrefix  = "manifest-"
	tagPrefix       = "tag" + manifestPrefix
)

const declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// Make gives all files of a bag in order of path: the payload, whose paths get
// data/ before them, and the tag files. Labels keep their order; those without
// a value are left out, Bag-Size and Payload-Oxum are added. The error names a
// path that no bag may have or that comes twice.
func Make(payload []File, labels []Label) ([]File, error) {
	files := make([]File, 0, len(payload)+7)
	seen := map[string]bool{}
	var size int64
	for _, f := range payload {
		path := payloadFolder + f.Path
		text := pathFault(path)
		if text == nil {
			text = unfit(path)
		}
		if text != nil {
			return nil, &PathError{f.Path, *text}
		}
		if key := folded(path); seen[key] {
			return nil, &PathError{f.Path, diag.Text{ZH: "有两个这样的文件名", EN: "the name comes twice"}}
		} else {
			seen[key] = true
		}
		size += int64(len(f.Data))
		files = append(files, File{path, f.Data})
	}
	byPath(files)
	info := slices.Concat(labels, []Label{
		{"Bag-Size", sizeText(size)},
		{oxumLabel, fmt.Sprintf("%d.%d", size, len(payload))},
	})
	tags := append([]File{{declarationName, []byte(declaration)}, {infoName, writeInfo(info)}}, manifests(manifestPrefix, files)...)
	byPath(tags)
	files = slices.Concat(files, tags, manifests(tagPrefix, tags))
	byPath(files)
	return files, nil
}

// SignedManifest is the file of a bag that is signed when the bag as a whole
// is: it has the digests of the manifests, and these have the digests of the
// payload.
const SignedManifest = tagPrefix + "sha256.txt"

// WithSignature adds a detached CMS signature (RFC 5652) of the SignedManifest,
// which no manifest lists.
func WithSignature(files []File, message []byte) []File {
	files = append(slices.Clone(files), File{signatureName, message})
	byPath(files)
	return files
}

func byPath(files []File) {
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
}

// manifests are the manifests of files by every algorithm that bags are written
// with.
func manifests(prefix string, files []File) []File {
	var out []File
	for _, a := range algorithms {
		if !a.written {
			continue
		}
		var b bytes.Buffer
		for _, f := range files {
			h := a.make()
			h.Write(f.Data)
			fmt.Fprintf(&b, "%x  %s\n", h.Sum(nil), escape(f.Path))
		}
		out = append(out, File{prefix + a.name + ".txt", b.Bytes()})
	}
	return out
}

// sizeText is a size for people, as the examples of RFC 8493 2.2.2 write it,
// rounded to tenths.
func sizeText(n int64) string {
	units := []string{"B", "KB", "MB", "GB"}
	tenths, i := n*10, 0
	for tenths >= 10240 && i+1 < len(units) {
		tenths, i = (tenths+512)/1024, i+1
	}
	if i == 0 || tenths%10 == 0 {
		return fmt.Sprintf("%d %s", tenths/10, units[i])
	}
	return fmt.Sprintf("%d.%d %s", tenths/10, tenths%10, units[i])
}
