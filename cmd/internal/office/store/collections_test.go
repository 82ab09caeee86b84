package store

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// A collection has a roster, reports come in once each, the latest is decided about, and
// all of it is in the log.
func TestCollections(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		by, d := begin(t, s)
		ctx := t.Context()
		roster := []Member{{Name: "甲局", Kind: "部门"}, {Name: "乙镇", Contact: "某人"}}
		c, err := s.NewCollection(ctx, Collection{Agency: d.Agency, Template: d.Template, Year: 2024, Deadline: "2025-01-26"}, roster, by, noon)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.NewCollection(ctx, c, nil, by, noon); !errors.Is(err, ErrExists) {
			t.Errorf("a second collection of the year: %v", err)
		}
		if _, err := s.Collection(ctx, "other", c.ID); !errors.Is(err, ErrUnknown) {
			t.Errorf("another agency finds it: %v", err)
		}
		digest, err := s.Keep(ctx, []byte("report"))
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second is the same
			for position, member := range []string{"甲局", "甲局", "乙镇"} {
				r := Receipt{Member: member, File: member + ".docx", Original: digest, Report: digest, Task: "t", Position: position, Errors: position % 2}
				if err := s.Receive(ctx, c, r, by, noon); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := s.Decide(ctx, c, []int64{1, 2}, Accepted, "", by, noon); !errors.Is(err, ErrState) {
			t.Errorf("a report with errors is accepted: %v", err)
		}
		if err := s.Decide(ctx, c, []int64{9}, Accepted, "", by, noon); !errors.Is(err, ErrUnknown) {
			t.Errorf("nothing is accepted: %v", err)
		}
		if err := errors.Join(s.Decide(ctx, c, []int64{3}, Accepted, "", by, noon), s.Decide(ctx, c, []int64{2}, SentBack, "有错误", by, noon)); err != nil {
			t.Fatal(err)
		}
		all, err := s.Receipts(ctx, c.ID)
		if err != nil || len(all) != 3 || all[0].State != Undecided || all[1].State != SentBack || all[1].Reason != "有错误" || all[2].State != Accepted || !all[2].Decided.Equal(noon) {
			t.Errorf("%+v, %v", all, err)
		}
		if err := s.Decide(ctx, c, []int64{2}, Accepted, "", by, noon); !errors.Is(err, ErrDecided) {
			t.Errorf("what was sent back is accepted: %v", err)
		}
		if err := s.Decide(ctx, c, []int64{3}, Accepted, "", by, noon); !errors.Is(err, ErrDecided) {
			t.Errorf("it is accepted twice: %v", err)
		}
		var deciding sync.WaitGroup
		var decided atomic.Int32
		for range 5 {
			deciding.Go(func() {
				switch err := s.Decide(ctx, c, []int64{1}, SentBack, "再看", by, noon); {
				case err == nil:
					decided.Add(1)
				case !errors.Is(err, ErrDecided):
					t.Error(err)
				}
			})
		}
		if deciding.Wait(); decided.Load() != 1 {
			t.Errorf("it is sent back %d times", decided.Load())
		}
		if one, err := s.Receipt(ctx, c.ID, 1); err != nil || one.State != SentBack || one.Reason != "再看" || one.By != by.Name {
			t.Errorf("%+v, %v", one, err)
		}
		if one, err := s.Receipt(ctx, c.ID, 3); err != nil || one != all[2] {
			t.Errorf("%+v, %v", one, err)
		}
		if err := errors.Join(s.SetDeadline(ctx, c, []string{"乙镇"}, "2025-02-10", by, noon)); err != nil {
			t.Fatal(err)
		}
		if members, err := s.Members(ctx, c.ID); err != nil || len(members) != 2 || members[1].Deadline != "2025-02-10" || members[1].Contact != "某人" {
			t.Errorf("%+v, %v", members, err)
		}
		c.Deadline = ""
		if err := s.SetRoster(ctx, c, roster[1:], by, noon); err != nil {
			t.Fatal(err)
		}
		if members, err := s.Members(ctx, c.ID); err != nil || len(members) != 1 || members[0].Number != 1 {
			t.Errorf("%+v, %v", members, err)
		}
		county, town := newAgency(t, s, "某县"), newAgency(t, s, "某市")
		for _, under := range []struct {
			agency Agency
			parent string
			want   error
		}{
			{Agency{ID: d.Agency, Name: "某局"}, county.ID, nil}, {county, town.ID, nil}, {county, county.ID, ErrState}, {town, d.Agency, ErrState}, {town, "none", ErrUnknown},
		} {
			if err := s.SetParent(ctx, under.agency, under.parent, by, noon); !errors.Is(err, under.want) {
				t.Errorf("%s below %s: %v", under.agency.Name, under.parent, err)
			}
		}
		for agency, want := range map[string]int{county.ID: 1, town.ID: 1, d.Agency: 0, newAgency(t, s, "别的县").ID: 0} {
			if of, err := s.DocumentsBelow(ctx, agency, d.Template, d.Year); err != nil || len(of) != want {
				t.Errorf("%+v, %v", of, err)
			}
		}
		if check, err := s.VerifyAudit(ctx, nil); err != nil || len(check.Faults) > 0 || check.Entries < 8 {
			t.Errorf("%+v, %v", check, err)
		}
	})
}

