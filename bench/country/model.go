package main

import (
	"container/heap"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"gongwen/internal/diag"
)

// work is what a report takes, of the processor.
type work struct {
	worker   time.Duration // of a worker: the documents and the queue
	spread   float64       // standard deviation of it, as a share
	database time.Duration // of the database's machine
	ask      time.Duration // of gongwen run, before it has asked for all
	write    time.Duration // of gongwen run, when the documents are there
}

// outage is a time in which something does not work, from the beginning of the month on.
type outage struct{ from, to time.Duration }

func (o outage) has(at time.Duration) bool { return at >= o.from && at < o.to }

// scenario is what happens in a month.
type scenario struct {
	name     diag.Text
	sites    int // each with as many processors for workers
	each     int
	database int    // processors of the database
	site     outage // of the first site
	server   outage // of the database
	atOnce   bool   // gongwen run, one process, asks for all in the night of the last day and writes what is made
}

// taken up is when the jobs of a worker that is gone are done by another: a job is lost
// after 12 seconds, which is looked for every 30.
const takenUp = 27 * time.Second

// outcome is what became of a month.
type outcome struct {
	waits    []time.Duration // sorted
	backlog  map[int]int     // the most jobs that waited in each slot of time
	worst    int             // the most that waited at a time
	again    int             // jobs that were lost with their site and done again
	busy     time.Duration   // of all workers
	database time.Duration
	last     time.Duration // when the last one was done
}

// slot is how finely it is noted how many jobs wait.
const slot = 5 * time.Minute

// at is the wait of a share of the reports.
func (o outcome) at(share float64) time.Duration {
	return o.waits[min(len(o.waits)-1, int(share*float64(len(o.waits))))]
}

// event is something that happens to a job.
type event struct {
	at   time.Duration
	kind int
	job  int
	site int
	born int // which attempt at the job
}

// The kinds of events, in the order in which they happen at one instant.
const (
	built = iota // the documents are made, the database is to keep them
	kept
	comes
	opens // something works again
	ends  // of the first site
)

type events []event

func (e events) Len() int { return len(e) }
func (e events) Less(i, j int) bool {
	a, b := e[i], e[j]
	if a.at != b.at {
		return a.at < b.at
	}
	if a.kind != b.kind {
		return a.kind < b.kind
	}
	return a.job < b.job
}
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)   { *e = append(*e, x.(event)) }
func (e *events) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}

// month is one simulation.
type month struct {
	scenario
	work
	random   *rand.Rand
	arrivals []time.Duration
	events   events
	waiting  []int // jobs that nobody does, the first first
	idle     []int // workers that have nothing to do, by site
	attempt  []int // of each job
	running  map[int]int
	keeping  []time.Duration // until when each processor of the database is taken
	writing  time.Duration   // until when run writes
	out      outcome
}

// simulate has reports made that come at times.
func simulate(s scenario, w work, arrivals []time.Duration, seed uint64) outcome {
	m := &month{scenario: s, work: w, random: rand.New(rand.NewPCG(seed, 1)), arrivals: arrivals, attempt: make([]int, len(arrivals)), running: map[int]int{}, keeping: make([]time.Duration, s.database)}
	for range s.sites {
		m.idle = append(m.idle, s.each)
	}
	for job, at := range arrivals {
		if s.atOnce {
			at += w.ask * time.Duration(len(arrivals))
		}
		m.events = append(m.events, event{at: at, kind: comes, job: job})
	}
	for _, o := range []outage{s.site, s.server} {
		if o != (outage{}) {
			m.events = append(m.events, event{at: o.to, kind: opens})
		}
	}
	if s.site != (outage{}) {
		m.events = append(m.events, event{at: s.site.from, kind: ends})
	}
	heap.Init(&m.events)
	m.out.backlog = map[int]int{}
	for len(m.events) > 0 {
		m.happens(heap.Pop(&m.events).(event))
	}
	slices.Sort(m.out.waits)
	return m.out
}

func (m *month) happens(e event) {
	switch e.kind {
	case comes:
		m.waiting = append(m.waiting, e.job)
		m.out.worst = max(m.out.worst, len(m.waiting))
		at := int(e.at / slot)
		m.out.backlog[at] = max(m.out.backlog[at], len(m.waiting))
	case built:
		if e.born == m.attempt[e.job] {
			heap.Push(&m.events, event{at: m.keep(e.at), kind: kept, job: e.job, site: e.site, born: e.born})
		}
		return
	case kept:
		if e.born != m.attempt[e.job] {
			return
		}
		delete(m.running, e.job)
		m.idle[e.site]++
		m.out.last = e.at
		if m.atOnce {
			m.writing = max(m.writing, e.at) + m.write
			m.out.last = m.writing
		}
		m.out.waits = append(m.out.waits, m.out.last-m.arrivals[e.job])
	case ends:
		m.lose(e.at)
	}
	m.start(e.at)
}

// lose has the jobs of the first site done again, when the queue has found that they are lost.
func (m *month) lose(at time.Duration) {
	for job, site := range m.running {
		if site != 0 {
			continue
		}
		m.attempt[job]++
		m.out.again++
		delete(m.running, job)
		m.idle[0]++
		heap.Push(&m.events, event{at: at + takenUp, kind: comes, job: job})
	}
}

// keep is when the database has kept what was made.
func (m *month) keep(at time.Duration) time.Duration {
	first := 0
	for i, until := range m.keeping {
		if until < m.keeping[first] {
			first = i
		}
	}
	begins := max(at, m.keeping[first])
	if m.server.has(begins) {
		begins = m.server.to
	}
	m.out.database += m.work.database
	m.keeping[first] = begins + m.work.database
	return m.keeping[first]
}

// start gives jobs that wait to workers that are free.
func (m *month) start(at time.Duration) {
	if m.server.has(at) {
		return
	}
	for len(m.waiting) > 0 {
		site := slices.IndexFunc(m.idle, func(n int) bool { return n > 0 })
		if site == 0 && m.site.has(at) {
			site = 1 + slices.IndexFunc(m.idle[1:], func(n int) bool { return n > 0 })
			if site == 0 {
				return
			}
		}
		if site < 0 {
			return
		}
		job := m.waiting[0]
		m.waiting = m.waiting[1:]
		m.idle[site]--
		m.running[job] = site
		takes := m.takes()
		m.out.busy += takes
		heap.Push(&m.events, event{at: at + takes, kind: built, job: job, site: site, born: m.attempt[job]})
	}
}

// takes is what one report takes of a worker: log-normal, as times of the processor are.
func (m *month) takes() time.Duration {
	variance := math.Log(1 + m.spread*m.spread)
	return time.Duration(float64(m.worker) * math.Exp(math.Sqrt(variance)*m.random.NormFloat64()-variance/2))
}
