package rules

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// text is a message whose {…} are expressions, in both languages.
type text struct{ zh, en []textPart }

// textPart is words or, when program is not nil, the place of a value.
type textPart struct {
	words   string
	program *program
}

func (c *check) say(t text, env map[string]any) (diag.Text, error) {
	zh, err := c.renderParts(t.zh, env)
	if err != nil {
		return diag.Text{}, err
	}
	en, err := c.renderParts(t.en, env)
	return diag.Text{ZH: zh, EN: en}, err
}

// renderParts fills in a message, of which a report needs no more than so many
// characters.
func (c *check) renderParts(parts []textPart, env map[string]any) (string, error) {
	var b strings.Builder
	for _, p := range parts {
		if b.Len() > utf8.UTFMax*maxMessage {
			break
		}
		if p.program == nil {
			b.WriteString(p.words)
			continue
		}
		value, err := c.evaluate(p.program, env)
		if err != nil {
			return "", err
		}
		b.WriteString(printed(value))
	}
	if words := []rune(b.String()); len(words) > maxMessage {
		return string(words[:maxMessage]) + "…", nil
	}
	return b.String(), nil
}

// printed is a value as a message shows it; a list is set off by 、.
func printed(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case []string:
		return strings.Join(v, "、")
	}
	return fmt.Sprint(value)
}

// splitText parts a message into words and the sources of its expressions:
// every second piece is one. A brace inside quotes belongs to the expression.
// It fails when a brace is not closed.
func splitText(s string) ([]string, error) {
	var pieces []string
	for {
		start := strings.IndexByte(s, '{')
		if start < 0 {
			return append(pieces, s), nil
		}
		end := closingBrace(s[start:])
		if end < 0 {
			return nil, fmt.Errorf("{ is not closed in %q", s[start:])
		}
		pieces = append(pieces, s[:start], s[start+1:start+end])
		s = s[start+end+1:]
	}
}

// closingBrace is the offset of the brace that closes the one s begins with, or -1.
func closingBrace(s string) int {
	depth, quote := 0, byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0 && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
