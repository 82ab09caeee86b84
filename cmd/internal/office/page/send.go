package page

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/store"
)

// sendView is the page on which an agency without an account sends its report.
type sendView struct {
	shell
	Member, Collector string
	Report            string // what is to be sent
	Due, Until        string
	Address           string
	Problem           string
	Reading           bool        // a file is still being read
	Files             []uploadRow // that were sent last
	Received          []receivedRow
}

// receivedRow is a report that came in.
type receivedRow struct {
	When, File, Kind, Word string
	Reasons                []string
}

// withLink finds the link of an address. One that there is not, or that has ended, says no
// more than that.
func (s *Server) withLink(f func(http.ResponseWriter, *http.Request, store.Link, store.Collection)) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		link, c, err := s.Store.LinkOf(r.Context(), r.PathValue("secret"), s.Now())
		switch {
		case errors.Is(err, store.ErrUnknown):
			http.Error(w, "链接不对，或者已经失效。请向发给您链接的单位再要一个。", http.StatusNotFound)
		case err != nil:
			s.Log.ErrorContext(r.Context(), "a link cannot be looked up", "error", err)
			http.Error(w, "服务器出了问题，已记入日志。", http.StatusInternalServerError)
		default:
			f(w, r, link, c)
		}
	}
}

func (s *Server) showSend(w http.ResponseWriter, r *http.Request, l store.Link, c store.Collection) {
	s.sending(w, r, l, c, http.StatusOK, "")
}

// sending shows what came of an agency.
func (s *Server) sending(w http.ResponseWriter, r *http.Request, l store.Link, c store.Collection, status int, problem string) {
	view := sendView{
		shell: shell{Title: "报送" + number(c.Year) + "年度报告", Masthead: s.formatOf(c), Plain: s.Plain}, Member: l.Member, Report: number(c.Year) + "年度" + s.formatOf(c), Due: c.Deadline,
		Until: l.Expires.In(s.Now().Location()).Format("2006-01-02"), Address: r.URL.Path, Problem: problem,
	}
	collector, err := s.Store.Agency(r.Context(), c.Agency)
	if err == nil {
		view.Collector = collector.Name
		err = s.sentBy(r, l, c, &view)
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	s.show(w, r, status, "send", view)
}

// sentBy fills in the file that came last by the links of a member, and all that came in of it.
func (s *Server) sentBy(r *http.Request, l store.Link, c store.Collection, view *sendView) error {
	ctx := r.Context()
	const latest = 100
	tasks, err := s.Store.Tasks(ctx, c.Agency, collectTask, latest)
	if err != nil {
		return err
	}
	for _, task := range tasks {
		if as := wished(task); as.Collection != c.ID || as.Member != l.Member {
			continue
		}
		progress, err := s.Store.Progress(ctx, task.ID)
		if err != nil {
			return err
		}
		if view.Reading = !progress.Ended(); !view.Reading {
			if view.Files, err = s.takeIn(r, c, task); err != nil {
				return err
			}
		}
		break
	}
	members, err := s.Store.Members(ctx, c.ID)
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.Name == l.Member {
			view.Due = cmp.Or(m.Deadline, view.Due)
		}
	}
	receipts, err := s.Store.Receipts(ctx, c.ID)
	if err != nil {
		return err
	}
	for _, got := range slices.Backward(receipts) {
		if got.Member != l.Member {
			continue
		}
		shown := reportView{}
		shown.decided(s, got)
		row := receivedRow{When: s.when(got.At.In(s.Now().Location())), File: got.File, Kind: shown.Kind, Word: shown.Word}
		if got.Errors > 0 {
			row.Reasons = saidTo(got.Said)
		}
		if got.State == store.SentBack {
			row.Reasons = append(row.Reasons, got.Reason)
		}
		view.Received = append(view.Received, row)
	}
	return nil
}

