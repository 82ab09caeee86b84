package engine

import (
	"context"
	"os"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
)

// TestALongReportIsJudgedWhole: two thousand paragraphs as offices write them
// are within what the rules may cost.
func TestALongReportIsJudgedWhole(t *testing.T) {
	const path = "../../../examples/invented-2024.yaml"
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(content), "overview: |\n")
	end := strings.Index(rest, "\n\n")
	for rest[end+2] == ' ' {
		end += 2 + strings.Index(rest[end+2:], "\n\n")
	}
	prose := rest[:end] + "\n\n"
	long := before + "overview: |\n" + strings.Repeat(prose, 1+2000/strings.Count(prose, "\n\n")) + rest[end:]
	e := New(configs.NewLibrary(nil), fonts.Options{})
	report, said := e.CheckContent(context.Background(), FileInput(path), []byte(long), Order{})
	if len(said) > 0 {
		t.Error(said)
	}
	if n := len(report.Prose["overview"].Blocks); n < 2000 {
		t.Errorf("%d paragraphs", n)
	}
}
