package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"

	"gongwen/cmd/internal/office/store"
	"gongwen/data/sheet"
)

// found is the document of an address, which is of the token's agency.
func (s *server) found(r *http.Request) (store.Document, error) {
	return s.Store.Document(r.Context(), tokenOf(r).Agency, r.PathValue("id"))
}

// state answers with how a document is now.
func (s *server) state(w http.ResponseWriter, r *http.Request) error {
	d, err := s.found(r)
	if err != nil {
		return err
	}
	state, err := s.Desk.State(r.Context(), d)
	if err != nil {
		return err
	}
	return give(w, http.StatusOK, state)
}

// valuesAnswer are what stands at the places of a document.
type valuesAnswer struct {
	Version int64                  `json:"version"`
	Values  map[sheet.Place]string `json:"values"`
}

func (s *server) values(w http.ResponseWriter, r *http.Request) error {
	d, err := s.found(r)
	if err != nil {
		return err
	}
	values, version, err := s.Desk.Values(r.Context(), d)
	if err != nil {
		return err
	}
	return give(w, http.StatusOK, valuesAnswer{version, values})
}

// author is in whose name a token writes: somebody who may fill in for its agency.
func (s *server) author(ctx context.Context, t store.Token) (store.Account, error) {
	none := problem{http.StatusForbidden, "令牌所用的账号没有了、停用了，或者不再是这个机关的经办人"}
	if t.Account == "" {
		return store.Account{}, none
	}
	a, err := s.Store.Account(ctx, t.Account)
	if errors.Is(err, store.ErrUnknown) || err == nil && a.Disabled {
		return a, none
	}
	if err != nil {
		return a, err
	}
	grants, err := s.Store.Grants(ctx, a.ID)
	if err == nil && !slices.Contains(grants, store.Grant{Agency: t.Agency, Role: store.Clerk}) {
		err = none
	}
	return a, err
}

// idOf is an id that a request has by its token and its key, so that what was done before
// its answer was kept is known when the request comes again.
func idOf(r *http.Request) string {
	key, _ := keyOf(r) // once has seen that it is good
	sum := sha256.Sum256([]byte(tokenOf(r).ID + " " + key))
	const length = 20 // bytes
	return "api" + hex.EncodeToString(sum[:length])
}

// begin makes a document of what is sent, in any form that import takes.
func (s *server) begin(w http.ResponseWriter, r *http.Request) error {
	ctx, token := r.Context(), tokenOf(r)
	author, err := s.author(ctx, token)
	if err != nil {
		return err
	}
	f, err := sent(r)
	if err != nil {
		return err
	}
	agency, err := s.Store.Agency(ctx, token.Agency)
	if err != nil {
		return err
	}
	id := idOf(r)
	d, err := s.Store.Document(ctx, agency.ID, id)
	if errors.Is(err, store.ErrUnknown) {
		read, problems := s.understood(r, f)
		if problems != nil {
			return problems
		}
		if read.Template == "" || read.Errors {
			j, err := judged(r, saidOf(f.name, read.Said))
			if err != nil {
				return err
			}
			j.Template, j.Agency, j.Year, j.Valid = read.Template, read.Agency, read.Year, false
			return give(w, http.StatusUnprocessableEntity, j)
		}
		if d, err = s.Desk.Begin(ctx, agency, author, id, store.Origin{Name: f.name, Digest: store.Digest(f.content)}, read); err == nil {
			err = s.wrote(ctx, token, author, d, "建立")
		}
	}
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1/reports/"+d.ID)
	return give(w, http.StatusCreated, documentOf(d))
}

// edit does edits as the page's script sends them, and answers with the state then.
func (s *server) edit(w http.ResponseWriter, r *http.Request) error {
	token := tokenOf(r)
	author, err := s.author(r.Context(), token)
	if err != nil {
		return err
	}
	d, err := s.found(r)
	if err != nil {
		return err
	}
	edits, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	state, err := s.Desk.Save(r.Context(), d, edits, idOf(r), author.ID)
	if err != nil {
		return err
	}
	now, err := s.found(r)
	if err != nil {
		return err
	}
	if now.Version != d.Version {
		if err := s.wrote(r.Context(), token, author, now, "保存到第 "+strconv.FormatInt(now.Version, 10)+" 次修改"); err != nil {
			return err
		}
	}
	return give(w, http.StatusOK, state)
}

// wrote enters into the log what a program did in the name of an account.
func (s *server) wrote(ctx context.Context, t store.Token, author store.Account, d store.Document, what string) error {
	return s.Store.Log(ctx, store.AuditEntry{
		Account: author.ID, Name: author.Name, Agency: d.Agency, Document: d.ID, Action: store.TokenWrote, Detail: "令牌“" + t.Name + "”" + what,
	}, s.Now())
}
