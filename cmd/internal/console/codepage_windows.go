package console

import (
	"os"

	"golang.org/x/sys/windows"
	"golang.org/x/term"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// EncodingOf is how text for a file or a pipe is written, so that the programs behind
// it can read it: by the code page of the console, else of the system. A console is
// written to in Unicode and needs none. Code pages that have no Chinese characters are
// passed over: nobody can read question marks.
func EncodingOf(f *os.File) encoding.Encoding {
	if term.IsTerminal(int(f.Fd())) {
		return nil
	}
	page, err := windows.GetConsoleOutputCP()
	if err != nil || page == 0 {
		page = windows.GetACP()
	}
	return codePages[page]
}

// codePages are the encodings of those code pages of Windows that have Chinese characters
// (https://learn.microsoft.com/windows/win32/intl/code-page-identifiers).
var codePages = map[uint32]encoding.Encoding{
	932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5, 54936: simplifiedchinese.GB18030,
}
