package page

import (
	"context"

	"gongwen/cmd/internal/office/collecting"
	"gongwen/cmd/internal/office/store"
)

// dueView is until when a report has to be with the agency that collects it.
type dueView struct {
	To   string // the agency
	Day  string
	Left string // in words
}

// due is until when the agency above wants a document; nil where it has not said.
func (s *Server) due(ctx context.Context, d store.Document, by store.Agency) (*dueView, error) {
	if by.Parent == "" || !s.dated(d) {
		return nil, nil
	}
	all, err := s.Store.Collections(ctx, by.Parent)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.Template == d.Template && c.Year == d.Year {
			return s.dueOf(ctx, c, by)
		}
	}
	return nil, nil
}

// dueOf is until when a collection wants the report of an agency.
func (s *Server) dueOf(ctx context.Context, c store.Collection, by store.Agency) (*dueView, error) {
	members, err := s.Store.Members(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	day := c.Deadline
	for _, m := range members {
		if m.Name == by.Name && m.Deadline != "" {
			day = m.Deadline
		}
	}
	then, ok := dayOf(day)
	if !ok {
		return nil, nil
	}
	left, _ := collecting.Left(day, s.Now())
	to, err := s.Store.Agency(ctx, c.Agency)
	return &dueView{To: to.Name, Day: then.Format("1月2日"), Left: leftWords(left)}, err
}

// leftWords says how many days there are left.
func leftWords(days int) string {
	switch {
	case days > 0:
		return "还有 " + number(days) + " 天"
	case days == 0:
		return "今天截止"
	}
	return "已过 " + number(-days) + " 天"
}
