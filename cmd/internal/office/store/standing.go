package store

import (
	"context"
	"database/sql"
)

// Standing is how the jobs of a task stand that have not come to their end.
type Standing struct {
	Waiting, Running int
	Held             int  // until the task goes on
	Left             int  // by those who do jobs, to programs of another version or other settings
	Attended         bool // somebody does jobs of the queue, of whichever task
}

// Standing is how the jobs of a task stand. It looks at each of them.
func (s *Store) Standing(ctx context.Context, task string) (st Standing, err error) {
	type count struct {
		state string
		begun bool
		jobs  int
	}
	counts, err := list(ctx, s.read, func(rows *sql.Rows, c *count) error { return rows.Scan(&c.state, &c.begun, &c.jobs) },
		"SELECT state, attempted_at IS NOT NULL AS begun, COUNT(*) FROM river_job WHERE id IN (SELECT job FROM task_items WHERE task = $1 AND given_up = 0) AND state IN "+unfinished+" GROUP BY 1, 2", task)
	if err != nil {
		return st, err
	}
	for _, c := range counts {
		switch {
		case c.state == "pending":
			st.Held += c.jobs
		case c.state == "running":
			st.Running += c.jobs
		case c.state == "scheduled" && c.begun:
			st.Left += c.jobs
		default:
			st.Waiting += c.jobs
		}
	}
	// One of those who do jobs leads the others.
	leads := "expires_at > now()"
	if s.lite {
		leads = "unixepoch(expires_at) > unixepoch()"
	}
	err = s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM river_leader WHERE "+leads+")").Scan(&st.Attended)
	return st, err
}
