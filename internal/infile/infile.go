// Package infile reads files within limits. What a person names may be
// anything that can be read: a file, a pipe such as <(…), a device such as
// /dev/stdin, or "-" for standard input; see [Read]. What the program finds in
// a folder by itself is read only when it is a regular file, so that no pipe
// makes it wait and no device feeds it for ever; see [Folder].
package infile

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"

	"gongwen/internal/diag"
)

// Stdin is the name that people give standard input.
const Stdin = "-"

// The errors of this package; causes of the operating system come as they are.
var (
	ErrIrregular = diag.NewError("不是普通文件，而是管道、设备之类", "not a regular file but a pipe, a device or the like")
	ErrFolder    = diag.NewError("这是一个文件夹", "it is a folder")
	ErrName      = diag.Because(fs.ErrInvalid, "名称不是 UTF-8 编码，要先改名", "its name is not encoded in UTF-8: rename it first")
)

// TooLarge is the error of a file that has more bytes than Limit.
type TooLarge struct {
	Size  int64 // 0 where it is not known
	Limit int64
}

func (e *TooLarge) Error() string { return e.Explain().In(diag.EN) }

// Explain says how large the file is and may be.
func (e *TooLarge) Explain() diag.Text {
	size, limit := bytesText(e.Size), bytesText(e.Limit)
	if e.Size == 0 || size == limit {
		return diag.T("文件超过 %s", "the file has more than %s", limit)
	}
	return diag.T("文件有 %s，超过 %s", "the file has %s, more than %s", size, limit)
}

// bytesText is a number of bytes as people say it.
func bytesText(n int64) diag.Text {
	switch {
	case n >= 1<<20:
		return diag.T("%d MB", "%d MB", n>>20)
	case n >= 1<<10:
		return diag.T("%d KB", "%d KB", n>>10)
	}
	return diag.T("%d 字节", "%d bytes", n)
}

// IsStream reports whether a name is of something that can be read only once
// and has no size, rather than of a file.
func IsStream(path string) bool {
	if path == Stdin {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

// Read reads what a person named, at most limit bytes. From a pipe or a device
// it reads until that ends, says more than limit, or ctx ends.
func Read(ctx context.Context, path string, limit int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if IsStream(path) {
		return readStream(ctx, path, limit)
	}
	file, err := open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return limited(file, limit)
}

// ReadIn reads a file of a folder, at most limit bytes. Whether it has to be a
// regular file is for the folder to say.
func ReadIn(folder fs.FS, name string, limit int64) ([]byte, error) {
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return limited(file, limit)
}

// limited reads an open file. Of one that is too large no more is read than it
// takes to see that.
func limited(file fs.File, limit int64) ([]byte, error) {
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, ErrFolder
	case info.Size() > limit:
		return nil, &TooLarge{info.Size(), limit}
	}
	return atMost(file, limit, int(info.Size()))
}

// atMost reads at most limit bytes, of which likely are expected. It is read in
// pieces, so that what is too large takes no more room than the limit.
func atMost(r io.Reader, limit int64, likely int) ([]byte, error) {
	const unknown, most = 64 << 10, 4 << 20
	var pieces [][]byte
	total := int64(0)
	size := int64(unknown)
	if likely > 0 {
		size = int64(likely) + bytes.MinRead
	}
	for ; ; size = min(2*size, most) {
		piece := make([]byte, min(size, limit+1-total))
		n, err := io.ReadFull(r, piece)
		pieces, total = append(pieces, piece[:n]), total+int64(n)
		switch {
		case total > limit:
			return nil, &TooLarge{0, limit}
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
			if len(pieces) == 1 {
				return pieces[0], nil
			}
			return slices.Concat(pieces...), nil
		case err != nil:
			return nil, err
		}
	}
}
