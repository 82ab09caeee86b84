package people

import (
	"context"
	"sync"
)

// Places are those of work that costs much: so much of it goes on at a time, and not all of
// it is of one agency, so that what one has sent does not keep the others waiting.
type Places struct {
	mutex sync.Mutex
	free  int
	each  int            // of one agency at most
	taken map[string]int // by agency
	left  chan struct{}  // closed, and made anew, when a place becomes free
}

// NewPlaces are so many places, at least two, of which an agency has all but one.
func NewPlaces(many int) *Places {
	many = max(2, many)
	return &Places{free: many, each: many - 1, taken: map[string]int{}, left: make(chan struct{})}
}

// Take waits for a place for an agency, or until ctx ends; leave gives the place back.
func (p *Places) Take(ctx context.Context, agency string) (leave func(), err error) {
	for {
		p.mutex.Lock()
		if p.free > 0 && p.taken[agency] < p.each {
			p.free--
			p.taken[agency]++
			p.mutex.Unlock()
			return func() { p.leave(agency) }, nil
		}
		left := p.left
		p.mutex.Unlock()
		select {
		case <-left:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (p *Places) leave(agency string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.free++
	if p.taken[agency]--; p.taken[agency] == 0 {
		delete(p.taken, agency)
	}
	close(p.left)
	p.left = make(chan struct{})
}
