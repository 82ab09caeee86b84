package store

import (
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"gongwen/data/sheet"
)

// people of an office, one of each role.
type office struct {
	clerk, reviewer, leader, confirmer Account
	document                           Document
}

func newOffice(t *testing.T, s *Store) office {
	t.Helper()
	clerk, d := begin(t, s)
	o := office{clerk: clerk, document: d}
	for login, to := range map[string]struct {
		account *Account
		role    Role
	}{
		"daojianguo": {&o.reviewer, Reviewer}, "liwenguang": {&o.leader, Leader}, "yuxiang": {&o.confirmer, Countersigner},
	} {
		a := Account{Login: login, Name: login, Password: "x"}
		if to.role == Countersigner {
			a.Department = "政策法规股"
		}
		entered, err := s.NewAccount(t.Context(), a, []Grant{{d.Agency, to.role}}, Account{Name: "终端"}, noon)
		if err != nil {
			t.Fatal(err)
		}
		*to.account = entered
	}
	if err := s.SetOwners(t.Context(), d.Agency, "政策法规股", []string{"requests"}, Account{Name: "终端"}, noon); err != nil {
		t.Fatal(err)
	}
	return o
}

// A document goes its way; whoever may not take a step, or not now, does not.
func TestWayOfADocument(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		o := newOffice(t, s)
		id := o.document.ID
		for i, c := range []struct {
			about string
			move  Move
			by    Account
			role  Role
			want  error
			state State
		}{
			{"a leader submits", Move{Action: Submit}, o.leader, Leader, ErrRole, ""},
			{"nobody has submitted", Move{Action: Pass}, o.reviewer, Reviewer, ErrState, ""},
			{"no such step", Move{Action: "fly"}, o.clerk, Clerk, ErrUnknown, ""},
			{"of an earlier version", Move{Action: Submit, Saves: 99}, o.clerk, Clerk, ErrState, ""},
			{"submitted", Move{Action: Submit, Saves: 1}, o.clerk, Clerk, nil, Reviewing},
			{"twice", Move{Action: Submit}, o.clerk, Clerk, ErrState, ""},
			{"taken back", Move{Action: Recall}, o.clerk, Clerk, nil, Drafting},
			{"again", Move{Action: Submit}, o.clerk, Clerk, nil, Reviewing},
			{"reviewed by whoever wrote it", Move{Action: Pass}, o.clerk, Reviewer, ErrOwn, ""},
			{"sent back without a reason", Move{Action: Return}, o.reviewer, Reviewer, ErrReason, ""},
			{"sent back by a leader who has not got it", Move{Action: Return, Opinion: "x"}, o.leader, Leader, ErrRole, ""},
			{"sent back", Move{Action: Return, Opinion: "核对第 118 号"}, o.reviewer, Reviewer, nil, Drafting},
			{"once more", Move{Action: Submit}, o.clerk, Clerk, nil, Reviewing},
			{"passed", Move{Action: Pass, Opinion: "拟同意"}, o.reviewer, Reviewer, nil, Countersigning},
			{"signed before departments have confirmed", Move{Action: Issue}, o.leader, Leader, ErrState, ""},
			{"what nobody owns", Move{Action: Confirm, Section: "review"}, o.confirmer, Countersigner, ErrOwner, ""},
			{"by another department", Move{Action: Confirm, Section: "requests"}, o.leader, Countersigner, ErrOwner, ""},
			{"confirmed", Move{Action: Confirm, Section: "requests"}, o.confirmer, Countersigner, nil, Approving},
			{"urged", Move{Action: Urge, Opinion: "请今日签发"}, o.clerk, Clerk, nil, Approving},
			{"signed", Move{Action: Issue, Opinion: "同意"}, o.leader, Leader, nil, Signed},
			{"sent back after that", Move{Action: Return, Opinion: "x"}, o.leader, Leader, ErrState, ""},
			{"withdrawn", Move{Action: Withdraw, Opinion: "数字有误"}, o.leader, Leader, nil, Drafting},
			{"submitted after that", Move{Action: Submit}, o.clerk, Clerk, nil, Reviewing},
			{"passed, as the figures were confirmed", Move{Action: Pass}, o.reviewer, Reviewer, nil, Approving},
			{"signed again", Move{Action: Issue}, o.leader, Leader, nil, Signed},
			{"published nowhere", Move{Action: Publish}, o.clerk, Clerk, ErrReason, ""},
			{"published", Move{Action: Publish, Opinion: "https://www.example.gov/1.html"}, o.clerk, Clerk, nil, Published},
			{"withdrawn after that", Move{Action: Withdraw, Opinion: "x"}, o.leader, Leader, ErrState, ""},
		} {
			d, err := s.Step(t.Context(), id, c.move, c.by, []Role{c.role}, noon.Add(time.Duration(i)*time.Minute))
			if !errors.Is(err, c.want) {
				t.Fatalf("%s: %v", c.about, err)
			}
			if err == nil && d.State != c.state {
				t.Errorf("%s: it is %s", c.about, d.State)
			}
			_, err = s.Save(t.Context(), id, c.about, []Edit{{"note:review", "", ""}}, o.clerk.ID, noon)
			if open := d.State == Drafting; c.want == nil && open != (err == nil) {
				t.Errorf("%s: saving: %v", c.about, err)
			}
		}
		check, err := s.VerifyAudit(t.Context(), nil)
		if err != nil || len(check.Faults) > 0 {
			t.Errorf("%+v, %v", check, err)
		}
		log, err := s.AuditOf(t.Context(), id, 100)
		if err != nil || len(log) < 15 || log[0].Action != Publish || log[0].Name != "岩罕" {
			t.Errorf("%+v, %v", log, err)
		}
		if sound, err := s.VerifyEntries(t.Context(), log); err != nil || !sound {
			t.Errorf("the entries of the document are not sound: %v", err)
		}
	})
}

