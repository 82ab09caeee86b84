package page

import (
	"bytes"
	"context"
	"net/http"
	"path"
	"strings"

	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/sheet"
)

// What the interface for programs does with documents is what the page itself does: the
// same functions answer the page's script.

// State is how a document is now, as the page's script gets it, without its pages.
func (s *Server) State(ctx context.Context, d store.Document) (any, error) {
	work, err := s.work(ctx, d)
	if err != nil {
		return nil, err
	}
	return withoutPages(stateOf(d, work, nil)), nil
}

func withoutPages(v stateView) stateView {
	v.Pages = []pageView{}
	return v
}

// Values are what stands at the places of a document, and the version that they are of.
func (s *Server) Values(ctx context.Context, d store.Document) (map[sheet.Place]string, int64, error) {
	entries, version, err := s.Store.Entries(ctx, d.ID)
	if err != nil {
		return nil, 0, err
	}
	values := map[sheet.Place]string{}
	for _, e := range entries {
		if e.Value != "" {
			values[e.Place] = e.Value
		}
	}
	return values, version, nil
}

// Save does edits in the name of an account and gives the state of the document then. A
// save of an id that was done is not done again. What is not done is *Refused.
func (s *Server) Save(ctx context.Context, d store.Document, edits []byte, id, account string) (any, error) {
	view, err := s.saved(ctx, d, bytes.NewReader(edits), id, account)
	return withoutPages(view), err
}

// Begin makes a document of a report that was read of a file, in the name of an account, and gives
// it an id. What is not done is *Refused.
func (s *Server) Begin(ctx context.Context, agency store.Agency, account store.Account, id string, from store.Origin, read jobs.Read) (store.Document, error) {
	location, problems, err := s.enter(ctx, who{Account: account, Agency: agency}, wish{How: howImport, Document: id, Name: from.Name, Digest: from.Digest}, read)
	switch {
	case err != nil:
		return store.Document{}, err
	case len(problems) > 0:
		return store.Document{}, &Refused{http.StatusConflict, strings.Join(problems, "；")}
	}
	return s.Store.Document(ctx, agency.ID, path.Base(location))
}
