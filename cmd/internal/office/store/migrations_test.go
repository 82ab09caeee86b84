package store

import (
	"database/sql"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// rule is from which migration on old and new programs work side by side.
const rule = "00035"

// adds are the statements that take nothing from a program that does not know of them.
var adds = regexp.MustCompile(`^(?:CREATE TABLE|CREATE INDEX|CREATE UNIQUE INDEX|ALTER TABLE \w+ ADD COLUMN \w+ \w+ NOT NULL DEFAULT) `)

// fills is the statement that gives values to a column, which has to be one that was added
// before: no program of an earlier version knows of it.
var fills = regexp.MustCompile(`^UPDATE (\w+) SET (\w+) = COALESCE\(`)

// A migration only adds: a program of the version before goes on beside it. What takes
// something away comes a version later, when no such program is left.
func TestMigrationsOnlyAdd(t *testing.T) {
	comments := regexp.MustCompile(`(?m)--.*$`)
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.TrimPrefix(file, "migrations/") < rule {
			continue
		}
		content, err := fs.ReadFile(migrations, file)
		if err != nil {
			t.Fatal(err)
		}
		up, _, both := strings.Cut(string(content), "-- +goose Down")
		if !both {
			t.Errorf("%s has no way back", file)
		}
		for statement := range strings.SplitSeq(comments.ReplaceAllString(up, ""), ";") {
			s := strings.Join(strings.Fields(statement), " ")
			if m := fills.FindStringSubmatch(s); m != nil && strings.Contains(up, "ALTER TABLE "+m[1]+" ADD COLUMN "+m[2]+" ") {
				continue
			}
			if s != "" && !adds.MatchString(s+" ") {
				t.Errorf("%s does not only add: %s", file, s)
			}
		}
	}
}

// at opens a database whose tables are those of an earlier version.
func at(t *testing.T, dsn string, version int64) *Store {
	t.Helper()
	s, err := connect(dsn)
	if err != nil {
		t.Fatal(err)
	}
	dialect := database.DialectPostgres
	if s.lite {
		dialect = database.DialectSQLite3
	}
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(dialect, s.write, folder, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(s.appendOnly()))
	if err == nil {
		_, err = provider.UpTo(t.Context(), version)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// While a program of the version before writes as it always did, one of this version opens
// the database and brings its tables up to date: neither loses anything.
func TestOldAndNewSideBySide(t *testing.T) {
	tier.Long(t, "opens databases of an earlier version")
	for name, dsn := range map[string]string{"sqlite": NameOf(t.TempDir() + "/a.db"), "postgresql": pgtest.Start(t)} {
		t.Run(name, func(t *testing.T) {
			old := at(t, dsn, 35)
			defer func() { _ = old.Close() }()
			kept := 0
			write := func() {
				t.Helper()
				// As the version before kept a file.
				content := []byte{byte(kept)}
				err := old.Change(t.Context(), func(tx *sql.Tx) error {
					_, err := tx.ExecContext(t.Context(), "INSERT INTO files (digest, content) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING", Digest(content), content)
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				kept++
			}
			write()
			s, err := Open(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			for range 3 {
				write()
			}
			for i := range kept {
				if got, err := s.File(t.Context(), Digest([]byte{byte(i)})); err != nil || !slices.Equal(got, []byte{byte(i)}) {
					t.Errorf("file %d: %v, %v", i, got, err)
				}
			}
			// And the other way: what this version keeps in the database, that one reads.
			digest, err := s.Keep(t.Context(), []byte("新"))
			if err != nil {
				t.Fatal(err)
			}
			var content []byte
			if err := old.read.QueryRowContext(t.Context(), "SELECT content FROM files WHERE digest = $1", digest).Scan(&content); err != nil || string(content) != "新" {
				t.Errorf("%q, %v", content, err)
			}
			// A program that is older than the tables leaves them as they are.
			if _, err := s.write.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, $1)", true); err != nil {
				t.Fatal(err)
			}
			again, err := Open(t.Context(), dsn)
			if err != nil {
				t.Fatal("tables of a later version: ", err)
			}
			if err := again.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Processes that open an empty database at once wait for each other.
func TestManyOpenAtOnce(t *testing.T) {
	tier.Long(t, "opens an empty database in many ways at once")
	for name, dsn := range map[string]string{"PostgreSQL": pgtest.Start(t), "SQLite": "sqlite:" + filepath.Join(t.TempDir(), "a.db")} {
		t.Run(name, func(t *testing.T) {
			var opening sync.WaitGroup
			for range 6 {
				opening.Go(func() {
					s, err := Open(t.Context(), dsn)
					if err != nil {
						t.Error(err)
						return
					}
					if err := s.Close(); err != nil {
						t.Error(err)
					}
				})
			}
			opening.Wait()
		})
	}
}
