package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"gongwen/data/sheet"
	"gongwen/internal/pgtest"
)

var noon = time.Date(2025, 1, 20, 12, 0, 0, 0, time.UTC)

// onBoth runs a test on an SQLite database and on a PostgreSQL server.
func onBoth(t *testing.T, f func(t *testing.T, s *Store)) {
	t.Helper()
	for name, dsn := range map[string]func(t *testing.T) string{
		"sqlite":     func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "数 据.db") },
		"postgresql": func(t *testing.T) string { return pgtest.Start(t) },
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(t.Context(), dsn(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			f(t, s)
		})
	}
}

// begin enters an agency, somebody of it and a document.
func begin(t *testing.T, s *Store) (Account, Document) {
	t.Helper()
	agency, err := s.NewAgency(t.Context(), "某局", Account{Name: "终端"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.NewAccount(t.Context(), Account{Login: "yanhan", Name: "岩罕", Password: "x"}, []Grant{{agency.ID, Clerk}}, Account{Name: "终端"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.NewDocument(t.Context(), Document{Agency: agency.ID, Template: "open-government-2021", Year: 2024, State: "drafting"},
		map[sheet.Place]string{"cell:requests/new/business": "0", "prose:overview": "一。\n\n二。\n\n三。"}, a.ID, noon)
	if err != nil {
		t.Fatal(err)
	}
	return a, d
}

func values(t *testing.T, s *Store, document string) (map[sheet.Place]string, int64) {
	t.Helper()
	entries, version, err := s.Entries(t.Context(), document)
	if err != nil {
		t.Fatal(err)
	}
	all := map[sheet.Place]string{}
	for _, e := range entries {
		all[e.Place] = e.Value
	}
	return all, version
}

// What is saved is there, with every change; what somebody else changed meanwhile
// stays, and is told.
func TestSaves(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, d := begin(t, s)
		other, err := s.NewAccount(t.Context(), Account{Login: "yuxiang", Name: "玉香", Password: "x"}, nil, Account{Name: "终端"}, noon)
		if err != nil {
			t.Fatal(err)
		}
		const place, text = sheet.Place("cell:requests/new/business"), sheet.Place("prose:overview")
		saved, err := s.Save(t.Context(), d.ID, "s1", []Edit{{place, "0", "5"}, {text, "一。\n\n二。\n\n三。", "一。\n\n二改。\n\n三。"}}, a.ID, noon.Add(time.Minute))
		if err != nil || saved.Version != 2 || len(saved.Conflicts) != 0 {
			t.Fatalf("%+v, %v", saved, err)
		}
		// The same save again, with whatever in it, changes nothing.
		if saved, err = s.Save(t.Context(), d.ID, "s1", []Edit{{place, "5", "99"}}, a.ID, noon); err != nil || saved.Version != 2 {
			t.Fatalf("%+v, %v", saved, err)
		}
		saved, err = s.Save(t.Context(), d.ID, "s2", []Edit{{place, "0", "7"}, {"note:requests", "", "注"}}, other.ID, noon.Add(2*time.Minute))
		if err != nil || len(saved.Conflicts) != 1 || saved.Version != 3 {
			t.Fatalf("%+v, %v", saved, err)
		}
		if c := saved.Conflicts[0]; c.Place != place || c.Value != "5" || c.By != "岩罕" || !c.At.Equal(noon.Add(time.Minute)) {
			t.Errorf("in conflict with %+v", c)
		}
		all, version := values(t, s, d.ID)
		if all[place] != "5" || all["note:requests"] != "注" || version != 3 {
			t.Errorf("%v in version %d", all, version)
		}
		changes, err := s.Changes(t.Context(), d.ID, 100, 100)
		if err != nil || len(changes) < 5 {
			t.Fatalf("%+v, %v", changes, err)
		}
		want := Change{Version: 2, Place: text, Paragraph: 2, Before: "二。", After: "二改。", By: "岩罕", At: changes[2].At}
		if !slices.Contains(changes, want) {
			t.Errorf("no %+v in %+v", want, changes)
		}
		// Nothing changed is no version.
		if saved, err = s.Save(t.Context(), d.ID, "s3", []Edit{{place, "1", "5"}}, a.ID, noon); err != nil || saved.Version != 3 {
			t.Errorf("%+v, %v", saved, err)
		}
	})
}

// Many who save at once lose nothing: every acknowledged edit is there.
func TestManySaveAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, d := begin(t, s)
		const writers, rounds = 8, 10
		var group sync.WaitGroup
		for w := range writers {
			group.Go(func() {
				place, was := sheet.Place(fmt.Sprintf("note:%d", w)), ""
				for i := range rounds {
					value := fmt.Sprint(i)
					if _, err := s.Save(t.Context(), d.ID, fmt.Sprintf("%d-%d", w, i), []Edit{{place, was, value}}, a.ID, noon); err != nil {
						t.Error(err)
						return
					}
					was = value
				}
			})
		}
		group.Wait()
		all, version := values(t, s, d.ID)
		for w := range writers {
			if got := all[sheet.Place(fmt.Sprintf("note:%d", w))]; got != fmt.Sprint(rounds-1) {
				t.Errorf("writer %d has %q", w, got)
			}
		}
		if version != 1+writers*rounds {
			t.Errorf("version %d", version)
		}
	})
}

