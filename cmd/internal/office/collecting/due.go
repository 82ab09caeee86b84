package collecting

import (
	"context"

	"gongwen/cmd/internal/office/store"
)

// Due is until when a report has to be with the agency that collects it.
type Due struct {
	To  string // the agency
	Day string // as 2025-01-26
}

// DueOf is until when the agency above wants a document; nil where it has not said.
func DueOf(ctx context.Context, s *store.Store, d store.Document, by store.Agency) (*Due, error) {
	if by.Parent == "" {
		return nil, nil
	}
	all, err := s.Collections(ctx, by.Parent)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.Template == d.Template && c.Year == d.Year {
			return dueIn(ctx, s, c, by)
		}
	}
	return nil, nil
}

// dueIn is until when a collection wants the report of an agency.
func dueIn(ctx context.Context, s *store.Store, c store.Collection, by store.Agency) (*Due, error) {
	members, err := s.Members(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	day := c.Deadline
	for _, m := range members {
		if m.Name == by.Name && m.Deadline != "" {
			day = m.Deadline
		}
	}
	if day == "" {
		return nil, nil
	}
	to, err := s.Agency(ctx, c.Agency)
	return &Due{To: to.Name, Day: day}, err
}
