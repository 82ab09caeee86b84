package load

import (
	"fmt"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

var (
	titleKey = source.Key{ID: "title", Labels: []string{"标题", "附件名称"}}
	textKey  = source.Key{ID: "text", Labels: []string{"正文"}}
	boundKey = source.Key{ID: "bound", Labels: []string{"装订"}}
)

// attachments reads the section s, a list of attachments.
func (b *builder) attachments(s configs.Section, entry source.Entry) {
	n := entry.Value
	if n.Kind != source.Null && n.Kind != source.List {
		b.problems.Add(diag.Errorf(n.Pos, "“%s”应为一列附件，实为%s", "%q should be a list of attachments, is %s", s.Label, n.Kind.Name()).
			WithHint("每个附件写成“- 标题: …”，下一行“正文: |”", "each is written as “- title: …” and below it “text: |”"))
		return
	}
	switch {
	case len(n.Items) == 0 && !s.Optional:
		b.errorf(entry.Key.Pos, "“%s”不能为空", "%q must not be empty", s.Label)
	case len(n.Items) > maxAttachments:
		b.errorf(n.Pos, "“%s”最多 %d 个，实有 %d 个", "%q: at most %d, there are %d", s.Label, maxAttachments, len(n.Items))
		return
	}
	for i, item := range n.Items {
		if a, ok := b.attachment(item, fmt.Sprintf("%s%d", s.Label, i+1)); ok {
			b.report.Attachments = append(b.report.Attachments, a)
		}
	}
}

// attachment reads one attachment, which messages call name.
func (b *builder) attachment(n *source.Node, name string) (data.Attachment, bool) {
	fields := source.NewFields(n, &b.problems, titleKey, textKey, boundKey)
	if n.Kind != source.Map {
		return data.Attachment{}, false
	}
	var a data.Attachment
	titled, written := false, false
	if title := fields.Get(titleKey.ID); title != nil {
		a.Title, titled = b.line(title, name+"的标题", maxField)
	} else {
		b.errorf(fields.Pos, "%s：缺少“标题”", "%s: the title is missing", name)
	}
	if bound := fields.Get(boundKey.ID); bound != nil {
		how := source.Choice(bound, &b.problems, data.BoundWith, data.BoundApart, data.BoundWithZH, data.BoundApartZH)
		a.Apart = how == data.BoundApart || how == data.BoundApartZH
	}
	if entry, given := fields.Entry(textKey.ID); given {
		a.Text, written = b.markdownText(name+"的正文", entry, a.Apart)
	} else if written = a.Apart; !a.Apart {
		b.errorf(fields.Pos, "%s：缺少“正文”", "%s: the text is missing", name)
	}
	return a, titled && written
}
