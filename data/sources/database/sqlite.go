package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"

	"modernc.org/sqlite"

	"gongwen/data/sources"
)

// sqlite asks a file of SQLite.
func (a *answer) sqlite(ctx context.Context, path, query string) error {
	err := a.read(ctx, path, query)
	var fault *sqlite.Error
	if errors.As(err, &fault) {
		return says(ofSQLite(fault.Error()), fault.Error(), "")
	}
	return err
}

// attached is the limit of databases that are attached to a connection
// (SQLITE_LIMIT_ATTACHED, https://sqlite.org/c3ref/c_limit_attached.html).
const attached = 7

// read asks a file, which is opened for reading. Other files cannot be attached to
// it.
func (a *answer) read(ctx context.Context, path, query string) error {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return errNoFile
	}
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: "mode=ro&_pragma=query_only(1)"}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if _, err := sqlite.Limit(conn, attached, 0); err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	if a.Columns, err = rows.Columns(); err != nil {
		return err
	}
	for rows.Next() {
		values := make([]any, len(a.Columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			return err
		}
		row := make([]sources.Value, len(values))
		for i, v := range values {
			row[i] = valueOf(*v.(*any))
		}
		if err := a.add(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// valueOf is a value of a column as text.
func valueOf(v any) sources.Value {
	switch v := v.(type) {
	case nil:
		return sources.Value{Null: true}
	case int64:
		return sources.Value{Text: strconv.FormatInt(v, 10)}
	case float64:
		return sources.Value{Text: strconv.FormatFloat(v, 'f', -1, 64)}
	case []byte:
		return sources.Value{Text: string(v)}
	case string:
		return sources.Value{Text: v}
	}
	return sources.Value{Text: fmt.Sprint(v)}
}