// A confirmation is of the figures as they are: changed ones are confirmed again.
func TestConfirmationsAreOfFigures(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		o := newOffice(t, s)
		step := func(m Move, by Account, role Role) State {
			t.Helper()
			d, err := s.Step(t.Context(), o.document.ID, m, by, []Role{role}, noon)
			if err != nil {
				t.Fatal(m.Action, err)
			}
			return d.State
		}
		step(Move{Action: Submit}, o.clerk, Clerk)
		step(Move{Action: Confirm, Section: "requests"}, o.confirmer, Countersigner) // before its turn
		step(Move{Action: Return, Opinion: "改"}, o.reviewer, Reviewer)
		if _, err := s.Save(t.Context(), o.document.ID, "1", []Edit{{"prose:overview", "一。\n\n二。\n\n三。", "一。"}}, o.clerk.ID, noon); err != nil {
			t.Fatal(err)
		}
		valid := func() bool {
			all, err := s.Confirmations(t.Context(), o.document, nil)
			if err != nil || len(all) != 1 || all[0].By != "yuxiang" {
				t.Fatalf("%+v, %v", all, err)
			}
			return all[0].Valid
		}
		if !valid() {
			t.Error("a text elsewhere makes a confirmation void")
		}
		if _, err := s.Save(t.Context(), o.document.ID, "2", []Edit{{"cell:requests/new/business", "0", "5"}}, o.clerk.ID, noon); err != nil {
			t.Fatal(err)
		}
		if valid() {
			t.Error("other figures are confirmed")
		}
		step(Move{Action: Submit}, o.clerk, Clerk)
		if state := step(Move{Action: Pass}, o.reviewer, Reviewer); state != Countersigning {
			t.Errorf("it goes on to %s", state)
		}
		// A format that does not have the section does not wait for it.
		step(Move{Action: Return, Opinion: "改"}, o.reviewer, Reviewer)
		step(Move{Action: Submit}, o.clerk, Clerk)
		if all, err := s.Confirmations(t.Context(), o.document, []string{"body"}); err != nil || len(all) != 0 {
			t.Errorf("%+v, %v", all, err)
		}
		if _, err := s.Step(t.Context(), o.document.ID, Move{Action: Confirm, Section: "requests", Sections: []string{"body"}}, o.confirmer, []Role{Countersigner}, noon); !errors.Is(err, ErrOwner) {
			t.Errorf("a section that the format does not have is confirmed: %v", err)
		}
		if state := step(Move{Action: Pass, Sections: []string{"body"}}, o.reviewer, Reviewer); state != Approving {
			t.Errorf("it goes on to %s", state)
		}
	})
}

