package people

import (
	"crypto/rand"
	"strings"

	"gongwen/internal/digest"
)

// A backup code stands in once for the code of a telephone that is not at hand: sixty
// bits, written in letters and digits that nobody mixes up.
const (
	backupCodes   = 10
	backupLength  = 12
	backupLetters = "abcdefghijkmnpqrstuvwxyz23456789"
)

// NewBackupCodes makes the codes of an account, in groups of four, and their digests.
func NewBackupCodes() (codes, digests []string) {
	for range backupCodes {
		random := make([]byte, backupLength)
		_, _ = rand.Read(random) // never fails (crypto/rand)
		var code strings.Builder
		for i, b := range random {
			if i > 0 && i%4 == 0 {
				code.WriteByte('-')
			}
			code.WriteByte(backupLetters[int(b)%len(backupLetters)])
		}
		codes = append(codes, code.String())
		digests = append(digests, backupDigest(code.String()))
	}
	return codes, digests
}

// isBackup reports whether somebody has typed a backup code, in whatever groups.
func isBackup(code string) bool { return len(bare(code)) == backupLength }

func bare(code string) string {
	return strings.ToLower(strings.NewReplacer("-", "", " ", "", "－", "").Replace(code))
}

// backupDigest is what is stored of a code: it is random, so that no slow digest is needed.
func backupDigest(code string) string {
	return digest.SHA256([]byte(bare(code)))
}
