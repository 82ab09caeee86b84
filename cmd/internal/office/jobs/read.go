package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/data"
	"gongwen/data/sheet"
	"gongwen/internal/diag"
)

// Read is what a file that somebody sent holds.
type Read struct {
	Template string                 `json:"template,omitempty"` // empty where it holds no report
	Agency   string                 `json:"agency,omitempty"`
	Year     string                 `json:"year,omitempty"`
	Errors   bool                   `json:"errors,omitempty"` // the report has some
	Fillable bool                   `json:"fillable,omitempty"`
	Values   map[sheet.Place]string `json:"values,omitempty"`
	Report   string                 `json:"report,omitempty"` // as a report file
	Said     []Message              `json:"said,omitempty"`
}

// Reader reads a file of a name that has its ending and gives a Read as JSON. It is
// confined.ErrCost where that costs too much.
type Reader func(ctx context.Context, name string, content []byte) ([]byte, error)

// Confined reads in processes of a program that answers what Reading gives.
func Confined(limits confined.Limits, program string, args []string, env ...string) Reader {
	return func(ctx context.Context, name string, content []byte) ([]byte, error) {
		return confined.Run(ctx, limits, program, append(append([]string(nil), args...), name), env, content)
	}
}

// Reading reads a file in any form that import takes, or the package of a published report,
// and gives a Read as JSON.
func Reading(ctx context.Context, e *engine.Engine, name string, content []byte) ([]byte, error) {
	in := engine.Input{Folder: Files{name: content}, File: name, Path: name, Name: name}
	if publication.IsPackage(content) {
		packed, said := packaged(name, content)
		if said.HasErrors() {
			return json.Marshal(Read{Said: Messages(said)})
		}
		in = packed
	}
	report, said := e.Check(ctx, in, engine.Order{})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	read := Read{Said: Messages(said)}
	if report != nil {
		file, problems := written(e, report)
		if problems.HasErrors() {
			return nil, problems
		}
		read.Template, read.Agency, read.Year = report.Template.ID, report.Agency().Text, report.Year().Text
		read.Errors, read.Report = said.HasErrors(), string(file.Data)
		if read.Fillable = sheet.Holds(report); read.Fillable {
			read.Values = sheet.Of(report).Values
		}
	}
	return json.Marshal(read)
}

// packaged is the report of a package with its pictures.
func packaged(name string, content []byte) (engine.Input, diag.List) {
	_, files, err := publication.ReadZip(content)
	if err != nil {
		return engine.Input{}, diag.List{diag.Errorf(diag.Pos{File: name}, "发布材料不完好：%v", "the package is not sound: %v", err)}
	}
	report, ok := publication.Report(files)
	if !ok {
		return engine.Input{}, diag.List{diag.Errorf(diag.Pos{File: name}, "发布材料里没有报告文件", "the package has no report file")}
	}
	return engine.Input{Folder: FilesOf(files), File: report.Name, Path: name, Name: name}, nil
}

// FilesOf are the files of a package as a folder.
func FilesOf(files []publication.File) Files {
	folder := Files{}
	for _, f := range files {
		folder[f.Name] = f.Data
	}
	return folder
}

// resultName is the name of what reading gave.
const resultName = "read.json"

// read reads an upload.
func (q *Queue) read(ctx context.Context, u Upload) (made, error) {
	content, err := q.Store.File(ctx, u.File)
	if err != nil {
		return made{}, err
	}
	answer, err := q.Read(ctx, "upload"+u.Ending, content)
	switch {
	case errors.Is(err, confined.ErrCost):
		return made{outcome: store.Refused, said: said(diag.T("这个文件太费时间或内存，没有读", "the file takes too much time or memory, it was not read"))}, nil
	case errors.Is(err, confined.ErrFault):
		q.Log.ErrorContext(ctx, "reading an upload ended by a fault", "file", u.File, "error", err)
		return made{}, err // perhaps that of the machine, which ended the process
	case err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
		return made{}, errLong
	case err != nil:
		return made{}, err
	}
	var read Read
	if err := json.Unmarshal(answer, &read); err != nil {
		return made{}, fmt.Errorf("what reading gave: %w", err)
	}
	m := made{outcome: store.Done, said: read.Said, files: map[string][]byte{resultName: answer}}
	if read.Template == "" {
		m.outcome = store.Refused
	}
	return m, nil
}

// ReadOf is what came of an upload that was read; it holds no report where it was refused.
func (q *Queue) ReadOf(ctx context.Context, item store.ItemResult) (read Read, err error) {
	if item.Result == nil {
		return read, store.ErrUnknown
	}
	if len(item.Result.Files) == 0 {
		err := json.Unmarshal([]byte(item.Result.Said), &read.Said)
		return read, err
	}
	content, err := q.Store.File(ctx, item.Result.Files[0].Digest)
	if err != nil {
		return read, err
	}
	err = json.Unmarshal(content, &read)
	return read, err
}

// ReportOf is the report that an upload holds, which was written by Reading.
func ReportOf(ctx context.Context, e *engine.Engine, r Read) (*data.Report, diag.List) {
	return e.CheckContent(ctx, engine.Input{Path: "previous.json"}, []byte(r.Report), engine.Order{})
}
