package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Fault is something in the store that is not as the log says.
type Fault struct {
	Number int64  // of the entry that it is about; 0 for none
	What   Wrong  // kind
	Of     string // table, document or digest; empty for none
	Part   Part   // of OtherRecord
}

// Wrong is a kind of fault.
type Wrong string

// The kinds.
const (
	Unguarded      Wrong = "unguarded"       // rows of a table can be changed: a trigger is missing, off or another one
	Gap            Wrong = "gap"             // an entry is missing before this one
	Altered        Wrong = "altered"         // an entry, or its hash, is not what was written
	Shortened      Wrong = "shortened"       // entries are missing at the end
	Cut            Wrong = "cut"             // the end is before one that was written down elsewhere
	NotAnchored    Wrong = "not anchored"    // an entry is not that of an earlier export
	OtherState     Wrong = "other state"     // a document has a state to which nobody has brought it
	OtherText      Wrong = "other text"      // what stands in a version is not what it was
	OtherRecord    Wrong = "other record"    // what a table says beside the log is not what the log says
	OtherRights    Wrong = "other rights"    // accounts, roles, agencies, owners or what lets programs in
	OtherCollected Wrong = "other collected" // a collection, its roster, what came in or its links
	OtherNow       Wrong = "other now"       // a document that nobody may change is not its last version
	Gone           Wrong = "gone"            // a document of which the log tells is not there
	OtherAgency    Wrong = "other agency"    // a document is, or was, not that of the agency of which the log tells first
)

// AuditCheck is what was found out about the log.
type AuditCheck struct {
	Entries int64
	Hash    string // of the last entry
	First   time.Time
	Last    time.Time
	Faults  []Fault
}

// pageOfAudit is how many entries are read at a time.
const pageOfAudit = 1000

// VerifyAudit checks the log from its beginning, and all that it states against the tables
// beside it: versions and files, who made them when, what was typed until then, 索引号,
// comments, who may do what, and that documents are there, in the states and of the
// agencies of which it tells. Earlier exports are held against it: each of their
// entries must still be there; and heads that were written down elsewhere. Of most faults of one kind the first is given.
func (s *Store) VerifyAudit(ctx context.Context, anchors []Logged, heads ...Head) (c AuditCheck, err error) {
	tables, err := s.unguarded(ctx)
	if err != nil {
		return c, err
	}
	for _, table := range tables {
		c.Faults = append(c.Faults, Fault{What: Unguarded, Of: table})
	}
	v := auditor{check: &c, anchors: map[int64]Logged{}, heads: map[int64][]Head{}, states: map[string]State{}, told: map[string]telling{}, seals: map[int64]Logged{},
		said: map[commentKey][]Logged{}, indices: map[string]Logged{}, collected: map[string]Logged{}}
	var furthest Head
	for _, h := range heads {
		v.heads[h.Number] = append(v.heads[h.Number], h)
		if h.Number > furthest.Number {
			furthest = h
		}
	}
	for _, a := range anchors {
		v.anchors[a.Number] = a
	}
	for {
		entries, err := s.Audit(ctx, v.last.Number, pageOfAudit)
		if err != nil {
			return c, err
		}
		for _, e := range entries {
			if err := v.entry(e); err != nil {
				return c, err
			}
		}
		if len(entries) < pageOfAudit {
			break
		}
	}
	v.anchored()
	if furthest.Number > v.last.Number {
		v.fault(Cut, v.last.Number, furthest.said())
	}
	var number int64
	var hash string
	switch err := s.read.QueryRowContext(ctx, "SELECT number, hash FROM audit_head").Scan(&number, &hash); {
	case errors.Is(err, sql.ErrNoRows):
		v.fault(Shortened, v.last.Number, "")
	case err != nil:
		return c, err
	case number != v.last.Number:
		v.fault(Shortened, v.last.Number, "")
	case hash != v.last.Hash:
		v.fault(Altered, number, "")
	}
	c.Entries, c.Hash, c.Last = v.last.Number, v.last.Hash, v.last.Time()
	return c, errors.Join(s.verifyContents(ctx, &v), s.verifyRights(ctx, &v), s.verifyCollected(ctx, &v))
}

