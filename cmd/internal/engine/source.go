package engine

import (
	"path/filepath"
	"strings"

	"gongwen/output"
)

// mediaTypes are the types of report files by extension (RFC 9512 for YAML).
var mediaTypes = map[string]string{
	".yaml": "application/yaml",
	".yml":  "application/yaml",
	".json": "application/json",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// sourceFile is a report file as documents may carry it.
func sourceFile(name string, content []byte) *output.SourceFile {
	return &output.SourceFile{
		Name:      name,
		MediaType: mediaTypes[strings.ToLower(filepath.Ext(name))],
		Data:      content,
	}
}
