// Package database asks a database one question, which changes nothing in it: in a
// transaction that only reads, within limits of rows, bytes and time. It knows
// PostgreSQL and SQLite.
package database

import (
	"context"
	"strings"
	"time"

	"gongwen/data/sources"
	"gongwen/internal/diag"
)

// Limits is what one query may cost.
type Limits struct {
	Rows  int
	Bytes int
	Time  time.Duration
}

// StandardLimits admits the counts of a year many times over.
func StandardLimits() Limits { return Limits{Rows: 10_000, Bytes: 8 << 20, Time: 30 * time.Second} }

// The errors of this package beside those of the databases.
var (
	errUnknown = diag.NewError("连接串应以 postgres:// 或 sqlite: 开头", "the connection should begin with postgres:// or sqlite:")
	errRows    = diag.NewError("查询结果的行太多", "the answer has too many rows")
	errBytes   = diag.NewError("查询结果太大", "the answer is too large")
	errNoFile  = diag.NewError("找不到连接串里的 SQLite 文件", "the SQLite file of the connection is not there")
	errTime    = diag.NewError("查询超过了时限", "the query takes too long")
)

// Ask asks the database of a connection, postgres://… or sqlite:PATH. No error
// holds the connection.
func (l Limits) Ask(ctx context.Context, connection, query string) (*sources.Answer, error) {
	within, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()
	a := &answer{limits: l}
	var err error
	switch {
	case strings.HasPrefix(connection, "postgres://"), strings.HasPrefix(connection, "postgresql://"):
		err = a.postgres(within, connection, query)
	case strings.HasPrefix(connection, "sqlite:"):
		err = a.sqlite(within, strings.TrimPrefix(connection, "sqlite:"), query)
	default:
		return nil, errUnknown
	}
	switch {
	case err != nil && ctx.Err() == nil && within.Err() != nil:
		return nil, errTime
	case err != nil:
		return nil, err
	}
	return &a.Answer, nil
}

// answer is what has been read of an answer.
type answer struct {
	sources.Answer
	limits Limits
	bytes  int
}

// add takes a row.
func (a *answer) add(row []sources.Value) error {
	for _, v := range row {
		a.bytes += len(v.Text) + 1
	}
	switch {
	case len(a.Rows) >= a.limits.Rows:
		return errRows
	case a.bytes > a.limits.Bytes:
		return errBytes
	}
	a.Rows = append(a.Rows, row)
	return nil
}
