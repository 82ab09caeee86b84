package jobs

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// proxy stands before a server's socket and cuts connections.
type proxy struct {
	listener net.Listener
	socket   string
	fault    atomic.Pointer[fault] // nil for none

	mu   sync.Mutex
	open map[net.Conn]bool
}

func newProxy(t *testing.T, socket string) *proxy {
	t.Helper()
	var from net.ListenConfig
	l, err := from.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, socket: socket, open: map[net.Conn]bool{}}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { p.pass(c) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		p.cut()
		serving.Wait()
	})
	return p
}

// name is the data source name by which the server is reached through the proxy.
func (p *proxy) name() string {
	return "postgres://postgres@" + p.listener.Addr().String() + "/postgres?sslmode=disable"
}

func (p *proxy) pass(client net.Conn) {
	var to net.Dialer
	server, err := to.DialContext(context.Background(), "unix", p.socket)
	if err != nil { // the server is being restarted
		_ = client.Close()
		return
	}
	p.mu.Lock()
	p.open[client], p.open[server] = true, true
	p.mu.Unlock()
	var both sync.WaitGroup
	var waiting atomic.Pointer[fault]
	copying := func(to, from net.Conn) {
		defer func() { _, _ = client.Close(), server.Close() }()
		for sent := make([]byte, 64<<10); ; {
			n, err := from.Read(sent)
			if err != nil || p.fault.Load().met(from == client, sent[:n], &waiting) {
				return
			}
			if _, err := to.Write(sent[:n]); err != nil {
				return
			}
		}
	}
	both.Go(func() { copying(server, client) })
	both.Go(func() { copying(client, server) })
	both.Wait()
	p.mu.Lock()
	delete(p.open, client)
	delete(p.open, server)
	p.mu.Unlock()
}

// cut cuts all connections.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.open {
		_ = c.Close()
	}
}
