// Package guide writes what programs measured into the guides: tables between marks, and
// charts as gongwen draws those of a report.
package guide

import (
	"fmt"
	"os"
	"strings"
)

// Part is a part of a guide, which stands between marks of its name.
type Part struct {
	Name string // of the program that writes it, such as peers
	Made string // how it is made, such as make bench-peers
}

// Replace puts text in the place of the part in a file.
func (p Part) Replace(path, text string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	replaced, err := p.Between(string(content), text)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, []byte(replaced), 0o666)
}

// Between is a guide with text in the place of the part.
func (p Part) Between(guide, text string) (string, error) {
	begins, ends := fmt.Sprintf("<!-- %s: written by %s -->\n", p.Name, p.Made), fmt.Sprintf("<!-- end of %s -->\n", p.Name)
	before, rest, ok := strings.Cut(guide, begins)
	_, after, closed := strings.Cut(rest, ends)
	if !ok || !closed {
		return "", fmt.Errorf("it lacks the marks %q and %q", strings.TrimSpace(begins), strings.TrimSpace(ends))
	}
	return before + begins + "\n" + text + "\n" + ends + after, nil
}
