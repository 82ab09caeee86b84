package engine

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"gongwen/internal/diag"
	"gongwen/output"
)

// Timing adds up for how long the stages of building reports took. It may be used
// by several goroutines, whose times it adds; no Timing measures nothing.
type Timing struct {
	now   func() time.Time
	begun time.Time

	mu      sync.Mutex
	spent   map[string]StageTime
	reports int
}

// StageTime is what a stage took.
type StageTime struct {
	Name    string // read, parse, check, compose, layout, write, or the name of a format
	Title   diag.Text
	All     time.Duration // of all reports, also of those that were built side by side
	Longest time.Duration
}

// The stages in the order of a build; those of the formats come before the last.
const (
	readStage = iota
	parseStage
	checkStage
	composeStage
	layoutStage
	writeStage
	stages
)

// stageNames are the names of stages with their titles.
func stageNames() [stages]StageTime {
	return [stages]StageTime{
		readStage:    {Name: "read", Title: diag.T("读文件", "read the file")},
		parseStage:   {Name: "parse", Title: diag.T("认出内容", "parse the report")},
		checkStage:   {Name: "check", Title: diag.T("核对", "check it")},
		composeStage: {Name: "compose", Title: diag.T("组成文稿", "compose the document")},
		layoutStage:  {Name: "layout", Title: diag.T("排版", "lay out pages")},
		writeStage:   {Name: "write", Title: diag.T("写入磁盘", "write to the disk")},
	}
}

// NewTiming is a Timing by a clock, which begins now.
func NewTiming(now func() time.Time) *Timing {
	return &Timing{now: now, begun: now(), spent: map[string]StageTime{}}
}

// stage begins a stage; what it gives ends it.
func (t *Timing) stage(i int) (end func()) {
	if t == nil {
		return untimed
	}
	s := stageNames()[i]
	return t.begin(s.Name, s.Title)
}

// format begins the writing of a format.
func (t *Timing) format(e output.Exporter) (end func()) {
	if t == nil {
		return untimed
	}
	f := e.Format()
	return t.begin(f.Name, f.Title)
}

func untimed() {}

func (t *Timing) begin(name string, title diag.Text) (end func()) {
	begun := t.now()
	return func() {
		took := t.now().Sub(begun)
		t.mu.Lock()
		defer t.mu.Unlock()
		s := t.spent[name]
		s.Name, s.Title = name, title
		s.All += took
		s.Longest = max(s.Longest, took)
		t.spent[name] = s
	}
}

// report notes that one more report has been dealt with.
func (t *Timing) report() {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reports++
}

// Spent is what each stage took that was done, in the order of a build, for how
// many reports, and how long it is since the Timing began.
func (t *Timing) Spent() (list []StageTime, reports int, whole time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	names := stageNames()
	place := func(s StageTime) int { // formats stand before writing
		i := slices.IndexFunc(names[:], func(n StageTime) bool { return n.Name == s.Name })
		if i < 0 {
			return 2*writeStage - 1
		}
		return 2 * i
	}
	for _, s := range t.spent {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b StageTime) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Name, b.Name))
	})
	return list, t.reports, t.now().Sub(t.begun)
}
