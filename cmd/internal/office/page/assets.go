package page

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed assets
var assetFiles embed.FS

// assets are the scripts, styles and fonts of the page. Their addresses have a digest
// of their content, so that a browser may keep them.
type assets struct {
	addresses map[string]string // by name
	contents  map[string]asset  // by the last part of the address
}

type asset struct {
	media   string
	content []byte
}

func readAssets() (*assets, error) {
	a := &assets{addresses: map[string]string{}, contents: map[string]asset{}}
	files, err := fs.ReadDir(assetFiles, "assets")
	if err != nil {
		return nil, err
	}
	var sheets []string
	for _, f := range files {
		switch path.Ext(f.Name()) {
		case ".css":
			sheets = append(sheets, f.Name())
		case ".txt":
		default:
			if err := a.add(f.Name(), nil); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range sheets { // which name the others
		if err := a.add(name, func(text string) string {
			for other, address := range a.addresses {
				text = strings.ReplaceAll(text, "url("+other+")", "url("+address+")")
			}
			return text
		}); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *assets) add(name string, change func(string) string) error {
	content, err := assetFiles.ReadFile("assets/" + name)
	if err != nil {
		return err
	}
	if change != nil {
		content = []byte(change(string(content)))
	}
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	last := strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext
	media := mime.TypeByExtension(ext)
	if ext == ".woff2" {
		media = "font/woff2"
	}
	a.addresses[name], a.contents[last] = "/assets/"+last, asset{media, content}
	return nil
}

// address is where an asset is.
func (a *assets) address(name string) (string, error) {
	address, known := a.addresses[name]
	if !known {
		return "", fmt.Errorf("page: there is no asset %s", name)
	}
	return address, nil
}

func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	found, known := s.assets.contents[r.PathValue("name")]
	if !known {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", found.media)
	forever(w)
	_, _ = w.Write(found.content) // whoever asked has gone
}

// forever says that what is at an address never changes.
func forever(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
}
