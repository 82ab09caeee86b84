package page

import (
	"context"
	"slices"
	"strings"

	"gongwen/cmd/internal/office/store"
)

// turn says in the list of documents whose turn it is and since when, and that a document
// was sent back.
func (s *Server) turn(ctx context.Context, p who, row *documentRow) error {
	d := row.Document
	if d.State == store.Published {
		return nil
	}
	log, err := s.Store.AuditOf(ctx, d.ID, maxLog)
	if err != nil {
		return err
	}
	if back, _ := newest(log); back != nil {
		row.Step, row.Kind = "退回修改", "err"
		if back.Action == store.Withdraw {
			row.Step = "撤回签发"
		}
	}
	row.Due = strings.Join(s.publishBy(d), "")
	if i := slices.IndexFunc(log, func(e store.Logged) bool { return e.State == d.State }); i >= 0 {
		row.Since = lasting(s.Now().Sub(log[i].Time()))
	}
	has, err := s.has(ctx, p, d, log)
	if has {
		row.Turn = "等您" + map[store.State]string{
			store.Drafting: "写", store.Reviewing: "核稿", store.Countersigning: "会签", store.Approving: "签发", store.Signed: "登记发布",
		}[d.State]
	}
	return err
}

// has reports whether somebody has to take the next step with a document.
func (s *Server) has(ctx context.Context, p who, d store.Document, log []store.Logged) (bool, error) {
	if !p.has(stepRoles[stepNumber(d.State)]) {
		return false, nil
	}
	switch d.State {
	case store.Reviewing, store.Approving: // by others than who submitted it
		i := slices.IndexFunc(log, func(e store.Logged) bool { return e.Action == store.Submit })
		return i < 0 || log[i].Account != p.Account.ID, nil
	case store.Countersigning:
		all, err := s.Store.Confirmations(ctx, d, s.formatSections(d))
		return slices.ContainsFunc(all, func(c store.Confirmation) bool { return !c.Valid && c.Department == p.Account.Department }), err
	}
	return true, nil
}