// send takes the report of an agency, which is read in the background as every upload is.
func (s *Server) send(w http.ResponseWriter, r *http.Request, l store.Link, c store.Collection) {
	if !s.entry.Allow("link "+l.ID, s.Now()) {
		s.sending(w, r, l, c, http.StatusTooManyRequests, "传得太快了，过一会儿再来。")
		return
	}
	file, err := uploaded(r, "file")
	if err != nil || file == nil {
		s.sending(w, r, l, c, http.StatusBadRequest, "请选择文件，不超过 64 MB。")
		return
	}
	if !isReadable(file.content) {
		s.sending(w, r, l, c, http.StatusUnprocessableEntity, "这个文件不是 Word、WPS、PDF、OFD、网页、工作簿或报告文件。")
		return
	}
	switch err := s.Store.UseLink(r.Context(), l.ID); {
	case errors.Is(err, store.ErrState):
		s.sending(w, r, l, c, http.StatusTooManyRequests, "这个链接传的次数太多了，请再要一个。")
		return
	case err != nil:
		s.broken(w, r, err)
		return
	}
	digest := store.Digest(file.content)
	detail, err := json.Marshal(collectWish{Collection: c.ID, Files: []string{digest}, Member: l.Member})
	if err != nil {
		s.broken(w, r, err)
		return
	}
	task := store.Task{Kind: collectTask, Agency: c.Agency, Title: l.Member + "报送", Detail: string(detail), Created: s.Now()}
	request := jobs.Request{Name: file.name, Read: &jobs.Upload{File: digest, Ending: strings.ToLower(path.Ext(file.name))}}
	task, err = s.Jobs.Ask(r.Context(), task, []jobs.Request{request}, func(tx *sql.Tx) error {
		_, err := s.Store.KeepForJob(r.Context(), tx, file.content, s.Now())
		return err
	})
	if err == nil {
		_, err = s.Jobs.Wait(r.Context(), task.ID, patience)
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	http.Redirect(w, r, r.URL.Path, http.StatusSeeOther)
}

// linksView is the page on which links are made and revoked.
type linksView struct {
	shell
	Collection store.Collection
	Members    []linkMember
	Days       int
	Made       []madeLink
	Links      []linkRow
	Problem    string
}

type (
	linkMember struct {
		Name   string
		Chosen bool
	}
	madeLink struct{ Member, Address string }
	linkRow  struct {
		store.Link
		Made, Until string
	}
)

// How many days a link is good for, and at most.
const (
	linkDays     = 30
	mostLinkDays = 120
)

func (s *Server) showLinks(w http.ResponseWriter, r *http.Request, c store.Collection) {
	s.links(w, r, c, http.StatusOK, linksView{Days: linkDays}, r.URL.Query()["member"])
}

func (s *Server) links(w http.ResponseWriter, r *http.Request, c store.Collection, status int, view linksView, chosen []string) {
	view.Collection = c
	members, err := s.Store.Members(r.Context(), c.ID)
	var links []store.Link
	if err == nil {
		links, err = s.Store.Links(r.Context(), c.ID, s.Now())
	}
	if err == nil {
		view.shell, err = s.shellOfCollection(r, "报送链接", c)
	}
	if err != nil {
		s.failed(w, r, err)
		return
	}
	for _, m := range members {
		view.Members = append(view.Members, linkMember{m.Name, slices.Contains(chosen, m.Name)})
	}
	const day = "2006-01-02"
	for _, l := range links {
		at := s.Now().Location()
		view.Links = append(view.Links, linkRow{l, l.Created.In(at).Format(day), l.Expires.In(at).Format(day)})
	}
	s.show(w, r, status, "collect-links", view)
}

// makeLinks makes a link for each agency that is chosen, which are shown once.
func (s *Server) makeLinks(w http.ResponseWriter, r *http.Request, c store.Collection) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "收到的内容不完整。", http.StatusBadRequest)
		return
	}
	names := r.PostForm["member"]
	days, err := strconv.Atoi(strings.TrimSpace(r.PostFormValue("days")))
	if err != nil || days < 1 || days > mostLinkDays {
		s.links(w, r, c, http.StatusUnprocessableEntity, linksView{Days: linkDays, Problem: "有效天数是 1 至 " + number(mostLinkDays) + "。"}, names)
		return
	}
	members, err := s.Store.Members(r.Context(), c.ID)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	var chosen []string
	for _, m := range members {
		if slices.Contains(names, m.Name) {
			chosen = append(chosen, m.Name)
		}
	}
	if len(chosen) == 0 {
		s.links(w, r, c, http.StatusUnprocessableEntity, linksView{Days: days, Problem: "请选择单位。"}, nil)
		return
	}
	secrets, err := s.Store.NewLinks(r.Context(), c, chosen, s.Now().AddDate(0, 0, days), whoOf(r).Account, s.Now())
	if err != nil {
		s.broken(w, r, err)
		return
	}
	scheme := "http://"
	if s.Secure {
		scheme = "https://"
	}
	view := linksView{Days: days}
	for i, secret := range secrets {
		view.Made = append(view.Made, madeLink{chosen[i], scheme + r.Host + "/send/" + secret})
	}
	s.links(w, r, c, http.StatusOK, view, nil)
}

func (s *Server) revokeLink(w http.ResponseWriter, r *http.Request, c store.Collection) {
	if err := s.Store.RevokeLink(r.Context(), c, r.PathValue("link"), whoOf(r).Account, s.Now()); err != nil {
		s.failed(w, r, err)
		return
	}
	http.Redirect(w, r, "/collect/"+c.ID+"/links", http.StatusSeeOther)
}
