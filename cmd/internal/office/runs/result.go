package runs

import (
	"cmp"
	"slices"
	"time"

	"gongwen/data/sum"
	"gongwen/internal/diag"
	"gongwen/internal/jsontext"
)

// Result is what became of a run.
type Result struct {
	Program    string    `json:"program"`
	Started    time.Time `json:"started"`
	Ended      time.Time `json:"ended"`
	Reports    int       `json:"reports"`
	Done       int       `json:"done"`
	Unfinished int       `json:"unfinished"` // have not come to their end
	Refused    []Reason  `json:"refused"`    // of End on; the commonest first
	Failed     []Reason  `json:"failed"`
	Roster     *Roster   `json:"roster,omitempty"`

	refused, failed []said
	reason          map[string]string // why a report has no documents, by its path
}

// Roster is how a run compares with the agencies that should report.
type Roster struct {
	Agencies  int       `json:"agencies"`
	Late      []Agency  `json:"late"`    // whose deadline has passed without a document
	Waiting   []Agency  `json:"waiting"` // that have none yet and still time
	Strangers []string  `json:"strangers"`
	Several   []Several `json:"several"` // that have more reports than one
}

// Several is an agency with more reports than one, of which one may be another's.
type Several struct {
	Agency  string   `json:"agency"`
	Reports []string `json:"reports"`
}

// Agency is one whose documents are not made.
type Agency struct {
	Name   string `json:"agency"`
	Due    string `json:"due,omitempty"` // as 2025-01-31
	State  string `json:"state"`         // missing, refused, failed or unfinished
	Report string `json:"report,omitempty"`
}

// The states of agencies, beside the outcomes of their reports.
const (
	Missing    = "missing"
	Unfinished = "unfinished"
)

// New is the result of a run of so many reports before any has come to its end.
func New(program string, reports int, started time.Time) *Result {
	return &Result{Program: program, Started: started, Reports: reports, Unfinished: reports, Refused: []Reason{}, Failed: []Reason{}, reason: map[string]string{}}
}

// Add counts a report that has come to its end. Of one that was refused or has failed rule
// and message are those of the first error.
func (r *Result) Add(path, outcome, rule, message string) {
	r.Unfinished--
	path = diag.Legible(path)
	switch outcome {
	case Done:
		r.Done++
		return
	case Failed:
		r.failed = append(r.failed, said{path, rule, message})
	case Refused:
		r.refused = append(r.refused, said{path, rule, message})
	}
	r.reason[path] = message
}

// ReasonOf is why a report was refused or has failed.
func (r *Result) ReasonOf(path string) string { return r.reason[path] }

// RefusedCount is how many reports were refused.
func (r *Result) RefusedCount() int { return len(r.refused) }

// FailedCount is how many reports have failed.
func (r *Result) FailedCount() int { return len(r.failed) }

// Rate is how many reports came to their end in a second; 0 where no time has passed.
func (r *Result) Rate() float64 {
	if took := r.Ended.Sub(r.Started); took > 0 {
		return float64(r.Reports-r.Unfinished) / took.Seconds()
	}
	return 0
}

// End says when the run has ended, and brings in order what was refused and has failed.
func (r *Result) End(now time.Time) {
	r.Ended = now
	r.Refused, r.Failed = reasons(r.refused), reasons(r.failed)
}

// Of is a report of a run: whose it is, and what became of it; an empty outcome for one
// that has not come to its end.
type Of struct{ Path, Agency, Outcome string }

// Compare compares the run with the agencies that should report, as of a day such as
// 2025-02-01. An agency without a deadline of its own has the general one, which may be
// empty: then it is never late.
func (r *Result) Compare(roster *sum.Roster, reports []Of, today, due string) {
	r.Roster = &Roster{Agencies: len(roster.Names), Late: []Agency{}, Waiting: []Agency{}, Strangers: []string{}, Several: []Several{}}
	of, all := map[int]Of{}, map[int][]string{}
	for _, report := range reports {
		i := roster.Index(report.Agency)
		if i < 0 {
			r.Roster.Strangers = append(r.Roster.Strangers, report.Path)
			continue
		}
		all[i] = append(all[i], report.Path)
		if before, twice := of[i]; !twice || before.Outcome != Done {
			of[i] = report
		}
	}
	slices.Sort(r.Roster.Strangers)
	for i, name := range roster.Names {
		report, there := of[i]
		if paths := all[i]; len(paths) > 1 {
			slices.Sort(paths)
			r.Roster.Several = append(r.Roster.Several, Several{name.Text, paths})
		}
		a := Agency{Name: name.Text, Due: due, State: cmp.Or(report.Outcome, Unfinished), Report: report.Path}
		if name.Due.Year > 0 {
			a.Due = name.Due.ISO()
		}
		if !there {
			a.State = Missing
		}
		switch {
		case a.State == Done:
		case a.Due != "" && a.Due < today:
			r.Roster.Late = append(r.Roster.Late, a)
		default:
			r.Roster.Waiting = append(r.Roster.Waiting, a)
		}
	}
}

// Whole reports whether nothing is left to do.
func (r *Result) Whole() bool {
	return r.Done == r.Reports && (r.Roster == nil || len(r.Roster.Late)+len(r.Roster.Waiting)+len(r.Roster.Strangers) == 0)
}

// JSON is the result for programs.
func (r *Result) JSON() ([]byte, error) { return jsontext.Indented(r) }
