package page

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/intake/open"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/sign/pades"
)

// Signing is how files are signed and checked.
type Signing struct {
	Check pades.Check // but for its time
	// Sign signs a PDF with the server's key; nil where the server has none.
	Sign func(ctx context.Context, name string, content []byte) ([]byte, diag.List)
}

// publishView is the page 发布.
type publishView struct {
	shell
	Document   store.Document
	Way        []wayView
	Locked     bool // the document has been signed off
	Published  string
	Name       string
	Version    int64
	SignedOff  string // by whom and when
	Pages      int
	Errors     int
	Waived     int
	Warnings   int
	Hash       string
	First      *sheetView
	Files      []fileView
	Signatures []signatureView
	Verdict    string
	Valid      bool
	MaySign    bool // with the server's key
	MayUpload  bool
	MayPublish bool
	Catalogue  []publication.Field
	Tags       []publication.Field
	Missing    []string // required fields without a value
	Indexed    bool     // the catalogue has the 索引号
	MayIndex   bool
	Fragment   string
	Today      string
	Said       *refusal
}

// refusal is why something of the page 发布 was not done, and what was typed for it.
type refusal struct {
	Of      string // publish or index, where it is said beside the field
	Why     string
	Reasons []string
	Typed   string
	Again   bool // it is done when it is asked for once more
}

// fileView is a form in which the signed version can be downloaded.
type fileView struct {
	Form, Name, Use, Size, Signed string
}

type signatureView struct {
	Form, Signer, Class, When string
	Stamped, Valid            bool
	Why                       string
}

// final is the signed version of a document with its files.
type final struct {
	version store.Version
	files   []store.Final
}

// finalOf is the version that was signed off; nil where none is.
func (s *Server) finalOf(ctx context.Context, d store.Document) (*final, error) {
	if d.State != store.Signed && d.State != store.Published {
		return nil, nil
	}
	versions, err := s.Store.Versions(ctx, d.ID)
	if err != nil || len(versions) == 0 {
		return nil, err
	}
	f := &final{version: versions[0]}
	f.files, err = s.Store.Finals(ctx, d.ID, f.version.Number)
	return f, err
}

// file is the latest file of a form: signed where it was signed, else as it was made.
func (f *final) file(form, kind string) *store.Final {
	for i := range f.files {
		if f.files[i].Form == form && f.files[i].Kind == kind {
			return &f.files[i]
		}
	}
	return nil
}

// latest is the latest file of a form, signed or not.
func (f *final) latest(form string) *store.Final {
	if signed := f.file(form, store.SignedFile); signed != nil {
		return signed
	}
	return f.file(form, store.Made)
}

// forms are those of the files of formats: the report's in their order, then those of the
// attachments that are bound apart.
func (f *final) forms(formats ...string) []string {
	all := slices.Clone(formats)
	for i := len(f.files) - 1; i >= 0; i-- {
		file := f.files[i] // the latest stands first
		if ending := path.Ext(file.Form); file.Kind == store.Made && ending != "" && slices.Contains(formats, ending[1:]) {
			all = append(all, file.Form)
		}
	}
	return all
}

func (s *Server) publish(w http.ResponseWriter, r *http.Request, d store.Document) {
	s.publishing(w, r, d, http.StatusOK, nil)
}

// publishing shows the page 发布, with what was not done.
func (s *Server) publishing(w http.ResponseWriter, r *http.Request, d store.Document, status int, said *refusal) {
	p := whoOf(r)
	view := publishView{Document: d, Way: wayOf(d.State), Today: s.Now().Format("2006-01-02"), Said: said}
	view.shell = s.shellFor(r, "发布 — "+s.called(d), d, publishNav)
	f, err := s.finalOf(r.Context(), d)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	if f == nil {
		s.show(w, r, status, "publish", view)
		return
	}
	view.Locked = true
	view.MayUpload = p.has(store.Leader) || p.has(store.Clerk)
	view.MaySign = p.has(store.Leader) && s.Signing.Sign != nil
	view.MayIndex = p.May()
	view.MayPublish = store.May(store.Publish, d.State, p.Roles) == nil
	for _, part := range []func(*http.Request, *publishView, *final) error{s.publishVersion, s.publishFiles, s.publishPackage} {
		if err := part(r, &view, f); err != nil {
			s.failed(w, r, err)
			return
		}
	}
	s.show(w, r, status, "publish", view)
}

