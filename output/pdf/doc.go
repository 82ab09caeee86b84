// Package pdf draws finished pages as PDF 1.7 (ISO 32000-1) or 2.0 (ISO
// 32000-2) and says what they mean: a structure tree made from the document, to
// which every piece of content belongs unless the layout marked it as an
// artifact.
//
// The files meet a [Level] of PDF/A, by default PDF/A-2a (ISO 19005-2) and
// PDF/UA-1 (ISO 14289-1): embedded subsets with ToUnicode, an sRGB output
// intent, XMP metadata, a tagged and titled document in a declared language.
// What cannot be made conformant, such as a document without a title, is refused
// with its place in the report and is never a file that only claims to conform.
//
// The writer decides nothing about places. It draws what [frame.Page] holds,
// and the same input gives the same bytes.
package pdf
