package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"gongwen/cmd/internal/office/shelf"
	"gongwen/internal/diag"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is a database that is open. It is safe for concurrent use.
type Store struct {
	read  *sql.DB
	write *sql.DB // of SQLite one connection, as there is one writer at a time; else read
	lite  bool
	dsn   string
	shelf shelf.Shelf // nil for none: all files are in the database
}

// The beginnings of data source names.
const (
	sqlitePrefix        = "sqlite:"
	postgresPrefix      = "postgres://"
	otherPostgresPrefix = "postgresql://"
)

// File is the path of the file that a data source name of SQLite names; it is false
// for any other name.
func File(dsn string) (path string, ok bool) { return strings.CutPrefix(dsn, sqlitePrefix) }

// NameOf is the data source name of a file of SQLite.
func NameOf(path string) string { return sqlitePrefix + path }

// ErrSource is that of a data source name that is neither of SQLite nor of
// PostgreSQL.
var ErrSource = errors.New("neither sqlite:PATH nor postgres://…")

// ErrForeign is that of a database which has nothing of this program.
var ErrForeign = diag.NewError("这个数据库里没有 gongwen 的数据", "the database has nothing of gongwen")

// Open opens the database of a data source name, sqlite:PATH or postgres://…,
// and brings its tables up to date.
func Open(ctx context.Context, dsn string) (*Store, error) {
	s, err := connect(dsn)
	if err != nil {
		return nil, err
	}
	if err := s.prepare(ctx); err != nil {
		return nil, Reason(errors.Join(err, s.Close()))
	}
	return s, nil
}

// OpenOwn is Open of a database that has tables of this program: it is ErrForeign, and stays
// as it is, where there are none.
func OpenOwn(ctx context.Context, dsn string) (*Store, error) {
	if err := own(ctx, dsn); err != nil {
		return nil, Reason(err)
	}
	return Open(ctx, dsn)
}

// own is ErrForeign where a database has no tables of this program.
func own(ctx context.Context, dsn string) error {
	driver, source, tables := "pgx", dsn, "SELECT COUNT(*) FROM pg_class WHERE relname IN ('goose_db_version', 'agencies') AND pg_table_is_visible(oid)"
	switch path, lite := File(dsn); {
	case lite:
		driver, source = "sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro" // else the file becomes one of WAL
		tables = "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('goose_db_version', 'agencies')"
	case !strings.HasPrefix(dsn, postgresPrefix) && !strings.HasPrefix(dsn, otherPostgresPrefix):
		return ErrSource
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		return err
	}
	const all = 2
	var found int
	err = errors.Join(db.QueryRowContext(ctx, tables).Scan(&found), db.Close())
	if err == nil && found < all {
		return ErrForeign
	}
	return err
}

func connect(dsn string) (*Store, error) {
	path, lite := File(dsn)
	switch {
	case lite && path != "":
		write, err := sql.Open("sqlite", liteSource(path, "immediate"))
		if err != nil {
			return nil, err
		}
		write.SetMaxOpenConns(1)
		read, err := sql.Open("sqlite", liteSource(path, "deferred"))
		if err != nil {
			return nil, errors.Join(err, write.Close())
		}
		keepIdle(read)
		return &Store{read: read, write: write, lite: true, dsn: dsn}, nil
	case strings.HasPrefix(dsn, postgresPrefix), strings.HasPrefix(dsn, otherPostgresPrefix):
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			return nil, err
		}
		db.SetMaxOpenConns(maxConnections)
		keepIdle(db)
		return &Store{read: db, write: db, dsn: dsn}, nil
	}
	return nil, ErrSource
}

// keepIdle has connections that many needed at once kept open for a while: database/sql
// closes all but two, and a new one costs more than what is asked through it.
func keepIdle(db *sql.DB) {
	db.SetMaxIdleConns(maxConnections)
	db.SetConnMaxIdleTime(idleTime)
}

// idleTime is how long a connection stays open of which nobody has need.
const idleTime = 30 * time.Second

