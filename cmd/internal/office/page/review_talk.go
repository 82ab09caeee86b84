package page

import (
	"context"
	"net/http"
	"strings"

	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data/sheet"
	"gongwen/internal/pattern"
)

// reviewTalk fills in comments and the log.
func (s *Server) reviewTalk(r *http.Request, v *reviewView) error {
	ctx, d := r.Context(), v.Document
	t, said := s.Engine.TemplateFor(d.Template, d.Year)
	if t == nil {
		return said
	}
	comments, err := s.Store.Comments(ctx, d.ID)
	if err != nil {
		return err
	}
	for _, c := range comments {
		view := commentView{Comment: c, When: s.when(c.At), Where: whereOf(t, c.Place), ClosedWhen: s.when(c.ClosedAt)}
		for _, reply := range c.Replies {
			view.Replies = append(view.Replies, replyView{reply, s.when(reply.At)})
		}
		if c.ClosedBy == "" {
			v.Open++
		}
		v.Comments = append(v.Comments, view)
	}
	v.Places = placesOf(t)
	log, err := s.Store.AuditOf(ctx, d.ID, maxLog)
	if err != nil {
		return err
	}
	if v.Sound, err = s.Store.VerifyEntries(ctx, log); err != nil {
		return err
	}
	for _, e := range log {
		v.Log = append(v.Log, logView{s.when(e.Time()), e.Name, sealed.ReplaceAllString(entrySaid(t, e), "")})
	}
	return nil
}

// sealed is the digest that an entry gives of a file, which is for the auditor.
var sealed = pattern.New(`（SHA-256 [0-9a-f]{64}）`)

// returned is what sent a document back to be drafted, nil for nothing, and how many comments
// are open then.
func (s *Server) returned(ctx context.Context, d store.Document) (back *store.Logged, open int, err error) {
	log, err := s.Store.AuditOf(ctx, d.ID, maxLog)
	if err != nil {
		return nil, 0, err
	}
	if back, _ = newest(log); back == nil {
		return nil, 0, nil
	}
	comments, err := s.Store.Comments(ctx, d.ID)
	for _, c := range comments {
		if c.ClosedBy == "" {
			open++
		}
	}
	return back, open, err
}

// placesOf are the places that a comment can be about where nothing was chosen on a
// page: each section.
func placesOf(t *configs.Template) []placeView {
	var places []placeView
	for i := range t.Sections {
		section := &t.Sections[i]
		kind := sheet.Prose
		switch section.Kind {
		case configs.TableSection:
			kind = sheet.Note
		case configs.AttachmentsSection:
			kind = sheet.Attachments
		}
		places = append(places, placeView{sheet.At(kind, section.ID), section.Label})
	}
	return places
}

// entrySaid is an entry of the log in words.
func entrySaid(t *configs.Template, e store.Logged) string {
	word := actionWord(e.Action)
	switch {
	case e.Action == store.Commented || e.Action == store.Replied || e.Action == store.Closed:
		return strings.TrimSuffix(word, "意见") + e.Detail
	case e.Action == store.Confirm && t != nil && t.Section(e.Place) != nil:
		word += "“" + t.Section(e.Place).Label + "”"
	case e.Action == store.KeptFile || e.Action == store.ServerSign:
		word += "（" + strings.ToUpper(e.Place) + "）"
	case e.Version > 0 && e.Action != store.Urge && e.Action != store.Confirm:
		word += "，第 " + number64(e.Version) + " 版"
	}
	if e.Detail != "" && e.Detail != word {
		word += "：" + e.Detail
	}
	return word
}

// actionWord is an action of the log in words.
func actionWord(a store.Action) string {
	words := map[store.Action]string{
		store.Submit: "送核稿", store.Recall: "撤回修改", store.Pass: "核稿通过", store.Confirm: "会签", store.Issue: "签发", store.Return: "退回",
		store.Withdraw: "撤回签发", store.Publish: "登记已发布", store.Urge: "催办", store.Begin: "建立报告", store.Name: "存为一版", store.Restored: "恢复版本",
		store.Commented: "加意见", store.Replied: "回复意见", store.Closed: "了结意见", store.SignedIn: "登录", store.NotIn: "登录没有成功", store.SignedOut: "退出",
		store.AccountMade: "建立账号", store.Granted: "授予角色", store.SecretSet: "设密码、动态口令", store.Linked: "连接统一身份认证", store.AccountOff: "停用账号", store.AccountOn: "启用账号", store.Unlocked: "解除锁定", store.SessionsEnded: "结束登录", store.AgencyMade: "建立机关", store.AgencyUnder: "定上级机关", store.OwnersSet: "定会签的部分", store.TokenMade: "发放令牌", store.TokenRevoked: "收回令牌", store.TokenWrote: "程序写入", store.LinksMade: "生成报送链接", store.LinkRevoked: "收回报送链接",
		store.KeptFile: "存入签发文件", store.ServerSign: "用服务器密钥签名", store.Exported: "导出日志",
		store.Indexed: "登记索引号", store.RosterSet: "设定名册", store.DeadlineSet: "改截止日期", store.Received: "收到报告", store.ReceiptTaken: "收下报告", store.ReceiptReturned: "退回报告", store.Summed: "合成本级报告",
	}
	if word, known := words[a]; known {
		return word
	}
	return string(a)
}
