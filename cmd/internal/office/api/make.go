package api

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"gongwen/cmd/internal/engine"
	"gongwen/data/sum"
	"gongwen/internal/diag"
	"gongwen/output/format"
)

// build answers with the document of a report file in the format of to: the bytes are
// those of gongwen build.
func (s *server) build(w http.ResponseWriter, r *http.Request) error {
	f, err := sent(r)
	if err != nil {
		return err
	}
	if !f.plain() {
		return problem{http.StatusUnsupportedMediaType, "这里要报告文件（.yaml、.json）；别的先用 /api/v1/import 读成报告文件"}
	}
	name := r.URL.Query().Get("to")
	media := mediaType(name)
	if media == "" {
		return problem{http.StatusBadRequest, "to= 写一种格式：" + strings.Join(format.Names(), "、")}
	}
	order, err := s.Orders(name)
	if err != nil {
		return err
	}
	order.Draft = r.URL.Query().Get("draft") == "true"
	files, said := s.Engine.DocumentsOf(r.Context(), f.input(), order)
	if err := r.Context().Err(); err != nil {
		return err
	}
	if len(files) == 0 || !order.Draft && said.HasErrors() {
		return refused(w, r, said)
	}
	return giveFile(w, files[0], media)
}

// mediaType is that of a format by its name; empty for none of that name.
func mediaType(name string) string {
	for _, f := range format.All() {
		if f.Name == name {
			return f.MediaType
		}
	}
	return ""
}

// The media types of report files.
var reportMedia = map[string]string{
	".yaml": "application/yaml", ".json": "application/json",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// read answers with the report file that is in a document of any form.
func (s *server) read(w http.ResponseWriter, r *http.Request) error {
	f, err := sent(r)
	if err != nil {
		return err
	}
	read, err := s.understood(r, f)
	if err != nil {
		return err
	}
	answer, err := judged(r, saidOf(f.name, read.Said))
	if err != nil {
		return err
	}
	answer.Template, answer.Agency, answer.Year, answer.Report = read.Template, read.Agency, read.Year, read.Report
	answer.Valid = read.Template != "" && !read.Errors
	if read.Template == "" {
		return give(w, http.StatusUnprocessableEntity, answer)
	}
	return give(w, http.StatusOK, answer)
}

// convert answers with a report file in another form.
func (s *server) convert(w http.ResponseWriter, r *http.Request) error {
	f, err := sent(r)
	if err != nil {
		return err
	}
	if !f.plain() {
		return problem{http.StatusUnsupportedMediaType, "这里要报告文件（.yaml、.json）；别的先用 /api/v1/import 读成报告文件"}
	}
	ending := "." + r.URL.Query().Get("to")
	if reportMedia[ending] == "" {
		return problem{http.StatusBadRequest, "to= 写 yaml、json 或 xlsx"}
	}
	in := f.input()
	made, said := s.Engine.Convert(r.Context(), in, in.Name+ending)
	if made == nil {
		return refused(w, r, said)
	}
	return giveFile(w, *made, reportMedia[ending])
}

// sum answers with the report file of the sums of report files, which come as the parts
// "file" of a form.
func (s *server) sum(w http.ResponseWriter, r *http.Request) error {
	inputs, err := parts(r)
	if err != nil {
		return err
	}
	if len(inputs) == 0 {
		return problem{http.StatusBadRequest, "要有报告文件，每份是表单里的一项 file"}
	}
	if said := engine.TooMany(inputs); said != nil {
		return refused(w, r, said)
	}
	order, err := s.Orders()
	if err != nil {
		return err
	}
	var sources []*sum.Source
	var said diag.List
	for checked := range s.Engine.Sources(r.Context(), inputs, order) {
		sources, said = append(sources, checked.Kept), append(said, checked.Said...)
	}
	if err := r.Context().Err(); err != nil {
		return err
	}
	how := engine.SumOrder{Path: "sum.yaml", Agency: r.FormValue("agency"), Options: sum.Options{Year: r.FormValue("year"), Partial: r.FormValue("partial") == "true"}}
	files, problems := s.Engine.Sum(r.Context(), sources, order, how)
	said = append(said, problems...)
	if len(files) != 1 {
		return refused(w, r, said)
	}
	answer, err := judged(r, said)
	if err != nil {
		return err
	}
	answer.Report = string(files[0].Data)
	return give(w, http.StatusOK, answer)
}

// parts are the report files of a form.
func parts(r *http.Request) ([]engine.Input, error) {
	const inMemory = 8 << 20
	if err := r.ParseMultipartForm(inMemory); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, err
		}
		return nil, problem{http.StatusBadRequest, "内容应当是 multipart/form-data"}
	}
	var inputs []engine.Input
	for _, header := range r.MultipartForm.File["file"] {
		if err := named(header.Filename); err != nil {
			return nil, err
		}
		open, err := header.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(open)
		if err = errors.Join(err, open.Close()); err != nil {
			return nil, err
		}
		f := file{header.Filename, content}
		if !f.plain() {
			return nil, problem{http.StatusUnsupportedMediaType, "只汇总报告文件（.yaml、.json）：" + f.name}
		}
		inputs = append(inputs, f.input())
	}
	return inputs, nil
}
