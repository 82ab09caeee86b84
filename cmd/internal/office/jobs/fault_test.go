package jobs

import (
	"bytes"
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// Connections are cut exactly where a transaction is to be committed: before the server
// learns of it, and when it has done it but its answer is lost. What is asked for then is
// asked once, and what is made is kept once, whether the process goes on or is killed.
func TestCutAtTheCommit(t *testing.T) {
	tier.Long(t, "cuts connections to PostgreSQL at commits")
	t.Parallel()
	server := pgtest.New(t)
	s, q := opened(t, server.Name)
	near := newProxy(t, server.Socket)
	_, far := opened(t, near.name())
	n := 0
	next := func() Request {
		n++
		return Request{Name: fmt.Sprint(n), Make: &Document{Report: keep(t, s, fmt.Sprint(n)), Ending: ".yaml", Name: fmt.Sprint(n), Formats: []string{"html"}}}
	}
	var asked []store.Task
	for _, lost := range []bool{false, true} {
		r := next()
		cut := near.at([]byte("commit"), lost, nil)
		var task store.Task
		if err := far.Patiently(t.Context(), func() (err error) {
			task, err = far.Ask(t.Context(), store.Task{Kind: "test", Account: "someone", Created: noon}, []Request{r, r}, nil)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if cut.Load() == 0 {
			t.Error("nothing was cut while it was asked")
		}
		if all := items(t, s, task); len(all) != 2 || all[0].Job == 0 || all[0].Job != all[1].Job {
			t.Errorf("lost %t: %+v", lost, all)
		}
		asked = append(asked, task)
	}
	started(t, far)
	for _, task := range asked {
		if p := ended(t, q, task); p.Refused != 2 {
			t.Errorf("%+v", p)
		}
	}
	for _, lost := range []bool{false, true} {
		r := next()
		key, err := q.key(r)
		if err != nil {
			t.Fatal(err)
		}
		cut := near.at([]byte(key), lost, nil)
		if p := ended(t, q, ask(t, q, r)); p.Refused != 1 || cut.Load() == 0 {
			t.Errorf("lost %t: %+v, cut %d times", lost, p, cut.Load())
		}
	}
	if err := far.Stop(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	kills := []bool{true}
	if tier.Soaking() {
		kills = []bool{true, false} // whose job is taken up half a minute later
	}
	for _, lost := range kills {
		r := next()
		key, err := q.key(r)
		if err != nil {
			t.Fatal(err)
		}
		w := startWorker(t, near.name(), "", "")
		var once atomic.Bool
		cut := near.at([]byte(key), lost, func() {
			if once.CompareAndSwap(false, true) {
				_ = w.cmd.Process.Kill()
			}
		})
		task := ask(t, q, r)
		_ = w.cmd.Wait() // it is killed
		w = startWorker(t, near.name(), "", "")
		if p := ended(t, q, task); p.Refused != 1 || cut.Load() == 0 {
			t.Errorf("killed, lost %t: %+v, cut %d times", lost, p, cut.Load())
		}
		w.kill(t)
	}
	once(t, s, n)
}

// at has the next connection cut on which a client sends a text: before the server gets it,
// or in the place of its answer. It gives how often that was done; then is called each time.
func (p *proxy) at(text []byte, answered bool, then func()) *atomic.Int32 {
	f := &fault{text: bytes.Clone(text), answered: answered, then: then}
	p.fault.Store(f)
	return &f.cut
}

// fault is where a proxy cuts a connection, once.
type fault struct {
	text     []byte
	answered bool
	then     func()
	cut      atomic.Int32
}

// met reports whether a connection is to be cut in the place of what one end of it sent.
// waiting is the fault whose text went to the server on this connection, until its answer comes.
func (f *fault) met(fromClient bool, sent []byte, waiting *atomic.Pointer[fault]) bool {
	switch {
	case f == nil:
		return false
	case fromClient && bytes.Contains(sent, f.text) && f.answered:
		waiting.Store(f)
		return false
	case fromClient && bytes.Contains(sent, f.text), !fromClient && waiting.Load() == f:
	default:
		return false
	}
	if !f.cut.CompareAndSwap(0, 1) {
		return false
	}
	if f.then != nil {
		f.then()
	}
	return true
}
