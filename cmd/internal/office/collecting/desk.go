package collecting

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"gongwen/cmd/internal/office/store"
	"gongwen/data/peers"
	"gongwen/data/sum"
)

// Group is how far the report of an agency is, for whoever collects.
type Group string

// The groups, in the order in which a roster has them.
const (
	Missing Group = "missing" // 未交: nothing has come in, or it was sent back
	Wrong   Group = "wrong"   // 有错误
	Waiting Group = "waiting" // 待审
	Taken   Group = "taken"   // 已收
)

// Groups are all of them in their order.
func Groups() []Group { return []Group{Missing, Wrong, Waiting, Taken} }

// Word is what a group is called.
func (g Group) Word() string {
	return map[Group]string{Missing: "未交", Wrong: "有错误", Waiting: "待审", Taken: "已收"}[g]
}

// Member is an agency of the roster with what came in of it.
type Member struct {
	store.Member
	Group    Group
	Receipt  *store.Receipt  // the latest; nil for none
	Document *store.Document // that it works on here; nil for none
	Due      string          // the day by which it has to be there; empty for none
	Late     int             // days: of what came in, or until now of what has not; 0 for in time
	Now      []Number        // the headlines
	Before   []Number        // those of last year
	figures  Figures
}

// Number is a number of a headline that may not be known.
type Number struct {
	Value decimal.Decimal
	Known bool
}

// whole is the number by which agencies are held against each other.
func (n Number) whole() int64 { return n.Value.Round(0).IntPart() }

// Figures are those of the report that came in; nil for none.
func (m *Member) Figures() Figures { return m.figures }

// Counts reports whether the report is one of those that a sum adds.
func (m *Member) Counts() bool { return m.Group == Taken }

// Given is what a desk is made of.
type Given struct {
	Collection store.Collection
	Members    []store.Member
	Receipts   []store.Receipt
	Documents  []store.Document  // of the template and year
	Agencies   map[string]string // names by ids
	Last       []store.Receipt   // of last year's collection
	Plan       *sum.Plan
	Headlines  []Headline
	Today      time.Time
}

// Desk is a collection as it is now.
type Desk struct {
	Given
	Rows []Member // in the order of the roster
}

