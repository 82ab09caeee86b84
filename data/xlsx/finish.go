package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// finish mends what the library cannot be told: it marks the stored results of
// formulas as text, although all of ours are numbers. The list of parts comes
// first in the archive, as programs expect that look at the first bytes only.
func finish(content []byte) ([]byte, error) {
	reader, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	const list = "[Content_Types].xml"
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, first := range []bool{true, false} {
		for _, f := range reader.File {
			if (f.Name == list) != first {
				continue
			}
			if err := copyPart(archive, f); err != nil {
				return nil, fmt.Errorf("workbook: %s: %w", f.Name, err)
			}
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return out.Bytes(), nil
}

func copyPart(archive *zip.Writer, f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	part, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if strings.HasPrefix(f.Name, "xl/worksheets/sheet") {
		part = bytes.ReplaceAll(part, []byte(` t="str"><f>`), []byte(`><f>`))
	}
	w, err := archive.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = w.Write(part)
	return err
}
