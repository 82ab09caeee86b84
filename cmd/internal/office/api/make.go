package api

import (
	"errors"
	"io"
	"net/http"
	"path"
	"strings"

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
	work := one(toBuild, f)
	work.Formats, work.Draft = []string{name}, r.URL.Query().Get("draft") == "true"
	out, err := s.work(r, work)
	if err != nil {
		return err
	}
	if out.Made == nil {
		return give(w, http.StatusUnprocessableEntity, out.Judgement)
	}
	if path.Ext(out.Made.Path) == ".zip" { // of the document and of attachments that are bound apart
		media = "application/zip"
	}
	return giveFile(w, *out.Made, media)
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
	work := one(toConvert, f)
	work.Ending = ending
	out, err := s.work(r, work)
	if err != nil {
		return err
	}
	if out.Made == nil {
		return give(w, http.StatusUnprocessableEntity, out.Judgement)
	}
	return giveFile(w, *out.Made, reportMedia[ending])
}

// sum answers with the report file of the sums of report files, which come as the parts
// "file" of a form.
func (s *server) sum(w http.ResponseWriter, r *http.Request) error {
	files, err := parts(r)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return problem{http.StatusBadRequest, "要有报告文件，每份是表单里的一项 file"}
	}
	out, err := s.work(r, Work{Do: toSum, Files: files, Agency: r.FormValue("agency"), Year: r.FormValue("year"), Partial: r.FormValue("partial") == "true"})
	if err != nil {
		return err
	}
	if out.Made == nil {
		return give(w, http.StatusUnprocessableEntity, out.Judgement)
	}
	out.Judgement.Report = string(out.Made.Data)
	return give(w, http.StatusOK, out.Judgement)
}

// parts are the report files of a form.
func parts(r *http.Request) ([]WorkFile, error) {
	const inMemory = 8 << 20
	if err := r.ParseMultipartForm(inMemory); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, err
		}
		return nil, problem{http.StatusBadRequest, "内容应当是 multipart/form-data"}
	}
	var files []WorkFile
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
		files = append(files, WorkFile{f.name, f.content})
	}
	return files, nil
}
