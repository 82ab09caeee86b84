package antivirus

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"gongwen/internal/diag"
)

// Scanner looks at the content of a file and gives what it has found; empty for nothing.
// Where it cannot be asked there is an error: then the file must not be taken.
type Scanner func(ctx context.Context, content []byte) (threat string, err error)

// ErrAddress is that of an address of a clamd that is none.
var ErrAddress = diag.NewError("写成 unix:/路径 或 主机:端口", "write unix:/PATH or HOST:PORT")

// At is the clamd at an address: unix:/PATH or HOST:PORT.
func At(address string) (Scanner, error) {
	network := "tcp"
	if path, socket := strings.CutPrefix(address, "unix:"); socket {
		network, address = "unix", path
	} else if _, _, err := net.SplitHostPort(address); err != nil {
		return nil, ErrAddress
	}
	if address == "" {
		return nil, ErrAddress
	}
	return func(ctx context.Context, content []byte) (string, error) {
		threat, err := ask(ctx, network, address, content)
		if err != nil {
			return "", fmt.Errorf("clamd: %w", err)
		}
		return threat, nil
	}, nil
}

// What asking may take.
const (
	maxTime   = 30 * time.Second
	maxAnswer = 4 << 10
	chunk     = 64 << 10
)

// ask sends a content as a stream and reads the verdict (clamd(8), INSTREAM): chunks with
// their length before them, as four bytes in network byte order, and one of no length at the end.
func ask(ctx context.Context, network, address string, content []byte) (threat string, err error) {
	ctx, end := context.WithTimeout(ctx, maxTime)
	defer end()
	var d net.Dialer
	c, err := d.DialContext(ctx, network, address)
	if err != nil {
		return "", err
	}
	defer func() { _ = c.Close() }() // all that counts has been read
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer stop()
	if err := send(c, content); err != nil {
		return "", err
	}
	answer, err := io.ReadAll(io.LimitReader(c, maxAnswer))
	if err != nil {
		return "", err
	}
	return verdict(string(bytes.TrimRight(answer, "\x00\n")))
}

func send(w io.Writer, content []byte) error {
	if _, err := w.Write([]byte("zINSTREAM\x00")); err != nil {
		return err
	}
	for len(content) > 0 {
		part := content[:min(len(content), chunk)]
		content = content[len(part):]
		if err := binary.Write(w, binary.BigEndian, uint32(len(part))); err != nil {
			return err
		}
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return binary.Write(w, binary.BigEndian, uint32(0))
}

// verdict reads what clamd says: stream: OK, or stream: NAME FOUND.
func verdict(answer string) (threat string, err error) {
	said, ok := strings.CutPrefix(answer, "stream: ")
	name, found := strings.CutSuffix(said, " FOUND")
	switch {
	case ok && said == "OK":
		return "", nil
	case ok && found && name != "":
		return name, nil
	}
	return "", diag.NewError("clamd 的回答看不懂：%.100q", "an answer of clamd that is none: %.100q", answer)
}
