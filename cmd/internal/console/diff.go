package console

import (
	"fmt"
	"io"
	"strings"

	"gongwen/internal/diag"
)

// Diff prints the lines of a file that differ from those of another with as many
// lines, each with its number, as it was and as it is.
func Diff(w io.Writer, name string, before, after []byte, lang diag.Lang) error {
	old, now := strings.Split(string(before), "\n"), strings.Split(string(after), "\n")
	for i := range min(len(old), len(now)) {
		if old[i] == now[i] {
			continue
		}
		place := diag.T("%s 第 %d 行", "%s line %d", name, i+1).In(lang)
		if _, err := fmt.Fprintf(w, "%s\n- %s\n+ %s\n", place, shown(old[i]), shown(now[i])); err != nil {
			return err
		}
	}
	return nil
}

// shown is a line without its return and its indentation, and with nothing in it
// that acts on a terminal.
func shown(line string) string { return diag.Printable(strings.TrimSpace(line)) }
