package console

import (
	"bytes"
	"fmt"
	"strings"

	"gongwen/internal/diag"
)

// Diff shows the lines of a file that differ from those of another with as many
// lines, each with its number, as it was and as it is.
func Diff(name string, before, after []byte, lang diag.Lang) []byte {
	var out bytes.Buffer
	old, now := strings.Split(string(before), "\n"), strings.Split(string(after), "\n")
	for i := range min(len(old), len(now)) {
		if old[i] == now[i] {
			continue
		}
		place := diag.T("%s 第 %d 行", "%s line %d", name, i+1).In(lang)
		fmt.Fprintf(&out, "%s\n- %s\n+ %s\n", place, shown(old[i]), shown(now[i]))
	}
	return out.Bytes()
}

// shown is a line without its return and its indentation, and with nothing in it
// that acts on a terminal.
func shown(line string) string { return diag.Printable(strings.TrimSpace(line)) }
