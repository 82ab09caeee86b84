package page

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"gongwen/internal/smalldisk"
)

// servingVariable names the database of which a process that a test starts is the page, at an
// address, until it is killed.
const servingVariable = "GONGWEN_TEST_SERVING"

func serveUntilKilled(database, address string) error {
	d, err := openDesk(context.Background(), database, func() time.Time { return noon }, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	if _, err := os.Stdout.WriteString("serves\n"); err != nil {
		return err
	}
	return http.Serve(l, d.page.Handler())
}

// mortal is a page that is a process of its own, on a disk of its own, at the mercy of a trial:
// it is killed and started, its disk filled and emptied.
type mortal struct {
	*office
	address string
	disk    *smalldisk.Disk // nil where none can be made
	process *exec.Cmd
}

// newMortal is an office whose page can be killed.
func newMortal(t *testing.T) *mortal {
	t.Helper()
	const room = 64 << 20
	m := &mortal{disk: smalldisk.New(t, room)}
	folder := t.TempDir()
	if m.disk != nil {
		folder = m.disk.Dir
	}
	m.office = newOfficeIn(t, folder)
	m.close()
	m.address = strings.TrimPrefix(m.server.URL, "http://")
	m.start()
	t.Cleanup(m.kill)
	return m
}

func (m *mortal) start() {
	m.Helper()
	m.process = exec.CommandContext(context.WithoutCancel(m.Context()), os.Args[0], m.address)
	m.process.Env = append(os.Environ(), servingVariable+"="+m.database)
	m.process.Stderr = os.Stderr
	out, err := m.process.StdoutPipe()
	if err == nil {
		err = m.process.Start()
	}
	if err != nil {
		m.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		m.Errorf("the page does not start: %q, %v", line, err)
	}
}

func (m *mortal) kill() {
	m.Helper()
	if err := m.process.Process.Kill(); err != nil {
		m.Error(err)
	}
	_ = m.process.Wait() // it was killed
}

// mercy is where a trial asks for what happens to the page.
func (m *mortal) mercy() *httptest.Server {
	does := map[string]func(){"/kill": m.kill, "/start": m.start}
	if m.disk != nil {
		does["/fill"], does["/empty"] = func() { m.disk.Fill(0) }, m.disk.Empty
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := does[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		f()
		_, _ = io.WriteString(w, "done") // it was done
	}))
	m.Cleanup(server.Close)
	return server
}
