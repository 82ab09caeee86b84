// Package shelf keeps contents outside of the store's database, in a folder or in a store
// that speaks S3. A content is named by its digest, never changes, and is written whole or
// not at all.
package shelf

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"

	"gongwen/internal/diag"
)

// Shelf keeps contents by their digests, SHA-256 in hexadecimal digits. It is safe for
// concurrent use.
type Shelf interface {
	// Put keeps a content, also where it is there already.
	Put(ctx context.Context, digest string, content []byte) error
	// Has reports whether a content lies there that was put there before; of its damage as
	// much is seen as is seen without having it sent.
	Has(ctx context.Context, digest string, content []byte) (bool, error)
	// Get is the content of a digest as it lies there; fs.ErrNotExist for none.
	Get(ctx context.Context, digest string) ([]byte, error)
	// Remove takes a content away; that it is not there is no error.
	Remove(ctx context.Context, digest string) error
	// Each calls each for every content, until it gives an error.
	Each(ctx context.Context, each func(digest string) error) error
}

// The beginnings of settings.
const (
	folderPrefix = "folder:"
	s3Prefix     = "s3://"
)

// maxContent is the largest content that is read.
const maxContent = 1 << 30

// Open is the shelf of a setting: folder:PATH or s3://HOST/BUCKET[/PREFIX]; nil for the
// database, of which database or nothing is the setting. The keys of S3 come from the
// environment, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
func Open(setting string, env func(name string) (string, bool)) (Shelf, error) {
	path, isFolder := strings.CutPrefix(setting, folderPrefix)
	switch {
	case setting == "" || setting == "database":
		return nil, nil
	case isFolder && path != "":
		return openFolder(filepath.FromSlash(path))
	case strings.HasPrefix(setting, s3Prefix):
		at, err := url.Parse(setting)
		if err == nil && at.Host != "" && strings.Trim(at.Path, "/") != "" && at.User == nil {
			return openS3(at, env)
		}
	}
	return nil, diag.NewError("看不懂 %s：应为 folder:路径、s3://主机/桶 或 database", "%s is not understood: folder:PATH, s3://HOST/BUCKET or database", setting)
}

// isDigest reports whether a name is that of a content.
func isDigest(name string) bool {
	const digits = 64
	return len(name) == digits && strings.Trim(name, "0123456789abcdef") == ""
}
