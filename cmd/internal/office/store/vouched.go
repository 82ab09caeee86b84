package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
)

// Part is which part of what a table says beside the log is not what the log says.
type Part string

// The parts.
const (
	OfTitle   Part = "title"   // of a version
	OfAccount Part = "account" // who made a version, a file or a comment
	OfTime    Part = "time"    // when that was
	OfKind    Part = "kind"    // of a file of a signed version: made here, or signed
	OfHistory Part = "history" // what was typed until a version
	OfValue   Part = "value"   // what stands in a document is not what was typed last
	OfFormat  Part = "format"  // or year, of a document
	OfIndex   Part = "index"   // 索引号 of a document
	OfComment Part = "comment" // or an answer to one
)

// commentKey is a comment with the kind of what is said of it: Commented, Replied or Closed.
type commentKey struct {
	document string
	number   string
	action   Action
}

// vouch takes down what an entry states of the tables beside the log.
func (v *auditor) vouch(e Logged) {
	switch {
	case e.Action.isOfRights():
		v.rights = e
	case e.Action.isOfCollecting():
		v.collecting(e)
	case e.Action == Indexed:
		v.indices[e.Document] = e
	case e.Action == Commented || e.Action == Replied || e.Action == Closed:
		number, _, _ := strings.Cut(strings.TrimPrefix(e.Detail, commentWord), betweenSaid)
		key := commentKey{e.Document, number, e.Action}
		v.said[key] = append(v.said[key], e)
	case e.Seal != "":
		v.seals[e.Number] = e
	}
}

// titleOf is the title of the version that an entry tells of.
func titleOf(e Logged) string {
	if st, known := stepOf(e.Action); known && st.version != "" {
		return st.version
	}
	if e.Action == Begin {
		title, _, _ := strings.Cut(e.Detail, betweenSaid) // the file of which it was begun stands behind
		return title
	}
	return e.Detail
}

// vouched is a row of versions or finals.
type vouched struct {
	document, title, content, account string
	number, saves, at, entry          int64
	form, kind                        string // of finals
}

// held says in what a row is not what its entry states.
func (v *auditor) held(x vouched, e Logged) {
	if e.Document != x.document || e.Version != x.number || e.Seal != x.content || x.form != e.Place && x.form != "" {
		v.fault(OtherText, x.entry, x.document)
		return
	}
	for part, differs := range map[Part]bool{OfAccount: e.Account != x.account, OfTime: e.At != x.at, OfTitle: x.form == "" && titleOf(e) != x.title} {
		if differs {
			v.found(Fault{Number: x.entry, What: OtherRecord, Of: x.document, Part: part})
		}
	}
}

// verifyContents checks what the log vouches for: versions, files, and documents with
// their states, agencies, 索引号 and comments.
func (s *Store) verifyContents(ctx context.Context, v *auditor) error {
	versions, err := list(ctx, s.read, func(rows *sql.Rows, x *vouched) error {
		return rows.Scan(&x.document, &x.number, &x.saves, &x.title, &x.content, &x.account, &x.at, &x.entry)
	}, "SELECT document, number, saves, title, content, account, at, entry FROM versions ORDER BY document, number")
	if err != nil {
		return err
	}
	of := map[string][]vouched{}
	for _, x := range versions {
		of[x.document] = append(of[x.document], x)
		v.held(x, v.seals[x.entry])
		delete(v.seals, x.entry)
		if err := s.soundFile(ctx, v, x.content, x.entry); err != nil {
			return err
		}
	}
	finals, err := list(ctx, s.read, func(rows *sql.Rows, x *vouched) error {
		return rows.Scan(&x.document, &x.number, &x.form, &x.kind, &x.content, &x.account, &x.at, &x.entry)
	}, "SELECT document, version, form, kind, digest, account, at, entry FROM finals ORDER BY document, version")
	if err != nil {
		return err
	}
	for _, x := range finals {
		e := v.seals[x.entry]
		v.held(x, e)
		if kindOf(e.AuditEntry) != x.kind {
			v.found(Fault{Number: x.entry, What: OtherRecord, Of: x.document, Part: OfKind})
		}
		delete(v.seals, x.entry)
		if err := s.soundFile(ctx, v, x.content, x.entry); err != nil {
			return err
		}
	}
	for _, number := range slices.Sorted(maps.Keys(v.seals)) { // of which the version or file is gone
		if v.seals[number].Action != Confirm {
			v.fault(OtherText, number, v.seals[number].Document)
		}
	}
	if err := s.verifyComments(ctx, v); err != nil {
		return err
	}
	documents, err := list(ctx, s.read, func(rows *sql.Rows, d *Document) error { return scanDocument(rows, d) },
		"SELECT "+documentColumns+" FROM documents ORDER BY id")
	if err != nil {
		return err
	}
	for _, d := range documents {
		if err := s.verifyDocument(ctx, v, d, of[d.ID]); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(v.told)) {
		v.fault(Gone, v.told[id].last, id)
	}
	return nil
}

