package main

import (
	"slices"
	"testing"

	"gongwen/configs"
	"gongwen/output/pdf"
)

// TestLevelsOfConfigurationAndWriter compares the two lists of PDF levels, one
// of which the configuration checks with places, and the other is the writer's.
func TestLevelsOfConfigurationAndWriter(t *testing.T) {
	var known []string
	for _, l := range pdf.Levels() {
		known = append(known, string(l))
	}
	if !slices.Equal(known, configs.PDFLevels) {
		t.Errorf("the writer knows %q, the configuration %q", known, configs.PDFLevels)
	}
}
