// Package pdfread reads PDF files of possibly hostile origin, revision by
// revision, and appends revisions to them (ISO 32000-1 7.5). It is stricter
// than a viewer: a file that two viewers could read differently is broken.
// It repairs nothing.
package pdfread
