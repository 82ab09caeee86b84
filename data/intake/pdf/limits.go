package pdf

import (
	"fmt"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// Bounds of what is read. The longest reports published as tagged PDF have a
// tenth of it.
const (
	maxDepth   = 64     // elements or marks in one another
	maxSpan    = 256    // rows or columns of a cell
	maxColumns = 256    // columns of a row
	maxRules   = 20_000 // of a page
	maxSlanted = 200    // lines along no axis, of a page
	maxUnits   = 64     // bytes of text that a code of a font stands for
)

// Limits is what reading a file may cost at most.
type Limits struct {
	Unpacked int // bytes of all streams that are unpacked, one as often as it is named
	Text     int // bytes of text, a piece as often as it is asked for
	Steps    int // elements, attributes, marks and codes of fonts that are looked at
	Glyphs   int // that the pages show; those of a page are sorted and kept several times
}

// StandardLimits admits what offices publish.
func StandardLimits() Limits {
	return Limits{Unpacked: 32 << 20, Text: 16 << 20, Steps: 1 << 22, Glyphs: 500_000}
}

func (l Limits) file() pdfread.Limits {
	file := pdfread.StandardLimits()
	file.Unpacked = min(file.Unpacked, l.Unpacked)
	return file
}

// refusal says why a file that follows ISO 32000-1 or breaks it is not read.
type refusal struct {
	page int // 0 where none is known
	text diag.Text
}

// Error is the refusal in Chinese.
func (r *refusal) Error() string { return r.text.ZH }

// message is the refusal with its page.
func (r *refusal) message() diag.Text {
	if r.page == 0 {
		return r.text
	}
	return diag.Text{ZH: fmt.Sprintf("第 %d 页：%s", r.page, r.text.ZH), EN: fmt.Sprintf("page %d: %s", r.page, r.text.EN)}
}

func (r *reader) refuse(at pdfread.Ref, zh, en string, args ...any) error {
	page := 0
	if p := r.pages[at]; p != nil {
		page = p.number
	}
	return &refusal{page, diag.T(zh, en, args...)}
}

func (r *reader) tooDeep(at pdfread.Ref) error {
	return r.refuse(at, "标记结构套了 %d 层以上", "the structure is nested deeper than %d", maxDepth)
}

// step counts what is looked at, and ends reading when it should go no further.
func (r *reader) step(at pdfread.Ref) error {
	if r.limits.Steps--; r.limits.Steps < 0 {
		return r.refuse(at, "标记结构太大，不像一份报告", "the structure is too large for a report")
	}
	return r.goOn()
}

// spend counts the bytes of text that are taken.
func (r *reader) spend(at pdfread.Ref, n int) error {
	if r.limits.Text -= n; r.limits.Text < 0 {
		return r.refuse(at, "文字太多，不像一份报告", "there is more text than a report has")
	}
	return nil
}
