package page

import (
	"archive/zip"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongwen/cmd/internal/office/store"
)

// The kinds of tasks.
const (
	uploadTask   = "upload"
	downloadTask = "download"
)

// withTask finds the task of an address, which must be one of the agency of whoever
// asks.
func (s *Server) withTask(f func(http.ResponseWriter, *http.Request, store.Task)) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		t, err := s.Store.Task(r.Context(), whoOf(r).Agency.ID, r.PathValue("id"))
		if err != nil {
			s.failed(w, r, err)
			return
		}
		f(w, r, t)
	}
}

type taskView struct {
	shell
	Task     store.Task
	Progress store.Progress
	Items    []itemView
	Upload   bool
	Problems []string
}

// Done is how many items have come to their end.
func (v taskView) Done() int { return v.Progress.Over() }

// itemView is an item of a task that has come to its end.
type itemView struct {
	Name, Kind, Word string
	Reasons          []string
}

// maxShown are the items that a page shows.
const maxShown = 2000

// showTask says how far a task is.
func (s *Server) showTask(w http.ResponseWriter, r *http.Request, t store.Task) {
	s.showTaskWith(w, r, http.StatusOK, t, nil)
}

func (s *Server) showTaskWith(w http.ResponseWriter, r *http.Request, status int, t store.Task, problems []string) {
	view := taskView{shell: s.shellOf(r, t.Title), Task: t, Upload: t.Kind == uploadTask, Problems: problems}
	var err error
	if view.Progress, err = s.Store.Progress(r.Context(), t.ID); err != nil {
		s.broken(w, r, err)
		return
	}
	items, err := s.Store.Items(r.Context(), t.ID, 0, maxShown)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	for _, item := range items {
		if view.Items = append(view.Items, itemOf(item)); view.Progress.Ended() && item.Result == nil {
			view.Items[len(view.Items)-1].Word = "没有做"
		}
	}
	s.show(w, r, status, "task", view)
}

func itemOf(item store.ItemResult) itemView {
	v := itemView{Name: item.Name, Kind: "none", Word: "等待"}
	if item.Result == nil {
		return v
	}
	switch item.Result.Outcome {
	case store.Done:
		v.Kind, v.Word = "done", "完成"
	case store.Refused:
		v.Kind, v.Word, v.Reasons = "err", "没有做：内容有错误", reasonsOf(saidOf(item))
	case store.Failed:
		v.Kind, v.Word, v.Reasons = "err", "没有做成", reasonsOf(saidOf(item))
	}
	return v
}

// progress says how far a task is, for the page's script.
func (s *Server) progress(w http.ResponseWriter, r *http.Request, t store.Task) {
	p, err := s.Store.Progress(r.Context(), t.ID)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	s.answer(w, r, map[string]any{"items": p.Items, "done": p.Over(), "ended": p.Ended()})
}

// cancelTask gives a task up.
func (s *Server) cancelTask(w http.ResponseWriter, r *http.Request, t store.Task) {
	if err := s.Jobs.Cancel(r.Context(), t.ID); err != nil {
		s.broken(w, r, err)
		return
	}
	http.Redirect(w, r, "/downloads", http.StatusSeeOther)
}

// acceptTask does what was wished with a file that has been read by now.
func (s *Server) acceptTask(w http.ResponseWriter, r *http.Request, t store.Task) {
	if t.Kind != uploadTask || t.Cancelled {
		http.Error(w, "没有什么可以接着做。", http.StatusConflict)
		return
	}
	location, problems, err := s.fulfil(r, t)
	s.accepted(w, r, location, problems, err, func(problems []string) {
		s.showTaskWith(w, r, http.StatusUnprocessableEntity, t, problems)
	})
}

// taskFile gives what a task has made: one file, or a ZIP of all.
func (s *Server) taskFile(w http.ResponseWriter, r *http.Request, t store.Task) {
	items, err := s.Store.Items(r.Context(), t.ID, 0, maxShown)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	var made []store.Picture
	if t.Kind == downloadTask {
		for _, item := range items {
			if item.Result != nil {
				made = append(made, item.Result.Files...)
			}
		}
	}
	if len(made) == 0 {
		http.Error(w, "还没有做好的文件。", http.StatusConflict)
		return
	}
	if len(made) > 1 {
		s.giveAll(w, r, t.Title+".zip", made)
		return
	}
	content, err := s.Store.File(r.Context(), made[0].Digest)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	attach(w, made[0].Name, mime.TypeByExtension(path.Ext(made[0].Name)))
	_, _ = w.Write(content) // whoever asked has gone
}

// giveAll gives files as one ZIP, one after the other from the store.
func (s *Server) giveAll(w http.ResponseWriter, r *http.Request, name string, made []store.Picture) {
	attach(w, name, "application/zip")
	archive := zip.NewWriter(w)
	taken := map[string]bool{}
	for _, f := range made {
		content, err := s.Store.File(r.Context(), f.Digest)
		if err == nil {
			err = put(archive, free(f.Name, taken), content)
		}
		if err != nil { // a part has been sent: a file that breaks off is no ZIP
			s.Log.ErrorContext(r.Context(), "a download broke off", "error", err)
			panic(http.ErrAbortHandler)
		}
	}
	if err := archive.Close(); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// put puts a file into an archive as it is: documents are compressed already.
func put(archive *zip.Writer, name string, content []byte) error {
	file, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = file.Write(content)
	}
	return err
}

// free is a name that is not taken yet: one that is gets a number.
func free(name string, taken map[string]bool) string {
	ending := path.Ext(name)
	for n, own := 2, name; ; n++ {
		if !taken[own] {
			taken[own] = true
			return own
		}
		own = strings.TrimSuffix(name, ending) + "（" + strconv.Itoa(n) + "）" + ending
	}
}

func attach(w http.ResponseWriter, name, media string) {
	if media == "" {
		media = "application/octet-stream"
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}

// kinds are what may be ordered of many documents: the formats, and bags.
func kinds(wanted []string) (formats []string, bag bool) {
	for _, f := range downloads() {
		if slices.Contains(wanted, f.Name) && f.Name != bagKind {
			formats = append(formats, f.Name)
		}
	}
	return formats, slices.Contains(wanted, bagKind)
}