// A document of another agency is as if it were not there.
func TestDocumentsOfOthers(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, d := begin(t, s)
		other, err := s.NewAgency(t.Context(), "别的局", Account{Name: "终端"}, noon)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Document(t.Context(), other.ID, d.ID); !errors.Is(err, ErrUnknown) {
			t.Errorf("found, %v", err)
		}
		if own, err := s.Document(t.Context(), d.Agency, d.ID); err != nil || own.Year != 2024 {
			t.Errorf("%+v, %v", own, err)
		}
		if list, err := s.Documents(t.Context(), other.ID); err != nil || len(list) != 0 {
			t.Errorf("%v, %v", list, err)
		}
		if _, err := s.NewDocument(t.Context(), Document{Agency: d.Agency, Template: d.Template, Year: d.Year}, nil, a.ID, noon); !errors.Is(err, ErrExists) {
			t.Errorf("a second one of the year: %v", err)
		}
		if _, err := s.NewAgency(t.Context(), "某局", Account{Name: "终端"}, noon); !errors.Is(err, ErrExists) {
			t.Errorf("a second agency of the name: %v", err)
		}
		if _, err := s.Save(t.Context(), "none", "x", nil, a.ID, noon); !errors.Is(err, ErrUnknown) {
			t.Errorf("a save of no document: %v", err)
		}
	})
}

func TestAccounts(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, _ := begin(t, s)
		until := noon.Add(time.Hour)
		for range 2 {
			if err := s.Failed(t.Context(), a.ID, 2, until); err != nil {
				t.Fatal(err)
			}
		}
		locked, err := s.AccountByLogin(t.Context(), "yanhan")
		if err != nil || !locked.LockedUntil.Equal(until) || locked.Failures != 2 {
			t.Fatalf("%+v, %v", locked, err)
		}
		for step, want := range []bool{true, true, false, true} {
			number := []int64{0, 7, 7, 8}[step]
			if fresh, err := s.Passed(t.Context(), a.ID, number); err != nil || fresh != want {
				t.Errorf("step %d is taken: %t, %v", number, fresh, err)
			}
		}
		if err := s.SetPassword(t.Context(), a, "neu", "SECRET", a, noon); err != nil {
			t.Fatal(err)
		}
		if again, err := s.Account(t.Context(), a.ID); err != nil || again.Password != "neu" || again.TOTP != "SECRET" || again.Failures != 0 || again.TOTPUsed != 8 {
			t.Errorf("%+v, %v", again, err)
		}
		if grants, err := s.Grants(t.Context(), a.ID); err != nil || len(grants) != 1 || grants[0].Role != Clerk {
			t.Errorf("%+v, %v", grants, err)
		}
		if all, err := s.Accounts(t.Context()); err != nil || len(all) != 1 {
			t.Errorf("%+v, %v", all, err)
		}
		if _, err := s.NewAccount(t.Context(), Account{Login: "yanhan"}, nil, Account{Name: "终端"}, noon); !errors.Is(err, ErrExists) {
			t.Errorf("a second account of the login: %v", err)
		}
		if _, err := s.AccountByLogin(t.Context(), "none"); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
	})
}