// unpublished says on the page 发布 why something was not done.
func (s *Server) unpublished(w http.ResponseWriter, r *http.Request, d store.Document, status int, why string, reasons ...string) {
	s.publishing(w, r, d, status, &refusal{Why: why, Reasons: reasons})
}

// has reports whether somebody has a role.
func (p who) has(role store.Role) bool { return slices.Contains(p.Roles, role) }

func (s *Server) publishVersion(r *http.Request, v *publishView, f *final) error {
	work, err := s.version(r.Context(), v.Document, number64(f.version.Number))
	if err != nil {
		return err
	}
	v.Version, v.Pages = f.version.Number, len(work.pages)
	v.SignedOff = f.version.By + " " + s.when(f.version.At) + " 签发"
	if work.laid.Report != nil && work.laid.Doc != nil {
		v.Name = work.laid.Doc.Meta.Title
	}
	for _, d := range work.laid.Said {
		switch {
		case d.Level == diag.Error:
			v.Errors++
		case d.Waived != "":
			v.Waived++
		case d.Level == diag.Warning:
			v.Warnings++
		}
	}
	sheets, _ := sheetsOf("/documents/"+v.Document.ID+"/versions/"+cleanName+"/"+number64(f.version.Number)+"/", work, false, nil, nil)
	if len(sheets) > 0 {
		v.First = &sheets[0]
		v.First.Hits, v.First.Alt = nil, "定稿第 1 页"
	}
	if d := publishedBy(r.Context(), s, v.Document); d != nil {
		v.Published = d.Name + " " + s.when(d.Time()) + " 登记发布：" + d.Detail
	}
	return nil
}

// publishedBy is the entry of the log by which a document was published; nil for none.
func publishedBy(ctx context.Context, s *Server, d store.Document) *store.Logged {
	if d.State != store.Published {
		return nil
	}
	log, err := s.Store.AuditOf(ctx, d.ID, maxLog)
	if err != nil {
		return nil // the page does without
	}
	for i := range log {
		if log[i].Action == store.Publish {
			return &log[i]
		}
	}
	return nil
}

// uses says what each form is for.
var uses = []fileView{
	{Form: "pdf", Name: "PDF", Use: "定稿，供签名、公布、打印"}, {Form: "ofd", Name: "OFD", Use: "版式文件，供签章、交换"},
	{Form: "docx", Name: "DOCX", Use: "Word、WPS 文档"}, {Form: "html", Name: "HTML", Use: "网页"},
	{Form: "xlsx", Name: "XLSX", Use: "工作簿，表格和文字"}, {Form: "json", Name: "JSON", Use: "开放数据"}, {Form: "yaml", Name: "YAML", Use: "报告文件"},
}

func (s *Server) publishFiles(r *http.Request, v *publishView, f *final) error {
	valid, signed := true, 0
	for _, use := range usesOf(f) {
		made := f.file(use.Form, store.Made)
		if made == nil {
			v.Files = append(v.Files, use)
			continue
		}
		content, err := s.Store.File(r.Context(), made.Digest)
		if err != nil {
			return err
		}
		if use.Form == "pdf" {
			sum := sm3.Sum(content)
			v.Hash = "SM3 " + hex.EncodeToString(sum[:])
		}
		if back := f.file(use.Form, store.SignedFile); back != nil {
			if content, err = s.Store.File(r.Context(), back.Digest); err != nil {
				return err
			}
			check := s.Signing.Check
			check.Now = s.Now()
			verified := engine.VerifyContent(r.Context(), "x"+endingOf(use.Form), content, check)
			use.Signed = "签名 " + number(len(verified.Signed.Signatures))
			for _, sig := range verified.Signed.Signatures {
				view := signatureView{
					Form: use.Name, Signer: sig.Signer, Class: sig.Class(), Valid: sig.Findings.OK() && verified.Signed.Findings.OK(), Stamped: sig.Stamped, When: s.when(sig.Time.In(s.Now().Location())),
				}
				if !sig.Stamped {
					view.When = s.claimed(sig.Claimed)
				}
				valid = valid && view.Valid
				signed++
				v.Signatures = append(v.Signatures, view)
			}
		}
		use.Size = sizeWord(len(content))
		v.Files = append(v.Files, use)
	}
	switch {
	case signed == 0 && v.Document.State == store.Published:
		v.Verdict = "登记发布时没有签名。"
	case signed == 0:
		v.Verdict = "还没有签名。下载 PDF 或 OFD，签好后上传。"
	case valid:
		v.Valid = true
		whole := "签名完整"
		if signed > 1 {
			whole = number(signed) + " 个签名都完整"
		}
		v.Verdict = whole + "，签后没有改动，与第 " + number64(f.version.Number) + " 版定稿一致。"
	default:
		v.Verdict = "有的签名现在不能通过校验。"
	}
	return nil
}

