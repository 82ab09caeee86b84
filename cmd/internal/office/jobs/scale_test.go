package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// Of a queue with a million jobs that wait and a million that are done, everything that is
// asked while it drains is found by an index.
func TestAMillionJobs(t *testing.T) {
	tier.Soak(t, "fills a queue with a million jobs")
	t.Run("PostgreSQL", func(t *testing.T) {
		aMillionJobs(t, pgtest.Start(t), dialect{"(SELECT generate_series(1, %d) AS n) q", "CAST(%s AS jsonb)", "now()"})
	})
	t.Run("SQLite", func(t *testing.T) {
		aMillionJobs(t, store.NameOf(filepath.Join(t.TempDir(), "a.db")),
			dialect{"(WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %d) SELECT n FROM s) q", "jsonb(%s)", "datetime('now', 'subsec')"})
	})
}

// dialect is how a database has the numbers up to one, JSON of a text, and the time.
type dialect struct{ numbers, object, now string }

func aMillionJobs(t *testing.T, dsn string, in dialect) {
	t.Helper()
	const waiting, done = 1_000_000, 1_000_000
	s, q := opened(t, dsn)
	change := func(query string, args ...any) {
		t.Helper()
		if err := s.Change(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), query, args...)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	upTo := func(n int) string { return " FROM " + fmt.Sprintf(in.numbers, n) }
	change("INSERT INTO river_job (args, kind, max_attempts, priority, queue, state, created_at, scheduled_at) SELECT " +
		fmt.Sprintf(in.object, `'{"key":"w' || n || '","for":"test","document":{"report":"' || n || '","name":"r' || n || '"}}'`) + ", 'make_documents', 25, 4, 'make', 'available', " + in.now + ", " + in.now + upTo(waiting))
	change("INSERT INTO river_job (args, kind, max_attempts, priority, queue, state, created_at, scheduled_at, attempted_at, finalized_at, attempt) SELECT " +
		fmt.Sprintf(in.object, `'{"key":"d' || n || '"}'`) + ", 'make_documents', 25, 4, 'make', 'completed'" + strings.Repeat(", "+in.now, 4) + ", 1" + upTo(done))
	change("INSERT INTO results (key, outcome, said, at) SELECT 'd' || n, 'done', '[]', 0" + upTo(done))
	change("INSERT INTO tasks (id, kind, agency, account, title, detail, created, items) VALUES ('t', 'run', '', '', '', '', 0, $1)", done+1)
	change(fmt.Sprintf("INSERT INTO task_counts (task, part, outcome, items) SELECT 't', substr('0123456789abcdef', n, 1), 'done', %d", done/16) + upTo(16))
	change("INSERT INTO tasks (id, kind, agency, account, title, detail, created, items) SELECT 't' || n, 'run', '', '', '', '', 0, 10" + upTo(5000))
	change("INSERT INTO task_counts (task, part, outcome, items) SELECT 't' || n, '0', 'done', 1" + upTo(5000))
	change("INSERT INTO task_items (task, position, key, name, job) SELECT 't', n - 1, 'd' || n, 'r', n" + upTo(done))
	if _, lite := store.File(dsn); !lite { // as a server does by itself, and SQLite never
		change("ANALYZE")
	}
	d := report(t, s, "甲", "html")
	var took []string
	timed := func(name string, f func() error) {
		t.Helper()
		const times = 20
		best := time.Hour
		for range times {
			began := time.Now()
			if err := f(); err != nil {
				t.Fatal(name, err)
			}
			best = min(best, time.Since(began))
		}
		took = append(took, fmt.Sprintf("%s %.1f ms", name, float64(best.Microseconds())/1000))
	}
	n := 0
	timed("asking for a job", func() error {
		n++
		d.Name = fmt.Sprint(n)
		_, err := q.Ask(t.Context(), store.Task{Kind: "test", Account: "someone", Created: noon}, []Request{{Make: &d}}, nil)
		return err
	})
	timed("looking at two thousand items", func() error {
		_, err := s.Items(t.Context(), "t", 500_000, collectAhead)
		return err
	})
	timed("counting what waits", func() error {
		_, err := s.Waiting(t.Context())
		return err
	})
	timed("the progress of a task of a million", func() error {
		p, err := s.Progress(t.Context(), "t")
		if p.Done != done || p.Ended() {
			t.Errorf("%+v", p)
		}
		return err
	})
	// The jobs of whoever waits go first, past the million.
	started(t, q)
	waited := func(name string) {
		began := time.Now()
		d.Name = name
		if p := ended(t, q, ask(t, q, Request{Make: &d})); p.Done != 1 {
			t.Errorf("%+v", p)
		}
		took = append(took, fmt.Sprintf("%s %.0f ms", name, float64(time.Since(began).Milliseconds())))
	}
	waited("the first document of a process, for somebody who waits,")
	waited("the next")
	waited("and one more")
	if _, lite := store.File(dsn); !lite {
		planned(t, s)
	}
	tier.Did(t, "with %d jobs that wait and %d that are done: %s", waiting, done, strings.Join(took, ", "))
}

