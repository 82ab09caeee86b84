package ses

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"

	"gongwen/internal/diag"
)

// encryptions is what makers put beside OFD.xml when parts are encrypted.
const encryptions = "Encryptions.xml"

// whole fails for a document that cannot be shown as it stands, which nobody should
// put their name to: one without pages, with pages or templates that are missing,
// no sound XML or in one another, or with encrypted parts.
func (p *pack) whole() error {
	if _, there := p.parts[encryptions]; there {
		return diag.NewError("OFD 加了密（%s）", "the OFD file is encrypted (%s)", encryptions)
	}
	if len(p.document.Pages) == 0 {
		return diag.NewError("%s 里没有页面", "%s has no pages", p.at)
	}
	w := walk{pack: p, templates: map[string]string{}, state: map[string]int{}}
	for _, t := range p.document.Templates {
		w.templates[t.ID] = place(p.folder, t.Loc)
	}
	for _, page := range p.document.Pages {
		if err := w.visit(place(p.folder, page.Loc)); err != nil {
			return err
		}
	}
	return nil
}

// walk visits pages and the templates under them, each once.
type walk struct {
	*pack
	templates map[string]string // places by id
	state     map[string]int
}

const (
	beingRead = 1
	wasRead   = 2
)

func (w *walk) visit(at string) error {
	switch w.state[at] {
	case beingRead:
		return diag.NewError("模板 %s 套用了它自己", "the template %s contains itself", at)
	case wasRead:
		return nil
	}
	w.state[at] = beingRead
	content, there := w.parts[at]
	if !there {
		return diag.NewError("缺了部件 %s", "the part %s is missing", at)
	}
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return diag.Because(err, "部件 %s 不是完好的 XML", "the part %s is no sound XML", at)
		}
		start, is := token.(xml.StartElement)
		if !is || start.Name.Local != "Template" {
			continue
		}
		for _, a := range start.Attr {
			if a.Name.Local != "TemplateID" {
				continue
			}
			below, known := w.templates[a.Value]
			if !known {
				return diag.NewError("%s 用的模板 %s 不在文件里", "%s uses a template %s that the file does not have", at, diag.Printable(a.Value))
			}
			if err := w.visit(below); err != nil {
				return err
			}
		}
	}
	w.state[at] = wasRead
	return nil
}