// claimed is when a file itself says that it was signed, as the page says times; as it stands
// there where the file does not say in which zone.
func (s *Server) claimed(said string) string {
	for _, zone := range []string{" MST", " -07:00"} {
		if at, err := time.Parse(time.DateTime+zone, said); err == nil {
			return s.when(at.In(s.Now().Location()))
		}
	}
	return said
}

// usesOf are the forms in which a signed version can be downloaded, those of attachments
// that are bound apart behind the report's.
func usesOf(f *final) []fileView {
	all := slices.Clone(uses)
	var formats []string
	for _, use := range uses {
		formats = append(formats, use.Form)
	}
	for _, form := range f.forms(formats...)[len(uses):] {
		part := strings.TrimSuffix(form, path.Ext(form))
		own := uses[slices.IndexFunc(uses, func(u fileView) bool { return u.Form == path.Ext(form)[1:] })]
		all = append(all, fileView{Form: form, Name: part + " " + own.Name, Use: part + "，另订"})
	}
	return all
}

func sizeWord(n int) string { return fmt.Sprintf("%d KB", (n+1023)/1024) }

// signedOff is the version that was signed off; where none is, it answers so.
func (s *Server) signedOff(w http.ResponseWriter, r *http.Request, d store.Document) *final {
	f, err := s.finalOf(r.Context(), d)
	switch {
	case err != nil:
		s.failed(w, r, err)
	case f == nil:
		s.unpublished(w, r, d, http.StatusConflict, "还没有签发。")
	}
	return f
}

// finalFile gives a file of the signed version.
func (s *Server) finalFile(w http.ResponseWriter, r *http.Request, d store.Document) {
	form := r.PathValue("format")
	f := s.signedOff(w, r, d)
	if f == nil {
		return
	}
	work, err := s.version(r.Context(), d, number64(f.version.Number))
	if err != nil {
		s.failed(w, r, err)
		return
	}
	kept := f.latest(form)
	if r.FormValue("unsigned") != "" {
		kept = f.file(form, store.Made)
	}
	if kept == nil {
		s.failed(w, r, store.ErrUnknown)
		return
	}
	content, err := s.Store.File(r.Context(), kept.Digest)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	give(w, output.File{Path: nameOf(work.laid.Report) + endingOf(form), Data: content}, nil, "")
}

// takeSigned takes a file that was signed elsewhere: it must be a signed form of the
// version that was signed off.
func (s *Server) takeSigned(w http.ResponseWriter, r *http.Request, d store.Document) {
	file, err := uploaded(r, "file")
	if err != nil || file == nil {
		s.unpublished(w, r, d, http.StatusBadRequest, "请先选择签好的文件。")
		return
	}
	if !s.scanned(w, r, file.content) || !s.tried(w, r, jobs.SignedFile, file.content) {
		return
	}
	form := "pdf"
	if open.IsOFD(file.content) {
		form = "ofd"
	}
	if s.keepSigned(w, r, d, form, file.content, store.KeptFile, "在别处签好，"+file.name) {
		http.Redirect(w, r, "/documents/"+d.ID+"/publish", http.StatusSeeOther)
	}
}

