package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"gongwen/data/sheet"
)

// Comment is something that somebody says of a place of a document.
type Comment struct {
	Number    int64 // from 1
	Place     sheet.Place
	Paragraph int    // from 1; 0 for the whole
	Quote     string // the words that it is about, as they were then
	Body      string
	By        string // name of the account
	At        time.Time
	ClosedBy  string // name of who has closed it; empty where it is open
	ClosedAt  time.Time
	Replies   []Reply
}

// Reply is an answer to a comment.
type Reply struct {
	Body, By string
	At       time.Time
}

// AddComment enters a comment and gives its number. One that its author has just made, and
// that is open, is not made again: who clicks twice says it once.
func (s *Store) AddComment(ctx context.Context, d Document, c Comment, by Account, now time.Time) (number int64, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		if err := hold(ctx, tx, d.ID, now); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, `SELECT number FROM comments WHERE document = $1 AND account = $2 AND place = $3 AND paragraph = $4 AND quote = $5 AND body = $6 AND closed_by = ''
			AND number = (SELECT MAX(number) FROM comments WHERE document = $1)`, d.ID, by.ID, c.Place, c.Paragraph, c.Quote, c.Body).Scan(&number)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := tx.QueryRowContext(ctx, "SELECT COALESCE(MAX(number), 0) + 1 FROM comments WHERE document = $1", d.ID).Scan(&number); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO comments (document, number, place, paragraph, quote, body, account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			d.ID, number, c.Place, c.Paragraph, c.Quote, c.Body, by.ID, millis(now)); err != nil {
			return err
		}
		return said(ctx, tx, d, Commented, number, c.Place, c.Body, by, now)
	})
	return number, known(err)
}

// AddReply answers a comment. The same answer of the same account, as the last one, is not
// given again.
func (s *Store) AddReply(ctx context.Context, d Document, comment int64, body string, by Account, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		if err := hold(ctx, tx, d.ID, now); err != nil {
			return err
		}
		var place sheet.Place
		var number int64
		var same bool
		if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) > 0 FROM replies WHERE document = $1 AND comment = $2 AND account = $3 AND body = $4
			AND number = (SELECT MAX(number) FROM replies WHERE document = $1 AND comment = $2)`, d.ID, comment, by.ID, body).Scan(&same); err != nil || same {
			return err
		}
		if err := tx.QueryRowContext(ctx, "SELECT place FROM comments WHERE document = $1 AND number = $2", d.ID, comment).Scan(&place); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, "SELECT COUNT(*) + 1 FROM replies WHERE document = $1 AND comment = $2", d.ID, comment).Scan(&number); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO replies (document, comment, number, body, account, at) VALUES ($1, $2, $3, $4, $5, $6)",
			d.ID, comment, number, body, by.ID, millis(now)); err != nil {
			return err
		}
		return said(ctx, tx, d, Replied, comment, place, body, by, now)
	}))
}

// CloseComment closes a comment that is open. It is ErrState where it is closed.
func (s *Store) CloseComment(ctx context.Context, d Document, comment int64, by Account, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		if err := hold(ctx, tx, d.ID, now); err != nil {
			return err
		}
		var place sheet.Place
		var closed string
		if err := tx.QueryRowContext(ctx, "SELECT place, closed_by FROM comments WHERE document = $1 AND number = $2", d.ID, comment).Scan(&place, &closed); err != nil {
			return err
		}
		if closed != "" {
			return ErrState
		}
		if _, err := tx.ExecContext(ctx, "UPDATE comments SET closed_by = $1, closed_at = $2 WHERE document = $3 AND number = $4", by.Name, millis(now), d.ID, comment); err != nil {
			return err
		}
		return said(ctx, tx, d, Closed, comment, place, "", by, now)
	}))
}

// said enters what somebody said of a place into the log, the number of the comment first.
func said(ctx context.Context, tx *sql.Tx, d Document, a Action, comment int64, place sheet.Place, body string, by Account, now time.Time) error {
	_, err := enter(ctx, tx, AuditEntry{
		Account: by.ID, Name: by.Name, Agency: d.Agency, Document: d.ID, Action: a, Place: string(place), Detail: commentDetail(comment, body),
	}, now)
	return err
}

// How the log says what was said: the number of the comment, then the words.
const (
	commentWord = "意见 "
	betweenSaid = "："
)

func commentDetail(comment int64, body string) string {
	if body == "" {
		return commentWord + decimal(comment)
	}
	return commentWord + decimal(comment) + betweenSaid + body
}

// Comments are the comments of a document by their numbers, with what was answered.
func (s *Store) Comments(ctx context.Context, document string) ([]Comment, error) {
	all, err := list(ctx, s.read, func(rows *sql.Rows, c *Comment) error {
		var at, closed int64
		err := rows.Scan(&c.Number, &c.Place, &c.Paragraph, &c.Quote, &c.Body, &c.By, &at, &c.ClosedBy, &closed)
		c.At, c.ClosedAt = timeOf(at), timeOf(closed)
		return err
	}, `SELECT c.number, c.place, c.paragraph, c.quote, c.body, a.name, c.at, c.closed_by, c.closed_at FROM comments c JOIN accounts a ON a.id = c.account
		WHERE c.document = $1 ORDER BY c.number`, document)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Replies, err = list(ctx, s.read, func(rows *sql.Rows, r *Reply) error {
			var at int64
			err := rows.Scan(&r.Body, &r.By, &at)
			r.At = timeOf(at)
			return err
		}, "SELECT r.body, a.name, r.at FROM replies r JOIN accounts a ON a.id = r.account WHERE r.document = $1 AND r.comment = $2 ORDER BY r.number",
			document, all[i].Number)
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