// What is said of the sections of one format goes before what is said of those of all.
func TestOwnersAreOfFormats(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		o := newOffice(t, s)
		for section, department := range map[string]string{
			"overview": "办公室", SectionOf("open-government", "overview"): "综合股", SectionOf("final-accounts", "overview"): "财务股", SectionOf("notice", "body"): "法规股",
		} {
			if err := s.SetOwners(t.Context(), o.document.Agency, department, []string{section}, o.leader, noon); err != nil {
				t.Fatal(err)
			}
		}
		for template, want := range map[string][]Confirmation{
			"open-government-2021": {{Section: "overview", Department: "综合股"}, {Section: "requests", Department: o.confirmer.Department}},
			"final-accounts":       {{Section: "overview", Department: "财务股"}, {Section: "requests", Department: o.confirmer.Department}},
			"notice":               {{Section: "body", Department: "法规股"}, {Section: "overview", Department: "办公室"}, {Section: "requests", Department: o.confirmer.Department}},
		} {
			d := o.document
			d.Template = template
			if all, err := s.Confirmations(t.Context(), d, nil); err != nil || !slices.Equal(all, want) {
				t.Errorf("%s: %+v, %v", template, all, err)
			}
		}
	})
}

// Versions keep all of a document; an earlier one comes back as one more.
func TestVersions(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, d := begin(t, s)
		save := func(id string, e Edit) {
			t.Helper()
			if _, err := s.Save(t.Context(), d.ID, id, []Edit{e}, a.ID, noon); err != nil {
				t.Fatal(err)
			}
		}
		save("1", Edit{"cell:requests/new/business", "0", "5"})
		number, err := s.NameVersion(t.Context(), d.ID, "导入台账", a, noon)
		if err != nil || number != 2 {
			t.Fatal(number, err)
		}
		save("2", Edit{"cell:requests/new/business", "5", "7"})
		save("3", Edit{"note:requests", "", "注"})
		if err := s.RestoreVersion(t.Context(), d.ID, 2, "恢复第 2 版", a, noon); err != nil {
			t.Fatal(err)
		}
		all, _ := values(t, s, d.ID)
		if all["cell:requests/new/business"] != "5" || all["note:requests"] != "" {
			t.Errorf("%v", all)
		}
		versions, err := s.Versions(t.Context(), d.ID)
		if err != nil || len(versions) != 3 || versions[0].Title != "恢复第 2 版" || versions[2].Title != "从空白起草" {
			t.Errorf("%+v, %v", versions, err)
		}
		restored, err := s.Snapshot(t.Context(), d.ID, 3)
		if second, failed := s.Snapshot(t.Context(), d.ID, 2); err != nil || failed != nil || !maps.Equal(restored.Values, second.Values) || restored.History == second.History {
			t.Errorf("%+v is not %+v with one more change, %v, %v", restored, second, err, failed)
		}
		snap, err := s.Snapshot(t.Context(), d.ID, 1)
		if err != nil || snap.Values["cell:requests/new/business"] != "0" || snap.Year != 2024 {
			t.Errorf("%+v, %v", snap, err)
		}
		if _, err := s.Snapshot(t.Context(), d.ID, 9); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
		if _, err := s.Step(t.Context(), d.ID, Move{Action: Submit}, a, []Role{Clerk}, noon); err != nil {
			t.Fatal(err)
		}
		if err := s.RestoreVersion(t.Context(), d.ID, 1, "x", a, noon); !errors.Is(err, ErrState) {
			t.Error(err)
		}
	})
}

