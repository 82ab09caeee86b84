package output

// Origin is what is known of a file that stands where a document is to go.
type Origin uint8

// The origins.
const (
	Foreign   Origin = iota // no document that the exporter has written
	Edited                  // one that it has written and somebody has changed
	Untouched               // one as it has written it
)

// Recogniser is an Exporter of documents that people go on editing. Origin says
// whether content is a document of its own and as it has written it.
type Recogniser interface {
	Origin(content []byte) Origin
}
