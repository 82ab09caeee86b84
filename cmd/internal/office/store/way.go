package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"
)

// State is how far a document is on its way.
type State string

// The states.
const (
	Drafting       State = "drafting"       // 起草: the only one in which it is changed
	Reviewing      State = "reviewing"      // 核稿
	Countersigning State = "countersigning" // 会签: departments confirm their figures
	Approving      State = "approving"      // 签发
	Signed         State = "signed"         // 已签发: its last version is locked
	Published      State = "published"      // 已发布
)

// Action is something that is done with a document, or in the page.
type Action string

// The steps of the way.
const (
	Submit   Action = "submit"   // 送核稿
	Recall   Action = "recall"   // 撤回 what was submitted
	Pass     Action = "pass"     // 核稿通过
	Confirm  Action = "confirm"  // 会签 of a section
	Issue    Action = "issue"    // 签发
	Return   Action = "return"   // 退回
	Withdraw Action = "withdraw" // 撤回签发
	Publish  Action = "publish"  // 登记已发布
	Urge     Action = "urge"     // 催办
)

// What else the log says.
const (
	Begin           Action = "begin"    // a document
	Name            Action = "name"     // a version
	Restored        Action = "restored" // an earlier version
	Commented       Action = "comment"
	Replied         Action = "reply"
	Closed          Action = "close" // a comment
	SignedIn        Action = "sign in"
	NotIn           Action = "not signed in"
	SignedOut       Action = "sign out"
	AccountMade     Action = "account"
	Granted         Action = "grant"
	SecretSet       Action = "password"
	AccountOff      Action = "disable"
	AccountOn       Action = "enable"
	Unlocked        Action = "unlock"
	SessionsEnded   Action = "sessions ended"
	AgencyMade      Action = "agency"
	OwnersSet       Action = "owners"       // sections that a department confirms
	AgencyUnder     Action = "agency under" // another one, which collects its reports
	KeptFile        Action = "file"         // a file of a signed version
	ServerSign      Action = "server key"   // a signature with the server's key
	Exported        Action = "export"       // of the log
	TokenMade       Action = "token"
	TokenRevoked    Action = "token ended"
	Linked          Action = "linked"        // an account to somebody at the identity provider
	TokenWrote      Action = "token wrote"   // a program, in the name of an account
	Indexed         Action = "index"         // 索引号 of a document
	RosterSet       Action = "roster"        // of a collection
	DeadlineSet     Action = "deadline"      // of members of a roster
	Received        Action = "received"      // a report of another agency
	ReceiptTaken    Action = "receipt taken" // it was accepted
	ReceiptReturned Action = "receipt back"  // it was sent back
	LinksMade       Action = "links"         // by which agencies send their reports
	LinkRevoked     Action = "link ended"
	Summed          Action = "sum" // into the own report
)

var (
	// ErrState is that of a step that a document does not take from where it is.
	ErrState = errors.New("the document is elsewhere on its way")
	// ErrRole is that of a step for which somebody has no role.
	ErrRole = errors.New("not with this role")
	// ErrOwn is that of somebody who would review what they submitted themselves.
	ErrOwn = errors.New("submitted by the same account")
	// ErrReason is that of a step without the reason that it needs.
	ErrReason = errors.New("without a reason")
	// ErrOwner is that of a section that is confirmed by another department.
	ErrOwner = errors.New("confirmed by another department")
)

// step is what a step of the way needs and does.
type step struct {
	from    []State
	to      State // empty where the document stays
	role    []Role
	reason  bool   // it needs one
	version string // title of the version that it makes; empty for none
}

