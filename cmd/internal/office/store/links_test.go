package store

import (
	"errors"
	"testing"
)

// A link lets one agency in until it ends, for so many files.
func TestLinks(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		by, d := begin(t, s)
		c, err := s.NewCollection(t.Context(), Collection{Agency: d.Agency, Template: d.Template, Year: 2024}, []Member{{Name: "甲局"}, {Name: "乙局"}}, by, noon)
		if err != nil {
			t.Fatal(err)
		}
		secrets, err := s.NewLinks(t.Context(), c, []string{"甲局", "乙局"}, noon.AddDate(0, 0, 1), by, noon)
		if err != nil || len(secrets) != 2 {
			t.Fatal(secrets, err)
		}
		l, of, err := s.LinkOf(t.Context(), secrets[1], noon)
		if err != nil || l.Member != "乙局" || of.ID != c.ID || of.Year != 2024 {
			t.Errorf("%+v, %+v, %v", l, of, err)
		}
		for i := range maxSent + 1 {
			if err := s.UseLink(t.Context(), l.ID); errors.Is(err, ErrState) != (i == maxSent) {
				t.Errorf("file %d: %v", i, err)
			}
		}
		if _, _, err := s.LinkOf(t.Context(), secrets[0], noon.AddDate(0, 0, 2)); !errors.Is(err, ErrUnknown) {
			t.Errorf("a link that has expired: %v", err)
		}
		again, err := s.NewLinks(t.Context(), c, []string{"甲局"}, noon.AddDate(0, 0, 1), by, noon)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.LinkOf(t.Context(), secrets[0], noon); !errors.Is(err, ErrUnknown) {
			t.Errorf("a link that another has replaced: %v", err)
		}
		all, err := s.Links(t.Context(), c.ID, noon)
		if err != nil || len(all) != 2 || all[0].Sent+all[1].Sent != maxSent {
			t.Errorf("%+v, %v", all, err)
		}
		other, err := s.NewCollection(t.Context(), Collection{Agency: d.Agency, Template: d.Template, Year: 2023}, nil, by, noon)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.RevokeLink(t.Context(), other, l.ID, by, noon); !errors.Is(err, ErrUnknown) {
			t.Errorf("a link of another collection: %v", err)
		}
		if err := s.RevokeLink(t.Context(), c, l.ID, by, noon); err != nil {
			t.Error(err)
		}
		for i, secret := range []string{secrets[1], again[0]} {
			if _, _, err := s.LinkOf(t.Context(), secret, noon); errors.Is(err, ErrUnknown) != (i == 0) {
				t.Errorf("%d: %v", i, err)
			}
		}
		if check, err := s.VerifyAudit(t.Context(), nil); err != nil || len(check.Faults) > 0 {
			t.Errorf("%+v, %v", check, err)
		}
	})
}
