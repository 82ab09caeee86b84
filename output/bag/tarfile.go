package bag

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"gongwen/internal/diag"
)

// The form of a tar file (POSIX.1-2017, pax, ustar Interchange Format).
const (
	tarBlock    = 512
	tarSizeAt   = 124 // of the field with the size
	tarSizeEnd  = 136
	tarTypeAt   = 156
	tarEndsWith = 2 * tarBlock // zeros
)

var noTarEnd = diag.Text{ZH: "归档包没有写完，末尾没有两个空块", EN: "the archive is not complete: it does not end with two empty blocks"}

// tarSizes walks over a tar file by the sizes in its headers alone, as the
// simplest program does, and gives those of its files. What stands where no
// program looks, or is another file to one program than to another, is a fault.
func tarSizes(r io.ReaderAt, size int64) (sizes []int64, fault *diag.Text) {
	block := make([]byte, tarBlock)
	for at := int64(0); ; {
		if _, err := r.ReadAt(block, at); err != nil {
			return nil, &noTarEnd
		}
		if empty(block) {
			if _, err := r.ReadAt(block, at+tarBlock); err != nil || !empty(block) {
				return nil, &noTarEnd
			}
			return sizes, zerosBehind(r, at+tarEndsWith)
		}
		n, ok := tarNumber(block[tarSizeAt:tarSizeEnd])
		if !ok || n > size-at || len(sizes) > maxFiles {
			return nil, &brokenArchive
		}
		switch kind := block[tarTypeAt]; {
		case kind == '0' || kind == 0 || kind == '7':
			sizes = append(sizes, n)
		case kind >= '1' && kind <= '6' && n > 0:
			return nil, &brokenArchive // a folder or link with data, which some skip and some do not
		}
		end := at + tarBlock + n
		at = (end + tarBlock - 1) / tarBlock * tarBlock
		if padding := block[:at-end]; len(padding) > 0 {
			if _, err := r.ReadAt(padding, end); err != nil {
				return nil, &noTarEnd
			}
			if !empty(padding) {
				return nil, &diag.Text{ZH: "归档包的文件之间有别的内容", EN: "something else stands between the files of the archive"}
			}
		}
	}
}

// zerosBehind looks at what stands behind the end of a tar file, where nothing but
// zeros may be: some programs read on and unpack what follows.
func zerosBehind(r io.ReaderAt, at int64) *diag.Text {
	block := make([]byte, 64<<10)
	for {
		n, err := r.ReadAt(block, at)
		if !empty(block[:n]) {
			return &diag.Text{ZH: "归档包的末尾之后还有别的内容", EN: "something else stands behind the end of the archive"}
		}
		if at += int64(n); err != nil {
			return nil
		}
	}
}

func empty(block []byte) bool { return len(bytes.Trim(block, "\x00")) == 0 }

// tarNumber reads the octal number of a header. Numbers in binary are for files
// that no bag may have.
func tarNumber(field []byte) (int64, bool) {
	digits := strings.Trim(string(field), " \x00")
	if digits == "" {
		return 0, true
	}
	n, err := strconv.ParseInt(digits, 8, 64)
	return n, err == nil && n >= 0
}
