package jobs

import (
	"database/sql"
	"fmt"
	"testing"

	"gongwen/cmd/internal/office/store"
)

// A job is completed with all that was made or not at all, and once: what comes later, of
// the same job or of another one of the same key, changes nothing.
func TestAJobIsFinishedAsAWhole(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		d := Document{Report: keep(t, s, "甲"), Ending: ".yaml", Name: "甲", Formats: []string{"html"}}
		task := ask(t, q, Request{Make: &d}, Request{Make: &d})
		item := items(t, s, task)[0]
		ways := []string{"CREATE TRIGGER no_room BEFORE INSERT ON task_counts BEGIN SELECT RAISE(FAIL, 'no room'); END", "DROP TRIGGER no_room"}
		if q.pool != nil {
			ways = []string{"CREATE FUNCTION no_room() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$ LANGUAGE plpgsql; CREATE TRIGGER no_room BEFORE INSERT ON task_counts EXECUTE FUNCTION no_room()", "DROP TRIGGER no_room ON task_counts"}
		}
		change := func(statement string) {
			t.Helper()
			if err := s.Change(t.Context(), func(tx *sql.Tx) error { _, err := tx.ExecContext(t.Context(), statement); return err }); err != nil {
				t.Fatal(err)
			}
		}
		files := map[string][]byte{"一.html": []byte("same"), "二.html": []byte("same"), "空.txt": nil}
		finish := func(key, said string) error {
			return s.Finish(t.Context(), item.Job, key, store.Result{Outcome: store.Done, Said: said, At: noon}, files)
		}
		rows := func(want string) {
			t.Helper()
			var got string
			if err := s.Change(t.Context(), func(tx *sql.Tx) error {
				var job string
				if err := tx.QueryRowContext(t.Context(), "SELECT state FROM river_job WHERE id = $1", item.Job).Scan(&job); err != nil {
					return err
				}
				var results, kept, counted int
				err := tx.QueryRowContext(t.Context(), "SELECT (SELECT COUNT(*) FROM results WHERE said = 'first'), (SELECT COUNT(*) FROM result_files), (SELECT COALESCE(SUM(items), 0) FROM task_counts)").Scan(&results, &kept, &counted)
				got = fmt.Sprint(job, " ", results, " ", kept, " ", counted)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		change(ways[0])
		if err := finish(item.Key, "first"); err == nil {
			t.Error("what fails at its end is finished")
		}
		rows("available 0 0 0")
		change(ways[1])
		for _, said := range []string{"first", "second"} {
			if err := finish(item.Key, said); err != nil {
				t.Fatal(err)
			}
			rows("completed 1 3 2")
		}
		change(fmt.Sprintf("UPDATE river_job SET state = 'running', finalized_at = NULL WHERE id = %d", item.Job))
		if err := finish(item.Key, "third"); err != nil {
			t.Fatal(err)
		}
		rows("completed 1 3 2")
		for _, f := range items(t, s, task)[1].Result.Files {
			content, err := s.File(t.Context(), f.Digest)
			if err != nil || string(content) != string(files[f.Name]) {
				t.Errorf("%s is %q, %v", f.Name, content, err)
			}
		}
	})
}
