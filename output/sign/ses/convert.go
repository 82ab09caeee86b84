package ses

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/output/sign/pades"
)

// ToArchive makes of a file of this program for exchange, signed or not, one for
// archives (OFD-A): a signature stays as an annotation that shows its seal and
// tells who signed when, and of what (GB/T 42133-2022 6.13); tags, bookmarks and
// links to the web are left out. Signatures must be valid.
func ToArchive(ctx context.Context, data []byte, c pades.Check) ([]byte, error) {
	p, err := openPack(data)
	if err != nil {
		return nil, err
	}
	if err := p.toArchive(ctx, c); err != nil {
		return nil, err
	}
	return p.write()
}

// toArchive makes a file for exchange one for archives.
func (p *pack) toArchive(ctx context.Context, c pades.Check) error {
	if p.root.DocType != "OFD" {
		return diag.NewError("这已经是归档用的 OFD，或者不是 OFD", "it is an OFD file for archives already, or none")
	}
	var notes []note
	if p.signatures != "" {
		var err error
		if notes, err = p.notes(ctx, c); err != nil {
			return err
		}
	}
	return p.archived(notes)
}

// Annotated is a file for archives with annotations in place of the signatures that
// a file for exchange has, which must show the same pages.
func Annotated(ctx context.Context, archive, signed []byte, c pades.Check) ([]byte, error) {
	converted, err := ToArchive(ctx, signed, c)
	if err != nil {
		return nil, err
	}
	a, err := openPack(archive)
	if err != nil {
		return nil, err
	}
	b, err := openPack(converted)
	if err != nil {
		return nil, err
	}
	for name, content := range a.parts {
		if name == rootPart || name == a.at || strings.HasSuffix(name, "/DocumentRes.xml") {
			continue // they name what was added
		}
		if !bytes.Equal(b.parts[name], content) {
			return nil, diag.NewError("部件 %s 与现在生成的不同", "the part %s differs from what is made now", name)
		}
	}
	return converted, nil
}

// archived takes out of a file what archives do not keep, and puts the notes in.
func (p *pack) archived(notes []note) error {
	var d struct {
		Max         int    `xml:"CommonData>MaxUnitID"`
		Document    string `xml:"CommonData>DocumentRes"`
		Tags        string `xml:"CustomTags"`
		Attachments string `xml:"Attachments"`
	}
	if err := p.decode(p.at, &d); err != nil {
		return err
	}
	links := false
	for _, page := range p.document.Pages {
		at := place(p.folder, page.Loc)
		had, err := p.cut(at, "Actions")
		if err != nil {
			return err
		}
		links = links || had
	}
	if d.Tags != "" {
		p.drop(path.Dir(place(p.folder, d.Tags)))
	}
	if p.signatures != "" {
		p.drop(path.Dir(p.signatures))
	}
	kept, err := p.textAttachments(place(p.folder, d.Attachments))
	if err != nil {
		return err
	}
	if links && !kept {
		return diag.NewError("页上有通向网页的链接，又没有附报告文件：归档后网址会丢（GB/T 42133-2022 6.2.2）", "pages have links to the web and no report file is attached: the addresses would be lost (GB/T 42133-2022 6.2.2)")
	}
	for at, elements := range map[string][]string{rootPart: {"Signatures"}, p.at: {"Bookmarks", "CustomTags"}} {
		if _, err := p.cut(at, elements...); err != nil {
			return err
		}
	}
	if !kept {
		if _, err := p.cut(p.at, "Attachments"); err != nil {
			return err
		}
	}
	p.parts[rootPart] = bytes.Replace(p.parts[rootPart], []byte(`DocType="OFD"`), []byte(`DocType="OFD-A"`), 1)
	if len(notes) > 0 {
		if err := p.annotate(notes, d.Max, d.Document); err != nil {
			return err
		}
	}
	return p.admissible()
}

// drop takes a folder out.
func (p *pack) drop(folder string) {
	p.names = slices.DeleteFunc(p.names, func(name string) bool {
		gone := strings.HasPrefix(name, folder+"/")
		if gone {
			delete(p.parts, name)
		}
		return gone
	})
}

// cut takes elements out of a part, with all that they hold, and reports whether
// it had any.
func (p *pack) cut(at string, names ...string) (bool, error) {
	content, ok := p.parts[at]
	if !ok {
		return false, diag.NewError("缺了部件 %s", "the part %s is missing", at)
	}
	d := xml.NewDecoder(bytes.NewReader(content))
	var out []byte
	kept := int64(0)
	for {
		before := d.InputOffset()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			p.parts[at] = append(out, content[kept:]...)
			return kept > 0, nil
		}
		if start, is := token.(xml.StartElement); err == nil && is && slices.Contains(names, start.Name.Local) {
			out = append(out, content[kept:before]...)
			err = d.Skip()
			kept = d.InputOffset()
		}
		if err != nil {
			return false, diag.Because(err, "部件 %s 不是完好的 XML", "the part %s is no sound XML", at)
		}
	}
}