// stepOf is a step; ok is false where there is none of that name.
func stepOf(a Action) (st step, ok bool) {
	switch a {
	case Submit:
		return step{[]State{Drafting}, Reviewing, []Role{Clerk}, false, "送核稿"}, true
	case Recall:
		return step{[]State{Reviewing}, Drafting, []Role{Clerk}, false, "撤回修改"}, true
	case Pass:
		return step{[]State{Reviewing}, Countersigning, []Role{Reviewer}, false, "核稿通过"}, true
	case Confirm:
		return step{[]State{Reviewing, Countersigning}, "", []Role{Countersigner}, false, ""}, true
	case Issue:
		return step{[]State{Approving}, Signed, []Role{Leader}, false, "签发定稿"}, true
	case Return:
		return step{[]State{Reviewing, Countersigning, Approving}, Drafting, []Role{Reviewer, Countersigner, Leader}, true, "退回修改"}, true
	case Withdraw:
		return step{[]State{Signed}, Drafting, []Role{Leader}, true, "撤回签发"}, true
	case Publish:
		return step{[]State{Signed}, Published, []Role{Clerk}, true, ""}, true
	case Urge:
		return step{[]State{Drafting, Reviewing, Countersigning, Approving, Signed}, "", []Role{Clerk, Reviewer, Leader}, false, ""}, true
	}
	return step{}, false
}

// returners are the roles that send a document back from where it is.
func returners(s State) []Role {
	switch s {
	case Reviewing:
		return []Role{Reviewer}
	case Countersigning:
		return []Role{Reviewer, Countersigner}
	}
	return []Role{Leader}
}

// May says why somebody with roles cannot take a step with a document in a state; nil
// where nothing is in the way that can be known without looking at the document.
func May(a Action, at State, roles []Role) error {
	st, known := stepOf(a)
	if !known {
		return ErrUnknown
	}
	of := st.role
	if a == Return && slices.Contains(st.from, at) {
		of = returners(at)
	}
	switch {
	case !slices.ContainsFunc(of, func(r Role) bool { return slices.Contains(roles, r) }):
		return ErrRole
	case !slices.Contains(st.from, at):
		return ErrState
	}
	return nil
}

// Move is a step that somebody takes.
type Move struct {
	Action  Action
	Section string // that is confirmed
	// Sections are those that the document's format has; nil where that is not known. A
	// department may confirm sections that only other formats have.
	Sections []string
	Opinion  string // or the reason, or where it was published
	// Saves is the version of the places that whoever moves has seen; a document that
	// was changed since does not move.
	Saves int64
}

// Step takes a step with a document. It is one of ErrState, ErrRole, ErrOwn,
// ErrReason and ErrOwner where that cannot be. The document is given as it is afterwards.
func (s *Store) Step(ctx context.Context, document string, m Move, by Account, roles []Role, now time.Time) (d Document, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		if err := hold(ctx, tx, document, now); err != nil {
			return err
		}
		if err := scanDocument(tx.QueryRowContext(ctx, "SELECT "+documentColumns+" FROM documents WHERE id = $1", document), &d); err != nil {
			return err
		}
		return s.step(ctx, tx, &d, m, by, roles, now)
	})
	return d, known(err)
}