// verifyDocument checks a document against the log and against its versions.
func (s *Store) verifyDocument(ctx context.Context, v *auditor, d Document, versions []vouched) error {
	state, known := v.states[d.ID]
	if known && state != d.State || !known && d.State != Drafting {
		v.fault(OtherState, 0, d.ID)
	}
	if of := v.told[d.ID].agency; of != "" && of != d.Agency {
		v.fault(OtherAgency, 0, d.ID)
	}
	delete(v.told, d.ID)
	if e := v.indices[d.ID]; e.Detail != d.Index {
		v.found(Fault{Number: e.Number, What: OtherRecord, Of: d.ID, Part: OfIndex})
	}
	last, err := s.verifyVersions(ctx, v, d, versions)
	if err != nil || d.State == Drafting {
		return err
	}
	_, digest, err := s.snapshotNow(ctx, s.read, d.ID, last.History != "")
	if err != nil {
		return err
	}
	if len(versions) == 0 || digest != versions[len(versions)-1].content {
		v.fault(OtherNow, 0, d.ID)
	}
	return nil
}

// verifyVersions holds what was typed against the versions of a document, and gives the
// last of them.
func (s *Store) verifyVersions(ctx context.Context, v *auditor, d Document, versions []vouched) (last Snapshot, err error) {
	all, err := changesOf(ctx, s.read, d.ID)
	if err != nil {
		return last, err
	}
	past, next := newHistory(), 0
	for i, x := range versions {
		for ; next < len(all) && all[next].Version <= x.saves; next++ {
			past.add(all[next])
		}
		content, err := s.File(ctx, x.content)
		if errors.Is(err, ErrDamaged) || errors.Is(err, ErrUnknown) {
			continue // which is said of it already
		}
		if err != nil {
			return last, err
		}
		last = Snapshot{}
		if json.Unmarshal(content, &last) != nil {
			continue
		}
		if last.History != "" && last.History != past.digest() {
			v.found(Fault{Number: x.entry, What: OtherRecord, Of: d.ID, Part: OfHistory})
		}
		if i == 0 && (last.Template != d.Template || last.Year != d.Year) {
			v.found(Fault{Number: x.entry, What: OtherRecord, Of: d.ID, Part: OfFormat})
		}
	}
	return last, s.verifyValues(ctx, v, d, all)
}

// verifyValues says where a value that is kept whole is not what was typed last. Prose and
// lists are kept by their pieces.
func (s *Store) verifyValues(ctx context.Context, v *auditor, d Document, changes []change) error {
	typed := map[string]string{}
	for _, c := range changes {
		if c.Paragraph == 0 {
			typed[c.Place] = c.After
		}
	}
	entries, err := list(ctx, s.read, func(rows *sql.Rows, e *Entry) error { return rows.Scan(&e.Place, &e.Value) },
		"SELECT place, value FROM entries WHERE document = $1", d.ID)
	if err != nil {
		return err
	}
	differs := false
	for _, e := range entries {
		if pieces(e.Place) == nil {
			differs = differs || typed[string(e.Place)] != e.Value
			delete(typed, string(e.Place))
		}
	}
	for _, value := range typed {
		differs = differs || value != ""
	}
	if differs {
		v.found(Fault{What: OtherRecord, Of: d.ID, Part: OfValue})
	}
	return nil
}

// verifyComments holds comments and the answers to them against the log.
func (s *Store) verifyComments(ctx context.Context, v *auditor) error {
	type row struct {
		document, place, body, account, closed string
		number, at, closedAt                   int64
	}
	scan := func(rows *sql.Rows, x *row) error {
		return rows.Scan(&x.document, &x.number, &x.place, &x.body, &x.account, &x.at, &x.closed, &x.closedAt)
	}
	comments, err := list(ctx, s.read, scan, "SELECT document, number, place, body, account, at, closed_by, closed_at FROM comments ORDER BY document, number")
	if err != nil {
		return err
	}
	replies, err := list(ctx, s.read, scan, `SELECT r.document, r.comment, c.place, r.body, r.account, r.at, '', 0 FROM replies r
		JOIN comments c ON c.document = r.document AND c.number = r.comment ORDER BY r.document, r.comment, r.number`)
	if err != nil {
		return err
	}
	// take takes the next entry of a kind that tells of a comment; what stays is told of and not there.
	take := func(x row, action Action) (e Logged) {
		key := commentKey{x.document, decimal(x.number), action}
		if all := v.said[key]; len(all) > 0 {
			e, v.said[key] = all[0], all[1:]
		}
		if len(v.said[key]) == 0 {
			delete(v.said, key)
		}
		return e
	}
	same := func(x row, e Logged) bool {
		return e.Account == x.account && e.At == x.at && e.Place == x.place && e.Detail == commentDetail(x.number, x.body)
	}
	differs := func(x row, e Logged) {
		v.found(Fault{Number: e.Number, What: OtherRecord, Of: x.document, Part: OfComment})
	}
	for _, x := range comments {
		if e := take(x, Commented); !same(x, e) {
			differs(x, e)
		}
		if e := take(x, Closed); e.Name != x.closed || e.At != x.closedAt {
			differs(x, e)
		}
	}
	for _, x := range replies {
		if e := take(x, Replied); !same(x, e) {
			differs(x, e)
		}
	}
	rest := slices.SortedFunc(maps.Values(v.said), func(a, b []Logged) int { return cmp.Compare(a[0].Number, b[0].Number) })
	for _, all := range rest {
		v.found(Fault{Number: all[0].Number, What: OtherRecord, Of: all[0].Document, Part: OfComment})
	}
	return nil
}
