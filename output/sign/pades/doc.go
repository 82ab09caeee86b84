// Package pades signs PDF files and checks their signatures: PAdES (ETSI EN
// 319 142-1) of the levels B-B, B-T, B-LT and B-LTA, in revisions appended to
// the file, so that earlier signatures keep their worth (ISO 32000-1 12.8).
package pades
