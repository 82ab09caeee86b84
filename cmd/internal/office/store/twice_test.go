package store

import (
	"strings"
	"testing"

	"gongwen/data/sheet"
)

// Who clicks twice does a thing once: the log has one entry of it.
func TestTwiceIsOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		o := newOffice(t, s)
		d, ctx := o.document, t.Context()
		once := func(about string, do func() error) {
			t.Helper()
			before, err := s.AuditHead(ctx)
			for range 2 {
				if err == nil {
					err = do()
				}
			}
			after, failed := s.AuditHead(ctx)
			if err != nil || failed != nil || after.Number != before.Number+1 {
				t.Errorf("%s: %d entries, %v, %v", about, after.Number-before.Number, err, failed)
			}
		}
		comment := func() error {
			_, err := s.AddComment(ctx, d, Comment{Place: "prose:overview", Body: "再核"}, o.reviewer, noon)
			return err
		}
		once("a comment", comment)
		once("an answer", func() error { return s.AddReply(ctx, d, 1, "已核", o.clerk, noon) })
		once("another answer", func() error { return s.AddReply(ctx, d, 1, "请看", o.reviewer, noon) })
		once("the first answer, again", func() error { return s.AddReply(ctx, d, 1, "已核", o.clerk, noon) })
		once("a version", func() error { _, err := s.NameVersion(ctx, d.ID, "初稿", o.clerk, noon); return err })
		if _, err := s.Save(ctx, d.ID, "1", []Edit{{"cell:requests/new/business", "0", "5"}}, o.clerk.ID, noon); err != nil {
			t.Fatal(err)
		}
		once("a version of the same name, of another text", func() error { _, err := s.NameVersion(ctx, d.ID, "初稿", o.clerk, noon); return err })
		once("a restored version", func() error { return s.RestoreVersion(ctx, d.ID, 1, "恢复第 1 版", o.clerk, noon) })
		once("a number of the catalogue", func() error { return s.SetIndex(ctx, d, "X/2025-1", o.clerk, noon) })
		once("a signed file", func() error {
			return s.KeepSigned(ctx, d, Signature{Version: 1, Form: "pdf", Content: []byte("%PDF"), Action: KeptFile, Detail: "在别处签好"}, o.clerk, noon)
		})
		once("urging", func() error {
			_, err := s.Step(ctx, d.ID, Move{Action: Urge, Opinion: "今日办"}, o.reviewer, []Role{Reviewer}, noon)
			return err
		})
		if err := s.CloseComment(ctx, d, 1, o.reviewer, noon); err != nil {
			t.Fatal(err)
		}
		once("the comment, once it is closed", comment)
		if check, err := s.VerifyAudit(ctx, nil); err != nil || len(check.Faults) > 0 {
			t.Errorf("%+v, %v", check, err)
		}
	})
}

// The log says of which file a document was begun.
func TestOriginIsLogged(t *testing.T) {
	s := onSQLite(t)
	a, d := begin(t, s)
	digest := Digest([]byte("x"))
	imported, err := s.ImportDocument(t.Context(), Document{Agency: d.Agency, Template: d.Template, Year: 2023, State: Drafting},
		map[sheet.Place]string{"note:review": "注"}, Origin{Name: "上报稿：终.docx", Digest: digest}, a.ID, noon)
	if err != nil {
		t.Fatal(err)
	}
	log, err := s.AuditOf(t.Context(), imported.ID, 10)
	if err != nil || len(log) != 1 || !strings.Contains(log[0].Detail, "上报稿：终.docx（SHA-256 "+digest+"）") {
		t.Errorf("%+v, %v", log, err)
	}
	versions, err := s.Versions(t.Context(), imported.ID)
	if err != nil || len(versions) != 1 || versions[0].Title != "由导入的文件起草" {
		t.Errorf("%+v, %v", versions, err)
	}
	if check, err := s.VerifyAudit(t.Context(), nil); err != nil || len(check.Faults) > 0 {
		t.Errorf("%+v, %v", check, err)
	}
}
