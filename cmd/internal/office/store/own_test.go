package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// A database of others stays as it is where one of this program is asked for.
func TestAForeignDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "别的 库.db")
	foreign, err := sql.Open("sqlite", "file:"+path)
	if err == nil {
		_, err = foreign.ExecContext(t.Context(), "CREATE TABLE agencies (id TEXT)")
		err = errors.Join(err, foreign.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenOwn(t.Context(), NameOf(path)); !errors.Is(err, ErrForeign) {
		t.Error(err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, before) {
		t.Errorf("it was changed, %v", err)
	}
	if _, err := OpenOwn(t.Context(), "mysql://x"); !errors.Is(err, ErrSource) {
		t.Error(err)
	}
	own := NameOf(filepath.Join(t.TempDir(), "a.db"))
	for _, open := range []func() (*Store, error){
		func() (*Store, error) { return Open(t.Context(), own) },
		func() (*Store, error) { return OpenOwn(t.Context(), own) },
	} {
		s, err := open()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A server of others stays as it is.
func TestAForeignServer(t *testing.T) {
	tier.Long(t, "starts PostgreSQL")
	dsn := pgtest.Start(t)
	if _, err := OpenOwn(t.Context(), dsn); !errors.Is(err, ErrForeign) {
		t.Error(err)
	}
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var tables int
	if err := db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").Scan(&tables); err != nil || tables > 0 {
		t.Errorf("%d tables were made, %v", tables, err)
	}
	for _, open := range []func() (*Store, error){
		func() (*Store, error) { return Open(t.Context(), dsn) },
		func() (*Store, error) { return OpenOwn(t.Context(), dsn) },
	} {
		s, err := open()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// An address that asks for what the server does not have is wrong, and waiting does not mend
// it; of a server that is away it does.
func TestAddressesThatAreWrong(t *testing.T) {
	var from net.ListenConfig
	l, err := from.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	go func() { // a server that does not encrypt, and is gone when it is asked for more
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if _, err := io.ReadFull(c, make([]byte, 8)); err == nil {
				_, _ = c.Write([]byte("N"))
			}
			_ = c.Close()
		}
	}()
	for mode, want := range map[string]string{
		"verify-full": "服务器不加密连接，而地址里的 sslmode 要求加密",
		"require":     "服务器不加密连接，而地址里的 sslmode 要求加密",
		"always":      "数据库的地址写得不对",
		"prefer":      "", // as the connection ends
	} {
		dsn := "postgres://someone@" + l.Addr().String() + "/gongwen?sslmode=" + mode
		for _, open := range []func(context.Context, string) (*Store, error){Open, OpenOwn} {
			_, err := open(t.Context(), dsn)
			if got := diag.Cause(err).In(diag.ZH); want != "" && got != want || Passing(err) != (want == "") {
				t.Errorf("%s: %s, waited for: %v (%v)", mode, got, Passing(err), err)
			}
		}
	}
}
