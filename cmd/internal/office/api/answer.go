package api

import (
	"encoding/json"
	"mime"
	"net/http"
	"path"

	"gongwen/internal/diag"
	"gongwen/internal/diag/diagjson"
	"gongwen/internal/jsontext"
	"gongwen/output"
)

// problem is why a request is not answered, as RFC 9457 has it.
type problem struct {
	status int
	detail string
}

// Error implements error.
func (p problem) Error() string { return p.detail }

func (p problem) answer(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.status)
	_ = json.NewEncoder(w).Encode(struct { // nobody listens where it fails
		Type   string `json:"type"`
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
	}{"about:blank", http.StatusText(p.status), p.status, p.detail})
}

// give answers with a value as JSON.
func give(w http.ResponseWriter, status int, value any) error {
	content, err := jsontext.Indented(value)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, err = w.Write(content)
	return err
}

// giveFile answers with a file that was made.
func giveFile(w http.ResponseWriter, f output.File, media string) error {
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": path.Base(f.Path)}))
	_, err := w.Write(f.Data)
	return err
}

// judgement is what was said about a report.
type judgement struct {
	Valid       bool            `json:"valid"` // there is no error
	Template    string          `json:"template,omitempty"`
	Agency      string          `json:"agency,omitempty"`
	Year        string          `json:"year,omitempty"`
	Report      string          `json:"report,omitempty"` // a report file that was made
	Diagnostics json.RawMessage `json:"diagnostics"`      // as gongwen check --format json has them
}

func judged(r *http.Request, said diag.List) (judgement, error) { return judgedIn(langOf(r), said) }

func judgedIn(lang diag.Lang, said diag.List) (judgement, error) {
	list, err := diagjson.Write(said, lang)
	return judgement{Valid: !said.HasErrors(), Diagnostics: list}, err
}

// refused answers that nothing was made of a report, and why.
func refused(w http.ResponseWriter, r *http.Request, said diag.List) error {
	j, err := judged(r, said)
	if err != nil {
		return err
	}
	return give(w, http.StatusUnprocessableEntity, j)
}

// langOf is the language of messages that a request asks for with lang=en.
func langOf(r *http.Request) diag.Lang {
	if r.URL.Query().Get("lang") == "en" {
		return diag.EN
	}
	return diag.ZH
}
