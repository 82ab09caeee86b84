package store

import (
	"context"
	"crypto/tls"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Surroundings reports whether an error is Passing, or one of the place for files of this
// process: it may not be the place of the others, or have another key. Another process can do
// what was asked for.
func Surroundings(err error) bool {
	var answered interface{ HTTPStatusCode() int }
	return Passing(err) || errors.Is(err, ErrAway) || errors.Is(err, ErrOutside) || errors.As(err, &answered)
}

// Passing reports whether an error is of the surroundings, not of what was asked for: the
// database or the shelf cannot be reached, is being restarted, or has no room. The same can
// be asked again later.
func Passing(err error) bool {
	var pg *pgconn.PgError
	var lite *sqlite.Error
	var network net.Error
	var connecting *pgconn.ConnectError
	var certificate *tls.CertificateVerificationError // which waiting does not mend
	var answered interface{ HTTPStatusCode() int }
	switch {
	case err == nil || errors.Is(err, context.Canceled) || errors.As(err, &certificate) || refusesTLS(err):
		return false
	case errors.As(err, &answered): // of a store that speaks S3
		code := answered.HTTPStatusCode()
		return code >= http.StatusInternalServerError || code == http.StatusTooManyRequests || code == http.StatusRequestTimeout
	case errors.As(err, &pg):
		// Classes of SQLSTATE: connection, resources, an operator intervenes, the system.
		return strings.HasPrefix(pg.Code, "08") || strings.HasPrefix(pg.Code, "53") || strings.HasPrefix(pg.Code, "57P") || strings.HasPrefix(pg.Code, "58") || collided(err)
	case errors.As(err, &lite):
		primary := lite.Code() & 0xff
		return primary == sqlite3.SQLITE_BUSY || primary == sqlite3.SQLITE_FULL || primary == sqlite3.SQLITE_IOERR
	}
	return errors.As(err, &network) || errors.As(err, &connecting) || pgconn.SafeToRetry(err) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, net.ErrClosed) || errors.Is(err, pgconn.ErrConnClosed) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
