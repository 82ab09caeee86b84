package engine

import (
	"maps"
	"path/filepath"
	"strings"

	"gongwen/data"
	"gongwen/data/write"
	"gongwen/internal/diag"
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

// carried is the report file that a document carries: the one it was made of, or, where
// that names tables beside it, one of the same form that has their rows in it, so that
// it can be read by itself.
func carried(report *data.Report, of *output.SourceFile) (*output.SourceFile, diag.List) {
	if of == nil || len(report.TableFiles()) == 0 {
		return of, nil
	}
	whole := *report
	whole.Tables = maps.Clone(report.Tables)
	for id, table := range whole.Tables {
		table.Lists = maps.Clone(table.Lists)
		for path, list := range table.Lists {
			list.File, list.Sheet = "", ""
			table.Lists[path] = list
		}
		whole.Tables[id] = table
	}
	if strings.EqualFold(filepath.Ext(of.Name), ".json") {
		return sourceFile(of.Name, write.JSON(&whole)), nil
	}
	content, err := write.YAML(&whole, false)
	if err != nil {
		return nil, diag.From(err)
	}
	return sourceFile(of.Name, content), nil
}
