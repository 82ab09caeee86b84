package office

import (
	"sync"

	"gongwen/cmd/internal/console"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

// screen is what a run shows while it goes on. The queue's goroutines say there that the
// database is away.
type screen struct {
	mu       sync.Mutex
	say      func(diag.List)
	progress *console.Progress // nil before there is any
	over     bool
}

func (s *screen) begin(p *console.Progress) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.progress = p
}

// show shows something while the run goes on.
func (s *screen) show(what func(*console.Progress)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.progress != nil {
		what(s.progress)
	}
}

// end ends what is shown: what follows is said by the run alone.
func (s *screen) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over = true; s.progress != nil {
		s.progress.End()
	}
}

// away says that the database or the files do not answer; that they do, where err is nil.
func (s *screen) away(err error) {
	d := diag.Diagnostic{Level: diag.Note, Message: diag.T("数据库和存放文件的地方可以用了，接着做", "the database and the place for files can be used again, the run goes on")}
	if err != nil {
		d = diag.Warnf(diag.Pos{}, "数据库或者存放文件的地方没有应答，等着：%v", "the database or the place for files does not answer, it is waited for: %v", store.Reason(err)).
			WithHint("能用了就接着做；按 Ctrl+C 停下，再运行同一条命令也接着做", "the run goes on when it can; ended by Ctrl+C it goes on when the same command is given again")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.over:
	case s.progress == nil:
		s.say(diag.List{d})
	default:
		s.progress.Between(func() { s.say(diag.List{d}) })
	}
}
