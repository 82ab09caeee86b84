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
		if store.Full(err) {
			d = diag.Warnf(diag.Pos{}, "数据库或者存放文件的磁盘满了，等着", "the disk of the database or of the files is full, it is waited for").
				WithHint("腾出地方就接着做；按 Ctrl+C 停下，再运行同一条命令也接着做", "the run goes on when there is room; ended by Ctrl+C it goes on when the same command is given again")
		}
	}
	s.between(d)
}

// idle says why nothing of a run is done, as far as that is known.
func (s *screen) idle(task string, st store.Standing) {
	switch {
	case st.Held > 0 && st.Waiting+st.Running+st.Left == 0:
		s.between(diag.Warnf(diag.Pos{}, "这次运行暂停了，还有 %d 份没有做", "the run is paused, %d reports are left", st.Held).
			WithHint("用 gongwen runs resume %s 接着做（--db 和这次的一样）", "gongwen runs resume %s, with the --db of this run, goes on", task))
	case !st.Attended:
		s.between(diag.Warnf(diag.Pos{}, "没有 worker 在处理这个队列，%d 份等着", "nobody does jobs of this queue, %d reports wait", st.Waiting+st.Left+st.Held).
			WithHint("运行 gongwen worker（--db 和这次的一样），或者按 Ctrl+C 停下，不写 --leave 再运行同一条命令", "start gongwen worker with the --db of this run, or end this with Ctrl+C and give the same command without --leave"))
	case st.Left > 0 && st.Running == 0:
		s.between(diag.Warnf(diag.Pos{}, "有 worker 的程序版本或者配置和这次运行的不同，留着 %d 份没有做", "there are workers of another version or other settings than this run, %d reports were left by them", st.Left).
			WithHint("各台机器的 gongwen 版本、gongwen.yaml 和格式文件要相同", "the version of gongwen, gongwen.yaml and the templates have to be the same on all machines"))
	}
}

// between says something while the run goes on; nothing where it has ended.
func (s *screen) between(d diag.Diagnostic) {
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