// Everything that is asked while a queue drains is found by an index, of a table of which
// the planner knows that it is large.
func TestPlans(t *testing.T) {
	tier.Long(t, "fills a queue with thousands of jobs")
	const many = 20_000
	s, _ := opened(t, pgtest.Start(t))
	if err := s.Change(t.Context(), func(tx *sql.Tx) error {
		for _, fill := range []string{
			`INSERT INTO river_job (args, kind, max_attempts, priority, queue, state, created_at, scheduled_at) SELECT '{}', 'make_documents', 25, 4, 'make', 'available', now(), now() FROM generate_series(1, %d) n`,
			`INSERT INTO results (key, outcome, said, at) SELECT md5(n::text), 'done', '[]', 0 FROM generate_series(1, %d) n`,
			`INSERT INTO tasks (id, kind, agency, account, title, detail, created, items) SELECT 't' || n, 'run', '', '', '', '', 0, 10 FROM generate_series(0, %d / 10) n`,
			`INSERT INTO task_counts (task, part, outcome, items) SELECT 't' || n, '0', 'done', 1 FROM generate_series(0, %d / 10) n`,
			`INSERT INTO task_items (task, position, key, name, job) SELECT 't' || n / 10, n, md5(n::text), 'r', n FROM generate_series(1, %d) n`,
		} {
			if _, err := tx.ExecContext(t.Context(), fmt.Sprintf(fill, many)); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(t.Context(), "ANALYZE")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	planned(t, s)
}

// lost is what store.Progress asks for what the queue has given up.
const lost = `SELECT COUNT(*) FROM river_job j CROSS JOIN task_items i
	WHERE i.job = j.id AND j.state = 'discarded' AND j.finalized_at IS NOT NULL AND i.task = 't1' AND i.given_up = 0 AND NOT EXISTS (SELECT 1 FROM results r WHERE r.key = i.key)`

// planned reports statements that look through a table or sort one.
func planned(t *testing.T, s *store.Store) {
	t.Helper()
	for about, query := range map[string]string{
		// As River takes jobs (riverpgxv5, JobGetAvailable) and completes them.
		"jobs are taken":    "SELECT id FROM river_job WHERE state = 'available' AND queue = 'make' AND scheduled_at <= now() ORDER BY priority ASC, scheduled_at ASC, id ASC LIMIT 2 FOR UPDATE SKIP LOCKED",
		"jobs are removed":  "SELECT id FROM river_job WHERE state = 'completed' AND finalized_at < now() - interval '1 hour' ORDER BY id LIMIT 1000",
		"a job is done":     "UPDATE river_job SET state = 'completed', finalized_at = now() WHERE id = 7 AND state IN ('available', 'pending', 'running', 'scheduled', 'retryable')",
		"a key is counted":  "SELECT task, substr(key, 1, 1), COUNT(*) FROM task_items WHERE key = 'k' AND given_up = 0 GROUP BY 1, 2 ORDER BY 1",
		"a task is counted": "SELECT outcome, CAST(SUM(items) AS BIGINT) FROM task_counts WHERE task = 't1' GROUP BY outcome",
		"what is given up":  lost,
	} {
		if plan := explained(t, s, query); strings.Contains(plan, "Seq Scan") {
			t.Errorf("%s by\n%s", about, plan)
		}
	}
}

// On SQLite too everything is found by an index, as long as nobody has counted the rows: after
// ANALYZE it looks through all jobs, in the order of their ids, for those that are stuck and
// those that are to be removed.
func TestPlansOfSQLite(t *testing.T) {
	s, _ := opened(t, store.NameOf(filepath.Join(t.TempDir(), "a.db")))
	for about, query := range map[string]string{
		// As River does it (riversqlite).
		"jobs are taken": "SELECT id FROM river_job WHERE priority >= 0 AND queue = 'make' AND scheduled_at <= datetime('now', 'subsec') AND state = 'available' ORDER BY priority ASC, scheduled_at ASC, id ASC LIMIT 2",
		"jobs are removed": `SELECT id FROM river_job WHERE (state = 'cancelled' AND cast(1 AS boolean) AND finalized_at < cast('2025' AS text)) OR
			(state = 'completed' AND cast(1 AS boolean) AND finalized_at < cast('2025' AS text)) OR (state = 'discarded' AND cast(1 AS boolean) AND finalized_at < cast('2025' AS text)) ORDER BY id LIMIT 1000`,
		"jobs are stuck":     "SELECT id FROM river_job WHERE state = 'running' AND id > 0 AND attempted_at < cast('2025' AS text) ORDER BY id LIMIT 1000",
		"jobs are due":       "SELECT id, unique_key FROM river_job WHERE state IN ('retryable', 'scheduled') AND scheduled_at <= datetime('now', 'subsec') ORDER BY priority, scheduled_at, id LIMIT 1000",
		"a key is counted":   "SELECT task, substr(key, 1, 1), COUNT(*) FROM task_items WHERE key = 'k' AND given_up = 0 GROUP BY 1, 2 ORDER BY 1",
		"a task is counted":  "SELECT outcome, CAST(SUM(items) AS BIGINT) FROM task_counts WHERE task = 't1' GROUP BY outcome",
		"a task is followed": "SELECT i.key, r.outcome FROM task_items i LEFT JOIN results r ON r.key = i.key AND i.given_up = 0 WHERE i.task = 't' AND i.position >= 7 ORDER BY i.position LIMIT 2000",
		"what is given up":   lost,
		"how a task stands":  "SELECT state, attempted_at IS NOT NULL AS begun, COUNT(*) FROM river_job WHERE id IN (SELECT job FROM task_items WHERE task = 't' AND given_up = 0) AND state IN ('available', 'pending', 'running', 'scheduled', 'retryable') GROUP BY 1, 2",
	} {
		var plan []string
		if err := s.Change(t.Context(), func(tx *sql.Tx) error {
			rows, err := tx.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query)
			if err != nil {
				return err
			}
			defer func() { _ = rows.Close() }()
			for rows.Next() {
				var id, parent, unused int
				var line string
				if err := rows.Scan(&id, &parent, &unused, &line); err != nil {
					return err
				}
				plan = append(plan, line)
			}
			return rows.Err()
		}); err != nil {
			t.Fatal(about, err)
		}
		all := strings.Join(plan, "\n")
		if query == lost && !strings.Contains(all, "task_items_job (job=?)") {
			t.Errorf("%s, of all items of a task, by\n%s", about, all)
		}
		if !strings.Contains(all, "SEARCH") || strings.Contains(all, "SCAN") || strings.Contains(all, "PRIMARY KEY (rowid>?)") {
			t.Errorf("%s by\n%s", about, all)
		}
	}
}

func explained(t *testing.T, s *store.Store, query string) (plan string) {
	t.Helper()
	if err := s.Change(t.Context(), func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(t.Context(), "EXPLAIN "+query)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				return err
			}
			plan += line + "\n"
		}
		return rows.Err()
	}); err != nil {
		t.Fatal(err)
	}
	return plan
}