// attachment is an entry of Attachments.xml (20.1).
type attachment struct {
	ID      string `xml:"ID,attr"`
	Name    string `xml:"Name,attr"`
	Format  string `xml:"Format,attr"`
	Created string `xml:"CreationDate,attr"`
	Size    string `xml:"Size,attr"`
	Usage   string `xml:"Usage,attr"`
	Loc     string `xml:"FileLoc"`
}

// textAttachments calls the attachments of a list text, as archives want them
// (6.15), and reports whether one is left: what is no text is taken out.
func (p *pack) textAttachments(at string) (bool, error) {
	if _, there := p.parts[at]; !there {
		return false, nil
	}
	var list struct {
		Attachments []attachment `xml:"Attachment"`
	}
	if err := p.decode(at, &list); err != nil {
		return false, err
	}
	folder := path.Dir(at)
	var b strings.Builder
	fmt.Fprintf(&b, "%s<ofd:Attachments%s>", head, namespaceOf(p.parts[at]))
	kept := false
	for _, a := range list.Attachments {
		file := place(folder, a.Loc)
		content, there := p.parts[file]
		if !there {
			return false, diag.NewError("缺了部件 %s", "the part %s is missing", file)
		}
		if !utf8.Valid(content) {
			continue
		}
		if !isText(a.Name) {
			p.rename(file, path.Join(folder, "report.txt"))
			a.Name, a.Format, a.Loc = a.Name+".txt", "txt", "report.txt"
		}
		kept = true
		b.WriteString("<ofd:Attachment")
		for _, v := range [...][2]string{{"ID", a.ID}, {"Name", a.Name}, {"Format", a.Format}, {"CreationDate", a.Created}, {"Size", a.Size}, {"Usage", a.Usage}} {
			if v[1] != "" {
				fmt.Fprintf(&b, ` %s="%s"`, v[0], quoted(v[1]))
			}
		}
		fmt.Fprintf(&b, "><ofd:FileLoc>%s</ofd:FileLoc></ofd:Attachment>", quoted(a.Loc))
	}
	if !kept {
		p.drop(folder)
		return false, nil
	}
	b.WriteString("</ofd:Attachments>")
	p.parts[at] = []byte(b.String())
	return true, nil
}

func isText(name string) bool {
	extension := strings.ToLower(path.Ext(name))
	return extension == ".txt" || extension == ".xml"
}

// rename gives a part another name.
func (p *pack) rename(from, to string) {
	if from == to {
		return
	}
	p.names[slices.Index(p.names, from)] = to
	p.parts[to], p.stored[to] = p.parts[from], p.stored[from]
	delete(p.parts, from)
}

// declaration is how a part of this program names the namespace.
var declaration = pattern.New(` xmlns:ofd=(?:"[^"]*"|'[^']*')`)

func namespaceOf(part []byte) string {
	if m := declaration.Find(part); m != nil {
		return string(m)
	}
	return namespace
}

// known are the elements of files for archives as this program writes them.
var known = setOf(`OFD DocBody DocInfo DocID Title Author Subject CreationDate ModDate DocUsage Keywords Keyword Creator CreatorVersion
	CustomDatas CustomData DocRoot Document CommonData MaxUnitID PageArea PhysicalBox PublicRes DocumentRes DefaultCS Pages Page Outlines OutlineElem
	Actions Action Goto Dest Annotations Attachments Attachment FileLoc Res ColorSpaces ColorSpace Fonts Font FontFile MultiMedias MultiMedia MediaFile
	Area Content Layer TextObject FillColor StrokeColor TextCode CGTransform Glyphs PathObject AbbreviatedData ImageObject PageAnnot Annot Remark
	Parameters Parameter Appearance`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// admissible refuses what another program may have put in: it is not known
// whether an archive may hold it.
func (p *pack) admissible() error {
	for _, name := range p.names {
		if !strings.HasSuffix(name, ".xml") || strings.Contains(name, "/Attachs/") && !strings.HasSuffix(name, "/Attachments.xml") {
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(p.parts[name]))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return diag.Because(err, "部件 %s 不是完好的 XML", "the part %s is no sound XML", name)
			}
			if start, is := token.(xml.StartElement); is && !known[start.Name.Local] {
				return diag.NewError("部件 %s 里有 %s，不是 gongwen 写的 OFD，没有转换", "the part %s has %s: no OFD file as gongwen writes them, it was not converted", name, start.Name.Local)
			}
		}
	}
	return nil
}

