package xlsx

import (
	"bytes"
	"fmt"
	"strings"

	"gongwen/internal/opc"
)

// finish mends what the library cannot be told: it marks the stored results of
// formulas as text, although all of ours are numbers.
func finish(content []byte) ([]byte, error) {
	out, err := opc.Rewrite(content, func(name string, part []byte) []byte {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			return part
		}
		return bytes.ReplaceAll(part, []byte(` t="str"><f>`), []byte(`><f>`))
	})
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return out, nil
}