// Two who change other paragraphs of a text lose nothing and are asked nothing.
func TestTwoInOneText(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, d := begin(t, s)
		const was, place = "一。\n\n二。\n\n三。", sheet.Place("prose:overview")
		for i, c := range []struct {
			value, now      string
			merged, refused int
		}{
			{"一改。\n\n二。\n\n三。", "一改。\n\n二。\n\n三。", 0, 0},
			{"一。\n\n二。\n\n三改。", "一改。\n\n二。\n\n三改。", 1, 0},
			{"一又改。\n\n二。\n\n三。", "一改。\n\n二。\n\n三改。", 0, 1},
		} {
			saved, err := s.Save(t.Context(), d.ID, string(rune('a'+i)), []Edit{{place, was, c.value}}, a.ID, noon)
			if err != nil || len(saved.Merged) != c.merged || len(saved.Conflicts) != c.refused {
				t.Errorf("%+v, %v", saved, err)
			}
			if all, _ := values(t, s, d.ID); all[place] != c.now {
				t.Errorf("%q stands there", all[place])
			}
		}
	})
}

// Two who change other rows of a list, and other cells of one row, lose nothing and are asked
// nothing.
func TestTwoInOneList(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, d := begin(t, s)
		const was, place = "201\t甲\t1\n202\t乙\t2\n203\t丙\t3", sheet.Place("list:gk02/items")
		if _, err := s.Save(t.Context(), d.ID, "first", []Edit{{place, "", was}}, a.ID, noon); err != nil {
			t.Fatal(err)
		}
		for i, c := range []struct {
			about, value, now string
			merged, refused   int
		}{
			{"a cell", "201\t甲\t1\n202\t乙\t2\n203\t丙\t30", "201\t甲\t1\n202\t乙\t2\n203\t丙\t30", 0, 0},
			{"another cell of the row", "201\t甲\t1\n202\t乙\t2\n203\t丙改\t3", "201\t甲\t1\n202\t乙\t2\n203\t丙改\t30", 1, 0},
			{"a row less", "202\t乙\t2\n203\t丙\t3", "202\t乙\t2\n203\t丙改\t30", 1, 0},
			{"the same cell", "201\t甲\t1\n202\t乙\t2\n203\t丙\t99", "202\t乙\t2\n203\t丙改\t30", 0, 1},
			{"a row that the other one has removed", "201\t甲改\t1\n202\t乙\t2\n203\t丙\t3", "202\t乙\t2\n203\t丙改\t30", 0, 1},
		} {
			saved, err := s.Save(t.Context(), d.ID, string(rune('a'+i)), []Edit{{place, was, c.value}}, a.ID, noon)
			if err != nil || len(saved.Merged) != c.merged || len(saved.Conflicts) != c.refused {
				t.Errorf("%s: %+v, %v", c.about, saved, err)
			}
			if all, _ := values(t, s, d.ID); all[place] != c.now {
				t.Errorf("%s: %q stands there", c.about, all[place])
			}
		}
	})
}

func TestComments(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		o := newOffice(t, s)
		number, err := s.AddComment(t.Context(), o.document, Comment{Place: "cell:requests/new/business", Quote: "0", Body: "请核"}, o.reviewer, noon)
		if err != nil || number != 1 {
			t.Fatal(number, err)
		}
		if err := s.AddReply(t.Context(), o.document, 1, "已核", o.clerk, noon); err != nil {
			t.Fatal(err)
		}
		if err := s.AddReply(t.Context(), o.document, 2, "已核", o.clerk, noon); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
		if err := s.CloseComment(t.Context(), o.document, 1, o.reviewer, noon); err != nil {
			t.Fatal(err)
		}
		if err := s.CloseComment(t.Context(), o.document, 1, o.reviewer, noon); !errors.Is(err, ErrState) {
			t.Error(err)
		}
		all, err := s.Comments(t.Context(), o.document.ID)
		if err != nil || len(all) != 1 || all[0].ClosedBy != "daojianguo" || len(all[0].Replies) != 1 || all[0].Replies[0].By != "岩罕" {
			t.Errorf("%+v, %v", all, err)
		}
	})
}

