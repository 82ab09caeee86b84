package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/publication"
	"gongwen/data/sum"
	"gongwen/internal/diag"
	"gongwen/output"
)

// What is done with report files.
const (
	toCheck   = "check"
	toBuild   = "build"
	toConvert = "convert"
	toSum     = "sum"
)

// Work is something that is to be done with report files.
type Work struct {
	Do      string     `json:"do"`
	Files   []WorkFile `json:"files"`
	Formats []string   `json:"formats,omitempty"` // that are checked for, or the one that is made
	Draft   bool       `json:"draft,omitempty"`
	Ending  string     `json:"ending,omitempty"` // of the file that is converted to
	Agency  string     `json:"agency,omitempty"` // of a sum
	Year    string     `json:"year,omitempty"`
	Partial bool       `json:"partial,omitempty"`
	Lang    diag.Lang  `json:"lang"`
}

// WorkFile is a report file.
type WorkFile struct {
	Name    string `json:"name"`
	Content []byte `json:"content"`
}

// Outcome is what came of Work.
type Outcome struct {
	Judgement judgement    `json:"judgement"`
	Made      *output.File `json:"made,omitempty"` // nil where nothing was made
}

// errUnknownWork is that of work that nobody knows, or not with so many files.
var errUnknownWork = diag.NewError("不知道要办什么", "nobody knows how to do this")

// Worker does Work. It is confined.ErrCost where that costs too much and confined.ErrFault
// where it ended by a fault.
type Worker func(ctx context.Context, w Work) (Outcome, error)

// MaxWork is how many bytes Work has at most as JSON: a request with its files in base64.
const MaxWork = maxBody/3*4 + maxBody/2

// Confined works in processes of a program that answers what Working gives.
func Confined(limits confined.Limits, program string, args, env []string) Worker {
	return func(ctx context.Context, w Work) (out Outcome, err error) {
		content, err := json.Marshal(w)
		if err != nil {
			return out, err
		}
		answer, err := confined.Run(ctx, limits, program, args, env, content)
		if err != nil {
			return out, err
		}
		if err := json.Unmarshal(answer, &out); err != nil {
			return out, fmt.Errorf("what work gave: %w", err)
		}
		return out, nil
	}
}

// Working does the Work that a process is given as JSON, and gives its Outcome as JSON.
func Working(ctx context.Context, e *engine.Engine, orders jobs.Orders, content []byte) ([]byte, error) {
	var w Work
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&w); err != nil {
		return nil, fmt.Errorf("what is to be done is not understood: %w", err)
	}
	out, err := w.done(ctx, e, orders)
	if err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

// done does the work in this process.
func (w Work) done(ctx context.Context, e *engine.Engine, orders jobs.Orders) (out Outcome, err error) {
	order, err := orders(w.Formats...)
	if err != nil {
		return out, err
	}
	order.Draft = w.Draft
	inputs := make([]engine.Input, len(w.Files))
	for i, f := range w.Files {
		inputs[i] = file{f.Name, f.Content}.input()
	}
	var said diag.List
	switch {
	case w.Do == toSum:
		out.Made, said = w.added(ctx, e, inputs, order)
	case len(inputs) != 1:
		return out, errUnknownWork
	case w.Do == toCheck:
		report, problems := e.Proof(ctx, inputs[0], order)
		said = problems
		out.Judgement.about(report)
		out.Judgement.Valid = report != nil
	case w.Do == toBuild:
		files, problems := e.DocumentsOf(ctx, inputs[0], order)
		said = problems
		if len(files) > 0 && (w.Draft || !said.HasErrors()) {
			made, err := publication.Together(files)
			if err != nil {
				return out, err
			}
			out.Made = &made
		}
	case w.Do == toConvert:
		out.Made, said = e.Convert(ctx, inputs[0], inputs[0].Name+w.Ending)
	default:
		return out, errUnknownWork
	}
	if err := ctx.Err(); err != nil {
		return out, err
	}
	understood := w.Do != toCheck || out.Judgement.Valid
	said = slices.Clip(said)
	j, err := judgedIn(w.Lang, said)
	out.Judgement.Valid, out.Judgement.Diagnostics = understood && j.Valid, j.Diagnostics
	return out, err
}

// added is the report file of the sums.
func (w Work) added(ctx context.Context, e *engine.Engine, inputs []engine.Input, order engine.Order) (*output.File, diag.List) {
	if said := engine.TooMany(inputs); said != nil {
		return nil, said
	}
	var sources []*sum.Source
	var said diag.List
	for checked := range e.Sources(ctx, inputs, order) {
		sources, said = append(sources, checked.Kept), append(said, checked.Said...)
	}
	if ctx.Err() != nil {
		return nil, said
	}
	how := engine.SumOrder{Path: "sum.yaml", Agency: w.Agency, Options: sum.Options{Year: w.Year, Partial: w.Partial}}
	files, problems := e.Sum(ctx, sources, order, how)
	said = append(said, problems...)
	if len(files) != 1 {
		return nil, said
	}
	return &files[0], said
}

// inProcess is how many bytes of report files are worked on in this process. The worst of
// them takes some fifty megabytes and a second; what is larger, as hardly any report is,
// is worked on in a process of its own.
const inProcess = 64 << 10

// work does work, in the process that it is for.
func (s *server) work(r *http.Request, w Work) (Outcome, error) {
	size := 0
	for _, f := range w.Files {
		if int64(len(f.Content)) > engine.StandardLimits().File {
			return Outcome{}, problem{http.StatusRequestEntityTooLarge, "报告文件太大：" + f.Name}
		}
		size += len(f.Content)
	}
	w.Lang = langOf(r)
	if size <= inProcess || s.Work == nil {
		return w.done(r.Context(), s.Engine, s.Orders)
	}
	out, err := s.Work(r.Context(), w)
	switch {
	case errors.Is(err, confined.ErrCost):
		return out, problem{http.StatusUnprocessableEntity, "这些内容太费时间或内存，没有办"}
	case errors.Is(err, confined.ErrFault):
		s.Log.ErrorContext(r.Context(), "work on a report file ended by a fault", "do", w.Do, "error", err)
		return out, problem{http.StatusUnprocessableEntity, "办这件事时出了问题，没有办"}
	}
	return out, err
}

// one is Work on one file.
func one(do string, f file) Work {
	return Work{Do: do, Files: []WorkFile{{f.name, f.content}}}
}
