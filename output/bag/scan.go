package bag

import (
	"bytes"
	"context"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"strings"

	"gongwen/internal/diag"
)

// scanned is what a bag holds: of every file size and digests, of tag files the
// content too.
type scanned struct {
	files map[string]*member
	tags  map[string][]byte
	order []string // of files, as they were found

	folded map[string]string // paths by what other systems take them for

	bytes, tagBytes int64
	report          *Verification
}

type member struct {
	size    int64
	digests [][]byte // by algorithm
}

// errUnread ends the reading of a bag of which not everything could be read, or was
// not for its size. Why has been said.
var errUnread = errors.New("not read to the end")

// add reads one file of the bag. Its error ends the reading.
func (s *scanned) add(ctx context.Context, path string, r io.Reader) error {
	if fault := pathFault(path); fault != nil {
		s.report.bad(CheckPath, path, *fault)
		return nil
	}
	if s.files[path] != nil {
		s.report.bad(CheckFormat, path, diag.Text{ZH: "文件出现两次", EN: "the file comes twice"})
		return nil
	}
	key := folded(path)
	if other, clash := s.folded[key]; clash {
		s.report.bad(CheckPath, path, diag.T("与 %s 只差大小写或字符的组合方式，在有的系统上会互相覆盖", "differs from %s only by case or by how characters are composed; on some systems one would overwrite the other", shown(other)))
	}
	s.folded[key] = path
	if len(s.order) >= maxFiles {
		return s.limit(diag.T("文件超过 %d 个，没有读完", "more than %d files, not read to the end", maxFiles))
	}
	hashes := make([]hash.Hash, len(algorithms))
	writers := make([]io.Writer, len(algorithms), len(algorithms)+1)
	for i, a := range algorithms {
		hashes[i] = a.make()
		writers[i] = hashes[i]
	}
	most := maxBytes - s.bytes
	var content bytes.Buffer
	tag := !strings.HasPrefix(path, payloadFolder)
	if tag {
		writers = append(writers, &content)
		most = min(most, maxTag, maxTags-s.tagBytes)
	}
	n, err := io.Copy(io.MultiWriter(writers...), io.LimitReader(until(ctx, r), most+1))
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		s.report.bad(CheckFormat, path, diag.T("读不了：%v", "cannot be read: %v", err))
		return nil
	case n > most && tag:
		return s.limit(diag.T("%s：标签文件过大，没有读完", "%s: the tag file is too large, not read to the end", shown(path)))
	case n > most:
		return s.limit(diag.T("内容超过 %d MB，没有读完", "more than %d MB, not read to the end", maxBytes>>20))
	}
	m := &member{size: n}
	for _, h := range hashes {
		m.digests = append(m.digests, h.Sum(nil))
	}
	s.bytes += n
	s.files[path] = m
	s.order = append(s.order, path)
	if tag {
		s.tagBytes += n
		s.tags[path] = content.Bytes()
	}
	return nil
}

// until reads r as long as ctx has not ended.
func until(ctx context.Context, r io.Reader) io.Reader {
	return reader(func(p []byte) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		return r.Read(p)
	})
}

type reader func(p []byte) (int, error)

func (f reader) Read(p []byte) (int, error) { return f(p) }

func (s *scanned) limit(text diag.Text) error {
	s.report.bad(CheckFormat, "", text)
	return errUnread
}

// addFolder reads a bag that is a folder. Links are refused, not followed: what
// they lead to is not in the bag.
func (s *scanned) addFolder(ctx context.Context, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	return fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			s.report.bad(CheckFormat, path, diag.T("读不了：%v", "cannot be read: %v", err))
			return nil
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			s.report.bad(CheckPath, path, noFile)
			return nil
		}
		f, err := root.Open(path)
		if err != nil {
			s.report.bad(CheckFormat, path, diag.T("读不了：%v", "cannot be read: %v", err))
			return nil
		}
		defer func() { _ = f.Close() }()
		return s.add(ctx, path, f)
	})
}

var noFile = diag.Text{ZH: "是链接或特殊文件，不是普通文件", EN: "a link or special file, not a regular one"}
