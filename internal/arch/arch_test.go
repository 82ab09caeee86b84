// Package arch holds the project's shape: which package may import which.
package arch

// house is the order of the packages. A new package gets a line in layers; one
// that is for tests alone stands in testing as well.
//
// In beside, never and testing a name ending in /... is a package and all below it.
var house = shape{
	// layers are the packages from the ground up. A package may import those of
	// lower layers only, and within its own layer only what beside names.
	layers: [][]string{
		{"internal/pattern"},
		{
			"internal/unit", "internal/diag", "internal/source", "internal/picture", "internal/numeral", "internal/pdfread",
			"internal/opc", "internal/verdict", "internal/memo", "internal/agencyname", "internal/prefilter", "internal/link", "internal/infile", "internal/jsontext", "internal/portable", "internal/digest",
			"examples", "internal/golden", "internal/judge", "internal/tier", "internal/growth", "internal/refpic", "internal/pgtest", "internal/smalldisk",
		},
		{"internal/textdiff", "internal/diag/diagjson", "internal/diag/diaghtml", "internal/diag/sarif", "internal/source/overlay", "internal/meant", "internal/qrcode", "internal/textfile"},
		{"configs", "fonts/sfnt", "data/cell"},
		{"data", "fonts", "data/rules/lexicon"},
		{"data/rules/reading", "data/heads"},
		{"data/rules", "data/load", "data/write", "data/schema", "data/xlsx/workbook", "data/intake/flow", "data/intake/look"},
		{"data/records", "data/xlsx/spreadsheet", "data/xlsx/findings", "data/intake/flow/flowtest", "data/intake/markdown", "data/intake/document"},
		{"data/blank", "data/sheet", "data/diff", "data/mend", "data/xlsx", "data/sum", "data/peers", "data/intake", "data/intake/docx", "data/intake/html", "data/intake/text", "data/intake/pdf", "data/beside"},
		{"data/intake/ofd", "data/sources"},
		{"data/sources/database", "data/ledger", "data/merge"},
		{"data/intake/open", "data/form", "data/form/remarks"},
		{"layout/doc"},
		{"layout/chart"},
		{"layout/frame", "layout/linebreak", "layout/compose", "layout/redline"},
		{"layout/table", "layout/linedump"},
		{"layout"},
		{"output", "output/markup", "output/deflate", "output/srgb"},
		{"output/container"},
		{"layout/example"},
		{"output/pdf", "output/docx", "output/html", "output/ofd", "output/svg", "output/bag", "output/sign/cms"},
		{"output/sign/pki", "output/sign/ink", "output/format"},
		{"output/metadata", "output/sign/pades", "output/sign/padestest"},
		{"output/sign/ses"},
		{"cmd/internal/office/shelf"},
		{"cmd/internal/engine", "cmd/internal/console", "cmd/internal/office/store", "cmd/internal/office/antivirus", "cmd/internal/office/listen", "cmd/internal/office/confined", "cmd/internal/office/runs"},
		{"cmd/internal/office/publication"},
		{"cmd/internal/office/people", "cmd/internal/office/jobs", "cmd/internal/office/watch", "cmd/internal/office/identity", "cmd/internal/office/collecting", "cmd/internal/office/places"},
		{"cmd/internal/office/page"},
		{"cmd/internal/office/api"},
		{"cmd/internal/command", "cmd/internal/fidelity"},
		{"cmd/internal/command/reports", "cmd/internal/command/documents", "cmd/internal/command/signatures", "cmd/internal/command/templates", "cmd/internal/command/tour", "cmd/internal/command/figures", "cmd/internal/command/office"},
		{"cmd/gongwen", "cmd/fidelity", "cmd/guard", "cmd/release"},
	},

	// beside are the imports between packages of one layer.
	beside: map[string][]string{
		"internal/source":    {"internal/diag"},
		"internal/picture":   {"internal/diag", "internal/unit"},
		"internal/judge":     {"internal/tier"},
		"internal/pgtest":    {"internal/judge", "internal/tier"},
		"internal/refpic":    {"internal/golden", "internal/judge"},
		"internal/pdfread":   {"internal/diag"},
		"internal/infile":    {"internal/diag"},
		"internal/verdict":   {"internal/diag"},
		"internal/opc":       {"internal/diag"},
		"internal/portable":  {"internal/diag"},
		"data/intake":        {"data/xlsx"},
		"data/xlsx/findings": {"data/xlsx/spreadsheet"},
	},

	// never are imports that the order of the layers would permit.
	never: []ban{
		{
			of: []string{"fonts/..."}, no: []string{"configs/...", "data/..."},
			why: "faces know no report and no style sheet",
		},
		{
			of: []string{"data/..."}, no: []string{"fonts/..."},
			why: "a report's content has no look",
		},
		{
			of:  []string{"data/intake/docx", "data/intake/html", "data/intake/text", "data/intake/pdf", "data/intake/document", "data/intake/flow/..."},
			no:  []string{"configs/...", "data/..."},
			but: []string{"data/intake/flow/...", "data/intake/look", "data/cell"},
			why: "a reader finds what a document holds; intake says what it means",
		},
		{
			of:  []string{"data/intake/ofd"},
			no:  []string{"configs/...", "data/..."},
			but: []string{"data/intake/flow/...", "data/cell", "data/intake/pdf"},
			why: "a reader finds what a document holds; the places of glyphs are read as those of a PDF",
		},
		{
			of: []string{"layout/..."}, except: []string{"layout/compose", "layout/example"}, no: []string{"configs/...", "data/..."},
			why: "the report and the style sheet reach layout through compose",
		},
		{
			of: []string{"layout/doc", "layout/chart"}, no: []string{"fonts/..."},
			why: "the semantic document has no glyphs",
		},
		{
			of: []string{"output/..."}, no: []string{"configs/...", "data/..."},
			why: "writers see the document only",
		},
		{
			of: []string{"output/..."}, no: []string{"layout/..."}, but: []string{"layout/doc", "layout/chart", "layout/frame"},
			why: "writers place what layout has decided",
		},
		{
			of: []string{"output/docx", "output/html", "output/bag", "output/markup"}, no: []string{"layout/frame"},
			why: "what flows has no pages of ours",
		},
		{
			of: []string{"output/sign/cms", "output/sign/pki"}, no: []string{"fonts/...", "layout/...", "output/..."}, but: []string{"output/sign/cms"},
			why: "messages and keys know no kind of document",
		},
	},

	// testing are the packages that only tests may import.
	testing: []string{
		"cmd/guard", "internal/golden", "internal/judge", "internal/tier", "internal/growth", "internal/refpic", "internal/pgtest", "internal/smalldisk",
		"data/intake/flow/flowtest", "layout/linedump", "layout/example", "output/sign/padestest",
	},
}
