package diag

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"syscall"
)

// explained is an error that says its cause in both languages.
type explained interface {
	error
	Explain() Text
}

// fault is an error in both languages.
type fault struct {
	text  Text
	cause error // nil for none
}

// NewError is an error that speaks both languages, for sentinels and for causes
// that users come to read.
func NewError(zh, en string, args ...any) error { return &fault{text: T(zh, en, args...)} }

// Because is NewError of what is behind another error, or a case of it, which
// errors.Is finds.
func Because(cause error, zh, en string, args ...any) error {
	return &fault{text: T(zh, en, args...), cause: cause}
}

func (f *fault) Unwrap() error { return f.cause }

func (f *fault) Error() string { return f.text.In(EN) }

func (f *fault) Explain() Text { return f.text }

// Cause says in both languages why something failed: what a List says, what an
// error explains itself, or what the operating system and the network report.
// Names of files and operations that errors carry are left out; the position of
// a diagnostic says where. Of other errors the English is their text, the Chinese
// says of what kind they are, or that there are no words for them.
func Cause(err error) Text {
	var list List
	if errors.As(err, &list) && len(list) > 0 {
		return list[0].Message
	}
	var own explained
	if errors.As(err, &own) {
		return own.Explain()
	}
	for _, c := range causes {
		if errors.Is(err, c.is) {
			return c.text
		}
	}
	if text, known := networkCause(err); known {
		return text
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return T("系统错误 %d", "system error %d", int(number))
	}
	return libraryCause(err)
}

// cause is an error that may be inside another, and what it means.
type cause struct {
	is   error
	text Text
}

// causes are the errors that Cause knows, particular ones before those that
// they count as.
var causes = append(systemCauses(), []cause{
	{fs.ErrNotExist, Text{"找不到", "there is no such file or folder"}},
	{fs.ErrPermission, Text{"没有权限", "permission denied"}},
	{fs.ErrExist, Text{"已经存在", "it exists already"}},
	{fs.ErrClosed, Text{"已经关闭", "it has been closed"}},
	{os.ErrDeadlineExceeded, Text{"超时", "timed out"}},
	{context.DeadlineExceeded, Text{"超时", "timed out"}},
	{context.Canceled, Text{"已中断", "interrupted"}},
	{io.ErrUnexpectedEOF, Text{"内容不完整，中途断了", "it ends too early"}},
	{io.ErrClosedPipe, Text{"接收的程序已经关闭", "the receiving program has closed"}},
	{io.EOF, Text{"内容不完整，中途断了", "it ends too early"}},
}...)

// networkCause says why another computer could not be talked to.
func networkCause(err error) (Text, bool) {
	var (
		name    *net.DNSError
		unknown x509.UnknownAuthorityError
		invalid x509.CertificateInvalidError
		host    x509.HostnameError
		timeout net.Error
	)
	switch {
	case errors.As(err, &name):
		return T("找不到服务器 %s", "there is no server %s", name.Name), true
	case errors.As(err, &unknown), errors.As(err, &invalid):
		return Text{"服务器的证书不可信", "the certificate of the server is not trusted"}, true
	case errors.As(err, &host):
		return Text{"服务器的证书不是这个地址的", "the certificate of the server is not for this address"}, true
	case errors.As(err, &timeout) && timeout.Timeout():
		return Text{"服务器没有及时回答", "the server did not answer in time"}, true
	}
	return Text{}, false
}