// New puts together what is known of each agency.
func New(g Given) (*Desk, error) {
	d := &Desk{Given: g}
	names := make([]string, len(g.Members))
	for i, m := range g.Members {
		names[i] = m.Name
		d.Rows = append(d.Rows, Member{Member: m, Due: cmp.Or(m.Deadline, g.Collection.Deadline)})
	}
	roster := sum.NewRoster(names)
	final := map[string]bool{}
	for i := range g.Documents {
		doc := &g.Documents[i]
		final[doc.ID] = doc.State == store.Signed || doc.State == store.Published
		if at := roster.Index(g.Agencies[doc.Agency]); at >= 0 {
			d.Rows[at].Document = doc
		}
	}
	for i := range g.Receipts {
		r := &g.Receipts[i]
		if at := roster.Index(r.Member); at >= 0 && (r.Document == "" || final[r.Document]) {
			d.Rows[at].Receipt = r
		}
	}
	if err := d.last(roster); err != nil {
		return nil, err
	}
	for i := range d.Rows {
		if err := d.row(&d.Rows[i]); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// last fills in the numbers of last year.
func (d *Desk) last(roster *sum.Roster) error {
	for _, r := range d.Last {
		at := roster.Index(r.Member)
		if at < 0 || r.State == store.SentBack {
			continue
		}
		figures, err := Decoded(r.Figures)
		if err != nil {
			return err
		}
		d.Rows[at].Before = d.numbers(figures)
	}
	return nil
}

func (d *Desk) numbers(f Figures) []Number {
	all := make([]Number, len(d.Headlines))
	for i, h := range d.Headlines {
		all[i].Value, all[i].Known = f.Of(h)
	}
	return all
}

func (d *Desk) row(m *Member) (err error) {
	if m.Before == nil {
		m.Before = make([]Number, len(d.Headlines))
	}
	m.Now = make([]Number, len(d.Headlines))
	m.Group = Missing
	if r := m.Receipt; r != nil && r.State != store.SentBack {
		if m.figures, err = Decoded(r.Figures); err != nil {
			return err
		}
		m.Now = d.numbers(m.figures)
		switch {
		case r.Errors > 0:
			m.Group = Wrong
		case r.State == store.Accepted:
			m.Group = Taken
		default:
			m.Group = Waiting
		}
	}
	at := d.Today
	if m.Group != Missing {
		at = m.Receipt.At.In(at.Location())
	}
	if days, ok := Left(m.Due, at); ok {
		m.Late = max(0, -days)
	}
	return nil
}

// Left is how many days there are to the deadline of the collection; false for none.
func (d *Desk) Left() (int, bool) { return Left(d.Collection.Deadline, d.Today) }

// Count is how many agencies are in a group.
func (d *Desk) Count(g Group) (n int) {
	for i := range d.Rows {
		if d.Rows[i].Group == g {
			n++
		}
	}
	return n
}

// Late is how many agencies have not reported in time and still do not.
func (d *Desk) Late() (n int) {
	for i := range d.Rows {
		if d.Rows[i].IsLate() {
			n++
		}
	}
	return n
}

// IsLate reports whether nothing has come in by the deadline.
func (m *Member) IsLate() bool { return m.Group == Missing && m.Late > 0 }

// Find is a member by its name; nil for none.
func (d *Desk) Find(name string) *Member {
	for i := range d.Rows {
		if d.Rows[i].Name == name {
			return &d.Rows[i]
		}
	}
	return nil
}

// Kinds are the kinds of agencies of the roster, in its order.
func (d *Desk) Kinds() (all []string) {
	for _, m := range d.Rows {
		if m.Kind != "" && !slices.Contains(all, m.Kind) {
			all = append(all, m.Kind)
		}
	}
	return all
}

// Change is a headline of an agency beside last year's; false where one of them is not
// known.
func (m *Member) Change(headline int) (peers.Change, bool) {
	now, before := m.Now[headline], m.Before[headline]
	return peers.Change{Name: m.Name, Before: before.whole(), Now: now.whole()}, now.Known && before.Known
}

// Counts are the numbers of a headline of all whose report came in.
func (d *Desk) Counts(headline int) (all []int64) {
	for i := range d.Rows {
		if n := d.Rows[i].Now[headline]; n.Known {
			all = append(all, n.whole())
		}
	}
	return all
}

// Total is the sum of a headline over all whose report came in, or came last year.
func (d *Desk) Total(headline int, before bool) (sum decimal.Decimal, many int) {
	for i := range d.Rows {
		n := d.Rows[i].Now[headline]
		if before {
			n = d.Rows[i].Before[headline]
		}
		if n.Known {
			sum, many = sum.Add(n.Value), many+1
		}
	}
	return sum, many
}

// Odd says why a headline of an agency is to be looked at: it has jumped, or lies far from
// those of its peers; empty for neither. Its peers are the agencies of its kind, where there
// are enough of them, else all.
func (d *Desk) Odd(m *Member, headline int) string {
	now := m.Now[headline]
	if !now.Known {
		return ""
	}
	var why []string
	if c, ok := m.Change(headline); ok && c.Jumped() {
		if c.Now > c.Before {
			why = append(why, "比上年增加一倍以上")
		} else {
			why = append(why, "比上年减少一半以上")
		}
	}
	group, of := d.peersOf(m, headline)
	switch n := now.whole(); peers.Of(group).Outside(n) {
	case 1:
		why = append(why, "远高于"+of)
	case -1:
		why = append(why, "远低于"+of)
	}
	return strings.Join(why, "；")
}

func (d *Desk) peersOf(m *Member, headline int) (counts []int64, of string) {
	for i := range d.Rows {
		if other := &d.Rows[i]; other.Kind == m.Kind && other.Now[headline].Known {
			counts = append(counts, other.Now[headline].whole())
		}
	}
	if m.Kind != "" && len(counts) >= peers.LeastMany {
		return counts, "其他" + m.Kind
	}
	return d.Counts(headline), "其他单位"
}
