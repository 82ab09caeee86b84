package pki

// Bounds of what is read or fetched.
const (
	MaxFile       = 16 << 20 // bytes of a key, certificate, OCSP or CRL file
	maxAnswer     = 16 << 20 // bytes of an answer; national CRLs have some megabytes
	maxChain      = 10       // certificates above the signer's
	maxNamesakes  = 8        // certificates of one name that are tried as issuers
	maxURLs       = 4        // addresses of one certificate that are tried
	maxResponders = 8        // certificates in an OCSP response that are tried
	maxURI        = 4 << 10  // bytes of a PKCS#11 URI
	maxKeyFile    = 1 << 20  // bytes of an encrypted key with its certificates
	maxKeyDepth   = 32       // of elements in one another in a key file

	// maxIterations bounds those of all parts of a key file together, some seconds'
	// work; what is recommended for one is below a million.
	maxIterations = 4_000_000
	// maxScrypt bounds the cost, block size and parallelism of scrypt, multiplied:
	// 128 bytes of memory for each.
	maxScrypt = 1 << 21
)
