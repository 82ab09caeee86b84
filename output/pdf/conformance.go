package pdf

import "slices"

// Level names a row of the table of conformance levels.
type Level string

// The levels: PDF/A-2 (ISO 19005-2) b, u and a, PDF/A-3a (ISO 19005-3), PDF/A-4
// and 4f (ISO 19005-4). 2a and 3a conform to PDF/UA-1 (ISO 14289-1) as well, 4
// and 4f to PDF/UA-2 (ISO 14289-2).
const (
	PDFA2B Level = "2b"
	PDFA2U Level = "2u"
	PDFA2A Level = "2a"
	PDFA3A Level = "3a"
	PDFA4  Level = "4"
	PDFA4F Level = "4f"
)

// DefaultLevel is the level of files when none is asked for.
const DefaultLevel = PDFA2A

// embedding says what a level thinks of an embedded report file.
type embedding uint8

const (
	never    embedding = iota // only files that are PDF/A themselves
	welcome                   // as an associated file
	demanded                  // the level exists for it
)

// conformance is a row of the table: what a file claims, and what the standards
// behind the claim ask of it. What all of them ask is not in the table, because
// the writer cannot do otherwise: embedded fonts with ToUnicode, an output
// intent, a file identifier, no encryption, no actions but URI and GoTo, no
// optional content, no forms, no alternative images or presentations.
type conformance struct {
	level   Level
	version string // of PDF
	// The identification schema (ISO 19005-2 6.6.4, ISO 19005-4 6.7.3).
	part, letter, revision string
	// That of PDF/UA (ISO 14289-1 5, ISO 14289-2 5); empty where nothing is claimed.
	accessPart, accessRevision string

	// tagged wants a meaning for everything shown: title and language, headings
	// without gaps, regular tables, links and pictures that are described, and
	// no private-use characters. Files of other levels are tagged all the same,
	// as well as their documents allow.
	tagged     bool
	limits     bool      // on strings, names, numbers and pages (ISO 19005-2 6.1.13)
	info       bool      // the information dictionary; ISO 19005-4 6.1.3 forbids it
	described  bool      // XMP schemas that PDF/A does not know are described (ISO 19005-2 6.6.2.3)
	namespaces bool      // structure types of PDF 2.0, destinations in the structure (ISO 14289-2 8.2.4, 8.8)
	embeds     embedding // of the report file (ISO 19005-3 6.8, ISO 19005-4 annex A)
}

var levels = []conformance{
	{level: PDFA2B, version: "1.7", part: "2", letter: "B", limits: true, info: true, described: true},
	{level: PDFA2U, version: "1.7", part: "2", letter: "U", limits: true, info: true, described: true},
	{level: PDFA2A, version: "1.7", part: "2", letter: "A", accessPart: "1", tagged: true, limits: true, info: true, described: true},
	{level: PDFA3A, version: "1.7", part: "3", letter: "A", accessPart: "1", tagged: true, limits: true, info: true, described: true, embeds: welcome},
	{level: PDFA4, version: "2.0", part: "4", revision: "2020", accessPart: "2", accessRevision: "2024", tagged: true, namespaces: true},
	{level: PDFA4F, version: "2.0", part: "4", letter: "F", revision: "2020", accessPart: "2", accessRevision: "2024", tagged: true, namespaces: true, embeds: demanded},
}

// Levels gives the names of all levels, the least demanding first.
func Levels() []Level {
	names := make([]Level, len(levels))
	for i := range levels {
		names[i] = levels[i].level
	}
	return names
}

// row is the table's row of a level, the default's for an empty name and nil for
// an unknown one.
func (l Level) row() *conformance {
	if l == "" {
		l = DefaultLevel
	}
	i := slices.IndexFunc(levels, func(c conformance) bool { return c.level == l })
	if i < 0 {
		return nil
	}
	return &levels[i]
}

// String is the level as people write it, such as PDF/A-2a.
func (l Level) String() string { return "PDF/A-" + string(l) }
