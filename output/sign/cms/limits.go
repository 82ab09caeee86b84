package cms

// Bounds of what is read.
const (
	maxMessage      = 4 << 20 // bytes of a SignedData
	maxCertificates = 64      // in one SignedData
	maxAttributes   = 64      // of one signer
	maxDepth        = 64      // of elements in one another
)