// annotate adds a page of annotations for each page that has notes, and the
// pictures that they show (15).
func (p *pack) annotate(notes []note, last int, resources string) error {
	next := func() int { last++; return last }
	ns := namespaceOf(p.parts[p.at])
	var pictures, index strings.Builder
	byPage := map[string]*strings.Builder{}
	var pages []string
	for i := range notes {
		n := &notes[i]
		picture := 0
		if n.picture != nil {
			picture = next()
			name := fmt.Sprintf("seal_%d.%s", picture, n.format)
			p.put(path.Join(p.folder, "Res", name), n.picture)
			p.stored[path.Join(p.folder, "Res", name)] = true
			fmt.Fprintf(&pictures, `<ofd:MultiMedia ID="%d" Type="Image" Format="%s"><ofd:MediaFile>%s</ofd:MediaFile></ofd:MultiMedia>`, picture, mediaFormats[n.format], name)
		}
		b := byPage[n.page]
		if b == nil {
			b = &strings.Builder{}
			fmt.Fprintf(b, "%s<ofd:PageAnnot%s>", head, ns)
			byPage[n.page] = b
			pages = append(pages, n.page)
		}
		n.write(b, next, picture)
	}
	fmt.Fprintf(&index, "%s<ofd:Annotations%s>", head, ns)
	for _, page := range pages {
		number := slices.IndexFunc(p.document.Pages, func(e pageEntry) bool { return e.ID == page })
		at := path.Join(p.folder, "Annots", fmt.Sprintf("Page_%d", number), "Annotation.xml")
		byPage[page].WriteString("</ofd:PageAnnot>")
		p.put(at, []byte(byPage[page].String()))
		fmt.Fprintf(&index, `<ofd:Page PageID="%s"><ofd:FileLoc>/%s</ofd:FileLoc></ofd:Page>`, quoted(page), at)
	}
	index.WriteString("</ofd:Annotations>")
	p.put(path.Join(p.folder, "Annots", "Annotations.xml"), []byte(index.String()))
	if err := p.addPictures(pictures.String(), ns, resources); err != nil {
		return err
	}
	if err := p.insert(p.at, maxUnit, fmt.Sprintf("<ofd:MaxUnitID>%d</ofd:MaxUnitID>", last)); err != nil {
		return err
	}
	return p.insert(p.at, behindOutlines, "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>$0")
}

// Places in the parts of this program: where something is put before what is
// found, or in its place.
var (
	maxUnit        = pattern.New(`<ofd:MaxUnitID>[^<]*</ofd:MaxUnitID>`)
	behindOutlines = pattern.New(`<ofd:Attachments>|</ofd:Document>`)
	defaultCS      = pattern.New(`<ofd:DefaultCS>`)
	lastMedia      = pattern.New(`</ofd:MultiMedias>`)
)

// insert replaces the first match.
func (p *pack) insert(at string, where *pattern.Pattern, by string) error {
	content := p.parts[at]
	m := where.FindSubmatchIndex(content)
	if m == nil {
		return diag.NewError("部件 %s 不是 gongwen 写的样子，没有转换", "the part %s is not as gongwen writes it; it was not converted", at)
	}
	p.parts[at] = slices.Concat(content[:m[0]], where.Expand(nil, []byte(by), content, m), content[m[1]:])
	return nil
}

// addPictures registers pictures in DocumentRes.xml.
func (p *pack) addPictures(entries, ns, resources string) error {
	if entries == "" {
		return nil
	}
	if resources != "" {
		return p.insert(place(p.folder, resources), lastMedia, entries+"$0")
	}
	p.put(path.Join(p.folder, "DocumentRes.xml"), []byte(head+"<ofd:Res"+ns+` BaseLoc="Res"><ofd:MultiMedias>`+entries+"</ofd:MultiMedias></ofd:Res>"))
	return p.insert(p.at, defaultCS, "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>$0")
}

// mediaFormats are the formats of pictures that archives keep (6.2.6).
var mediaFormats = map[string]string{"png": "PNG", "jpg": "JPEG", "bmp": "BMP"}

// write writes an annotation (15.2). That seals darken what they cover, and all
// that is known of a signature, are parameters.
func (n *note) write(b *strings.Builder, next func() int, picture int) {
	fmt.Fprintf(b, `<ofd:Annot ID="%d" Type="Stamp" Creator="gongwen" LastModDate="%s" Visible="%t" NoZoom="true" NoRotate="true" ReadOnly="true">`, next(), n.day, n.picture != nil)
	fmt.Fprintf(b, "<ofd:Remark>%s</ofd:Remark><ofd:Parameters>", quoted(n.remark))
	for _, v := range n.said {
		fmt.Fprintf(b, `<ofd:Parameter Name="%s">%s</ofd:Parameter>`, quoted(v[0]), quoted(v[1]))
	}
	at := n.at
	size := strconv.FormatFloat(at.width, 'g', -1, 64) + " 0 0 " + strconv.FormatFloat(at.height, 'g', -1, 64)
	fmt.Fprintf(b, `</ofd:Parameters><ofd:Appearance Boundary="%g %g %g %g">`, at.x, at.y, at.width, at.height)
	if picture > 0 {
		fmt.Fprintf(b, `<ofd:ImageObject ID="%d" Boundary="0 0 %g %g" CTM="%s 0 0" ResourceID="%d"/>`, next(), at.width, at.height, size, picture)
	}
	b.WriteString("</ofd:Appearance></ofd:Annot>")
}
