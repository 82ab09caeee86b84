package bag

import (
	"archive/tar"
	"archive/zip"
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"gongwen/internal/diag"
)

// inner takes paths of an archive apart: the bag's own folder, which must be
// one for all (RFC 8493 4), and the path in the bag.
type inner struct {
	s    *scanned
	base string
}

// path gives the path in the bag. skip is true for the folders of the archive
// and for what was refused.
func (in *inner) path(name string, folder bool) (path string, skip bool) {
	name = strings.TrimSuffix(strings.TrimPrefix(name, "./"), "/")
	if folder && (name == "" || name == ".") {
		return "", true
	}
	if fault := pathFault(name); fault != nil {
		in.s.report.bad(CheckPath, name, *fault)
		return "", true
	}
	base, path, nested := strings.Cut(name, "/")
	if in.base == "" {
		in.base = base
	}
	if base != in.base || !nested && !folder {
		in.s.report.bad(CheckFormat, name, diag.Text{ZH: "不在包自己的文件夹里", EN: "not in the bag's own folder"})
		return "", true
	}
	return path, folder
}

// addZip reads a bag that is a zip file.
func (s *scanned) addZip(ctx context.Context, f io.ReaderAt, size int64) error {
	if path, fault := zipFault(f, size); fault != nil {
		s.report.bad(CheckFormat, path, *fault)
		return errUnread
	}
	z, err := zip.NewReader(f, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		s.report.bad(CheckFormat, "", brokenArchive)
		return errUnread
	}
	in := inner{s: s}
	for _, e := range z.File {
		if err := s.addZipped(ctx, &in, e); err != nil {
			return err
		}
	}
	return nil
}

func (s *scanned) addZipped(ctx context.Context, in *inner, e *zip.File) error {
	mode := e.Mode()
	path, skip := in.path(e.Name, mode.IsDir())
	switch {
	case skip:
		return nil
	case !mode.IsRegular():
		s.report.bad(CheckPath, path, noFile)
		return nil
	case e.Flags&1 != 0:
		s.report.bad(CheckFormat, path, diag.Text{ZH: "文件已加密", EN: "the file is encrypted"})
		return nil
	case e.UncompressedSize64 > uint64(maxBytes-s.bytes):
		return s.limit(diag.T("内容超过 %d MB，没有读完", "more than %d MB, not read to the end", maxBytes>>20))
	}
	r, err := e.Open()
	if err != nil {
		s.report.bad(CheckFormat, path, diag.T("读不了：%v", "cannot be read: %v", err))
		return nil
	}
	defer func() { _ = r.Close() }()
	return s.add(ctx, path, r)
}

var brokenArchive = diag.Text{ZH: "压缩文件已损坏，或不是 zip 或 tar", EN: "the archive is broken, or no zip or tar"}

// addTar reads a bag that is a tar file.
func (s *scanned) addTar(ctx context.Context, content io.ReaderAt, size int64) error {
	told, fault := tarSizes(content, size)
	if fault != nil {
		s.report.bad(CheckFormat, "", *fault)
		return errUnread
	}
	var found []int64
	in := inner{s: s}
	for r := tar.NewReader(io.NewSectionReader(content, 0, size)); ; {
		h, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			// The records of pax may say other sizes than headers do.
			if !slices.Equal(found, told) {
				s.report.bad(CheckFormat, "", brokenArchive)
			}
			return nil
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			s.report.bad(CheckFormat, "", brokenArchive)
			return errUnread
		case len(s.report.Findings) > maxFiles:
			return errUnread
		}
		if h.Typeflag == tar.TypeReg {
			found = append(found, h.Size)
		}
		path, skip := in.path(h.Name, h.Typeflag == tar.TypeDir)
		switch {
		case skip || h.Typeflag == tar.TypeXGlobalHeader:
		case h.Typeflag != tar.TypeReg || h.FileInfo().Mode()&fs.ModeType != 0:
			s.report.bad(CheckPath, path, noFile)
		default:
			if err := s.add(ctx, path, r); err != nil {
				return err
			}
		}
	}
}
