// Package document finds the elements of official documents (党政机关公文,
// GB/T 9704-2012 7 and 10) in what a reader found, by their words, their order and
// their looks.
package document

import (
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
)

// Document is the elements of an official document. What it does not have is empty.
type Document struct {
	CopyNumber, Urgency Value
	Secrecy, Period     Value // 密级 and 保密期限
	Marks               []Value
	Word                Value // what ends the 发文机关标志: 文件, 令, 命令, 纪要; empty for none
	Number              Value
	Signers             []Value
	Title               []Value // its lines
	Adoption            Value   // 题注, without its brackets
	Recipients          []Value
	Body                []flow.Block
	Listed              []Value // the names of the 附件说明
	Attended            []Value // 出席, 请假 and 列席 of minutes (10.3)
	Excused, Observed   []Value
	Signed              []Value // 署名
	Posts               []Post
	Date                Value
	Note                Value // 附注, without its brackets
	Adopted             bool  // the date is that of the 题注: there is none below the text
	Attachments         []Attachment
	Copies              []Value
	PrintedBy           Value
	PrintedOn           Value
	// Roles are the roles of paragraphs by their places.
	Roles map[diag.Pos]Role
	// Left is the lines that are no element, but for page numbers.
	Left []Value
}

// Value is a text of a document at its place.
type Value struct {
	Text string
	Pos  diag.Pos
}

// Post is somebody who signs with a 签名章 (7.3.5.3).
type Post struct {
	Post, Name string
	Pos        diag.Pos
}

// Attachment is a 附件 (7.3.7).
type Attachment struct {
	Label  Value // 附件1
	Title  []Value
	Blocks []flow.Block
}

// Role is what a paragraph of a document is.
type Role uint8

// The roles. Text is that of paragraphs of which nothing else is known.
const (
	Text Role = iota
	CopyNumberRole
	SecrecyRole
	UrgencyRole
	MarkRole
	NumberRole
	SignersRole
	TitleRole
	AdoptionRole
	RecipientsRole
	BodyRole
	ListRole // 附件说明
	NamesRole
	SignatureRole
	DateRole
	NoteRole
	AttachmentLabelRole
	AttachmentTitleRole
	AttachmentRole // the text of an attachment
	CopiesRole
	PrintedRole
	PageNumberRole
)

// Recognise finds the elements of an official document. It is nil where the
// document does not look like one.
func Recognise(d *flow.Document) *Document {
	f := &finder{blocks: parted(d.Blocks), out: &Document{Roles: map[diag.Pos]Role{}}}
	f.readLines()
	f.head()
	f.tail()
	f.rest()
	if !f.out.isOfficial() {
		return nil
	}
	return f.out
}

// Apart is the attachment that a document is which is bound apart (7.3.7): “在附件左上角第一行
// 顶格编排公文的发文字号并在其后标注“附件”二字及附件顺序号”. False for another document.
func Apart(d *flow.Document) (Attachment, bool) {
	f := &finder{blocks: parted(d.Blocks), out: &Document{Roles: map[diag.Pos]Role{}}}
	f.readLines()
	if len(f.lines) == 0 || !attachment.MatchString(tight(f.lines[0].text)) {
		return Attachment{}, false
	}
	f.attachments(0, len(f.lines))
	if len(f.out.Attachments) != 1 {
		return Attachment{}, false
	}
	return f.out.Attachments[0], true
}

// Number is the number of an attachment by its label; less than 1 where it has none, as
// the only one has.
func (a Attachment) Number() int {
	_, digits, _ := strings.Cut(a.Label.Text, attachmentWord)
	return numeral.First(digits)
}

const attachmentWord = "附件"

// isOfficial reports whether so many elements were found that the document is an
// official one.
func (d *Document) isOfficial() bool {
	named := len(d.Title) > 0 && kindAtEnd.MatchString(d.Kind())
	switch {
	case len(d.Body) == 0:
		return false
	case d.Number.Text != "" && (named || len(d.Marks) > 0):
		return true
	case named:
		return d.Adoption.Text != "" || d.Date.Text != "" && (len(d.Recipients) > 0 || len(d.Marks) > 0 || len(d.Signed) > 0)
	}
	return false
}

// Kind is the title without blanks and without marks that end it, so that it ends with
// the kind of the document.
func (d *Document) Kind() string { return unmarked(tight(d.TitleText())) }

// TitleText is the lines of the title as one.
func (d *Document) TitleText() string {
	text := ""
	for _, line := range d.Title {
		text += line.Text
	}
	return text
}
