package load

import "gongwen/internal/picture"

// What a report file may hold at most. The longest published reports have a
// tenth of it.
const (
	maxProse  = 200_000 // characters of a section
	maxLinks  = 1_000   // links of a section: reading one can cost as much as the section is long
	maxField  = 100     // characters of a header field
	maxNote   = 1_000   // characters of a line under a table
	maxRemark = 200     // characters of the note behind a figure
	maxReason = 200

	maxSources = 50
	maxPath    = 1_000  // bytes of the path of a source, and of where a figure came from
	maxQuery   = 20_000 // bytes

	maxCellText = 200 // characters of a cell of a row that a table has many of

	maxAttachments = 99
	maxItems       = 200 // of a header field that is a list

	maxCharts     = 30 // of a section
	maxCategories = 24 // of a chart
	maxSeries     = 6
	maxCaption    = 200 // characters

	minYear   = 2000
	maxYear   = 2099
	maxQuoted = 40 // characters of the file that a message repeats
)

// MaxRows is the most rows that a table has of one kind.
const MaxRows = 50_000

// The most columns and rows of a table in running text.
const (
	MaxTextColumns = 12
	MaxTextRows    = 500
)

// PictureLimits is what the pictures of a report may cost at most.
type PictureLimits struct {
	Each   picture.Limits
	Files  int
	Bytes  int64 // of all files
	Pixels int64 // of all pictures, by what the files say
}

// StandardPictureLimits admits a hundred pictures, among them a few as large as cameras make them.
func StandardPictureLimits() PictureLimits {
	return PictureLimits{Each: picture.StandardLimits(), Files: 100, Bytes: 100 << 20, Pixels: 200_000_000}
}
