package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// ReceiptState is what was decided about a report that came in.
type ReceiptState string

// The states of a receipt.
const (
	Undecided ReceiptState = "waiting"
	Accepted  ReceiptState = "accepted"
	SentBack  ReceiptState = "returned"
)

// Receipt is a report that came in for a member of a roster.
type Receipt struct {
	Number   int64 // in the collection, from 1
	Member   string
	File     string // name of the file that was sent
	Original string // digest of that file
	Report   string // digest of the report file that was read of it
	Task     string // of the upload, and the item in it; empty for a document of this store
	Position int
	Document string // whose signed version it is; empty for a file
	Version  int64
	Errors   int
	Warnings int
	Said     string // messages as JSON
	Figures  string // by their places, as JSON
	At       time.Time
	State    ReceiptState
	Reason   string // why it was sent back
	By       string // name of who decided
	Decided  time.Time
}

const receiptColumns = "number, member, file, original, report, task, position, document, version, errors, warnings, said, figures, at, state, reason, decided_by, decided_at"

func scanReceipt(row interface{ Scan(...any) error }, r *Receipt) error {
	var at, decided int64
	err := row.Scan(&r.Number, &r.Member, &r.File, &r.Original, &r.Report, &r.Task, &r.Position, &r.Document, &r.Version,
		&r.Errors, &r.Warnings, &r.Said, &r.Figures, &at, &r.State, &r.Reason, &r.By, &decided)
	r.At, r.Decided = timeOf(at), timeOf(decided)
	return err
}

// Receive enters a report that came in, once: of the same item of an upload, or of the
// same version of a document, the first entry stays. The files are in the store already.
func (s *Store) Receive(ctx context.Context, c Collection, r Receipt, by Account, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		if err := c.alone(ctx, tx); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, "SELECT number FROM receipts WHERE collection = $1 AND task = $2 AND position = $3 AND document = $4 AND version = $5",
			c.ID, r.Task, r.Position, r.Document, r.Version).Scan(new(int64))
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := tx.QueryRowContext(ctx, "SELECT COALESCE(MAX(number), 0) + 1 FROM receipts WHERE collection = $1", c.ID).Scan(&r.Number); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO receipts (collection, number, member, file, original, report, task, position, document, version, errors, warnings, said, figures, account, at, state)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
			c.ID, r.Number, r.Member, r.File, r.Original, r.Report, r.Task, r.Position, r.Document, r.Version, r.Errors, r.Warnings, r.Said, r.Figures, by.ID, millis(now), string(Undecided)); err != nil {
			return err
		}
		return enterCollected(ctx, tx, c, by, Received, r.Member+" "+r.File+" SHA-256 "+r.Original, now)
	}))
}

// alone has others wait who enter into the collection or decide in it, until the transaction
// ends. It comes before what is read in it.
func (c Collection) alone(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE collections SET deadline = deadline WHERE id = $1", c.ID)
	return err
}

// ErrDecided is that of what somebody else has decided meanwhile.
var ErrDecided = errors.New("decided already")

// Decide accepts receipts of a collection or sends them back. Those that have errors are
// not accepted: it is ErrState then. One that was sent back is not decided again, nor one
// that is accepted accepted: it is ErrDecided. Nothing is done in either case.
func (s *Store) Decide(ctx context.Context, c Collection, numbers []int64, state ReceiptState, reason string, by Account, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		if err := c.alone(ctx, tx); err != nil {
			return err
		}
		var names []string
		for _, n := range numbers {
			var r Receipt
			if err := scanReceipt(tx.QueryRowContext(ctx, "SELECT "+receiptColumns+" FROM receipts WHERE collection = $1 AND number = $2", c.ID, n), &r); err != nil {
				return err
			}
			switch {
			case r.State == SentBack || r.State == state:
				return ErrDecided
			case state == Accepted && r.Errors > 0:
				return ErrState
			}
			if _, err := tx.ExecContext(ctx, "UPDATE receipts SET state = $1, reason = $2, decided_by = $3, decided_at = $4 WHERE collection = $5 AND number = $6",
				string(state), reason, by.Name, millis(now), c.ID, n); err != nil {
				return err
			}
			names = append(names, r.Member)
		}
		action, detail := ReceiptTaken, listed(names)
		if state == SentBack {
			action, detail = ReceiptReturned, listed(names)+"："+reason
		}
		return enterCollected(ctx, tx, c, by, action, detail, now)
	}))
}

// Receipts are all that came in for a collection, in the order in which it came.
func (s *Store) Receipts(ctx context.Context, collection string) ([]Receipt, error) {
	return list(ctx, s.read, func(rows *sql.Rows, r *Receipt) error { return scanReceipt(rows, r) },
		"SELECT "+receiptColumns+" FROM receipts WHERE collection = $1 ORDER BY number", collection)
}

// Receipt is one of a collection.
func (s *Store) Receipt(ctx context.Context, collection string, number int64) (r Receipt, err error) {
	err = known(scanReceipt(s.read.QueryRowContext(ctx, "SELECT "+receiptColumns+" FROM receipts WHERE collection = $1 AND number = $2", collection, number), &r))
	return r, err
}

// listed are names in one text, of many the first.
func listed(names []string) string {
	const most = 20
	if len(names) > most {
		return strings.Join(names[:most], "、") + "等 " + decimal(int64(len(names))) + " 个单位"
	}
	return strings.Join(names, "、")
}