// A section has one editor at a time, until the lease ends.
func TestLeases(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		o := newOffice(t, s)
		take := func(by Account, at time.Duration) *Lease {
			t.Helper()
			other, err := s.TakeLease(t.Context(), o.document.ID, "overview", by.ID, noon.Add(at), noon.Add(at+time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			return other
		}
		if other := take(o.clerk, 0); other != nil {
			t.Errorf("%+v", other)
		}
		if other := take(o.reviewer, 30*time.Second); other == nil || other.By != "岩罕" || !other.Since.Equal(noon) {
			t.Errorf("%+v", other)
		}
		if other := take(o.clerk, 50*time.Second); other != nil { // goes on until 110 s
			t.Errorf("%+v", other)
		}
		if other := take(o.reviewer, 100*time.Second); other == nil || !other.Since.Equal(noon) {
			t.Errorf("%+v", other)
		}
		if other := take(o.reviewer, 110*time.Second); other != nil {
			t.Errorf("%+v", other)
		}
		if all, err := s.Leases(t.Context(), o.document.ID, noon.Add(2*time.Minute)); err != nil || len(all) != 1 || all[0].By != "daojianguo" {
			t.Errorf("%+v, %v", all, err)
		}
		if err := s.DropLease(t.Context(), o.document.ID, "overview", o.reviewer.ID); err != nil {
			t.Fatal(err)
		}
		if all, err := s.Leases(t.Context(), o.document.ID, noon.Add(2*time.Minute)); err != nil || len(all) != 0 {
			t.Errorf("%+v, %v", all, err)
		}
	})
}

// Nobody is two of the three administrators.
func TestDutiesAreSeparate(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		if _, err := s.NewAccount(t.Context(), Account{Login: "x"}, []Grant{{Role: System}, {Role: Auditor}}, Account{Name: "终端"}, noon); !errors.Is(err, ErrDuties) {
			t.Error(err)
		}
		a, err := s.NewAccount(t.Context(), Account{Login: "x"}, []Grant{{Role: System}}, Account{Name: "终端"}, noon)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.AddGrants(t.Context(), a, []Grant{{Role: Security}}, a, noon); !errors.Is(err, ErrDuties) {
			t.Error(err)
		}
		// Nor has one of them a role in an agency, or anybody in two agencies.
		own, err := s.NewAgency(t.Context(), "甲局", a, noon)
		if err != nil {
			t.Fatal(err)
		}
		other, err := s.NewAgency(t.Context(), "乙局", a, noon)
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.NewAccount(t.Context(), Account{Login: "y"}, []Grant{{Agency: own.ID, Role: Clerk}}, a, noon)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			to   Account
			more Grant
		}{{a, Grant{Agency: own.ID, Role: Clerk}}, {b, Grant{Role: System}}, {b, Grant{Agency: other.ID, Role: Collector}}} {
			before, _ := s.Grants(t.Context(), c.to.ID)
			if err := s.AddGrants(t.Context(), c.to, []Grant{c.more}, a, noon); !errors.Is(err, ErrOffices) {
				t.Errorf("%+v: %v", c.more, err)
			}
			if err := s.SetGrants(t.Context(), c.to, append(before, c.more), a, noon); !errors.Is(err, ErrOffices) {
				t.Errorf("%+v: %v", c.more, err)
			}
			if after, err := s.Grants(t.Context(), c.to.ID); err != nil || len(after) != len(before) {
				t.Errorf("%+v: %+v, %v", c.more, after, err)
			}
		}
		if err := s.SetGrants(t.Context(), b, []Grant{{Agency: other.ID, Role: Collector}, {Agency: other.ID, Role: Clerk}}, a, noon); err != nil {
			t.Error(err)
		}
	})
}

// Whatever is granted at once, an account has of the three administrators' roles one.
func TestDutiesAreSeparateAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		a, err := s.NewAccount(t.Context(), Account{Login: "x"}, nil, Account{Name: "终端"}, noon)
		if err != nil {
			t.Fatal(err)
		}
		for range 8 {
			var granting sync.WaitGroup
			for _, role := range []Role{System, Security, Auditor, System, Security, Auditor} {
				granting.Go(func() {
					if err := s.SetGrants(t.Context(), a, []Grant{{Role: role}}, a, noon); err != nil {
						t.Error(err)
					}
				})
				granting.Go(func() {
					if err := s.AddGrants(t.Context(), a, []Grant{{Role: role}}, a, noon); err != nil && !errors.Is(err, ErrDuties) {
						t.Errorf("%v", err)
					}
				})
			}
			granting.Wait()
			if have, err := s.Grants(t.Context(), a.ID); err != nil || len(have) != 1 {
				t.Errorf("%v, %v", have, err)
			}
		}
	})
}
