package diag

import (
	"fmt"
	"slices"
)

// Lang is the language a diagnostic is printed in.
type Lang uint8

// The languages. Chinese is the default.
const (
	ZH Lang = iota
	EN
)

// Text is a message in both languages.
type Text struct{ ZH, EN string }

// T makes a Text from a format in each language and the same arguments. An
// argument that is itself a Text is printed in the language of the format, and
// so is the cause of an argument that is an error.
func T(zh, en string, args ...any) Text {
	if slices.ContainsFunc(args, translated) {
		return Text{format(zh, args, ZH), format(en, args, EN)}
	}
	// This line tells go vet that T formats, and so does whatever calls it: vet
	// holds English verbs against their arguments everywhere. That the Chinese
	// ones are the same is a test of internal/arch.
	return Text{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}

// translated reports whether an argument is printed in the language of its format.
func translated(a any) bool {
	switch a.(type) {
	case Text, error:
		return true
	}
	return false
}

func format(f string, args []any, lang Lang) string {
	in := make([]any, len(args))
	for i, a := range args {
		switch said := a.(type) {
		case Text:
			a = said.In(lang)
		case error:
			a = Cause(said).In(lang)
		}
		in[i] = a
	}
	return fmt.Sprintf(f, in...)
}

// In is the text in one language; where English is missing it is the Chinese.
func (t Text) In(lang Lang) string {
	if lang == EN && t.EN != "" {
		return t.EN
	}
	return t.ZH
}
