package publication

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/digest"
)

// What a package, or a page that is fetched, may have at most.
const (
	maxParts   = 100
	maxContent = 64 << 20 // bytes, of all parts together
)

var (
	// ErrDamaged is that of a package whose files are not those of its manifest.
	ErrDamaged = diag.NewError("文件与清单不符", "the package is not what its manifest says")
	// ErrTooLarge is that of what has too many parts or bytes.
	ErrTooLarge = diag.NewError("太大", "too large")
	// ErrElsewhere is that of an address that leads to another host.
	ErrElsewhere = diag.NewError("转到了别的网站", "leads to another host")
	errAround    = diag.NewError("转来转去，没有内容", "leads around, to nothing")
	errOpen      = diag.NewError("转到了没有加密的地址（http）", "leads to an address without TLS (http)")
)

// IsPackage reports whether a file may be a package as WriteZip writes them.
func IsPackage(content []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	return err == nil && len(z.File) > 0 && z.File[0].Name == ManifestName
}

// ReadZip reads a package and checks its files against its manifest.
func ReadZip(content []byte) (*Manifest, []File, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if len(z.File) > maxParts {
		return nil, nil, ErrTooLarge
	}
	var files []File
	left := int64(maxContent)
	for _, part := range z.File {
		data, err := unpacked(part, left)
		if err != nil {
			return nil, nil, err
		}
		left -= int64(len(data))
		files = append(files, File{part.Name, data})
	}
	var m Manifest
	if len(files) == 0 || files[0].Name != ManifestName || json.Unmarshal(files[0].Data, &m) != nil || m.Version != version {
		return nil, nil, ErrDamaged
	}
	files = files[1:]
	if err := m.check(files); err != nil {
		return nil, nil, err
	}
	return &m, files, nil
}

// check compares files with the manifest, which has them in the same order.
func (m *Manifest) check(files []File) error {
	if len(files) != len(m.Files) {
		return ErrDamaged
	}
	names := map[string]bool{ManifestName: true}
	for i, f := range files {
		if m.Files[i].Name != f.Name || m.Files[i].SHA256 != digest.SHA256(f.Data) || names[f.Name] || !fs.ValidPath(f.Name) {
			return damaged(f.Name)
		}
		names[f.Name] = true
	}
	return nil
}

func damaged(name string) error {
	return diag.Because(ErrDamaged, "文件与清单不符：%s", "a file is not what the manifest says: %s", name)
}

func unpacked(part *zip.File, most int64) ([]byte, error) {
	in, err := part.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err = errors.Join(err, in.Close()); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if int64(len(data)) > most {
		return nil, ErrTooLarge
	}
	return data, nil
}

// Report is the report file among the files of a package; false for none.
func Report(files []File) (File, bool) {
	for _, ending := range []string{".yaml", ".json"} {
		for _, f := range files {
			if path.Ext(f.Name) == ending && f.Name != ManifestName {
				return f, true
			}
		}
	}
	return File{}, false
}

// Fetch gets what is at an address, and nothing that it names: a server that leads to
// another host is refused, and one that leaves TLS.
func Fetch(ctx context.Context, client *http.Client, address string) ([]byte, error) {
	at, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	own := *client
	own.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		const most = 3
		switch {
		case r.URL.Host != at.Host:
			return ErrElsewhere
		case at.Scheme == "https" && r.URL.Scheme != "https":
			return errOpen
		case len(via) > most:
			return errAround
		}
		return nil
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	answer, err := own.Do(r)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(answer.Body, maxContent+1))
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return nil, err
	}
	switch {
	case answer.StatusCode != http.StatusOK:
		return nil, diag.NewError("网站回答 %s", "the site answers %s", answer.Status)
	case len(content) > maxContent:
		return nil, ErrTooLarge
	}
	return content, nil
}

// NameOf is what the files of a report are called: the agency and the year, or the title of
// what is not made once a year.
func NameOf(r *data.Report) string {
	if year := r.Year().Text; year != "" {
		return Name(r.Agency().Text, year)
	}
	const most = 60 // characters: systems take names of 255 bytes
	var title []rune
	for _, line := range r.Template.Title {
		title = append(title, []rune(r.Fill(line))...)
	}
	if len(title) == 0 {
		return Name(r.Agency().Text, "")
	}
	return Name(string(title[:min(len(title), most)]), "")
}

// Name is what the files of an agency's report of a year are called, without what names of
// files cannot have.
func Name(agency, year string) string {
	name := strings.Map(func(c rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, c) || c < ' ' {
			return -1
		}
		return c
	}, agency+year)
	if name == "" {
		return "report"
	}
	return name
}