// VerifyEntries checks the hashes of entries against those before them, which are
// read one by one.
func (s *Store) VerifyEntries(ctx context.Context, entries []Logged) (sound bool, err error) {
	for _, e := range entries {
		var before string
		err := s.read.QueryRowContext(ctx, "SELECT hash FROM audit WHERE number = $1", e.Number-1).Scan(&before)
		if err != nil && !(errors.Is(err, sql.ErrNoRows) && e.Number == 1) {
			return false, nil // it has none before it
		}
		hash, err := hashOf(before, e.AuditEntry)
		if err != nil || hash != e.Hash {
			return false, err
		}
	}
	return true, nil
}

// auditor goes through the log.
type auditor struct {
	check     *AuditCheck
	last      Logged
	anchors   map[int64]Logged
	heads     map[int64][]Head
	met       int
	states    map[string]State // of documents, by the log
	told      map[string]telling
	seals     map[int64]Logged // the entries that vouch for content
	said      map[commentKey][]Logged
	indices   map[string]Logged // of 索引号, by documents
	rights    Logged            // the last entry that changes who may do what
	collected map[string]Logged // the last entries that change collections
}

// telling is what the log tells of whose a document is. No document is ever taken away,
// or given to another agency.
type telling struct {
	agency string // the first that it names; empty for none
	last   int64  // entry
}

func (v *auditor) fault(what Wrong, number int64, of string) {
	v.found(Fault{Number: number, What: what, Of: of})
}

// found takes down a fault, unless there are many of its kind.
func (v *auditor) found(fault Fault) {
	const most = 20
	same := 0
	for _, f := range v.check.Faults {
		if f.What == fault.What {
			same++
		}
	}
	if same < most {
		v.check.Faults = append(v.check.Faults, fault)
	}
}

func (v *auditor) entry(e Logged) error {
	if v.last.Number == 0 {
		v.check.First = e.Time()
	}
	if e.Number != v.last.Number+1 {
		v.fault(Gap, e.Number, "")
	} else {
		hash, err := hashOf(v.last.Hash, e.AuditEntry)
		if err != nil {
			return err
		}
		if hash != e.Hash {
			v.fault(Altered, e.Number, "")
		}
	}
	if a, known := v.anchors[e.Number]; known {
		v.met++
		if a != e {
			v.fault(NotAnchored, e.Number, "")
		}
	}
	for _, h := range v.heads[e.Number] {
		if h.Hash != e.Hash {
			v.fault(NotAnchored, e.Number, h.said())
			break
		}
	}
	if e.Document != "" && e.State != "" {
		v.states[e.Document] = e.State
	}
	v.vouch(e)
	if e.Document != "" {
		v.tell(e)
	}
	v.last = e
	return nil
}

// tell takes down whose document an entry is about.
func (v *auditor) tell(e Logged) {
	of := v.told[e.Document]
	switch {
	case of.agency == "":
		of.agency = e.Agency
	case e.Agency != "" && e.Agency != of.agency:
		v.fault(OtherAgency, e.Number, e.Document)
	}
	of.last = e.Number
	v.told[e.Document] = of
}

// anchored says that entries of an export are not there.
func (v *auditor) anchored() {
	if v.met < len(v.anchors) {
		v.fault(NotAnchored, v.last.Number, "")
	}
}

// soundFile says where a file is not what was kept.
func (s *Store) soundFile(ctx context.Context, v *auditor, digest string, entry int64) error {
	switch _, err := s.File(ctx, digest); {
	case errors.Is(err, ErrDamaged), errors.Is(err, ErrUnknown):
		v.fault(OtherText, entry, digest)
	case err != nil:
		return err
	}
	return nil
}
