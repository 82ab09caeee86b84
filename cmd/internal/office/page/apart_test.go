package page

import (
	"archive/zip"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
	"gongwen/output/sign/pades"
)

// apartNotice has an attachment that is bound apart.
const apartNotice = `格式: notice
发文机关: 某局
发文字号: 某局发〔2024〕15号
标题: 某局关于开展目录编制工作的通知
主送机关: 各科室
正文: |
  请按附件2的样式报送，编制要求见附件1。
附件:
  - 标题: 目录编制要求
    正文: |
      本要求规定编制的步骤。
  - 标题: 目录样式
    装订: 另订
    正文: |
      目录名称、提供单位、更新周期。
落款: {机关名称: 某局, 成文日期: 2024-03-05}
印发: {印发机关: 某局办公室, 印发日期: 2024-03-06}
`

// zipNames are the names of the files of a ZIP file.
func zipNames(t *testing.T, content string) (names []string) {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	return names
}

// What is bound apart is handed out with its document, signed with it, and goes with it
// into the package for the portal and into the bag for the archive (GB/T 9704-2012 7.3.7).
func TestAttachmentsBoundApart(t *testing.T) {
	o := newOffice(t)
	key := newSigner(t)
	o.page.Signing = Signing{
		Check: pades.Check{Roots: []*smx509.Certificate{key.root.Certificate}},
		Sign:  func(ctx context.Context, _ string, content []byte) ([]byte, diag.List) { return key.sign(ctx, content) },
	}
	clerk := o.signedIn("clerk")
	answer, body := clerk.upload("/new", map[string]string{"how": "import", "template": "notice", "year": "2024"}, "file-import", "通知.yaml", []byte(apartNotice))
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %.600s", answer.StatusCode, body)
	}
	at := answer.Header.Get("Location")
	o.document.ID = strings.TrimPrefix(at, "/documents/")
	answer, draft := clerk.send(http.MethodGet, at+"/files/pdf", "", nil)
	if names := zipNames(t, draft); answer.Header.Get("Content-Type") != "application/zip" || len(names) != 2 || !strings.HasSuffix(names[1], "-附件2.pdf") {
		t.Errorf("%s %v", answer.Header.Get("Content-Type"), names)
	}

	o.stepped("clerk", store.Move{Action: store.Submit}, store.Clerk)
	o.stepped("reviewer", store.Move{Action: store.Pass, Sections: []string{"body"}}, store.Reviewer)
	leader := o.signedIn("leader")
	if status, body := leader.step(url.Values{"action": {"issue"}}); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	status, shown := leader.get(at + "/publish")
	if status != http.StatusOK || !strings.Contains(shown, "附件2 PDF") || !strings.Contains(shown, "附件2 OFD") {
		t.Errorf("%d %.3000s", status, shown)
	}
	_, made := leader.get(at + "/finals/" + url.PathEscape("附件2.pdf"))
	signed, said := key.sign(t.Context(), []byte(made))
	if signed == nil {
		t.Fatal(said)
	}
	if answer, body := clerk.upload(at+"/signed", nil, "file", "a.pdf", signed); answer.StatusCode != http.StatusSeeOther {
		t.Errorf("%d %.600s", answer.StatusCode, body)
	}
	if _, back := leader.get(at + "/finals/" + url.PathEscape("附件2.pdf")); back != string(signed) {
		t.Error("what is signed is not what comes back")
	}
	o.secondFactor(t, leader, at)
	for form, least := range map[string]int{"pdf": 1, "附件2.pdf": 2} {
		_, content := leader.get(at + "/finals/" + url.PathEscape(form))
		check := o.page.Signing.Check
		check.Now = noon
		if v := pades.Verify(t.Context(), []byte(content), check); !v.OK() || len(v.Signatures) != least {
			t.Errorf("%s: %d signatures, %+v", form, len(v.Signatures), v.Findings)
		}
	}

	_, pack := leader.get(at + "/package")
	names := zipNames(t, pack)
	for _, want := range []string{"-附件2.pdf", "-附件2.ofd", "-附件2.docx"} {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.HasSuffix(name, want) }) {
			t.Errorf("the package has no %s: %q", want, names)
		}
	}
	z, err := zip.NewReader(strings.NewReader(pack), int64(len(pack)))
	if err != nil {
		t.Fatal(err)
	}
	article, err := z.Open("正文.html")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(article)
	if err != nil || !strings.Contains(string(text), "请按附件2的样式报送") || !strings.Contains(string(text), "通知附件2定稿（PDF）") {
		t.Errorf("%v %s", err, text)
	}
	_, bag := leader.get(at + "/bag")
	for _, want := range []string{"-附件2.pdf", "validation/signatures.json", "validation/signatures-附件2.json"} {
		if names := zipNames(t, bag); !slices.ContainsFunc(names, func(name string) bool { return strings.HasSuffix(name, want) }) {
			t.Errorf("the bag has no %s: %q", want, names)
		}
	}
}

// stepped takes a step on the way of the document.
func (o *office) stepped(login string, move store.Move, role store.Role) {
	o.Helper()
	account, err := o.store.AccountByLogin(o.Context(), login)
	if err != nil {
		o.Fatal(err)
	}
	if _, err := o.store.Step(o.Context(), o.document.ID, move, account, []store.Role{role}, noon); err != nil {
		o.Fatal(login, err)
	}
}
