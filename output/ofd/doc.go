// Package ofd writes finished pages as OFD (GB/T 33190-2016), the national
// fixed-layout format: for the exchange of documents, or for archives by GB/T
// 42133-2022 (OFD-A).
//
// A file is a ZIP package of XML parts, font files and pictures. Lengths are
// millimetres from the top left corner of the page. Every glyph has its place in
// DeltaX, written as plain numbers, so that a reader which takes another face in
// place of the embedded one keeps the lines. Faces go in as subsets with
// TrueType outlines under their true names.
//
// The clauses of GB/T 42133 are known to this package second-hand; where one is
// in doubt it writes what is safe under either reading.
package ofd