func TestSessions(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, _ := begin(t, s)
		one := Session{Account: a.ID, End: noon.Add(3 * time.Hour), Expiry: noon.Add(time.Hour)}
		if err := s.NewSession(t.Context(), "token", one, noon); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Session(t.Context(), "token", noon); err != nil || got.Account != a.ID || !got.Expiry.Equal(one.Expiry) || !got.End.Equal(one.End) {
			t.Errorf("%+v, %v", got, err)
		}
		if _, err := s.Session(t.Context(), "token", one.Expiry); !errors.Is(err, ErrUnknown) {
			t.Errorf("a session that nobody used is found: %v", err)
		}
		if err := s.ProlongSession(t.Context(), "token", noon.Add(4*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Session(t.Context(), "token", one.Expiry); err != nil {
			t.Errorf("a session that was prolonged: %v", err)
		}
		if _, err := s.Session(t.Context(), "token", one.End); !errors.Is(err, ErrUnknown) {
			t.Errorf("a session is found after its end: %v", err)
		}
		// Those that have ended are forgotten when the next one begins.
		if err := s.NewSession(t.Context(), "next", one, noon.Add(5*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Session(t.Context(), "token", noon); !errors.Is(err, ErrUnknown) {
			t.Errorf("a session that has ended is there: %v", err)
		}
		if err := s.EndSession(t.Context(), "next"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Session(t.Context(), "next", noon); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
	})
}

func TestFiles(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		_, d := begin(t, s)
		content := []byte{0, 1, 2, 255}
		digest, err := s.Keep(t.Context(), content)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := s.Keep(t.Context(), content); err != nil || again != digest {
			t.Errorf("%s, %v", again, err)
		}
		if got, err := s.File(t.Context(), digest); err != nil || !slices.Equal(got, content) {
			t.Errorf("%v, %v", got, err)
		}
		if _, err := s.File(t.Context(), "none"); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
		if _, err := s.write.ExecContext(t.Context(), "UPDATE files SET content = $1", []byte("x")); err != nil {
			t.Fatal(err)
		}
		if _, err := s.File(t.Context(), digest); !errors.Is(err, ErrDamaged) {
			t.Errorf("a damaged file: %v", err)
		}
		for range 2 {
			if err := s.SetPicture(t.Context(), d.ID, Picture{"图.png", digest}); err != nil {
				t.Fatal(err)
			}
		}
		if list, err := s.Pictures(t.Context(), d.ID); err != nil || len(list) != 1 {
			t.Errorf("%v, %v", list, err)
		}
		if err := s.SetPrevious(t.Context(), d.ID, digest, "上年.pdf"); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Document(t.Context(), d.Agency, d.ID); err != nil || got.Previous != digest || got.PreviousName != "上年.pdf" {
			t.Errorf("%+v, %v", got, err)
		}
		if err := s.Ready(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// A backup that is made while others write is whole, and comes back.
func TestBackupUnderLoad(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), "sqlite:"+filepath.Join(dir, "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	a, d := begin(t, s)
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() {
		was := ""
		for i := 0; ctx.Err() == nil; i++ {
			value := fmt.Sprint(i)
			if _, err := s.Save(context.WithoutCancel(ctx), d.ID, value, []Edit{{"note:x", was, value}}, a.ID, noon); err != nil {
				t.Error(err)
				return
			}
			was = value
		}
	})
	backup := filepath.Join(dir, "b.db")
	err = s.Backup(t.Context(), backup)
	stop()
	group.Wait()
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	place := filepath.Join(dir, "c.db")
	if err := Restore(t.Context(), backup, place); err != nil {
		t.Fatal(err)
	}
	back, err := Open(t.Context(), "sqlite:"+place)
	if err != nil {
		t.Fatal(err)
	}
	all, version := values(t, back, d.ID)
	if all["prose:overview"] == "" || version < 1 || all["note:x"] != "" && all["note:x"] != fmt.Sprint(version-2) {
		t.Errorf("version %d has %v", version, all)
	}
	if err := back.Close(); err != nil {
		t.Error(err)
	}
	for name, content := range map[string]string{"no database": "x", "empty": ""} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Restore(t.Context(), path, filepath.Join(dir, "d.db")); err == nil {
			t.Errorf("%s was restored", name)
		}
	}
}

func TestSources(t *testing.T) {
	for _, dsn := range []string{"", "sqlite:", "mysql://x", "gongwen.db"} {
		if s, err := Open(t.Context(), dsn); !errors.Is(err, ErrSource) {
			t.Errorf("%q is opened: %v, %v", dsn, s, err)
		}
	}
	for version, sound := range map[string]bool{"3.51.2": false, "3.51.3": true, "3.60": true, "4.0.0": true, "3.9.9": false, "x": false} {
		if isSound(version) != sound {
			t.Errorf("%s is sound: %t", version, !sound)
		}
	}
}

func TestPartsOfAChange(t *testing.T) {
	for name, c := range map[string]struct {
		before, after string
		want          []part
	}{
		"one paragraph":   {"一\n\n二\n\n三", "一\n\n二改\n\n三", []part{{2, "二", "二改"}}},
		"put in":          {"一\n\n三", "一\n\n二\n\n三", []part{{2, "", "二"}}},
		"taken away":      {"一\n\n二", "一", []part{{2, "二", ""}}},
		"all":             {"", "一", []part{{1, "", "一"}}},
		"two of them":     {"一\n\n二", "甲\n\n乙", []part{{1, "一", "甲"}, {2, "二", "乙"}}},
		"nothing changed": {"一", "一", nil},
	} {
		if got := partsOf("prose:overview", c.before, c.after); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := partsOf("cell:a/b/c", "1", "2"); !slices.Equal(got, []part{{0, "1", "2"}}) {
		t.Errorf("%+v", got)
	}
}