func newAgency(t *testing.T, s *Store, name string) Agency {
	t.Helper()
	a, err := s.NewAgency(t.Context(), name, Account{Name: "终端"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Whatever of a collection is changed past the program is found: roster, what came in, links.
func TestCollectionsAreVouchedFor(t *testing.T) {
	for about, statement := range map[string]string{
		"":                      "",
		"a deadline":            "UPDATE collections SET deadline = '2030-01-01'",
		"a member":              "UPDATE members SET name = '丙镇' WHERE number = 1",
		"a member is gone":      "DELETE FROM members WHERE number = 2",
		"a report":              "UPDATE receipts SET report = original",
		"figures":               "UPDATE receipts SET figures = '[]'",
		"accepted by hand":      "UPDATE receipts SET state = 'accepted', reason = ''",
		"nobody decided":        "UPDATE receipts SET decided_by = ''",
		"when it came":          "UPDATE receipts SET at = at + 1",
		"by whom":               "UPDATE receipts SET account = 'x'",
		"a receipt is gone":     "DELETE FROM receipts",
		"a link more":           "INSERT INTO links (id, collection, member, digest, created, expires) SELECT 'x', collection, '乙镇', 'x', created, expires FROM links",
		"a link that has ended": "UPDATE links SET revoked = 0",
		"a collection is gone":  "DELETE FROM links; DELETE FROM receipts; DELETE FROM members; DELETE FROM collections",
	} {
		t.Run(about, func(t *testing.T) {
			s := onSQLite(t)
			o := newOffice(t, s)
			c, err := s.NewCollection(t.Context(), Collection{Agency: o.document.Agency, Template: o.document.Template, Year: 2024, Deadline: "2025-01-31"},
				[]Member{{Name: "甲镇", Kind: "乡镇"}, {Name: "乙镇", Kind: "乡镇"}}, o.clerk, noon)
			original, kept := s.Keep(t.Context(), []byte("甲镇的报告"))
			report, keptToo := s.Keep(t.Context(), []byte("甲镇的数"))
			err = errors.Join(err, kept, keptToo)
			if err == nil {
				err = errors.Join(
					s.Receive(t.Context(), c, Receipt{Member: "甲镇", File: "甲镇.docx", Original: original, Report: report, Figures: "[1]"}, o.clerk, noon),
					s.Decide(t.Context(), c, []int64{1}, SentBack, "请补", o.clerk, noon),
					s.SetDeadline(t.Context(), c, []string{"乙镇"}, "2025-02-10", o.clerk, noon),
				)
			}
			if _, links := s.NewLinks(t.Context(), c, []string{"乙镇"}, noon.AddDate(0, 0, 30), o.clerk, noon); err != nil || links != nil {
				t.Fatal(err, links)
			}
			all, err := s.Links(t.Context(), c.ID, noon)
			if err == nil {
				err = errors.Join(s.UseLink(t.Context(), all[0].ID), s.RevokeLink(t.Context(), c, all[0].ID, o.clerk, noon))
			}
			if err != nil {
				t.Fatal(err)
			}
			if statement != "" {
				tamper(t, s, statement)
			}
			check, err := s.VerifyAudit(t.Context(), nil)
			found := slices.ContainsFunc(check.Faults, func(f Fault) bool { return f.What == OtherCollected && f.Of == c.ID })
			if err != nil || found != (statement != "") || statement == "" && len(check.Faults) > 0 {
				t.Errorf("%+v, %v", check, err)
			}
		})
	}
}
