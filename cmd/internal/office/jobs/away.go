package jobs

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"gongwen/internal/diag"
)

// errNoAnswer is what the queue's own goroutines find out about the database.
var errNoAnswer = diag.NewError("数据库没有应答", "the database does not answer")

// surroundings remember whether the database and the files answer: that they do not is said
// once, and again from time to time, and not by each of those who notice. They are safe for
// concurrent use.
type surroundings struct {
	mu    sync.Mutex
	said  time.Time
	down  bool      // it was said and not that they answer again
	since time.Time // when something did not answer after which nothing was done; zero for never
	last  time.Time // when something did not answer
	why   error
}

// sayAgain is how often it is said that something does not answer. Where nothing of the kind is
// found in so long, it is over.
const sayAgain = time.Minute

// away reports whether it is to be said now that something does not answer, and why it does
// not, as far as anybody has found out.
func (s *surroundings) away(now time.Time, err error) (why error, say bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over(now) {
		s.since, s.why = now, nil
	}
	if s.last = now; s.why == nil || !errors.Is(err, errNoAnswer) {
		s.why = err
	}
	if now.Sub(s.said) < sayAgain { // connections come back one by one
		return s.why, false
	}
	s.said, s.down = now, true
	return s.why, true
}

// over reports whether nothing is away. Who calls holds the lock.
func (s *surroundings) over(now time.Time) bool {
	return s.since.IsZero() || now.Sub(s.last) > sayAgain
}

// lasts reports whether something is away.
func (s *surroundings) lasts(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.over(now)
}

// back reports whether it was said that something does not answer.
func (s *surroundings) back() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.down
	s.down, s.since = false, time.Time{}
	return was
}

// done notes that something was done, by whomever.
func (s *surroundings) done() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.since = time.Time{}
}

// given is why nothing has been done for longer than somebody waits; nil where something was.
func (s *surroundings) given(now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over(now) || now.Sub(s.since) < patience {
		return nil
	}
	return s.why
}

// away says that the database or the files do not answer; more is for the log.
func (q *Queue) away(ctx context.Context, err error, more ...any) {
	switch why, say := q.around.away(q.Now(), err); {
	case !say:
	case q.Away != nil:
		q.Away(why)
	default:
		q.Log.WarnContext(ctx, "the database or the files do not answer", append([]any{"error", why}, more...)...)
	}
}

// back says that they answer again.
func (q *Queue) back(ctx context.Context) {
	switch {
	case !q.around.back():
	case q.Away != nil:
		q.Away(nil)
	default:
		q.Log.InfoContext(ctx, "the database and the files answer again")
	}
}

// ofRiver takes what River writes into its log, in which one restart of a database is a
// dozen lines: what it could not do is away, and so is what it warns of meanwhile. Of the rest
// the words are kept.
type ofRiver struct {
	queue *Queue
	attrs []slog.Attr
}

// Enabled leaves out what is no warning.
func (h ofRiver) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelWarn }

// Handle takes a record.
func (h ofRiver) Handle(ctx context.Context, r slog.Record) error {
	failed := ""
	attrs := h.attrs
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "err" || a.Key == "error" {
			failed = a.Value.String()
		}
		attrs = append(attrs[:len(attrs):len(attrs)], a)
		return true
	})
	switch {
	case failed != "":
		h.queue.away(ctx, errNoAnswer, "of", failed)
		return nil
	case h.queue.around.lasts(h.queue.Now()):
		return nil
	}
	_, what, named := strings.Cut(r.Message, ": ") // behind the name of a part of River
	if !named {
		what = r.Message
	}
	h.queue.Log.LogAttrs(ctx, r.Level, "the queue warns", append([]slog.Attr{slog.String("of", what)}, attrs...)...)
	return nil
}

// WithAttrs is the handler with attributes.
func (h ofRiver) WithAttrs(attrs []slog.Attr) slog.Handler {
	h.attrs = append(h.attrs[:len(h.attrs):len(h.attrs)], attrs...)
	return h
}

// WithGroup is the handler: River makes no groups.
func (h ofRiver) WithGroup(string) slog.Handler { return h }
