package page

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"
	"github.com/pquerna/otp/totp"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/examples"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/ses"
)

// signer signs with a key that a root vouches for.
type signer struct{ holder, root *padestest.Holder }

func newSigner(t *testing.T) signer {
	t.Helper()
	root := padestest.Root(t, "测试根", noon, padestest.SM2)
	return signer{root.Issue(t, "李文光", noon, padestest.Options{Kind: padestest.SM2}), root}
}

func (s signer) sign(ctx context.Context, content []byte) ([]byte, diag.List) {
	return pades.Sign(ctx, content, pades.Order{Identity: s.holder.Identity(), Now: noon, Random: rand.Reader})
}

// signedOff takes the document of an office to where it is signed off.
func (o *office) signedOff() {
	o.Helper()
	for _, m := range []struct {
		login string
		move  store.Move
		role  store.Role
	}{
		{"clerk", store.Move{Action: store.Submit}, store.Clerk}, {"reviewer", store.Move{Action: store.Pass}, store.Reviewer},
		{"countersigner", store.Move{Action: store.Confirm, Section: "requests"}, store.Countersigner},
	} {
		account, err := o.store.AccountByLogin(o.Context(), m.login)
		if err != nil {
			o.Fatal(err)
		}
		if _, err := o.store.Step(o.Context(), o.document.ID, m.move, account, []store.Role{m.role}, noon); err != nil {
			o.Fatal(m.login, err)
		}
	}
	if status, body := o.signedIn("leader").step(url.Values{"action": {"issue"}}); status != http.StatusOK {
		o.Fatalf("%d %s", status, body)
	}
}

// otherPDF is the PDF of a report that is another by one word.
func (o *office) otherPDF() []byte {
	o.Helper()
	order, err := o.orders("pdf")
	if err != nil {
		o.Fatal(err)
	}
	made, said := o.engine.Documents(o.Context(), o.read(strings.Replace(examples.Report, "工作有序推进", "工作有力推进", 1)), "r", order)
	if len(made) != 1 {
		o.Fatal(said)
	}
	return made[0].Data
}

