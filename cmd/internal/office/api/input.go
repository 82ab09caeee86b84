package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/internal/portable"
)

// file is what a request carries, under the name that it says.
type file struct {
	name    string
	content []byte
}

// sent is the body of a request as a file.
func sent(r *http.Request) (file, error) {
	name := r.URL.Query().Get("name")
	if err := named(name); err != nil {
		return file{}, err
	}
	content, err := io.ReadAll(r.Body)
	return file{name, content}, err
}

// named says what is wrong with the name of a file.
func named(name string) error {
	if name == "" || path.Ext(name) == "" {
		return problem{http.StatusBadRequest, "要用 name= 说明文件名，连后缀，如 name=2024.yaml"}
	}
	if path.Base(name) != name || portable.Name(name) != nil {
		return problem{http.StatusBadRequest, "文件名不能用：" + name}
	}
	return nil
}

// input is a report file by itself.
func (f file) input() engine.Input {
	return engine.Input{Folder: jobs.Files{f.name: f.content}, File: f.name, Path: f.name, Name: strings.TrimSuffix(f.name, path.Ext(f.name))}
}

// plain reports whether a file is a report file as text, which is read in this
// process; every other is read in one of its own.
func (f file) plain() bool {
	return slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(path.Ext(f.name)))
}

// understood is what reading gives of a file that is not plain.
func (s *server) understood(r *http.Request, f file) (jobs.Read, error) {
	answer, err := s.Read(r.Context(), f.name, f.content)
	if err != nil {
		return jobs.Read{}, s.unread(r, err)
	}
	var read jobs.Read
	err = json.Unmarshal(answer, &read)
	return read, err
}

// unread is why a file was not read in the process that it was given to.
func (s *server) unread(r *http.Request, err error) error {
	switch {
	case errors.Is(err, confined.ErrCost):
		return problem{http.StatusUnprocessableEntity, "这个文件太费时间或内存，没有读"}
	case errors.Is(err, confined.ErrFault):
		s.Log.ErrorContext(r.Context(), "reading a file ended by a fault", "error", err)
		return problem{http.StatusUnprocessableEntity, "读这个文件时出了问题，没有读"}
	}
	return err
}
