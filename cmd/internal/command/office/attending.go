package office

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/store"
	"gongwen/cmd/internal/office/watch"
	"gongwen/internal/diag"
)

// attending does something with the store of a name for a process that goes on until it is
// ended, and closes it. From its beginning the process is watched at an address, where one
// is given; a server that does not answer yet is waited for.
func (a app) attending(ctx context.Context, source, address string, f func(*store.Store, *watch.Figures) error) error {
	var open atomic.Pointer[store.Store]
	ready := func(ctx context.Context) error {
		if s := open.Load(); s != nil {
			return s.Ready(ctx)
		}
		return errNotOpen
	}
	figures := watch.New(watch.Asked{Version: a.World.Version, Now: a.World.Now, Ready: ready, Waiting: func(ctx context.Context) ([]store.Waiting, error) {
		if s := open.Load(); s != nil {
			return s.Waiting(ctx)
		}
		return nil, errNotOpen
	}})
	stop, err := a.watched(ctx, address, ready, figures)
	if err != nil {
		return err
	}
	defer stop()
	return a.using(ctx, source, withoutEnd, func(s *store.Store) error {
		open.Store(s)
		return f(s, figures)
	})
}

// errNotOpen is that of a store whose server has not answered yet.
var errNotOpen = diag.NewError("数据库还没有应答", "the database has not answered yet")

// How long a server is waited for that does not answer when a command starts.
const (
	notAtAll   time.Duration = 0
	forAWhile                = 10 * time.Minute // somebody waits for the command
	withoutEnd               = time.Duration(1<<63 - 1)
)

// mostSkew is how far the clock of a machine that does jobs may be from the database's. The
// queue takes that of the machine to find jobs whose process is gone, and to have what failed
// tried again later: by a wrong one that is at once, or never.
const mostSkew = time.Minute

// errClock is that of a machine whose clock is wrong, or whose database's is.
var errClock = diag.NewError("时钟不一致", "the clocks differ")

// sameClock is errClock where the clock of this machine is not that of the database.
func (a app) sameClock(ctx context.Context, s *store.Store) error {
	before := a.World.Now()
	there, err := s.Clock(ctx)
	if err != nil || there.IsZero() {
		return err
	}
	switch after := a.World.Now(); {
	case before.Sub(there) > mostSkew:
		return diag.Because(errClock, "本机的时钟比数据库服务器快 %s，要校准", "the clock of this machine is %s ahead of the database's: set it", before.Sub(there).Round(mostSkew))
	case there.Sub(after) > mostSkew:
		return diag.Because(errClock, "本机的时钟比数据库服务器慢 %s，要校准", "the clock of this machine is %s behind the database's: set it", there.Sub(after).Round(mostSkew))
	}
	return nil
}

// patiently does something that needs a database, again and again for so long at most while
// its server cannot be reached, and says so. What waiting does not mend ends it, and so does
// ctx, of which the error is ErrReported: whoever ended the command knows.
func (a app) patiently(ctx context.Context, most time.Duration, do func() error) error {
	const first, longest, saidAgain = time.Second, 15 * time.Second, time.Minute
	var waited, quiet time.Duration
	var reason string
	mends := func(err error) bool { return store.Passing(err) || errors.Is(err, errClock) }
	for pause := first; ; pause = min(2*pause, longest) {
		err := do()
		switch {
		case err != nil && ctx.Err() != nil:
			return command.ErrReported
		case !mends(err) || waited >= most:
			if err == nil && waited > 0 {
				a.Say(diag.List{{Level: diag.Note, Message: diag.T("数据库可以用了", "the database can be used")}})
			}
			return err
		}
		err = store.Reason(err)
		if waited == 0 || err.Error() != reason || quiet >= saidAgain {
			reason, quiet = err.Error(), 0
			a.Say(diag.List{diag.Warnf(diag.Pos{}, "还不能用数据库，等着：%v", "the database cannot be used yet, it is waited for: %v", err).
				WithHint("能用了就接着做；地址写错了的，按 Ctrl+C 停下", "the command goes on when it can; if the address is wrong, end it with Ctrl+C")})
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return command.ErrReported
		}
		waited, quiet = waited+pause, quiet+pause
	}
}
