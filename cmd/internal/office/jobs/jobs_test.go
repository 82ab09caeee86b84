package jobs

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/examples"
	"gongwen/fonts"
	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
	"gongwen/output/format"
	"gongwen/output/ofd"
	"gongwen/output/pdf"
)

var noon = time.Date(2025, 1, 20, 12, 0, 0, 0, time.UTC)

// What a process that a test starts does, and the database that it does it in.
const (
	actVariable = "GONGWEN_TEST_JOBS"
	dsnVariable = "GONGWEN_TEST_JOBS_IN"
)

func TestMain(m *testing.M) {
	var err error
	switch os.Getenv(actVariable) {
	case "read":
		err = readInput(os.Args[1])
	case "work":
		err = workWithoutEnd(os.Getenv(dsnVariable))
	default:
		// The trials wait most of their time: for what was killed to be taken up, and for servers.
		const atOnce = "5"
		if err = flag.Set("test.parallel", atOnce); err == nil {
			os.Exit(m.Run())
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func readInput(name string) error {
	if err := confined.Enter(); err != nil {
		return err
	}
	content, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	answer, err := Reading(context.Background(), engine.New(configs.NewLibrary(nil), fonts.Options{}), name, content)
	if err == nil {
		_, err = os.Stdout.Write(answer)
	}
	return err
}

// workWithoutEnd does the jobs of a database until the process is killed.
func workWithoutEnd(dsn string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	q, err := Open(ctx, options(s))
	if err == nil {
		err = q.Start(ctx)
	}
	if err != nil {
		return err
	}
	fmt.Println("working")
	select {}
}

func options(s *store.Store) Options {
	writers := format.New(format.Options{PDFLevel: pdf.DefaultLevel, OFDProfile: ofd.DefaultProfile})
	return Options{
		Store: s, Engine: engine.New(configs.NewLibrary(nil), fonts.Options{}), Now: func() time.Time { return noon }, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), For: "test", Makers: 2,
		Read: Confined(confined.Standard(), os.Args[0], nil, append(os.Environ(), actVariable+"=read")...),
		Orders: func(formats ...string) (engine.Order, error) {
			exporters, err := writers.Exporters(formats)
			return engine.Order{Exporters: exporters}, err
		},
	}
}

func opened(t *testing.T, dsn string) (*store.Store, *Queue) {
	t.Helper()
	s, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	q, err := Open(t.Context(), options(s))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(q.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	return s, q
}

func started(t *testing.T, q *Queue) {
	t.Helper()
	if err := q.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := q.Stop(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
}

// onBoth runs a test on an SQLite database and on a PostgreSQL server.
func onBoth(t *testing.T, f func(t *testing.T, s *store.Store, q *Queue)) {
	t.Helper()
	tier.Long(t, "does jobs on SQLite and PostgreSQL")
	t.Parallel() // jobs are mostly waited for
	for name, dsn := range map[string]func(t *testing.T) string{
		"sqlite":     func(t *testing.T) string { return store.NameOf(filepath.Join(t.TempDir(), "数 据.db")) },
		"postgresql": func(t *testing.T) string { return pgtest.Start(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, q := opened(t, dsn(t))
			f(t, s, q)
		})
	}
}

// report keeps a report, whose overview says a word of its own, and gives what makes its
// documents.
func report(t *testing.T, s *store.Store, word string, formats ...string) Document {
	t.Helper()
	digest, err := s.Keep(t.Context(), []byte(reportContent(word)))
	if err != nil {
		t.Fatal(err)
	}
	return Document{Report: digest, Ending: ".yaml", Name: "年报" + word, Formats: formats}
}

func reportContent(word string) string {
	return strings.Replace(examples.Report, "2024年", "2024年"+word, 1)
}

func ask(t *testing.T, q *Queue, requests ...Request) store.Task {
	t.Helper()
	task, err := q.Ask(t.Context(), store.Task{Kind: "test", Agency: "某局", Account: "someone", Created: noon}, requests, nil)
	if err != nil {
		t.Fatal(err)
	}
	return task
}

func ended(t *testing.T, q *Queue, task store.Task) store.Progress {
	t.Helper()
	p, err := q.Wait(t.Context(), task.ID, 5*time.Minute)
	if err != nil || !p.Ended() {
		t.Fatalf("%+v, %v", p, err)
	}
	return p
}

func items(t *testing.T, s *store.Store, task store.Task) []store.ItemResult {
	t.Helper()
	list, err := s.Items(t.Context(), task.ID, 0, 10000)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// What is asked for is made, once for all who ask for the same, and equals what is
// made without a queue. A report with errors is refused and not tried again.
func TestTasks(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		wrong := report(t, s, "", "pdf")
		content, err := s.Keep(t.Context(), []byte(strings.Replace(examples.Report, "2024", "二〇", 1)))
		if err != nil {
			t.Fatal(err)
		}
		wrong.Report = content
		bag := report(t, s, "袋", "pdf", "docx")
		bag.Bag = true
		sound := report(t, s, "甲", "pdf", "html")
		requests := []Request{{Name: "甲", Make: &sound}, {Name: "错", Make: &wrong}, {Name: "袋", Make: &bag}}
		first, second := ask(t, q, requests...), ask(t, q, requests[0])
		started(t, q)
		if p := ended(t, q, first); p.Done != 2 || p.Refused != 1 {
			t.Errorf("%+v", p)
		}
		ended(t, q, second)
		list := items(t, s, first)
		if again := items(t, s, second); again[0].Job != list[0].Job || again[0].Key != list[0].Key {
			t.Errorf("the same is done twice: %+v, %+v", list[0], again[0])
		}
		m, err := q.make(t.Context(), sound)
		if err != nil || len(list[0].Result.Files) != 2 {
			t.Fatalf("%+v, %v", list[0].Result, err)
		}
		for _, f := range list[0].Result.Files {
			if store.Digest(m.files[f.Name]) != f.Digest {
				t.Errorf("%s is another", f.Name)
			}
		}
		if r := list[1].Result; r.Outcome != store.Refused || !strings.Contains(r.Said, "error") || len(r.Files) != 0 {
			t.Errorf("%+v", r)
		}
		if r := list[2].Result; len(r.Files) != 1 || !strings.HasSuffix(r.Files[0].Name, ".zip") {
			t.Errorf("%+v", r)
		}
		job, err := q.asking.JobGet(t.Context(), list[1].Job)
		if err != nil || job.Attempt != 1 || job.State != "completed" {
			t.Errorf("%+v, %v", job, err)
		}
		// What has a result is not enqueued again.
		if third := items(t, s, ask(t, q, requests[0])); third[0].Job != 0 || third[0].Result == nil {
			t.Errorf("%+v", third[0])
		}
	})
}

// What asks for a job and is undone leaves no job.
func TestNothingIsAskedForInWhatIsUndone(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		d := report(t, s, "甲", "pdf")
		failed := errors.New("failed")
		err := s.Change(t.Context(), func(tx *sql.Tx) error {
			items, err := q.enqueue(t.Context(), tx, []string{"k"}, []Request{{Make: &d}}, false)
			if err == nil {
				_, err = store.NewTask(t.Context(), tx, store.Task{ID: "t", Created: noon}, items)
			}
			if err != nil {
				return err
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Fatal(err)
		}
		if _, err := s.Task(t.Context(), "", "t"); !errors.Is(err, store.ErrUnknown) {
			t.Error(err)
		}
		count, err := q.asking.JobList(t.Context(), nil)
		if err != nil || len(count.Jobs) != 0 {
			t.Errorf("%+v, %v", count, err)
		}
	})
}

// A task that is given up leaves the jobs that somebody else waits for.
func TestCancelled(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		one, other := report(t, s, "甲", "pdf"), report(t, s, "乙", "pdf")
		first, second := ask(t, q, Request{Make: &one}, Request{Make: &other}), ask(t, q, Request{Make: &other})
		if err := q.Cancel(t.Context(), first.ID); err != nil {
			t.Fatal(err)
		}
		started(t, q)
		if p := ended(t, q, second); p.Done != 1 {
			t.Errorf("%+v", p)
		}
		if p := ended(t, q, first); p.Done != 1 || p.Failed != 1 {
			t.Errorf("%+v", p)
		}
		if task, err := s.Task(t.Context(), "某局", first.ID); err != nil || !task.Cancelled {
			t.Errorf("%+v, %v", task, err)
		}
		if _, err := s.Task(t.Context(), "别的局", first.ID); !errors.Is(err, store.ErrUnknown) {
			t.Errorf("the task of another agency is found: %v", err)
		}
		if list, err := s.Tasks(t.Context(), "某局", "test", 10); err != nil || len(list) != 2 {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

// A job that cannot be done is tried again and then has failed; one of a program of
// another version is left to that.
func TestFailures(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		lost := Document{Report: store.Digest([]byte("lost")), Ending: ".yaml", Name: "x", Formats: []string{"pdf"}}
		task := ask(t, q, Request{Make: &lost})
		q.For = "another"
		foreign := ask(t, q, Request{Make: &lost})
		q.For = "test"
		started(t, q)
		if p := ended(t, q, task); p.Failed != 1 {
			t.Errorf("%+v", p)
		}
		job, err := q.asking.JobGet(t.Context(), items(t, s, task)[0].Job)
		if err != nil || job.Attempt != maxTries {
			t.Errorf("%+v, %v", job, err)
		}
		if p, err := s.Progress(t.Context(), foreign.ID); err != nil || p.Ended() {
			t.Errorf("%+v, %v", p, err)
		}
		if _, err := q.Ask(t.Context(), store.Task{}, nil, nil); !errors.Is(err, ErrNothing) {
			t.Error(err)
		}
	})
}

// Uploads are read in processes of their own. One that costs too much is refused, and
// those of others are read meanwhile.
func TestUploads(t *testing.T) {
	tier.Long(t, "reads uploads that cost too much")
	s, q := opened(t, store.NameOf(filepath.Join(t.TempDir(), "a.db")))
	small := confined.Limits{Memory: 300 << 20, Time: 15 * time.Second, Output: 32 << 20}
	q.Read = Confined(small, os.Args[0], nil, append(os.Environ(), actVariable+"=read")...)
	upload := func(ending string, content []byte) store.Task {
		digest, err := s.Keep(t.Context(), content)
		if err != nil {
			t.Fatal(err)
		}
		return ask(t, q, Request{Read: &Upload{digest, ending}})
	}
	hostile, err := filepath.Glob("testdata/hostile/*")
	if err != nil || len(hostile) < 5 {
		t.Fatal(hostile, err)
	}
	started(t, q)
	tasks := map[string]store.Task{}
	for _, path := range hostile {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tasks[path] = upload(filepath.Ext(path), content)
	}
	task := upload(".yaml", []byte(examples.Report))
	if p := ended(t, q, task); p.Done != 1 {
		t.Errorf("%+v", p)
	}
	read, err := q.ReadOf(t.Context(), items(t, s, task)[0])
	if err != nil || read.Year == "" || len(read.Values) < 200 || !read.Fillable {
		t.Errorf("%.300v, %v", read, err)
	}
	if report, said := ReportOf(t.Context(), q.Engine, read); report == nil || said.HasErrors() {
		t.Error(said)
	}
	for path, task := range tasks {
		if p := ended(t, q, task); p.Done+p.Refused != 1 {
			t.Errorf("%s: %+v", path, p)
		}
	}
}

// What nobody has asked for in a long time is cleaned away once a day, however often
// processes start.
func TestCleaningOnceADay(t *testing.T) {
	tier.Long(t, "starts a queue twice")
	dsn := store.NameOf(filepath.Join(t.TempDir(), "a.db"))
	var seen []int64
	for range 2 {
		s, q := opened(t, dsn)
		if err := q.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		for {
			list, err := q.asking.JobList(t.Context(), river.NewJobListParams().Kinds(cleanArgs{}.Kind()))
			if err != nil {
				t.Fatal(err)
			}
			if len(list.Jobs) > 0 && list.Jobs[0].State == rivertype.JobStateCompleted {
				for _, job := range list.Jobs {
					seen = append(seen, job.ID)
				}
				break
			}
		}
		if err := q.Stop(context.WithoutCancel(t.Context())); err != nil {
			t.Fatal(err)
		}
		_ = s
	}
	if len(seen) != 2 || seen[0] != seen[1] {
		t.Errorf("it was done by the jobs %v", seen)
	}
}
