package jobs

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// What a scanner finds something in is never read, nor what it could not look at.
func TestFilesAreScannedBeforeTheyAreRead(t *testing.T) {
	down := errors.New("nobody answers")
	scan := func(_ context.Context, content []byte) (string, error) {
		switch string(content) {
		case "virus":
			return "Win.Test", nil
		case "down":
			return "", down
		}
		return "", nil
	}
	calls := 0
	read := Scanned(func(context.Context, string, []byte) ([]byte, error) { calls++; return []byte("read"), nil }, scan)
	count := ScannedCounter(func(context.Context, Register) ([]byte, error) { calls++; return []byte("read"), nil }, scan)
	for content, want := range map[string]struct {
		answer string
		err    error
	}{"clean": {"read", nil}, "virus": {"查出病毒（Win.Test）", nil}, "down": {"", down}} {
		got, err := read(t.Context(), "a.docx", []byte(content))
		if !strings.Contains(string(got), want.answer) || !errors.Is(err, want.err) {
			t.Errorf("%s: %s, %v", content, got, err)
		}
		got, err = count(t.Context(), Register{Name: "a.xlsx", Year: 2024, Content: []byte(content)})
		if !strings.Contains(string(got), want.answer) || !errors.Is(err, want.err) {
			t.Errorf("a register, %s: %s, %v", content, got, err)
		}
	}
	if calls != 2 {
		t.Errorf("%d were read", calls)
	}
}