// BenchmarkQueue is what a job costs this process, alone and by the queue on PostgreSQL: of
// documents, which the queue also keeps, and of what is no report, where next to all is the
// queue's own.
func BenchmarkQueue(b *testing.B) {
	tier.Soak(b, "starts PostgreSQL for each round")
	for _, how := range []string{"documents/alone", "documents/queued", "nothing/alone", "nothing/queued"} {
		what, by, _ := strings.Cut(how, "/")
		b.Run(how, func(b *testing.B) {
			s, err := store.Open(b.Context(), pgtest.Start(b))
			if err != nil {
				b.Fatal(err)
			}
			o := options(s)
			q, err := Open(b.Context(), o)
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _, _ = q.Close(), s.Close() }()
			requests := make([]Request, b.N)
			for i := range requests {
				d := benchmarked(b, s, what, i)
				requests[i] = Request{Make: &d}
			}
			if by == "queued" {
				if _, err := q.make(b.Context(), *requests[0].Make); err != nil { // what is made once is made
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			before := processorTime()
			if by == "alone" {
				for _, r := range requests {
					if _, err := q.make(b.Context(), *r.Make); err != nil {
						b.Fatal(err)
					}
				}
			} else {
				drain(b, q, requests)
			}
			b.ReportMetric(float64((processorTime()-before).Microseconds())/1000/float64(b.N), "cpu-ms/job")
		})
	}
}

// drain has requests done as a night run does.
func drain(b *testing.B, q *Queue, requests []Request) {
	b.Helper()
	task, err := q.Ask(b.Context(), store.Task{Kind: "run", Created: noon}, requests, nil)
	if err == nil {
		err = q.Start(b.Context())
	}
	if err == nil {
		err = q.Collect(b.Context(), task.ID, len(requests), func(int, store.ItemResult) error { return nil })
	}
	if err == nil {
		err = q.Stop(context.WithoutCancel(b.Context()))
	}
	if err != nil {
		b.Fatal(err)
	}
}

func benchmarked(b *testing.B, s *store.Store, what string, i int) Document {
	b.Helper()
	content := reportContent(fmt.Sprintf("第%d份", i))
	if what == "nothing" {
		content = fmt.Sprint(i)
	}
	digest, err := s.Keep(b.Context(), []byte(content))
	if err != nil {
		b.Fatal(err)
	}
	return Document{Report: digest, Ending: ".yaml", Name: fmt.Sprintf("年报%d", i), Formats: []string{"pdf", "docx"}}
}
