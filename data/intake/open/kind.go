package open

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
)

// The first bytes of files that are no text.
const (
	pdfMagic = "%PDF-"
	zipMagic = "PK\x03\x04"
	oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" // [MS-CFB] 2.2
	rtfMagic = "{\\rtf"
)

// IsWorkbook reports whether a file is an XLSX workbook, whatever its name says.
func IsWorkbook(content []byte) bool { return hasParts(content, "xl/") }

// IsDocument reports whether a file is by its first bytes of a kind that is no
// report file: a PDF, a file of an office program that is no XLSX workbook, RTF,
// a picture, a web page.
func IsDocument(content []byte) bool {
	for _, magic := range []string{pdfMagic, zipMagic, oleMagic, rtfMagic} {
		if bytes.HasPrefix(content, []byte(magic)) {
			return !IsWorkbook(content)
		}
	}
	return isPicture(content) || isMail(content) || isMarkup(content)
}

// IsReadable reports whether a file is a document that Document can read, or a
// damaged one of that kind, but for plain text.
func IsReadable(content []byte) bool {
	return IsPDF(content) || IsWord(content) || IsOFD(content) || isMarkup(content)
}

// IsPDF reports whether a file begins as a PDF does.
func IsPDF(content []byte) bool { return bytes.HasPrefix(content, []byte(pdfMagic)) }

// IsWord reports whether a file is a DOCX file.
func IsWord(content []byte) bool { return hasParts(content, "word/") }

// IsOFD reports whether a file is an OFD file.
func IsOFD(content []byte) bool { return hasParts(content, "OFD.xml") }

// hasParts reports whether a file is a package with parts in a folder.
func hasParts(content []byte, folder string) bool {
	if !bytes.HasPrefix(content, []byte(zipMagic)) {
		return false
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return false
	}
	return slices.ContainsFunc(archive.File, func(f *zip.File) bool { return strings.HasPrefix(partName(f), folder) })
}

// partName is the name of a part of a package, with slashes and none in front.
func partName(f *zip.File) string {
	return strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
}
