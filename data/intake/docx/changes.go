package docx

import (
	"unicode/utf8"

	"gongwen/internal/diag"
)

// changeKind is a kind of tracked change (ISO/IEC 29500-1 17.13.5).
type changeKind uint8

const (
	insertion changeKind = iota
	deletion
	moveFrom
	moveTo
	changeKinds int = iota
)

var changeNames = [changeKinds]diag.Text{
	insertion: {ZH: "插入的，已读入", EN: "inserted, taken"},
	deletion:  {ZH: "删除的，没有读入", EN: "deleted, left out"},
	moveFrom:  {ZH: "移走的，原处没有读入", EN: "moved away, left out there"},
	moveTo:    {ZH: "移来的，已读入", EN: "moved here, taken"},
}

// change is a tracked change; changes of one kind that follow one another are one.
type change struct {
	kind changeKind
	at   diag.Pos
	text string
}

// changed notes a tracked change with the text in it.
func (r *reader) changed(kind changeKind, text string) {
	at := r.here()
	if n := len(r.changes); n > 0 && !r.apart && r.changes[n-1].kind == kind && r.changes[n-1].at == at {
		r.changes[n-1].extend(text)
		return
	}
	r.counts[kind]++
	r.apart = false
	if len(r.changes) < maxListed*changeKinds {
		c := change{kind: kind, at: at}
		c.extend(text)
		r.changes = append(r.changes, c)
	}
}

func (c *change) extend(text string) {
	if utf8.RuneCountInString(c.text) <= maxQuoted {
		c.text += text
	}
}

// changeWarning says which tracked changes there are and what was made of them.
func (r *reader) changeWarning() (diag.Diagnostic, bool) {
	total := 0
	var kinds []diag.Place
	for kind, count := range r.counts {
		if count == 0 {
			continue
		}
		total += count
		t := tally{}
		for _, c := range r.changes {
			if int(c.kind) == kind {
				t.add(c.at, c.text, maxQuoted)
			}
		}
		t.count = count
		kinds = append(kinds, diag.Place{Text: diag.T("%s（%d 处）：%s", "%s (%d): %s", changeNames[kind], count, t.places())})
	}
	if total == 0 {
		return diag.Diagnostic{}, false
	}
	said := diag.Warnf(r.changes[0].at, "文档里有 %d 处修订还没有接受或拒绝，按全部接受读取：",
		"the document has %d tracked changes that were neither accepted nor rejected; it was read as if all were accepted:", total).
		WithHint("在 WPS 或 Word 的“审阅”里接受或拒绝修订，保存后再导入，读到的就是定稿", "accept or reject the changes, save the document, and import it again")
	said.Related = kinds
	return said, true
}
