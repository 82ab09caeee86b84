package docx

import (
	"encoding/xml"
	"strings"

	"gongwen/data/intake/flow"
)

// drawn is what a drawing turns out to hold.
type drawn struct {
	alt      string // the drawing's alternative text
	pictures []string
	boxes    int
	charts   bool
	diagrams bool
	object   string // program of an embedded object
	words    []string
}

// drawing reads DrawingML and VML in a run: text boxes are text, pictures are
// blocks of their own, the rest is left out.
func (r *reader) drawing(p *part) error {
	var d drawn
	if err := r.scan(p, &d); err != nil {
		return err
	}
	for _, words := range d.words {
		r.miss(wordArt, words)
	}
	switch {
	case strings.HasPrefix(d.object, "Equation"):
		r.miss(formula, d.object)
	case d.object != "":
		r.miss(object, d.object)
	case d.charts:
		r.miss(chart, d.alt)
	case d.diagrams:
		r.miss(diagram, d.alt)
	case len(d.pictures) == 0 && d.boxes == 0 && d.alt != "":
		r.picture(d.alt) // drawn with shapes
	case len(d.pictures) == 0 && d.boxes == 0 && len(d.words) == 0:
		r.miss(shapes, "")
	}
	if d.object != "" {
		return nil
	}
	for _, alt := range d.pictures {
		if alt == "" {
			alt = d.alt
		}
		r.picture(alt)
	}
	return nil
}

func (r *reader) picture(alt string) {
	var text flow.Line
	text.Add(flow.Run{Text: strings.Join(strings.Fields(alt), " ")})
	r.para.lines[len(r.para.lines)-1].Miss()
	r.para.behind = append(r.para.behind, flow.Block{Kind: flow.Picture, Runs: text.Runs(), Pos: r.here()})
}

// scan looks through a drawing, whatever its shapes are grouped in.
func (r *reader) scan(p *part, d *drawn) error {
	return p.each(func(key string, e xml.StartElement) error {
		switch key {
		case "wp:docPr":
			d.alt = described(e)
			return nil
		case "wp:positionH":
			return p.each(func(key string, _ xml.StartElement) error {
				if key != "wp:align" {
					return nil
				}
				var err error
				r.boxPlace, err = p.text()
				return err
			})
		case "w:txbxContent":
			d.boxes++
			return r.textBox(p)
		case "pic:pic":
			return r.scanPicture(p, d)
		case "v:imagedata":
			d.pictures = append(d.pictures, attribute(e, "o:title"))
		case "v:shape", "v:rect":
			if alt := attribute(e, "alt"); alt != "" {
				d.alt = alt
			}
		case "v:textpath":
			if s := attribute(e, "string"); s != "" {
				d.words = append(d.words, s)
			}
		case "o:OLEObject":
			d.object = attribute(e, "ProgID")
			if d.object == "" {
				d.object = "OLE"
			}
		case "c:chart", "cx:chart":
			d.charts = true
		case "dgm:relIds":
			d.diagrams = true
		case "mc:AlternateContent":
			return r.choose(p, func(p *part) error { return r.scan(p, d) })
		}
		return r.scan(p, d)
	})
}

func (r *reader) scanPicture(p *part, d *drawn) error {
	alt := ""
	err := p.each(func(key string, _ xml.StartElement) error {
		if key != "pic:nvPicPr" {
			return nil
		}
		return p.each(func(key string, e xml.StartElement) error {
			if key == "pic:cNvPr" {
				alt = described(e)
			}
			return nil
		})
	})
	d.pictures = append(d.pictures, alt)
	return err
}

// described is the alternative text of a drawing (ISO/IEC 29500-1 20.4.2.5).
func described(e xml.StartElement) string {
	if s := attribute(e, "descr"); s != "" {
		return s
	}
	return attribute(e, "title")
}

// textBox reads the text in a box; it comes behind the paragraph that the box
// is tied to.
func (r *reader) textBox(p *part) error {
	outer, para, link := r.story, r.para, r.link
	r.story, r.link = &story{at: r.here()}, ""
	r.boxes++
	err := r.content(p)
	r.boxes--
	if err == nil {
		err = r.endStory()
	}
	blocks := r.story.blocks
	r.story, r.para, r.link = outer, para, link
	r.para.behind = append(r.para.behind, blocks...)
	return err
}
