package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"slices"
)

// sealTable is the table of a backup that holds one digest of all the others.
const sealTable = "backup_seal"

// seal writes into a backup what its tables hold, as one digest: SQLite's own check finds
// broken structure, not a changed value.
func seal(ctx context.Context, backup *sql.DB) error {
	digest, err := digestOfTables(ctx, backup)
	if err != nil {
		return err
	}
	if _, err := backup.ExecContext(ctx, "CREATE TABLE "+sealTable+" (digest TEXT NOT NULL)"); err != nil {
		return err
	}
	_, err = backup.ExecContext(ctx, "INSERT INTO "+sealTable+" (digest) VALUES ($1)", digest)
	return err
}

// sealed says whether a backup holds what was sealed. One that has no seal was made before
// there were any: of that only the files are held against their names.
func sealed(ctx context.Context, backup *sql.DB) error {
	var there int
	if err := backup.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = $1", sealTable).Scan(&there); err != nil {
		return err
	}
	if there == 0 {
		return filesAsNamed(ctx, backup)
	}
	var digest string
	switch err := backup.QueryRowContext(ctx, "SELECT digest FROM "+sealTable).Scan(&digest); {
	case errors.Is(err, sql.ErrNoRows):
		return errAltered
	case err != nil:
		return err
	}
	switch now, err := digestOfTables(ctx, backup); {
	case err != nil:
		return err
	case now != digest:
		return errAltered
	}
	return nil
}

// filesAsNamed says whether files are what their digests say.
func filesAsNamed(ctx context.Context, backup *sql.DB) (err error) {
	rows, err := backup.QueryContext(ctx, "SELECT digest, content FROM files WHERE outside = 0")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var digest string
		var content []byte
		if err := rows.Scan(&digest, &content); err != nil {
			return err
		}
		if Digest(content) != digest {
			return errAltered
		}
	}
	return rows.Err()
}

// digestOfTables is one digest of the schema and of all rows but the seal's.
func digestOfTables(ctx context.Context, db *sql.DB) (string, error) {
	sum := sha256.New()
	if err := addRows(ctx, db, sum, "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name <> '"+sealTable+"' ORDER BY type, name"); err != nil {
		return "", err
	}
	names, err := list(ctx, db, func(rows *sql.Rows, name *string) error { return rows.Scan(name) },
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%' ORDER BY name")
	if err != nil {
		return "", err
	}
	for _, name := range slices.DeleteFunc(names, func(name string) bool { return name == sealTable }) {
		if err := addRows(ctx, db, sum, `SELECT * FROM "`+name+`"`); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// addRows adds the rows of a query to a digest, each value with its type and length.
func addRows(ctx context.Context, db *sql.DB, sum hash.Hash, query string) (err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, places := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	fmt.Fprintf(sum, "%q%q", query, columns)
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		for _, v := range values {
			if content, is := v.([]byte); is {
				fmt.Fprintf(sum, "[]byte %d ", len(content))
				sum.Write(content)
				continue
			}
			text := fmt.Sprint(v)
			fmt.Fprintf(sum, "%T %d %s", v, len(text), text)
		}
	}
	return rows.Err()
}
