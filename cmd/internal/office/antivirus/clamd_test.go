package antivirus

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
)

// eicar is what every scanner finds and what does no harm (https://www.eicar.org), in parts, so
// that no scanner finds this file.
const eicar = `X5O!P%@AP[4\PZX54(P^)7CC)7}$` + `EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`

// clamd answers as the manual of clamd says, for as many who ask; with answer in place of its
// own where it is not empty.
func clamd(t *testing.T, network, address, answer string) string {
	t.Helper()
	var from net.ListenConfig
	l, err := from.Listen(t.Context(), network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, served(c, answer))
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}

func served(c net.Conn, answer string) string {
	in := bufio.NewReader(c)
	if command, err := in.ReadString(0); err != nil || command != "zINSTREAM\x00" {
		return "UNKNOWN COMMAND\x00"
	}
	var content bytes.Buffer
	for {
		var length uint32
		if err := binary.Read(in, binary.BigEndian, &length); err != nil {
			return ""
		}
		if length == 0 {
			break
		}
		if _, err := io.CopyN(&content, in, int64(length)); err != nil {
			return ""
		}
	}
	switch {
	case answer != "":
		return answer
	case strings.Contains(content.String(), eicar):
		return "stream: Win.Test.EICAR_HDB-1 FOUND\x00"
	}
	return "stream: OK\x00"
}

func TestClamd(t *testing.T) {
	socket := "unix:" + clamd(t, "unix", filepath.Join(t.TempDir(), "clamd.ctl"), "")
	port := clamd(t, "tcp", "127.0.0.1:0", "")
	large := append(bytes.Repeat([]byte("x"), 3*chunk+1), eicar...)
	for about, c := range map[string]struct {
		address string
		content []byte
		threat  string
		fails   bool
	}{
		"clean":              {socket, []byte("公文"), "", false},
		"empty":              {port, nil, "", false},
		"a virus":            {socket, []byte(eicar), "Win.Test.EICAR_HDB-1", false},
		"behind many chunks": {port, large, "Win.Test.EICAR_HDB-1", false},
		"too large for it":   {clamd(t, "tcp", "127.0.0.1:0", "INSTREAM size limit exceeded. ERROR\x00"), []byte("x"), "", true},
		"no answer":          {clamd(t, "tcp", "127.0.0.1:0", "\x00"), []byte("x"), "", true},
		"nobody there":       {"unix:" + filepath.Join(t.TempDir(), "none"), []byte("x"), "", true},
	} {
		scan, err := At(c.address)
		if err != nil {
			t.Fatal(err)
		}
		if threat, err := scan(t.Context(), c.content); threat != c.threat || (err != nil) != c.fails {
			t.Errorf("%s: %q, %v", about, threat, err)
		}
	}
	for _, address := range []string{"", "unix:", "clamd", "/run/clamd.ctl"} {
		if _, err := At(address); !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %v", address, err)
		}
	}
}
