package intake

// What is recognised at most. The longest published reports have a tenth of it.
const (
	maxBlocks  = 20_000 // paragraphs, headings, tables and pictures
	maxCells   = 60_000 // of all tables
	maxHeading = 60     // characters of a heading or a line of the title
	maxSubhead = 40     // characters of a subheading that its document does not mark as one
	maxFront   = 60     // blocks among which the title is looked for
	maxBuffer  = 12     // cells before the figures of a row that may be parts of its label
	maxShown   = 2_000  // characters of the document that a message repeats
	maxSaid    = 20     // joined paragraphs and empty figures that are named one by one
)
