// Package output writes documents: the interface that every format's writer
// fulfils, and files that appear whole or not at all.
package output

import (
	"io"

	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// Input is everything a writer may use. Writers decide nothing about places:
// page printers draw Pages, flowing formats write Doc.
type Input struct {
	Doc   *doc.Document
	Pages []frame.Page
}

// Exporter writes one format. Export writes the same bytes for the same input.
// Its error is a diag.List when the input cannot be expressed in the format.
type Exporter interface {
	Extension() string // without the dot
	Export(w io.Writer, in Input) error
}
