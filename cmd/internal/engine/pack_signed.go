package engine

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/jsontext"
	"gongwen/output"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/ses"
)

// Where a bag holds what was found out about the signatures of its PDF, and about
// the seals of its OFD file.
const (
	signaturesPath = "validation/signatures.json"
	sealsPath      = "validation/seals.json"
)

// SignedFiles are files that were signed before their reports are packed.
type SignedFiles struct {
	Dir   string            // where they are; empty for none
	Given map[string][]byte // those that are at hand, by their endings (Input.Ending), in place of Dir
	Check pades.Check
}

// take puts signed files in place of those that were made now, of which they must
// be signed forms: the PDF, and a signed OFD file that is there. In OFD for archives
// its signatures are annotations. Attachments that are bound apart may be signed. It
// gives what was found out about the signatures.
func (s SignedFiles) take(ctx context.Context, in Input, m *Made) ([]output.File, diag.List) {
	if s.Dir == "" && s.Given == nil {
		return nil, nil
	}
	var found []output.File
	for i := range m.Documents {
		document := &m.Documents[i]
		form, ok := signedForms[filepath.Ext(document.Path)]
		if !ok {
			continue
		}
		of := signedOne{form: form, path: filepath.Join(s.Dir, document.Path), ending: in.Ending(*document)}
		if !s.has(of) {
			continue
		}
		take := s.takeOne
		if form.optional && !ses.IsForExchange(document.Data) {
			take = s.annotate
		}
		result, problems := take(ctx, document, of)
		if problems.HasErrors() {
			return nil, problems
		}
		found = append(found, result)
	}
	return found, nil
}

// has reports whether there is a signed file that has to be taken; one that is not optional
// is missed when it is read.
func (s SignedFiles) has(of signedOne) bool {
	if s.Given != nil {
		return s.Given[of.ending] != nil
	}
	if !of.form.optional && !of.apart() {
		return true
	}
	_, err := os.Stat(of.path)
	return err == nil
}

// read gives the content of a signed file.
func (s SignedFiles) read(ctx context.Context, of signedOne) ([]byte, diag.List) {
	if s.Given != nil {
		return s.Given[of.ending], nil
	}
	return ReadFile(ctx, of.path)
}

// signedOne is a signed file.
type signedOne struct {
	form         signedForm
	path, ending string
}

// apart reports whether it is of an attachment that is bound apart.
func (o signedOne) apart() bool { return o.ending != filepath.Ext(o.ending) }

// result is the path of what was found out about it, in the bag.
func (o signedOne) result() string {
	ext := filepath.Ext(o.form.result)
	return strings.TrimSuffix(o.form.result, ext) + strings.TrimSuffix(o.ending, filepath.Ext(o.ending)) + ext
}

// signedForm is how a kind of document is signed.
type signedForm struct {
	name     string // of the kind
	result   string // path of what was found out, in the bag
	optional bool   // it is taken where it is there
	of       func(signed, made []byte) bool
}

var signedForms = map[string]signedForm{
	".pdf": {"PDF", signaturesPath, false, bytes.HasPrefix},
	".ofd": {"OFD", sealsPath, true, ses.IsSealedForm},
}

// takeOne puts a signed file in the place of a document.
func (s SignedFiles) takeOne(ctx context.Context, document *output.File, of signedOne) (output.File, diag.List) {
	pos := diag.Pos{File: of.path}
	content, problems := s.read(ctx, of)
	if problems.HasErrors() {
		return output.File{}, problems
	}
	if !of.form.of(content, document.Data) {
		return output.File{}, diag.List{otherForm(pos, of.form)}
	}
	found, problems := s.found(ctx, pos, document.Path, content, of)
	if !problems.HasErrors() {
		document.Data = content
	}
	return found, problems
}

// otherForm says that a signed file is of something else.
func otherForm(pos diag.Pos, form signedForm) diag.Diagnostic {
	return diag.Errorf(pos, "这个 %s 不是由这份报告现在生成的文件签名而来", "this %s is not a signed form of what is made of the report now", form.name).
		WithHint("报告、样式、PDF 级别、OFD 用途或程序版本变了的，重新生成、签名后再打包", "when the report, the style, the PDF level, the OFD profile or the program has changed, build and sign it again first")
}

// annotate puts the signatures of an OFD file for exchange into one for archives of
// the same pages.
func (s SignedFiles) annotate(ctx context.Context, document *output.File, of signedOne) (output.File, diag.List) {
	pos := diag.Pos{File: of.path}
	content, problems := s.read(ctx, of)
	if problems.HasErrors() {
		return output.File{}, problems
	}
	found, problems := s.found(ctx, pos, document.Path, content, of)
	if problems.HasErrors() {
		return output.File{}, problems
	}
	annotated, err := ses.Annotated(ctx, document.Data, content, s.Check)
	if err != nil {
		return output.File{}, diag.List{otherForm(pos, of.form), diag.Errorf(pos, "没有转成归档用的 OFD：%s", "it was not turned into OFD for archives: %s", diag.Cause(err))}
	}
	document.Data = annotated
	return found, nil
}

// found is what is found out about the signatures of a file, as a file of the bag.
func (s SignedFiles) found(ctx context.Context, pos diag.Pos, name string, content []byte, of signedOne) (output.File, diag.List) {
	verified := VerifyContent(ctx, name, content, s.Check)
	if !verified.OK() {
		return output.File{}, diag.List{diag.Errorf(pos, "这个 %s 没有有效的签名", "this %s has no valid signature", of.form.name).
			WithHint("用 gongwen verify 看是哪一项不通过", "see with gongwen verify which check fails")}
	}
	found, err := jsontext.Indented(verified.In(diag.ZH))
	if err != nil {
		return output.File{}, diag.List{diag.Errorf(pos, "写不了检查结果：%v", "the result cannot be written: %v", err)}
	}
	return output.File{Path: of.result(), Data: found}, nil
}
