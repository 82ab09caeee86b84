package people

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pace bounds how often each of many asks for something: a host to sign in, a token
// for answers. It is safe for concurrent use.
type Pace struct {
	each   rate.Limit
	atOnce int
	mutex  sync.Mutex
	of     map[string]*rate.Limiter
}

// maxPaced is how many are told apart.
const maxPaced = 10000

// NewPace lets each ask perSecond times a second, and atOnce times at once.
func NewPace(perSecond float64, atOnce int) *Pace {
	return &Pace{each: rate.Limit(perSecond), atOnce: atOnce, of: map[string]*rate.Limiter{}}
}

// Allow counts that somebody asks, and reports whether that is not too often.
func (p *Pace) Allow(who string, now time.Time) bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	of, known := p.of[who]
	if !known {
		if len(p.of) >= maxPaced {
			clear(p.of)
		}
		of = rate.NewLimiter(p.each, p.atOnce)
		p.of[who] = of
	}
	return of.AllowN(now, 1)
}
