package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"gongwen/internal/diag"
)

var (
	// ErrNotSQLite is that of what only an SQLite database can do.
	ErrNotSQLite = errors.New("not an SQLite database")

	errNoBackup = diag.NewError("不是网页数据的备份", "it is no backup of the data of a page")
	errAltered  = diag.NewError("内容和备份时不同，文件已损坏或者被改动", "its content is not what was written, it is damaged or was changed")
)

// Backup writes all of an SQLite database, as it is at one moment, into a new file
// (VACUUM INTO), and into it what lies on the shelf: files never change, so that they are
// those of that moment. The page goes on meanwhile. PostgreSQL has its own tools for that.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	if !s.lite {
		return ErrNotSQLite
	}
	if _, err := s.read.ExecContext(ctx, "VACUUM INTO $1", path); err != nil {
		return err
	}
	backup, err := sql.Open("sqlite", liteSource(path, "immediate"))
	if err != nil {
		return err
	}
	backup.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, backup.Close()) }()
	if s.shelf != nil {
		if err := s.bringIn(ctx, backup); err != nil {
			return err
		}
	}
	if err := seal(ctx, backup); err != nil {
		return err
	}
	_, err = backup.ExecContext(ctx, "PRAGMA journal_mode = DELETE") // one file, without a log beside it
	return err
}

// Restore puts a backup in a place where there is no database, after it was found to be
// what was written.
func Restore(ctx context.Context, backup, place string) (err error) {
	from, err := sql.Open("sqlite", "file:"+(&url.URL{Path: backup}).EscapedPath()+"?mode=ro")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	var lite *sqlite.Error
	switch err := whole(ctx, from); {
	case errors.As(err, &lite) && lite.Code()&0xff == sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", errAltered, err)
	case err != nil:
		return err
	}
	part := place + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if _, err := from.ExecContext(ctx, "VACUUM INTO $1", part); err != nil {
		return err
	}
	if err := unseal(ctx, part); err != nil {
		return err
	}
	return os.Rename(part, place)
}

// whole says why a backup is not what was written.
func whole(ctx context.Context, backup *sql.DB) error {
	var verdict string
	if err := backup.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("%w: %s", errAltered, verdict)
	}
	err := backup.QueryRowContext(ctx, "SELECT id FROM documents LIMIT 1").Scan(new(string))
	var lite *sqlite.Error
	switch {
	case errors.As(err, &lite) && lite.Code()&0xff == sqlite3.SQLITE_ERROR: // there is no such table
		return errNoBackup
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return err
	}
	return sealed(ctx, backup)
}

// unseal takes the seal out of what is to be a database again.
func unseal(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", liteSource(path, "immediate"))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, "DROP TABLE IF EXISTS "+sealTable)
	if err == nil {
		_, err = db.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	}
	return errors.Join(err, db.Close())
}
