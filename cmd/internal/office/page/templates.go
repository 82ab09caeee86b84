package page

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"gongwen/cmd/internal/office/store"
)

//go:embed templates/*.html
var templateFiles embed.FS

func parseTemplates(files *assets) (*template.Template, error) {
	return template.New("").Funcs(template.FuncMap{
		"asset":  files.address,
		"label":  label,
		"asking": asking,
	}).ParseFS(templateFiles, "templates/*.html")
}

// dialogView is a dialog that asks for a reason before a step.
type dialogView struct{ ID, Document, Action, Title, Label, Verb, Proposed string }

func asking(id, document, action, title, label, verb, proposed string) dialogView {
	return dialogView{id, document, action, title, label, verb, proposed}
}

// label is a label with the places where a narrow column may break it, which are
// marked by a slash.
func label(text string) template.HTML {
	parts := strings.Split(text, "/")
	for i, p := range parts {
		parts[i] = template.HTMLEscapeString(p)
	}
	return template.HTML(strings.Join(parts, "<wbr>")) // each part is escaped
}

// shell is what every page shows.
type shell struct {
	Title    string
	Masthead string // the format that the page is of
	Called   string // the document, in short; empty where there is none
	Who      who
	Plain    bool
	Nav      []navView
}

// navView is one of the main pages.
type navView struct {
	Address, Word string
	Current       bool
}

// The main pages of a document.
const (
	fillNav    = "fill"
	reviewNav  = "review"
	publishNav = "publish"
)

// shellFor is the shell of a page of a document, which is one of the main ones.
func (s *Server) shellFor(r *http.Request, title string, d store.Document, current string) shell {
	sh := s.shellOf(r, title)
	sh.Called, sh.Masthead = s.called(d), s.templateName(d)
	of := "/documents/" + d.ID
	fill := "填报"
	var first []navView
	if whoOf(r).has(store.Collector) {
		first, fill = []navView{{"/collect", "汇总", false}}, "本级填报"
	}
	sh.Nav = append(first, []navView{
		{of, fill, current == fillNav},
		{of + "/review", "审核与会签", current == reviewNav},
		{of + "/publish", "发布", current == publishNav},
	}...)
	return sh
}

// allFormats is what stands at the head of a page that is of no format. The characters of this
// and of the formats' names are those that assets/masthead.woff2 has.
const allFormats = "年度报告与公文"

func (s *Server) shellOf(r *http.Request, title string) shell {
	return shell{Title: title, Masthead: allFormats, Who: whoOf(r), Plain: s.Plain, Nav: s.nav(whoOf(r))}
}

// nav are the main pages outside of documents.
func (s *Server) nav(p who) []navView {
	switch {
	case slices.Contains(p.Roles, store.Auditor):
		return []navView{{"/audit", "审计日志", false}}
	case p.has(store.System), p.has(store.Security):
		return []navView{{"/accounts", "账号", false}}
	case p.Agency.ID != "":
		var all []navView
		if p.has(store.Collector) {
			all = append(all, navView{"/collect", "汇总", false})
		}
		if p.reads() || len(all) == 0 {
			all = append(all, navView{"/", "本单位的报告", false}, navView{"/downloads", "批量下载", false})
		}
		return all
	}
	return nil
}

// show answers with a page.
func (s *Server) show(w http.ResponseWriter, r *http.Request, status int, name string, view any) {
	var page bytes.Buffer
	if err := s.templates.ExecuteTemplate(&page, name, view); err != nil {
		s.broken(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes()) // whoever asked has gone
}
