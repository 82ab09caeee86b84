package page

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"strings"
)

//go:embed templates/*.html
var templateFiles embed.FS

func parseTemplates(files *assets) (*template.Template, error) {
	return template.New("").Funcs(template.FuncMap{
		"asset": files.address,
		"label": label,
	}).ParseFS(templateFiles, "templates/*.html")
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
	Title string
	Who   who
	Plain bool
}

func (s *Server) shellOf(r *http.Request, title string) shell {
	return shell{Title: title, Who: whoOf(r), Plain: s.Plain}
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
