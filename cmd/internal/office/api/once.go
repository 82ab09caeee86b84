package api

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"

	"gongwen/cmd/internal/office/store"
)

// keyHeader carries the idempotency key of a request that changes something.
const keyHeader = "Idempotency-Key"

// maxKey is how long an idempotency key may be.
const maxKey = 200

// keyOf is the idempotency key of a request: a text of ASCII, also as the quoted string that
// the draft of the IETF has (draft-ietf-httpapi-idempotency-key-header).
func keyOf(r *http.Request) (string, error) {
	key := strings.TrimSpace(r.Header.Get(keyHeader))
	if inner, quoted := strings.CutPrefix(key, `"`); quoted {
		key = strings.TrimSuffix(inner, `"`)
	}
	switch {
	case key == "":
		return "", problem{http.StatusBadRequest, "要有 " + keyHeader + "：每件事一个，重发同一个请求时不变"}
	case len(key) > maxKey || strings.ContainsFunc(key, func(c rune) bool { return c <= ' ' || c > '~' || c == '"' || c == '\\' }):
		return "", problem{http.StatusBadRequest, keyHeader + " 最多 200 个 ASCII 字符，不带空格、引号"}
	}
	return key, nil
}

// once does a request that changes something: one that comes again with its key is answered
// as it was before. What failed in the server is not kept, so that it can be asked again.
func (s *server) once(w http.ResponseWriter, r *http.Request, handle func(http.ResponseWriter, *http.Request) error) error {
	key, err := keyOf(r)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	sum := sha256.New()
	_, _ = io.WriteString(sum, r.Method+" "+r.URL.RequestURI()+"\n") // a digest takes all
	_, _ = sum.Write(body)
	a := store.Answer{Token: tokenOf(r).ID, Key: key, Request: hex.EncodeToString(sum.Sum(nil))}
	done, err := s.Store.Claim(r.Context(), a, s.Now())
	switch {
	case errors.Is(err, store.ErrOtherRequest):
		return problem{http.StatusUnprocessableEntity, "这个 " + keyHeader + " 已经用于别的请求"}
	case errors.Is(err, store.ErrGoesOn):
		w.Header().Set("Retry-After", "2")
		return problem{http.StatusConflict, "这个请求正在办理，过一会儿再问"}
	case err != nil:
		return err
	case done != nil:
		return again(w, *done)
	}
	kept := &recorded{}
	s.say(kept, r, handle(kept, r))
	a.Status, a.Type, a.Location, a.Body = kept.status, kept.Header().Get("Content-Type"), kept.Header().Get("Location"), kept.body.Bytes()
	lasting := a
	if a.Status >= http.StatusInternalServerError {
		lasting.Status = 0
	}
	if err := s.Store.KeepAnswer(context.WithoutCancel(r.Context()), lasting); err != nil {
		return err
	}
	return again(w, a)
}

// again answers what was answered before; where nobody has listened there is nothing.
func again(w http.ResponseWriter, a store.Answer) error {
	if a.Status == 0 {
		return nil
	}
	w.Header().Set("Content-Type", a.Type)
	if a.Location != "" {
		w.Header().Set("Location", a.Location)
	}
	w.WriteHeader(a.Status)
	_, err := w.Write(a.Body)
	return err
}

// recorded is an answer that is kept.
type recorded struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (r *recorded) Header() http.Header {
	if r.header == nil {
		r.header = http.Header{}
	}
	return r.header
}

// WriteHeader implements http.ResponseWriter.
func (r *recorded) WriteHeader(status int) { r.status = status }

// Write implements http.ResponseWriter.
func (r *recorded) Write(content []byte) (int, error) {
	r.status = cmp.Or(r.status, http.StatusOK)
	return r.body.Write(content)
}