// Queue is what a queue of jobs in the same database stands on: a pool of its own. Its
// owner closes it. Of PostgreSQL dsn is the data source name, with which changes of
// the queue can be listened for; it is empty for SQLite, whose pool has one connection.
func (s *Store) Queue() (db *sql.DB, dsn string, err error) {
	if s.lite {
		path, _ := File(s.dsn)
		if db, err = sql.Open("sqlite", liteSource(path, "immediate")); err != nil {
			return nil, "", err
		}
		db.SetMaxOpenConns(1)
		return db, "", nil
	}
	if db, err = sql.Open("pgx", s.dsn); err != nil {
		return nil, "", err
	}
	db.SetMaxOpenConns(maxQueueConnections)
	keepIdle(db)
	return db, s.dsn, nil
}

// maxConnections is nearly half of what a PostgreSQL admits as it is installed; a
// queue takes a few more.
const (
	maxConnections      = 40
	maxQueueConnections = 8
)

// liteSource is how the driver opens a file: every commit waits for the disk
// (synchronous FULL), readers do not wait for the writer (WAL).
func liteSource(path, lock string) string {
	q := url.Values{}
	for _, pragma := range []string{"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "busy_timeout(10000)"} {
		q.Add("_pragma", pragma)
	}
	q.Set("_txlock", lock)
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// soundSQLite is the first version without the fault that can damage a WAL
// database when two connections write and checkpoint at the same instant.
var soundSQLite = []int{3, 51, 3}

// isSound reports whether a version of SQLite is sound.
func isSound(version string) bool {
	var numbers []int
	for part := range strings.SplitSeq(version, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return false
		}
		numbers = append(numbers, n)
	}
	return slices.Compare(numbers, soundSQLite) >= 0
}

func (s *Store) prepare(ctx context.Context) error {
	dialect := database.DialectPostgres
	if s.lite {
		dialect = database.DialectSQLite3
		var version string
		if err := s.write.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
			return err
		}
		if !isSound(version) {
			return fmt.Errorf("SQLite %s can damage its files, at least 3.51.3 is needed", version)
		}
	}
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	// Migrations only add, so that each may come after a later one.
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(s.appendOnly()), goose.WithAllowOutofOrder(true)}
	if s.lite {
		open, err := s.alone(ctx)
		if err != nil {
			return err
		}
		defer open()
	} else {
		one, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(one))
	}
	provider, err := goose.NewProvider(dialect, s.write, folder, options...)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// alone waits until no other process migrates the SQLite database. The lock is a file
// beside it: those of SQLite last for one transaction, and a migration is many. It is
// never removed, as somebody else may wait for it.
func (s *Store) alone(ctx context.Context) (open func(), err error) {
	path, _ := File(s.dsn)
	l := flock.New(path + ".lock")
	const again = 10 * time.Millisecond
	if _, err := l.TryLockContext(ctx, again); err != nil {
		return nil, err
	}
	return func() { _ = l.Close() }, nil
}

// Close closes the database.
func (s *Store) Close() error {
	err := s.read.Close()
	if s.write != s.read {
		err = errors.Join(err, s.write.Close())
	}
	return err
}

// Ready says why the database does not answer.
func (s *Store) Ready(ctx context.Context) error { return s.read.PingContext(ctx) }

// Clock is the time of the database's server; the zero time for SQLite, which has none.
func (s *Store) Clock(ctx context.Context) (now time.Time, err error) {
	if s.lite {
		return now, nil
	}
	err = s.read.QueryRowContext(ctx, "SELECT clock_timestamp()").Scan(&now)
	return now, err
}

// Change runs f in a transaction that changes something, and again from its beginning
// where another one was in its way.
func (s *Store) Change(ctx context.Context, f func(*sql.Tx) error) error {
	return known(s.change(ctx, f))
}

// change runs f in a transaction, and again from its beginning where another one
// was in its way.
func (s *Store) change(ctx context.Context, f func(*sql.Tx) error) error {
	return again(func() error { return s.once(ctx, f) })
}

// again does something once more where another transaction was in its way.
func again(do func() error) (err error) {
	const tries = 5
	for range tries {
		if err = do(); !collided(err) {
			return err
		}
	}
	return err
}

func (s *Store) once(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