func (s *Store) step(ctx context.Context, tx *sql.Tx, d *Document, m Move, by Account, roles []Role, now time.Time) error {
	if err := May(m.Action, d.State, roles); err != nil {
		return err
	}
	st, _ := stepOf(m.Action)
	switch {
	case st.reason && m.Opinion == "":
		return ErrReason
	case m.Saves != 0 && m.Saves != d.Version:
		return ErrState
	}
	e := AuditEntry{Account: by.ID, Name: by.Name, Agency: d.Agency, Document: d.ID, Action: m.Action, Detail: m.Opinion, State: st.to}
	switch m.Action {
	case Pass, Issue:
		last, err := lastStep(ctx, tx, d.ID, Submit)
		if err != nil {
			return err
		}
		if last.Account == by.ID {
			return ErrOwn
		}
	case Urge:
		var same bool // it was said a moment ago: who clicks twice urges once
		if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) > 0 FROM audit WHERE document = $1 AND action = $2 AND account = $3 AND detail = $4
			AND number = (SELECT MAX(number) FROM audit WHERE document = $1)`, d.ID, Urge, by.ID, m.Opinion).Scan(&same); err != nil || same {
			return err
		}
	case Confirm:
		if m.Sections != nil && !slices.Contains(m.Sections, m.Section) {
			return ErrOwner
		}
		if err := s.confirm(ctx, tx, d, m.Section, by, &e); err != nil {
			return err
		}
	}
	if m.Action == Pass || m.Action == Confirm && d.State == Countersigning {
		open, err := s.unconfirmed(ctx, tx, d, m)
		if err != nil {
			return err
		}
		if !open {
			e.State = Approving
		}
	}
	if e.State != "" {
		if _, err := tx.ExecContext(ctx, "UPDATE documents SET state = $1 WHERE id = $2", e.State, d.ID); err != nil {
			return err
		}
		d.State = e.State
	}
	if st.version == "" {
		if e.Version == 0 {
			if err := tx.QueryRowContext(ctx, "SELECT COALESCE(MAX(number), 0) FROM versions WHERE document = $1", d.ID).Scan(&e.Version); err != nil {
				return err
			}
		}
		_, err := enter(ctx, tx, e, now)
		return err
	}
	_, err := s.nameVersion(ctx, tx, d.ID, st.version, by, e, now)
	return err
}

// confirm makes the entry that of a confirmation: it vouches for the values of the
// section.
func (s *Store) confirm(ctx context.Context, tx *sql.Tx, d *Document, section string, by Account, e *AuditEntry) error {
	owners, err := ownersOf(ctx, tx, d)
	if err != nil {
		return err
	}
	if !slices.Contains(owners, Owner{section, by.Department}) {
		return ErrOwner
	}
	e.Place = section
	e.Seal, err = sealOf(ctx, tx, d.ID, section)
	return err
}

// unconfirmed reports whether a section waits for its department; one is confirmed
// in this moment.
func (s *Store) unconfirmed(ctx context.Context, tx *sql.Tx, d *Document, m Move) (bool, error) {
	all, err := confirmations(ctx, tx, d, m.Sections)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(all, func(c Confirmation) bool { return !c.Valid && c.Section != m.Section }), nil
}

// Confirmation is a section that a department confirms.
type Confirmation struct {
	Section, Department string
	By                  string // name of who confirmed it; empty for nobody yet
	At                  time.Time
	Valid               bool // nothing of the section was changed since
}

// Confirmations are the sections of a document that departments confirm, in the order
// of their ids: of those that its format has, or of all where sections is nil.
func (s *Store) Confirmations(ctx context.Context, d Document, sections []string) ([]Confirmation, error) {
	return confirmations(ctx, s.read, &d, sections)
}

func confirmations(ctx context.Context, from reader, d *Document, sections []string) ([]Confirmation, error) {
	owners, err := ownersOf(ctx, from, d)
	if err != nil {
		return nil, err
	}
	var all []Confirmation
	for _, o := range owners {
		if sections == nil || slices.Contains(sections, o.Section) {
			all = append(all, Confirmation{Section: o.Section, Department: o.Department})
		}
	}
	for i := range all {
		c := &all[i]
		var at int64
		var seal string
		err := from.QueryRowContext(ctx, "SELECT name, at, seal FROM audit WHERE document = $1 AND action = $2 AND place = $3 ORDER BY number DESC LIMIT 1",
			d.ID, Confirm, c.Section).Scan(&c.By, &at, &seal)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		now, err := sealOf(ctx, from, d.ID, c.Section)
		if err != nil {
			return nil, err
		}
		c.At, c.Valid = timeOf(at), seal == now
	}
	return all, nil
}

// sealOf is the SHA-256 of the values of a section.
func sealOf(ctx context.Context, from reader, document, section string) (string, error) {
	entries, err := list(ctx, from, func(rows *sql.Rows, e *Entry) error { return rows.Scan(&e.Place, &e.Value) },
		"SELECT place, value FROM entries WHERE document = $1 AND value <> '' ORDER BY place", document)
	if err != nil {
		return "", err
	}
	slices.SortFunc(entries, func(a, b Entry) int { // databases sort in different ways
		if a.Place < b.Place {
			return -1
		}
		return 1
	})
	sum := sha256.New()
	for _, e := range entries {
		if e.Place.Section() == section {
			_, _ = fmt.Fprintf(sum, "%d %s %d %s\n", len(e.Place), e.Place, len(e.Value), e.Value) // a hash takes everything
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// lastStep is the last entry of an action of a document; the zero entry for none.
func lastStep(ctx context.Context, from reader, document string, a Action) (l Logged, err error) {
	err = scanLogged(from.QueryRowContext(ctx, "SELECT "+auditColumns+" FROM audit WHERE document = $1 AND action = $2 ORDER BY number DESC LIMIT 1", document, a), &l)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return l, err
}
