package store

import (
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"gongwen/internal/diag"
)

var (
	// ErrUnknown is that of what is not in the store, or not for whoever asks.
	ErrUnknown = errors.New("unknown")
	// ErrExists is that of what is in the store already.
	ErrExists = errors.New("exists")
	// ErrDamaged is that of a file that is not what was kept.
	ErrDamaged = diag.NewError("保存的文件损坏了", "the file is damaged")
	// ErrAway is the ErrDamaged of a file that is not on its shelf: perhaps it is another shelf,
	// or one that is not there at the moment.
	ErrAway = diag.Because(ErrDamaged, "存放文件的地方没有这个文件，看 GONGWEN_FILES 写得对不对、存储接上没有", "the file is not where GONGWEN_FILES says: is it the right place, and is it there?")
	// ErrOutside is that of a file on a shelf that the store was not given.
	ErrOutside = diag.NewError("文件不在数据库里，环境变量 GONGWEN_FILES 要写明放在哪里", "the file is kept outside of the database, where GONGWEN_FILES has to say")
)

// The codes of PostgreSQL (Appendix A of its manual).
const (
	pgUnique        = "23505"
	pgSerialization = "40001"
	pgDeadlock      = "40P01"
)

// known makes the store's own error of one of the database.
func known(err error) error {
	var pg *pgconn.PgError
	var lite *sqlite.Error
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrUnknown
	case errors.As(err, &pg) && pg.Code == pgUnique:
		return ErrExists
	case errors.As(err, &lite) && (lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY):
		return ErrExists
	}
	return err
}

// collided reports whether a transaction failed because of another one.
func collided(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == pgSerialization || pg.Code == pgDeadlock)
}
