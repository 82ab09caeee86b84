package shelf

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

func keys(name string) (string, bool) {
	return map[string]string{"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}[name], true
}

func none(string) (string, bool) { return "", false }

// bucketOf is a bucket of a store that speaks S3, in this process.
func bucketOf(t *testing.T) (setting string) {
	t.Helper()
	back := s3mem.New()
	if err := back.CreateBucket("files"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(back).Server())
	t.Cleanup(server.Close)
	return "s3://" + strings.TrimPrefix(server.URL, "http://") + "/files/gongwen?plain"
}

func digest(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

func TestShelves(t *testing.T) {
	for name, setting := range map[string]string{"folder": "folder:" + filepath.ToSlash(filepath.Join(t.TempDir(), "文 件")), "s3": bucketOf(t)} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(setting, keys)
			if err != nil {
				t.Fatal(err)
			}
			ctx := t.Context()
			if _, err := s.Get(ctx, digest("甲")); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("what is not there: %v", err)
			}
			if err := s.Remove(ctx, digest("甲")); err != nil {
				t.Error(err)
			}
			for _, content := range []string{"甲", "乙", "甲", strings.Repeat("大", 1<<20)} {
				if err := s.Put(ctx, digest(content), []byte(content)); err != nil {
					t.Fatal(err)
				}
				if got, err := s.Get(ctx, digest(content)); err != nil || string(got) != content {
					t.Errorf("%d bytes, %v", len(got), err)
				}
			}
			all := func() (found []string) {
				if err := s.Each(ctx, func(digest string) error { found = append(found, digest); return nil }); err != nil {
					t.Error(err)
				}
				return found
			}
			if found := all(); len(found) != 3 || !slices.Contains(found, digest("乙")) {
				t.Errorf("%v", found)
			}
			if err := s.Remove(ctx, digest("乙")); err != nil || len(all()) != 2 {
				t.Errorf("%v, %v", all(), err)
			}
			enough := errors.New("enough")
			if err := s.Each(ctx, func(string) error { return enough }); !errors.Is(err, enough) {
				t.Error(err)
			}
			ended, cancel := context.WithCancel(ctx)
			cancel()
			if err := s.Each(ended, func(string) error { return nil }); err == nil {
				t.Error("it went on after the end")
			}
		})
	}
}

func TestSettings(t *testing.T) {
	for _, setting := range []string{"", "database"} {
		if s, err := Open(setting, none); s != nil || err != nil {
			t.Errorf("%q: %v, %v", setting, s, err)
		}
	}
	for _, setting := range []string{"x", "folder:", "s3://host", "s3:///bucket", "s3://user:password@host/bucket", "s3://ho st/b"} {
		if s, err := Open(setting, keys); s != nil || err == nil {
			t.Errorf("%q: %v", setting, s)
		}
	}
	if _, err := Open("s3://host/bucket", none); err == nil || !strings.Contains(err.Error(), "AWS_ACCESS_KEY_ID") {
		t.Error(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open("folder:"+filepath.ToSlash(file), none); err == nil {
		t.Error("a file is no folder")
	}
}

// What is no content, and what somebody has left half written, is passed over; a folder
// that takes nothing is an error that leaves nothing.
func TestOtherFilesInAFolder(t *testing.T) {
	dir := t.TempDir()
	s, err := Open("folder:"+filepath.ToSlash(dir), none)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"readme", "ab/.part-1", digest("甲")} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		_ = os.MkdirAll(filepath.Dir(path), 0o700)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Each(t.Context(), func(d string) error { return errors.New(d) }); err != nil {
		t.Error(err)
	}
	blocked := digest("乙")
	if err := os.WriteFile(filepath.Join(dir, blocked[:2]), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), blocked, []byte("乙")); err == nil {
		t.Error("it was put into a file")
	}
}
