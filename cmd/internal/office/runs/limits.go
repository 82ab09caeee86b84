package runs

// What a manifest and the files that it names may have at most.
const (
	maxManifest  = 512 << 20 // bytes: half a million reports
	maxLine      = 1 << 20   // bytes of what is said of a report
	maxSignature = 1 << 20
	maxFile      = 256 << 20
	maxFaults    = 20 // that are named of one kind
)
