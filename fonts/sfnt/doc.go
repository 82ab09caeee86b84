// Package sfnt reads OpenType faces and cuts subsets out of them for embedding.
//
// It reads TrueType (glyf) and CFF outlines, name-keyed and CID-keyed, from
// single faces and from collections. A face is read in place: [Parse] checks
// the table directory and the fixed headers only, keeps slices of the caller's
// bytes, decodes no glyph and builds no map of the character set. A face of
// 15 MB that lies in the read-only data of a program therefore costs a few
// microseconds and the pages that are really looked at.
//
// A [Font] never changes after Parse and may be used by any number of
// goroutines. The caller must not change the bytes while the Font is in use.
//
// Two kinds of subset exist. [Font.Subset] makes the font program of a PDF
// CIDFont (ISO 32000-1, 9.9): a bare sfnt for FontFile2, or a bare CID-keyed
// CFF table for FontFile3 with subtype CIDFontType0C. [Font.SubsetFile] makes
// a complete font file that an office program can install. Both give the same
// bytes for the same input.
//
// Fonts are untrusted input. Every offset and count is checked before use, all
// work is bounded by the constants in limits.go, and a defect is returned as an
// error that wraps [ErrFormat] and names the table and the offset in it. What
// is well formed but outside this package's scope (CFF2, WOFF, Type 1
// charstrings) wraps [ErrUnsupported].
//
// Sources: ISO/IEC 14496-22 (Open Font Format), Adobe Technical Notes #5176
// (Compact Font Format) and #5177 (Type 2 Charstring Format).
package sfnt
