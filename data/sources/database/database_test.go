package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"gongwen/data/sources"
	"gongwen/internal/diag"
	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// file is a database of SQLite with some counts.
func file(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "登记 2024.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"CREATE TABLE r (kind TEXT, n INTEGER, fee NUMERIC(10,2), made DATE)",
		"INSERT INTO r VALUES ('自然人', 12, 3.50, '2024-01-25'), ('商业企业', 3, NULL, NULL)",
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// server is a PostgreSQL server with the same counts.
func server(t *testing.T) string {
	t.Helper()
	tier.Long(t, "starts a PostgreSQL server")
	connection := pgtest.Start(t)
	conn, err := pgx.Connect(t.Context(), connection)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "CREATE TABLE r (kind text, n integer, fee numeric(10,2), made date); INSERT INTO r VALUES ('自然人', 12, 3.50, '2024-01-25'), ('商业企业', 3, NULL, NULL)"); err != nil {
		t.Fatal(err)
	}
	if err := conn.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	return connection
}

func shown(a *sources.Answer) string {
	var b strings.Builder
	fmt.Fprintln(&b, strings.Join(a.Columns, "|"))
	for _, r := range a.Rows {
		for i, v := range r {
			if i > 0 {
				b.WriteByte('|')
			}
			if v.Null {
				b.WriteString("NULL")
			}
			b.WriteString(v.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// ask holds both databases to the same.
func ask(t *testing.T, connection string) {
	t.Helper()
	limits := StandardLimits()
	a, err := limits.Ask(t.Context(), connection, "SELECT kind, n, n*2 AS twice FROM r ORDER BY n DESC")
	if err != nil || shown(a) != "kind|n|twice\n自然人|12|24\n商业企业|3|6\n" {
		t.Errorf("%v, %v", a, err)
	}
	a, err = limits.Ask(t.Context(), connection, "SELECT fee FROM r WHERE kind = '商业企业'")
	if err != nil || shown(a) != "fee\nNULL\n" {
		t.Errorf("%v, %v", a, err)
	}
	for _, change := range []string{"UPDATE r SET n = 0", "DELETE FROM r", "CREATE TABLE s (a integer)", "INSERT INTO r VALUES ('a', 1, 1, NULL)", "DROP TABLE r"} {
		if _, err := limits.Ask(t.Context(), connection, change); err == nil {
			t.Errorf("%s is not refused", change)
		}
	}
	a, err = limits.Ask(t.Context(), connection, "SELECT sum(n) FROM r")
	if err != nil || a.Rows[0][0].Text != "15" {
		t.Errorf("what was refused has changed something: %v, %v", a, err)
	}
	for name, c := range map[string]struct {
		limits Limits
		query  string
		want   error
	}{
		"rows":  {Limits{Rows: 1, Bytes: 100, Time: time.Minute}, "SELECT n FROM r", errRows},
		"bytes": {Limits{Rows: 10, Bytes: 5, Time: time.Minute}, "SELECT kind FROM r", errBytes},
		"time":  {Limits{Rows: 10, Bytes: 100, Time: time.Nanosecond}, "SELECT n FROM r", errTime},
	} {
		if _, err := c.limits.Ask(t.Context(), connection, c.query); !errors.Is(err, c.want) {
			t.Errorf("limit of %s: %v", name, err)
		}
	}
	if _, err := limits.Ask(t.Context(), connection, "SELECT x FROM none"); err == nil || !strings.Contains(err.Error(), "none") {
		t.Errorf("a table that is not there: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := limits.Ask(ctx, connection, "SELECT 1"); err == nil || errors.Is(err, errTime) {
		t.Errorf("interrupted: %v", err)
	}
}

// TestCausesAreSaidInChinese: the words of the database stand behind what they mean.
func TestCausesAreSaidInChinese(t *testing.T) {
	path := file(t)
	none := filepath.Join(t.TempDir(), "r.db")
	if err := os.WriteFile(none, []byte(strings.Repeat("no database of any kind\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"SELECT x FROM none":                   "数据库里没有查询写的表（数据库的原话：",
		"SELECT x FROM r":                      "表里没有查询写的栏（",
		"SELEKT n FROM r":                      "查询写错了（",
		"SELECT n FROM r WHERE (":              "查询没有写完（",
		"SELECT absent(n) FROM r":              "没有这个函数（",
		"SELECT kind FROM r, r AS s":           "几张表都有这一栏：写成 表.栏（",
		"DELETE FROM r":                        "查询要改数据库，只能读（",
		"ATTACH DATABASE '/tmp/other.db' AS o": "查询不能附加别的数据库（",
	} {
		if _, err := StandardLimits().Ask(t.Context(), "sqlite:"+path, query); !strings.HasPrefix(diag.Cause(err).ZH, want) {
			t.Errorf("%s: %v", query, diag.Cause(err).ZH)
		}
	}
	if _, err := StandardLimits().Ask(t.Context(), "sqlite:"+none, "SELECT 1"); !strings.HasPrefix(diag.Cause(err).ZH, "连接串里的文件不是 SQLite 数据库（") {
		t.Errorf("a file of another kind: %v", diag.Cause(err).ZH)
	}
	for code, want := range map[string]string{"42P01": "数据库里没有查询写的表", "28P01": "用户名或者密码不对", "22P02": "数据与查询要的类型不符", "42P10": "查询写错了", "XX000": ""} {
		if got := ofPostgres(code).ZH; got != want {
			t.Errorf("%s: %q", code, got)
		}
	}
	_, err := StandardLimits().Ask(t.Context(), "postgres://u@127.0.0.1:1/x?connect_timeout=1", "SELECT 1")
	if !strings.HasPrefix(diag.Cause(err).ZH, "连不上数据库服务器") {
		t.Errorf("nobody listens: %v", diag.Cause(err).ZH)
	}
}

func TestSQLite(t *testing.T) {
	path := file(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ask(t, "sqlite:"+path)
	other := filepath.Join(t.TempDir(), "other.db")
	for _, query := range []string{"ATTACH DATABASE '" + other + "' AS o", "ATTACH DATABASE '" + file(t) + "' AS o", "PRAGMA query_only = 0; DELETE FROM r"} {
		if _, err := StandardLimits().Ask(t.Context(), "sqlite:"+path, query); err == nil {
			t.Errorf("%s is not refused", query)
		}
	}
	if _, err := os.Stat(other); err == nil {
		t.Error("another database was made")
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the file has changed, %v", err)
	}
	a, err := StandardLimits().Ask(t.Context(), "sqlite:"+path, "SELECT fee, 0.1+0.2, x'414243' FROM r LIMIT 1")
	if err != nil || shown(a) != "fee|0.1+0.2|x'414243'\n3.5|0.30000000000000004|ABC\n" {
		t.Errorf("%v, %v", a, err)
	}
	endless := "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c"
	if _, err := (Limits{Rows: 1, Bytes: 100, Time: 50 * time.Millisecond}).Ask(t.Context(), "sqlite:"+path, endless); !errors.Is(err, errTime) {
		t.Errorf("a query without end: %v", err)
	}
	missing := filepath.Join(t.TempDir(), "none.db")
	if _, err := StandardLimits().Ask(t.Context(), "sqlite:"+missing, "SELECT 1"); err == nil {
		t.Error("a file that is not there")
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("a file was made")
	}
}

func TestPostgreSQL(t *testing.T) {
	connection := server(t)
	ask(t, connection)
	a, err := StandardLimits().Ask(t.Context(), connection, "SELECT fee, made, 0.1+0.2 AS s FROM r WHERE fee IS NOT NULL")
	if err != nil || shown(a) != "fee|made|s\n3.50|2024-01-25|0.3\n" {
		t.Errorf("%v, %v", a, err)
	}
	if _, err := StandardLimits().Ask(t.Context(), connection, "COMMIT; DELETE FROM r"); err == nil {
		t.Error("two statements are not refused")
	}
	if _, err := StandardLimits().Ask(t.Context(), connection, "UPDATE r SET n = 0"); !strings.HasPrefix(diag.Cause(err).ZH, "查询要改数据库，只能读（数据库的原话：") {
		t.Errorf("a change: %v", err)
	}
	if _, err := (Limits{Rows: 1, Bytes: 100, Time: 200 * time.Millisecond}).Ask(t.Context(), connection, "SELECT pg_sleep(600)"); !errors.Is(err, errTime) {
		t.Errorf("a query without end: %v", err)
	}
}

func TestConnectionsAreNotSaid(t *testing.T) {
	const secret = "秘密passw0rd"
	for _, connection := range []string{
		"postgres://u:" + secret + "@127.0.0.1:1/x?connect_timeout=1", "postgres://u:" + secret + "@/x?sslmode=nonsense", "postgres://u:" + secret + "@/x?host=/nowhere",
		"mysql://u:" + secret + "@h/x", "sqlite:/nowhere/" + secret[len("秘密"):] + "/../none.db", secret,
	} {
		_, err := StandardLimits().Ask(t.Context(), connection, "SELECT 1")
		if err == nil {
			t.Fatalf("%s answers", connection)
		}
		if said := diag.Cause(err); strings.HasPrefix(connection, "postgres") && strings.Contains(said.ZH+said.EN+err.Error(), secret) {
			t.Errorf("the error holds the password: %v", err)
		}
	}
}
