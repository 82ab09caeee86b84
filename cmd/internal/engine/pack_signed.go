package engine

import (
	"bytes"
	"context"
	"os"
	"path/filepath"

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
	Given map[string][]byte // those that are at hand, by their endings such as .pdf, in place of Dir
	Check pades.Check
}

// take puts signed files in place of those that were made now, of which they must
// be signed forms: the PDF, and a signed OFD file that is there. In OFD for archives
// its signatures are annotations. It gives what was found out about the signatures.
func (s SignedFiles) take(ctx context.Context, m *Made) ([]output.File, diag.List) {
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
		path := filepath.Join(s.Dir, document.Path)
		if !s.has(path, form) {
			continue
		}
		take := s.takeOne
		if form.optional && !ses.IsForExchange(document.Data) {
			take = s.annotate
		}
		result, problems := take(ctx, document, path, form)
		if problems.HasErrors() {
			return nil, problems
		}
		found = append(found, result)
	}
	return found, nil
}

// has reports whether there is a signed file that has to be taken; one that is not optional
// is missed when it is read.
func (s SignedFiles) has(path string, form signedForm) bool {
	if s.Given != nil {
		return s.Given[filepath.Ext(path)] != nil
	}
	if !form.optional {
		return true
	}
	_, err := os.Stat(path)
	return err == nil
}

// read gives the content of a signed file.
func (s SignedFiles) read(ctx context.Context, path string) ([]byte, diag.List) {
	if s.Given != nil {
		return s.Given[filepath.Ext(path)], nil
	}
	return ReadFile(ctx, path)
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
func (s SignedFiles) takeOne(ctx context.Context, document *output.File, path string, form signedForm) (output.File, diag.List) {
	pos := diag.Pos{File: path}
	content, problems := s.read(ctx, path)
	if problems.HasErrors() {
		return output.File{}, problems
	}
	if !form.of(content, document.Data) {
		return output.File{}, diag.List{otherForm(pos, form)}
	}
	found, problems := s.found(ctx, pos, document.Path, content, form)
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
func (s SignedFiles) annotate(ctx context.Context, document *output.File, path string, form signedForm) (output.File, diag.List) {
	pos := diag.Pos{File: path}
	content, problems := s.read(ctx, path)
	if problems.HasErrors() {
		return output.File{}, problems
	}
	found, problems := s.found(ctx, pos, document.Path, content, form)
	if problems.HasErrors() {
		return output.File{}, problems
	}
	annotated, err := ses.Annotated(ctx, document.Data, content, s.Check)
	if err != nil {
		return output.File{}, diag.List{otherForm(pos, form), diag.Errorf(pos, "没有转成归档用的 OFD：%s", "it was not turned into OFD for archives: %s", diag.Cause(err))}
	}
	document.Data = annotated
	return found, nil
}

// found is what is found out about the signatures of a file, as a file of the bag.
func (s SignedFiles) found(ctx context.Context, pos diag.Pos, name string, content []byte, form signedForm) (output.File, diag.List) {
	verified := VerifyContent(ctx, name, content, s.Check)
	if !verified.OK() {
		return output.File{}, diag.List{diag.Errorf(pos, "这个 %s 没有有效的签名", "this %s has no valid signature", form.name).
			WithHint("用 gongwen verify 看是哪一项不通过", "see with gongwen verify which check fails")}
	}
	found, err := jsontext.Indented(verified.In(diag.ZH))
	if err != nil {
		return output.File{}, diag.List{diag.Errorf(pos, "写不了检查结果：%v", "the result cannot be written: %v", err)}
	}
	return output.File{Path: form.result, Data: found}, nil
}
