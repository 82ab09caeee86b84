package xlsx

import (
	"bytes"
	"fmt"
	"strings"

	"gongwen/internal/opc"
	"gongwen/internal/pattern"
)

// textPart is the part of the sheet with the text, which is the first.
const textPart = "xl/worksheets/sheet1.xml"

// growing are the rows of the sheet with the text below its headline, whose
// merged cells make no row grow.
var growing = pattern.New(`(<row r="(?:[3-9]|[0-9]{2,})"[^>]*) customHeight="(?:1|true)"`)

// finish mends what the library cannot be told: it marks the stored results of
// formulas as text, although all of ours are numbers, and every height of a row as
// set by hand, which keeps the row from growing with its text.
func finish(content []byte) ([]byte, error) {
	out, err := opc.Rewrite(content, func(name string, part []byte) []byte {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			return part
		}
		if name == textPart {
			part = growing.ReplaceAll(part, []byte("$1"))
		}
		return bytes.ReplaceAll(part, []byte(` t="str"><f>`), []byte(`><f>`))
	})
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return out, nil
}