// What was signed elsewhere comes back only as a signed form of the version that was
// signed off; the server's own key signs for whoever gives a code of their second factor,
// once.
func TestSigning(t *testing.T) {
	o := newOffice(t)
	key := newSigner(t)
	o.page.Signing = Signing{
		Check: pades.Check{Roots: []*smx509.Certificate{key.root.Certificate}},
		Sign:  func(ctx context.Context, _ string, content []byte) ([]byte, diag.List) { return key.sign(ctx, content) },
	}
	at := "/documents/" + o.document.ID
	clerk, leader := o.signedIn("clerk"), o.signedIn("leader")
	if status, body := clerk.get(at + "/publish"); status != http.StatusOK || !strings.Contains(body, "还没有签发") {
		t.Errorf("%d %s", status, body)
	}
	if answer, _ := clerk.upload(at+"/signed", nil, "file", "a.pdf", []byte("%PDF")); answer.StatusCode != http.StatusConflict {
		t.Errorf("before it is signed off: %d", answer.StatusCode)
	}
	if status, _ := clerk.get(at + "/package"); status != http.StatusConflict {
		t.Error(status)
	}
	o.signedOff()
	_, made := clerk.get(at + "/finals/pdf")
	if want := o.made("pdf"); made != want {
		t.Errorf("the final version has %d bytes, the command line makes %d", len(made), len(want))
	}
	_, madeOFD := clerk.get(at + "/finals/ofd")
	signed, said := key.sign(t.Context(), []byte(made))
	if signed == nil {
		t.Fatal(said)
	}
	sealed, err := ses.Sign(t.Context(), []byte(madeOFD), ses.Order{Order: pades.Order{Identity: key.holder.Identity(), Now: noon, Random: rand.Reader}})
	if err != nil {
		t.Fatal(err)
	}
	strange, said := newSigner(t).sign(t.Context(), []byte(made))
	if strange == nil {
		t.Fatal(said)
	}
	other, said := key.sign(t.Context(), o.otherPDF())
	if other == nil {
		t.Fatal(said)
	}
	broken := bytes.Clone(signed)
	broken[len(made)-20] ^= 1
	for _, c := range []struct {
		about, name string
		content     []byte
		want        int
		said        string
	}{
		{"without a signature", "a.pdf", []byte(made), http.StatusUnprocessableEntity, "没有签名"},
		{"another document", "a.pdf", other, http.StatusUnprocessableEntity, "不是由签发的定稿签名而来"},
		{"changed", "a.pdf", broken, http.StatusUnprocessableEntity, "不是由签发的定稿签名而来"},
		{"changed behind", "a.pdf", append(bytes.Clone(signed), "%x"...), http.StatusUnprocessableEntity, "<li>第 1 个签名 李文光：文件末尾有签名没有覆盖的内容</li>"},
		{"signed by a stranger", "a.pdf", strange, http.StatusUnprocessableEntity, "<li>第 1 个签名 李文光：证书"},
		{"no document", "a.exe", []byte("MZ"), http.StatusUnprocessableEntity, "不是 PDF，也不是 OFD"},
		{"a report file", "a.yaml", []byte(examples.Report), http.StatusUnprocessableEntity, "不是 PDF，也不是 OFD"},
		{"signed", "a.pdf", signed, http.StatusSeeOther, ""},
		{"sealed", "a.ofd", sealed, http.StatusSeeOther, ""},
	} {
		if answer, body := clerk.upload(at+"/signed", nil, "file", c.name, c.content); answer.StatusCode != c.want || !strings.Contains(body, c.said) || c.want != http.StatusSeeOther && !strings.Contains(body, "下载发布材料") {
			t.Errorf("%s: %d %.3000s", c.about, answer.StatusCode, body)
		}
	}
	o.signedTwice(key, clerk, map[string][]byte{"pdf": []byte(made), "ofd": []byte(madeOFD)})
	status, body := leader.get(at + "/publish")
	if status != http.StatusOK || !strings.Contains(body, "2 个签名都完整") || !strings.Contains(body, "李文光") || strings.Contains(body, "style=") {
		t.Errorf("%d %s", status, body)
	}
	if _, back := leader.get(at + "/finals/pdf"); back != string(signed) {
		t.Error("the signed file is not what comes back")
	}
	if _, back := leader.get(at + "/finals/pdf?unsigned=1"); back != made {
		t.Error("the unsigned file is not what was made")
	}
	o.secondFactor(t, leader, at)
	if _, back := leader.get(at + "/finals/pdf"); !strings.HasPrefix(back, string(signed)) || len(back) == len(signed) {
		t.Error("the second signature is not behind the first")
	}
	const index = "12620600MB0523338C/2025-04735"
	if _, body := clerk.get(at + "/publish"); !strings.Contains(body, "还缺 索引号") {
		t.Error("nothing says that the 索引号 is missing")
	}
	if status, _ := clerk.form(at+"/index", url.Values{"index": {strings.Repeat("长", 100)}}); status != http.StatusBadRequest {
		t.Error(status)
	}
	for _, odd := range []string{"<b>x</b>", strings.Repeat("A", 90), "2025-04735"} {
		if status, body := clerk.form(at+"/index", url.Values{"index": {odd}}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "不像“机构代码/年份-流水号”") || !strings.Contains(body, "网页正文") {
			t.Errorf("%s: %d %s", odd, status, body)
		}
	}
	if status, _ := clerk.form(at+"/index", url.Values{"index": {"2025-04735"}, "odd": {"2025-04735"}}); status != http.StatusSeeOther {
		t.Error("what is asked for once more is not entered", status)
	}
	if status, body := clerk.form(at+"/index", url.Values{"index": {index}}); status != http.StatusSeeOther {
		t.Errorf("%d %s", status, body)
	}
	if _, body := clerk.get(at + "/publish"); strings.Contains(body, "还缺") || strings.Count(body, index) != 2 {
		t.Error("the 索引号 is not among the fields")
	}
	_, pack := clerk.get(at + "/package")
	z, err := zip.NewReader(strings.NewReader(pack), int64(len(pack)))
	if err != nil || len(z.File) != 9 || z.File[0].Name != publication.ManifestName {
		t.Errorf("%v %v", z, err)
	}
	o.asByCommand(clerk, at, index, pack)
	for _, no := range []string{"", "x", "www.example.gov/1.html", "javascript:alert(1)", "https:///1.html"} {
		if status, body := clerk.form(at+"/steps", url.Values{"action": {"publish"}, "opinion": {no}}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "网页地址要以") || !strings.Contains(body, `class="dlg" data-open`) || !strings.Contains(body, `value="`+no+`" placeholder`) {
			t.Errorf("published at %q: %d %s", no, status, body)
		}
	}
	if _, body := o.signedIn("auditor").get("/audit"); !strings.Contains(body, "会签“收到和处理政府信息公开申请情况”") {
		t.Errorf("the log does not say what was confirmed: %s", body)
	}
	if status, body := clerk.step(url.Values{"action": {"publish"}, "opinion": {"https://www.example.gov/1.html"}}); status != http.StatusOK || !strings.Contains(body, "登记已发布") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := clerk.get(at + "/publish"); status != http.StatusOK || !strings.Contains(body, "https://www.example.gov/1.html") {
		t.Errorf("%d %s", status, body)
	}
	// It gets a signed file still, with its entry of the log.
	later, err := ses.Sign(t.Context(), sealed, ses.Order{Order: pades.Order{Identity: key.holder.Identity(), Now: noon.Add(-time.Hour), Random: rand.Reader}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		content []byte
		want    int
	}{{broken, http.StatusUnprocessableEntity}, {later, http.StatusSeeOther}} {
		if answer, body := clerk.upload(at+"/signed", nil, "file", "a.ofd", c.content); answer.StatusCode != c.want {
			t.Errorf("after it was published: %d %.3000s", answer.StatusCode, body)
		}
	}
	log, err := o.store.AuditOf(t.Context(), o.document.ID, 1)
	if err != nil || len(log) != 1 || log[0].Action != store.KeptFile || log[0].Place != "ofd" {
		t.Errorf("%+v, %v", log, err)
	}
	if check, err := o.store.VerifyAudit(t.Context(), nil); err != nil || len(check.Faults) > 0 {
		t.Errorf("%+v, %v", check, err)
	}
}

// signedTwice tries to put files of some forms, signed anew as they were made, in the place of
// those that are signed already, which would take the first signatures away.
func (o *office) signedTwice(key signer, clerk *browser, made map[string][]byte) {
	o.Helper()
	second := key.root.Issue(o.T, "岩罕", noon, padestest.Options{Kind: padestest.SM2})
	order := pades.Order{Identity: second.Identity(), Now: noon, Random: rand.Reader}
	for form, content := range made {
		anew, said := pades.Sign(o.Context(), content, order)
		if form == "ofd" {
			var err error
			if anew, err = ses.Sign(o.Context(), content, ses.Order{Order: order}); err != nil {
				o.Fatal(err)
			}
		}
		if anew == nil {
			o.Fatal(said)
		}
		_, before := clerk.get("/documents/" + o.document.ID + "/finals/" + form)
		answer, body := clerk.upload("/documents/"+o.document.ID+"/signed", nil, "file", "a."+form, anew)
		if answer.StatusCode != http.StatusConflict || !strings.Contains(body, "在它上面再签") || !strings.Contains(body, "少了 李文光 的签名（clerk 今日 ") {
			o.Errorf("signed anew, %s: %d %.3000s", form, answer.StatusCode, body)
		}
		if _, after := clerk.get("/documents/" + o.document.ID + "/finals/" + form); after != before {
			o.Errorf("the first signature of %s has gone", form)
		}
		err := o.store.KeepSigned(o.Context(), o.document, store.Signature{Version: finalVersion(o.T, o), Form: form, Content: anew, Action: store.KeptFile}, store.Account{ID: "x"}, noon)
		if !errors.Is(err, store.ErrState) {
			o.Errorf("%s was kept in the place of another one: %v", form, err)
		}
	}
}

// asByCommand compares a package of the page, and the bag for an archive, with what the
// commands make of the report file that the page gives.
func (o *office) asByCommand(clerk *browser, at, index, pack string) {
	o.Helper()
	answer, yaml := clerk.send(http.MethodGet, at+"/finals/yaml", "", nil)
	_, named, err := mime.ParseMediaType(answer.Header.Get("Content-Disposition"))
	if err != nil {
		o.Fatal(err)
	}
	name := strings.TrimSuffix(named["filename"], ".yaml")
	in := engine.Input{Folder: jobs.Files{name + ".yaml": []byte(yaml)}, File: name + ".yaml", Path: name + ".yaml", Name: name}
	order, err := o.orders(publication.Documents()...)
	if err != nil {
		o.Fatal(err)
	}
	p, said := publication.Make(o.Context(), o.engine, in, publication.Order{
		Order: order, Given: publication.Given{Catalogue: o.page.Catalogue, Index: index},
		Signed: func(made output.File) ([]byte, diag.List) {
			_, content := clerk.get(at + "/finals/" + strings.TrimPrefix(path.Ext(made.Path), "."))
			return []byte(content), nil
		},
	})
	if p == nil {
		o.Fatal(said)
	}
	var content bytes.Buffer
	if err := p.WriteZip(&content); err != nil || content.String() != pack {
		o.Errorf("the command's package is another one: %v", err)
	}
	answer, bagged := clerk.send(http.MethodGet, at+"/bag", "", nil)
	check := o.page.Signing.Check
	check.Now = noon
	if found := engine.VerifyContent(o.Context(), "x.zip", []byte(bagged), check); answer.StatusCode != http.StatusOK || !found.OK() {
		o.Errorf("%d, the bag: %+v", answer.StatusCode, found.Bag)
	}
	_, signed := clerk.get(at + "/finals/pdf")
	z, err := zip.NewReader(strings.NewReader(bagged), int64(len(bagged)))
	if err != nil {
		o.Fatal(err)
	}
	kept, err := fs.ReadFile(z, name+"/data/"+name+".pdf")
	if err != nil || string(kept) != signed {
		o.Errorf("the bag has not the signed file: %v", err)
	}
	archived, err := fs.ReadFile(z, name+"/data/"+name+".ofd")
	if err != nil {
		o.Fatal(err)
	}
	inner, err := zip.NewReader(bytes.NewReader(archived), int64(len(archived)))
	if err != nil {
		o.Fatal(err)
	}
	if root, err := fs.ReadFile(inner, "OFD.xml"); err != nil || !bytes.Contains(root, []byte(`DocType="OFD-A"`)) {
		o.Errorf("the OFD of the bag is not one for archives: %s, %v", root, err)
	}
}

// secondFactor signs with the server's key.
func (o *office) secondFactor(t *testing.T, leader *browser, at string) {
	t.Helper()
	if status, body := leader.form(at+"/sign", url.Values{"code": {"123456"}}); status != http.StatusForbidden || !strings.Contains(body, "没有绑定动态口令") {
		t.Errorf("%d %s", status, body)
	}
	secret, _, err := people.NewSecondFactor("gongwen", "leader")
	if err != nil {
		t.Fatal(err)
	}
	account, err := o.store.AccountByLogin(t.Context(), "leader")
	if err == nil {
		err = o.store.SetPassword(t.Context(), account, account.Password, secret, account, noon)
	}
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(secret, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code string
		want int
	}{{"000000", http.StatusForbidden}, {code, http.StatusSeeOther}, {code, http.StatusForbidden}} {
		if status, body := leader.form(at+"/sign", url.Values{"code": {c.code}}); status != c.want {
			t.Errorf("%s: %d %s", c.code, status, body)
		}
	}
}
