package pki

// Bounds of what is read or fetched.
const (
	MaxFile       = 16 << 20 // bytes of a key, certificate, OCSP or CRL file
	maxAnswer     = 16 << 20 // bytes of an answer; national CRLs have some megabytes
	maxChain      = 10       // certificates above the signer's
	maxURLs       = 4        // addresses of one certificate that are tried
	maxResponders = 8        // certificates in an OCSP response that are tried
	maxURI        = 4 << 10  // bytes of a PKCS#11 URI
)
