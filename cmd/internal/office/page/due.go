package page

import (
	"context"

	"gongwen/cmd/internal/office/collecting"
	"gongwen/cmd/internal/office/store"
)

// dueView is until when a report has to be with the agency that collects it, in words.
type dueView struct{ To, Day, Left string }

func (s *Server) due(ctx context.Context, d store.Document, by store.Agency) (*dueView, error) {
	due, err := collecting.DueOf(ctx, s.Store, d, by)
	if err != nil || due == nil {
		return nil, err
	}
	then, _ := dayOf(due.Day)
	left, _ := collecting.Left(due.Day, s.Now())
	return &dueView{To: due.To, Day: then.Format("1月2日"), Left: leftWords(left)}, nil
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
