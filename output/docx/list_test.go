package docx

import (
	"strings"
	"testing"

	"gongwen/layout/doc"
)

// withLists is a document with two ordered lists, one bulleted with a mark and
// one without.
func withLists() *doc.Document {
	d := look()
	style, _ := d.Style(doc.BodyRole)
	style.Role, style.IndentChars = doc.ListRole, 0
	d.Styles = append(d.Styles, style)
	item := func(label, s string) *doc.Paragraph {
		if label == "" {
			return body(s)
		}
		return &doc.Paragraph{Style: doc.ListRole, Runs: text(s), Label: doc.Label{Text: label, At: 2, Hang: 3}}
	}
	d.Body = []doc.Block{
		&doc.List{ID: 1, Ordered: true, Items: []*doc.Paragraph{item("1.", "网站。"), item("2.", "公报。")}},
		&doc.List{ID: 2, Items: []*doc.Paragraph{item("", "甲。")}},
		&doc.List{ID: 3, Items: []*doc.Paragraph{item("—", "乙。")}},
		&doc.List{ID: 4, Ordered: true, Items: []*doc.Paragraph{item("1.", "丙。")}},
	}
	return d
}

func TestCaptionStaysWithItsTable(t *testing.T) {
	d := look()
	style, _ := d.Style(doc.NoteRole)
	style.Role = doc.CaptionRole
	d.Styles = append(d.Styles, style)
	table := officialTables(t)[0]
	table.Caption = &doc.Paragraph{Style: doc.CaptionRole, Runs: text("表1　分工")}
	d.Body = []doc.Block{table}
	const want = `<w:pStyle w:val="Caption"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve">表1　分工</w:t></w:r></w:p><w:tbl>`
	if got := partOf(t, export(t, d), "word/document.xml"); !strings.Contains(got, want) {
		t.Errorf("the document has no %s:\n%.1500s", want, got)
	}
}

// TestTextStaysWithASignOff: two lines of it, of which the list of attachments may be one.
func TestTextStaysWithASignOff(t *testing.T) {
	d := look()
	style, _ := d.Style(doc.BodyRole)
	style.Role = doc.AttachmentListRole
	d.Styles = append(d.Styles, style)
	sign := &doc.SignOff{Agency: doc.Paragraph{Style: doc.SignatureRole, Runs: text("某局")}, Date: doc.Paragraph{Style: doc.SignatureRole, Runs: text("2024年1月2日")}}
	attached := &doc.Paragraph{Style: doc.AttachmentListRole, Runs: text("附件：表")}
	for name, test := range map[string]struct {
		body []doc.Block
		kept bool
	}{
		"at once":                  {[]doc.Block{body("正文"), sign}, true},
		"below one attachment":     {[]doc.Block{body("正文"), attached, sign}, true},
		"below two":                {[]doc.Block{body("正文"), attached, attached, sign}, false},
		"below another paragraph":  {[]doc.Block{body("正文"), body("正文"), sign}, false},
		"not before an attachment": {[]doc.Block{body("正文"), attached}, false},
	} {
		d.Body = test.body
		first, _, _ := strings.Cut(partOf(t, export(t, d), "word/document.xml"), "</w:p>")
		if kept := strings.Contains(first, "<w:keepNext/>"); kept != test.kept {
			t.Errorf("%s: kept is %t", name, kept)
		}
	}
}

// TestAPartedParagraphIsNotKept: kept with what follows, it would be taken to the next
// page from its first line on.
func TestAPartedParagraphIsNotKept(t *testing.T) {
	sign := &doc.SignOff{Agency: doc.Paragraph{Style: doc.SignatureRole, Runs: text("某局")}, Date: doc.Paragraph{Style: doc.SignatureRole, Runs: text("2024年1月2日")}}
	names := body("列席名单")
	for _, parted := range []bool{false, true} {
		file := set(t, doc.Setting{Kept: map[doc.NodeID]bool{names.ID: true}, Parted: map[doc.NodeID]bool{names.ID: parted}}, names, sign)
		first, _, _ := strings.Cut(partOf(t, file, "word/document.xml"), "</w:p>")
		if kept := strings.Contains(first, "<w:keepNext/>"); kept == parted {
			t.Errorf("parted %t, kept %t", parted, kept)
		}
	}
}

func TestListsAreTheWordProcessorsOwn(t *testing.T) {
	file := export(t, withLists())
	content := partOf(t, file, "word/document.xml")
	for _, want := range []string{
		`<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">公报。`,
		`<w:p><w:pPr><w:pStyle w:val="List"/></w:pPr><w:r><w:t xml:space="preserve">甲。`,
		`<w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">乙。`,
		`<w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">丙。`,
	} {
		if !strings.Contains(content, want) {
			t.Errorf("document.xml has no %s:\n%s", want, content)
		}
	}
	const plain = `<w:style w:type="paragraph" w:styleId="List"><w:name w:val="List"/><w:basedOn w:val="Normal"/>`
	if styles := partOf(t, file, "word/styles.xml"); !strings.Contains(styles, plain) {
		t.Errorf("styles.xml has no %s", plain)
	}
	numbering := partOf(t, file, "word/numbering.xml")
	for _, want := range []string{
		`<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>`,
		`<w:numFmt w:val="bullet"/><w:lvlText w:val="—"/>`,
		`<w:ind w:left="945" w:right="0" w:firstLineChars="0" w:hanging="315"/>`,
		`<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>`,
	} {
		if !strings.Contains(numbering, want) {
			t.Errorf("numbering.xml has no %s:\n%s", want, numbering)
		}
	}
	if styles := partOf(t, file, "word/styles.xml"); !strings.Contains(styles, `<w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/>`) {
		t.Error("the style of lists is not based on that of the text")
	}
}

// TestTheFirstPageShowsWhatIsParted: a single line of the paragraph that the first page
// shows the beginning of may stand there, and of no other.
func TestTheFirstPageShowsWhatIsParted(t *testing.T) {
	text := &doc.Paragraph{ID: 3, Style: doc.BodyRole, Runs: []doc.Run{{Text: "各单位要认真组织实施。"}}}
	other := &doc.Paragraph{ID: 4, Style: doc.BodyRole, Runs: []doc.Run{{Text: "特此通知。"}}}
	file := set(t, doc.Setting{Shows: text.ID}, text, other)
	if singles := parse(t, partOf(t, file, "word/document.xml")).all("widowControl"); len(singles) != 1 || singles[0].attr("val") != "0" {
		t.Errorf("%d paragraphs may stand in single lines", len(singles))
	}
}
