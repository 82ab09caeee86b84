package doc

import (
	"strconv"
	"strings"
)

// Roles of text styles. A template may give the cells of its tables further ones.
const (
	TitleRole       = "title"
	BodyRole        = "body"
	SignatureRole   = "signature" // 落款
	ListRole        = "list"      // items beside their numbers or marks
	NoteRole        = "note"      // a line under a table
	CaptionRole     = "caption"   // below a figure
	ChartRole       = "chart"     // labels inside a chart
	PageNumberRole  = "page-number"
	DraftRole       = "draft" // the mark of a draft
	TableBandRole   = "table-band"
	TableHeadRole   = "table-head"
	TableStubRole   = "table-stub"
	TableCentreRole = "table-centre" // a stub whose text is centred
	TableNumberRole = "table-number"
	TableRightRole  = "table-right"
	// Figures at the right, and with their decimal points below each other.
	TableAmountRole  = "table-amount"
	TableDecimalRole = "table-decimal"
	TableNoteRole    = "table-note" // words in a table that head nothing
	// Lines over the grid of a table: its title, and what stands at the left and the right.
	TableTitleRole     = "table-title"
	TableMarkRole      = "table-mark"
	TableRightMarkRole = "table-mark-right"

	// Elements of official documents (GB/T 9704-2012 7.2 to 7.4, 10). A template
	// may give its elements further ones.
	MarkRole       = "issuer"          // 发文机关标志
	NumberRole     = "document-number" // 发文字号
	SignerRole     = "signer"          // 签发人's name
	RecipientsRole = "recipients"      // 主送机关
	PostRole       = "signature-post"  // 职务 before a 签名章
	NameRole       = "signature-name"

	// Attachments (附件, GB/T 9704-2012 7.3.4).
	AttachmentListRole  = "attachment-list"  // 附件说明: their names below the text
	AttachmentLabelRole = "attachment-label" // “附件1” at the top of its first page
	AttachmentTitleRole = "attachment-title"
)

const headingRole = "heading-" // and the level

// headingRoles are those of the levels that HeadingLevel knows.
var headingRoles = [...]string{
	"heading-1", "heading-2", "heading-3", "heading-4", "heading-5", "heading-6", "heading-7", "heading-8", "heading-9",
}

// HeadingRole is the role of the headings of a level, from 1.
func HeadingRole(level int) string {
	if level >= 1 && level <= len(headingRoles) {
		return headingRoles[level-1]
	}
	return headingRole + strconv.Itoa(level)
}

// HeadingLevel is the level, from 1 to 9, of the headings of a role; 0 for any
// other role.
func HeadingLevel(role string) int {
	digit, ok := strings.CutPrefix(role, headingRole)
	if !ok || len(digit) != 1 || digit[0] < '1' || digit[0] > '9' {
		return 0
	}
	return int(digit[0] - '0')
}
