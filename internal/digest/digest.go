// Package digest names contents by what they are.
package digest

import (
	"crypto/sha256"
	"encoding/hex"
)

// SHA256 is the SHA-256 of a content in hexadecimal digits (FIPS 180-4).
func SHA256(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
