package docx

import (
	"slices"
	"strings"

	"gongwen/internal/link"
)

// field is a field being read (ISO/IEC 29500-1 17.16.18): its code up to the
// separator, then the result that is shown.
type field struct {
	code    strings.Builder
	result  bool // the separator was passed
	kind    string
	link    string
	skipped strings.Builder // of a result that is not taken
}

const maxCode = 4_000 // bytes of a field's code

// silent are fields that show nothing (17.16.5).
var silent = []string{"XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "FORMCHECKBOX", "BARCODE", "PAGE", "NUMPAGES", "NEXT", "NEXTIF", "SKIPIF", "LISTNUM", "ADVANCE", "GOTOBUTTON", "MACROBUTTON"}

func (r *reader) fieldChar(kind string) error {
	fields := &r.story.fields
	switch kind {
	case "begin":
		if len(*fields) == maxFields {
			return errTooDeep
		}
		*fields = append(*fields, &field{})
	case "separate":
		if n := len(*fields); n > 0 {
			(*fields)[n-1].separate()
		}
	case "end":
		r.endField()
	}
	return nil
}

func (r *reader) endField() {
	fields := &r.story.fields
	n := len(*fields)
	if n == 0 {
		return
	}
	f := (*fields)[n-1]
	*fields = (*fields)[:n-1]
	if !f.result {
		f.separate()
		if !slices.Contains(silent, f.kind) {
			r.miss(emptyField, f.code.String())
		}
		return
	}
	switch f.kind {
	case "TOC":
		r.leave(contents, f.skipped.String())
	case "PAGE", "NUMPAGES", "SECTIONPAGES":
		r.miss(pageField, f.skipped.String())
	}
}

// separate ends the code of a field.
func (f *field) separate() {
	f.result = true
	words := fieldWords(f.code.String())
	if len(words) == 0 {
		return
	}
	f.kind = strings.ToUpper(words[0])
	if f.kind == "HYPERLINK" {
		for i := 1; i < len(words); i++ {
			if !strings.HasPrefix(words[i], `\`) {
				f.link = address(words[i])
				return
			}
			switch strings.ToLower(words[i]) {
			case `\l`, `\o`, `\t`, `\s`:
				i++ // the switch has an argument
			}
		}
	}
}

// passes reports whether the result of a field is taken.
func (f *field) passes() bool {
	switch f.kind {
	case "TOC", "PAGE", "NUMPAGES", "SECTIONPAGES":
		return false
	}
	return true
}

// fieldWords parts a field's code at blanks outside of quotation marks.
func fieldWords(code string) []string {
	var words []string
	var word strings.Builder
	open, quoted := false, false
	end := func() {
		if open {
			words = append(words, word.String())
		}
		word.Reset()
		open = false
	}
	for _, c := range code {
		switch {
		case c == '"' || c == '“' || c == '”':
			quoted, open = !quoted, true
		case !quoted && strings.ContainsRune(" \t\n\r\u00A0", c):
			end()
		default:
			open = true
			word.WriteRune(c)
		}
	}
	end()
	return words
}

// address is a link's target when it is an address of the web or of mail, which
// is all that a report can lead to; other files stand on somebody's computer.
func address(target string) string {
	if link.Valid(target) {
		return target
	}
	return ""
}

// instruct adds to the code of the innermost field.
func (r *reader) instruct(code string) {
	if n := len(r.story.fields); n > 0 {
		if f := r.story.fields[n-1]; !f.result && f.code.Len() < maxCode {
			f.code.WriteString(code)
		}
	}
}

// inField reports whether text at this place is taken, and the link that the
// fields around it give it.
func (r *reader) inField(s string) (link string, taken bool) {
	for _, f := range r.story.fields {
		if !f.result {
			return "", false
		}
		if !f.passes() {
			if f.skipped.Len() < maxNote*len("字") {
				f.skipped.WriteString(s)
			}
			return "", false
		}
		if f.link != "" {
			link = f.link
		}
	}
	return link, true
}

// dropCodes gives up fields whose code has not ended with its paragraph: they
// are damaged, and would swallow what follows.
func (r *reader) dropCodes() {
	for i, f := range r.story.fields {
		if !f.result {
			r.leave(emptyField, f.code.String())
			r.story.fields = r.story.fields[:i]
			return
		}
	}
}