// keepSigned checks a signed file against the files of a format of the signed version and
// keeps it; where it is not kept it answers why.
func (s *Server) keepSigned(w http.ResponseWriter, r *http.Request, d store.Document, format string, content []byte, action store.Action, detail string) bool {
	f, err := s.finalOf(r.Context(), d)
	if err == nil && (f == nil || f.file(format, store.Made) == nil) {
		s.unpublished(w, r, d, http.StatusConflict, "还没有签发，现在不收签名的文件。")
		return false
	}
	if err != nil {
		s.failed(w, r, err)
		return false
	}
	check := s.Signing.Check
	check.Now = s.Now()
	var form string
	var verified engine.Verified
	var refused diag.List // by the report itself
	for _, form = range f.forms(format) {
		made, err := s.Store.File(r.Context(), f.file(form, store.Made).Digest)
		if err != nil {
			s.failed(w, r, err)
			return false
		}
		of, said := engine.SignedFormOf(r.Context(), "定稿"+endingOf(form), content, made, check)
		if verified = of; !said.HasErrors() {
			refused = nil
			break
		}
		if refused == nil || of.Signed != nil { // it is a form of this one
			refused = said
		}
	}
	if refused.HasErrors() {
		s.unpublished(w, r, d, http.StatusUnprocessableEntity, "签名的文件没有收。", reasons(refused)...)
		return false
	}
	of := store.Signature{Version: f.version.Number, Form: form, Content: content, Action: action}
	if kept := f.file(form, store.SignedFile); kept != nil {
		of.Over = kept.Digest
		if lost, err := s.lost(r.Context(), form, kept, content, check); err != nil {
			s.failed(w, r, err)
			return false
		} else if len(lost) > 0 {
			s.unpublished(w, r, d, http.StatusConflict, alreadySigned, lost...)
			return false
		}
	}
	var signers []string
	for _, sig := range verified.Signed.Signatures {
		signers = append(signers, sig.Signer)
	}
	of.Detail = detail + "，签名者 " + strings.Join(signers, "、")
	switch err := s.Store.KeepSigned(r.Context(), d, of, whoOf(r).Account, s.Now()); {
	case errors.Is(err, store.ErrState):
		s.unpublished(w, r, d, http.StatusConflict, alreadySigned)
	case err != nil:
		s.failed(w, r, err)
	default:
		return true
	}
	return false
}

// alreadySigned says why a signed file is not taken that another one came before.
const alreadySigned = "已经有签好的文件，这一份里没有它的签名，没有收。请下载已签名的那一份，在它上面再签。"

// lost are the signatures of a file that was kept which another one has not, in words.
func (s *Server) lost(ctx context.Context, form string, kept *store.Final, content []byte, check pades.Check) ([]string, error) {
	before, err := s.Store.File(ctx, kept.Digest)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, sig := range engine.Lost(ctx, "x"+endingOf(form), before, content, check) {
		all = append(all, "少了 "+sig.Signer+" 的签名（"+kept.By+" "+s.when(kept.At)+" 存入）")
	}
	return all, nil
}

// signHere signs the PDF, and those of attachments that are bound apart, with the server's key, in the name of whoever asks: their second
// factor is asked again.
func (s *Server) signHere(w http.ResponseWriter, r *http.Request, d store.Document) {
	if s.Signing.Sign == nil {
		s.unpublished(w, r, d, http.StatusConflict, "这台服务器上不能签名。")
		return
	}
	p := whoOf(r)
	switch err := people.Again(r.Context(), s.Store, p.Account.ID, strings.TrimSpace(r.PostFormValue("code")), s.Now()); {
	case errors.Is(err, people.ErrNoFactor):
		s.unpublished(w, r, d, http.StatusForbidden, "您的账号没有绑定动态口令，不能在这里签名。")
		return
	case errors.Is(err, people.ErrWrong), errors.Is(err, people.ErrLocked):
		if err := s.notIn(r.Context(), p.Account.Login, "签名时动态口令不对"); err != nil {
			s.broken(w, r, err)
			return
		}
		s.unpublished(w, r, d, http.StatusForbidden, "动态口令不对。每个口令只能用一次；连续输错五次，账号停用十五分钟。")
		return
	case err != nil:
		s.broken(w, r, err)
		return
	}
	f := s.signedOff(w, r, d)
	if f == nil {
		return
	}
	var all [][]byte
	for _, form := range f.forms("pdf") {
		latest := f.latest(form) // a second signature goes behind the first
		if latest == nil {
			s.failed(w, r, store.ErrUnknown)
			return
		}
		content, err := s.Store.File(r.Context(), latest.Digest)
		if err != nil {
			s.failed(w, r, err)
			return
		}
		signed, said := s.Signing.Sign(r.Context(), "定稿"+endingOf(form), content)
		if said.HasErrors() {
			s.Log.ErrorContext(r.Context(), "the server's key did not sign", "error", said.Err())
			s.unpublished(w, r, d, http.StatusConflict, "没有签成。", reasons(said)...)
			return
		}
		all = append(all, signed)
	}
	for _, signed := range all {
		if !s.keepSigned(w, r, d, "pdf", signed, store.ServerSign, "动态口令已核对") {
			return
		}
	}
	http.Redirect(w, r, "/documents/"+d.ID+"/publish", http.StatusSeeOther)
}
