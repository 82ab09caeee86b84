package watch

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"unicode/utf8"
)

// Log is a log that holds no personal data: names, addresses and figures come into errors
// with what they quote, and what people type here is Chinese. A text that has a character
// beyond ASCII is not written, only what kind it was and how long. What the program itself
// has to say is in English, and people stand in it by their ids.
func Log(w io.Writer) *slog.Logger { return slog.New(guarded{slog.NewTextHandler(w, nil)}) }

// guarded withholds texts.
type guarded struct{ slog.Handler }

// Handle writes a record.
func (h guarded) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, withheld("message", r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(guard(a))
		return true
	})
	return h.Handler.Handle(ctx, clean)
}

// WithAttrs is the log with attributes.
func (h guarded) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = guard(a)
	}
	return guarded{h.Handler.WithAttrs(clean)}
}

// WithGroup is the log with a group.
func (h guarded) WithGroup(name string) slog.Handler { return guarded{h.Handler.WithGroup(name)} }

func guard(a slog.Attr) slog.Attr {
	a.Value = a.Value.Resolve()
	switch a.Value.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(withheld("string", a.Value.String()))
	case slog.KindAny:
		a.Value = slog.StringValue(withheld(fmt.Sprintf("%T", a.Value.Any()), fmt.Sprint(a.Value.Any())))
	case slog.KindGroup:
		var inside []slog.Attr
		for _, b := range a.Value.Group() {
			inside = append(inside, guard(b))
		}
		a.Value = slog.GroupValue(inside...)
	}
	return a
}

// maxText is the longest text that is written: stacks of faults are long.
const maxText = 8 << 10

// withheld is a text that may be written, or what there is to say of one that may not.
func withheld(kind, text string) string {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return fmt.Sprintf("(%s of %d characters, withheld)", kind, utf8.RuneCountInString(text))
		}
	}
	if len(text) > maxText {
		return text[:maxText] + "…"
	}
	return text
}
