package ses

import (
	"encoding/xml"
	"fmt"
	"math"
	"path"
	"strings"

	"gongwen/internal/diag"
)

const rootPart = "OFD.xml"

// root is what OFD.xml says (GB/T 33190-2016 7.4).
type root struct {
	DocType string `xml:"DocType,attr"`
	Bodies  []struct {
		Root       string `xml:"DocRoot"`
		Signatures string `xml:"Signatures"`
		Custom     []struct {
			Name  string `xml:"Name,attr"`
			Value string `xml:",chardata"`
		} `xml:"DocInfo>CustomDatas>CustomData"`
	} `xml:"DocBody"`
}

// document is what Document.xml says of pages and places.
type document struct {
	Box       string      `xml:"CommonData>PageArea>PhysicalBox"`
	Templates []pageEntry `xml:"CommonData>TemplatePage"`
	Pages     []pageEntry `xml:"Pages>Page"`
	Bookmarks []struct {
		Name string `xml:"Name,attr"`
		Dest struct {
			Page   string  `xml:"PageID,attr"`
			Left   float64 `xml:"Left,attr"`
			Top    float64 `xml:"Top,attr"`
			Right  float64 `xml:"Right,attr"`
			Bottom float64 `xml:"Bottom,attr"`
		} `xml:"Dest"`
	} `xml:"Bookmarks>Bookmark"`
}

// pageEntry is a page or a template of Document.xml.
type pageEntry struct {
	ID  string `xml:"ID,attr"`
	Loc string `xml:"BaseLoc,attr"`
}

// list is Signatures.xml (18.1).
type list struct {
	Max        string `xml:"MaxSignId"`
	Signatures []struct {
		ID      string `xml:"ID,attr"`
		Type    string `xml:"Type,attr"`
		BaseLoc string `xml:"BaseLoc,attr"`
	} `xml:"Signature"`
}

// signed is Signature.xml (18.2).
type signed struct {
	Method     string `xml:"SignedInfo>SignatureMethod"`
	Time       string `xml:"SignedInfo>SignatureDateTime"`
	References struct {
		Method string `xml:"CheckMethod,attr"`
		List   []struct {
			File  string `xml:"FileRef,attr"`
			Value string `xml:"CheckValue"`
		} `xml:"Reference"`
	} `xml:"SignedInfo>References"`
	Stamps []struct {
		ID       string `xml:"ID,attr"`
		Page     string `xml:"PageRef,attr"`
		Boundary string `xml:"Boundary,attr"`
		Clip     string `xml:"Clip,attr"`
	} `xml:"SignedInfo>StampAnnot"`
	Seal  string `xml:"SignedInfo>Seal>BaseLoc"`
	Value string `xml:"SignedValue"`
}

// pack is an OFD file with what it says of itself.
type pack struct {
	*archive
	root       root
	at         string // Document.xml
	folder     string // that it is in
	document   document
	signatures string // place of the list, empty for none
	list       list
}

func openPack(data []byte) (*pack, error) {
	c, err := openArchive(data)
	if err != nil {
		return nil, err
	}
	return readPack(c)
}

// readPack reads what the parts of a package say.
func readPack(c *archive) (*pack, error) {
	p := &pack{archive: c}
	if err := p.decode(rootPart, &p.root); err != nil {
		return nil, err
	}
	if n := len(p.root.Bodies); n != 1 {
		return nil, diag.NewError("OFD.xml 里有 %d 个文档（DocBody），应有一个", "OFD.xml has %d documents (DocBody), not one", n)
	}
	p.at = place("", p.root.Bodies[0].Root)
	p.folder = path.Dir(p.at)
	if err := p.decode(p.at, &p.document); err != nil {
		return nil, err
	}
	if named := strings.TrimSpace(p.root.Bodies[0].Signatures); named != "" {
		p.signatures = place("", named)
		if err := p.decode(p.signatures, &p.list); err != nil {
			return nil, err
		}
		if err := oneReading(p.signatures, p.parts[p.signatures]); err != nil {
			return nil, err
		}
		if len(p.list.Signatures) > maxSignatures {
			return nil, diag.NewError("签名有 %d 个以上", "there are more than %d signatures", maxSignatures)
		}
	}
	return p, nil
}

// place is the path of a place that a part in the folder base names (7.3, ST_Loc).
func place(base, named string) string {
	named = strings.TrimSpace(named)
	if strings.HasPrefix(named, "/") {
		return strings.TrimPrefix(path.Clean(named), "/")
	}
	return path.Join(base, named)
}

func (p *pack) decode(name string, to any) error {
	content, ok := p.parts[name]
	if !ok {
		return diag.NewError("缺了部件 %s", "the part %s is missing", name)
	}
	if err := xml.Unmarshal(content, to); err != nil {
		return diag.Because(err, "部件 %s 不是完好的 XML", "the part %s is no sound XML", name)
	}
	return nil
}

// Bookmarks of output/ofd: the room for a seal, and the lines of the 落款.
const (
	sealBookmark    = "seal"
	signOffBookmark = "sign-off"
)

// box is a rectangle on a page, in millimetres.
type box struct{ x, y, width, height float64 }

// boxOf reads a box (7.3, ST_Box).
func boxOf(said string) (b box, ok bool) {
	n, err := fmt.Sscanf(said, "%g %g %g %g", &b.x, &b.y, &b.width, &b.height)
	return b, err == nil && n == 4
}

// room is where a seal goes: in the room that the document leaves for one, or over
// the middle of its 落款, as large as the seal says.
func (p *pack) room(seal *Seal) (page string, at box, ok bool) {
	width, height := float64(seal.Info.Picture.Width), float64(seal.Info.Picture.Height)
	for _, b := range p.document.Bookmarks {
		d := b.Dest
		switch b.Name {
		case sealBookmark:
			return d.Page, box{d.Left, d.Top, d.Right - d.Left, d.Bottom - d.Top}, true
		case signOffBookmark:
			return d.Page, box{micron((d.Left + d.Right - width) / 2), micron((d.Top + d.Bottom - height) / 2), width, height}, true
		}
	}
	return "", box{}, false
}

// micron is a length to a thousandth of a millimetre.
func micron(v float64) float64 { return math.Round(v*1000) / 1000 }

// draft reports whether the file says that it is one.
func (p *pack) draft() bool {
	for _, c := range p.root.Bodies[0].Custom {
		if c.Name == "稿本" && strings.TrimSpace(c.Value) == "草稿" {
			return true
		}
	}
	return false
}
