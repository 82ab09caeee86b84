package engine

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/internal/verdict"
	"gongwen/output/bag"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// Verified is what was found out about a file: of Signed, the signatures of a PDF
// or OFD file, Bag and Run one is set and the others nil.
type Verified struct {
	File   string
	Signed *pades.Verification
	Bag    *bag.Verification
	Run    verdict.Findings

	Signature *pades.Result // of the bag or the run as a whole; nil for none
	Unread    diag.List     // why nothing was checked; empty where something was
}

// OK reports whether no check failed.
func (v Verified) OK() bool {
	if v.Signed != nil {
		return v.Signed.OK()
	}
	return v.whole().OK() && (v.Signature == nil || v.Signature.Findings.OK())
}

// whole is what was found out about a bag or a run.
func (v Verified) whole() verdict.Findings {
	if v.Bag != nil {
		return v.Bag.Findings
	}
	return v.Run
}

// Verify checks what stands at a path: a bag for its fixity, a PDF for its
// signatures.
func Verify(ctx context.Context, path string, check pades.Check) Verified {
	if bag.Is(path) {
		return verifiedBag(path, bag.Verify(ctx, path), check)
	}
	content, problems := ReadFile(ctx, path)
	if problems.HasErrors() {
		var report pades.Verification
		report.Findings.Fail(pades.CheckFormat, "%s", "%s", problems[0].Message)
		return Verified{File: path, Signed: &report, Unread: problems}
	}
	return VerifyContent(ctx, path, content, check)
}

// VerifyContent is Verify of a file whose content is at hand: a bag as a zip or
// tar file, by its name, an OFD file, by its content or its name, or else a PDF.
func VerifyContent(ctx context.Context, name string, content []byte, check pades.Check) Verified {
	if bag.IsFile(name) {
		return verifiedBag(name, bag.VerifyFile(ctx, name, bytes.NewReader(content), int64(len(content))), check)
	}
	if isOFD(name, content) {
		return sealed(ctx, name, content, check)
	}
	report := pades.Verify(ctx, content, check)
	return Verified{File: name, Signed: &report}
}

// verifiedBag is what was found out about a bag, with its signature.
func verifiedBag(name string, report bag.Verification, check pades.Check) Verified {
	out := Verified{File: name, Bag: &report}
	if s := report.Signature; s != nil {
		result := pades.VerifyDetached(s.Message, s.Manifest, check)
		result.Field = bag.SignedManifest
		out.Signature = &result
	}
	return out
}

// VerifiedJSON is a Verified as JSON has it, in one language.
type VerifiedJSON struct {
	File       string            `json:"file"`
	Valid      bool              `json:"valid"`
	Checks     []verdict.Encoded `json:"checks,omitempty"`
	Signatures []SignatureJSON   `json:"signatures"`
}

// SignatureJSON is a signature as JSON has it.
type SignatureJSON struct {
	Field   string            `json:"field"` // of a form, or the file of a bag that is signed
	Kind    string            `json:"kind"`  // signature or timestamp
	Signer  string            `json:"signer,omitempty"`
	Form    string            `json:"form,omitempty"`  // of a signature: PAdES, CAdES, PKCS#7 or GB/T 38540
	Level   string            `json:"level,omitempty"` // of PAdES and CAdES
	Time    string            `json:"time,omitempty"`  // by a time stamp
	Claimed string            `json:"claimed,omitempty"`
	Valid   bool              `json:"valid"`
	Checks  []verdict.Encoded `json:"checks"`
}

// In is v in the form for JSON, with its messages in one language.
func (v Verified) In(lang diag.Lang) VerifiedJSON {
	out := VerifiedJSON{File: v.File, Valid: v.OK(), Signatures: []SignatureJSON{}}
	if v.Signed == nil {
		out.Checks = v.whole().In(lang)
		if v.Signature != nil {
			out.Signatures = append(out.Signatures, signatureJSON(*v.Signature, lang))
		}
		return out
	}
	out.Checks = v.Signed.Findings.In(lang)
	for _, s := range v.Signed.Signatures {
		out.Signatures = append(out.Signatures, signatureJSON(s, lang))
	}
	return out
}

func signatureJSON(s pades.Result, lang diag.Lang) SignatureJSON {
	found := SignatureJSON{
		Field: s.Field, Kind: "signature", Signer: s.Signer, Form: string(s.Form), Claimed: s.Claimed,
		Valid: s.Findings.OK(), Checks: s.Findings.In(lang),
	}
	if s.Form.HasLevel() {
		found.Level = s.Level.String()
	}
	if s.Stamp {
		found.Kind, found.Form, found.Level = "timestamp", "", ""
	}
	if s.Stamped {
		found.Time = s.Time.UTC().Format(time.RFC3339)
	}
	return found
}

// Roots reads trusted certificates from files and from all files of folders.
func Roots(ctx context.Context, paths ...string) ([]*smx509.Certificate, diag.List) {
	r := evidenceReader{}
	var roots []*smx509.Certificate
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			roots = append(roots, r.certificates(ctx, []string{path})...)
			continue
		}
		roots = append(roots, r.rootsIn(path)...)
	}
	return roots, r.problems
}

// rootsIn reads the certificates of a folder, in order of the files' names.
func (r *evidenceReader) rootsIn(dir string) []*smx509.Certificate {
	folder := infile.Folder(dir)
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		r.problems.Add(unreadable(dir, err))
		return nil
	}
	files := 0
	var roots []*smx509.Certificate
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		content, err := infile.ReadIn(folder, e.Name(), pki.MaxFile)
		switch {
		case errors.Is(err, infile.ErrFolder):
			continue
		case err != nil:
			r.problems.Add(unreadable(path, err))
		default:
			roots = append(roots, r.certificatesOf(path, content)...)
		}
		files++
	}
	if files == 0 {
		r.problems.Add(diag.Errorf(diag.Pos{File: dir}, "文件夹里没有证书", "the folder holds no certificate"))
	}
	return roots
}

// Evidence reads files of revocation data.
func Evidence(ctx context.Context, ocsp, crl []string) (pki.Evidence, diag.List) {
	var r evidenceReader
	evidence := pki.Evidence{OCSP: r.responses(ctx, ocsp), CRL: r.lists(ctx, crl)}
	return evidence, r.problems
}
