package engine

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/verdict"
	"gongwen/output/bag"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// Verified is what was found out about a file: one of the two reports.
type Verified struct {
	File string
	PDF  *pades.Report
	Bag  *bag.Report

	Signature *pades.Result // of the bag as a whole; nil for none
}

// OK reports whether no check failed.
func (v Verified) OK() bool {
	if v.Bag != nil {
		return v.Bag.Findings.OK() && (v.Signature == nil || v.Signature.Findings.OK())
	}
	return v.PDF.OK()
}

// Verify checks what stands at a path: a bag for its fixity, a PDF for its
// signatures.
func Verify(ctx context.Context, path string, check pades.Check) Verified {
	if bag.Is(path) {
		report := bag.Verify(ctx, path)
		out := Verified{File: path, Bag: &report}
		if s := report.Signature; s != nil {
			result := pades.VerifyDetached(s.Message, s.Manifest, check)
			result.Field = bag.SignedManifest
			out.Signature = &result
		}
		return out
	}
	var report pades.Report
	content, problems := ReadFile(ctx, path)
	if problems.HasErrors() {
		report.Findings.Fail(pades.CheckFormat, "%s", "%s", problems[0].Message)
	} else {
		report = pades.Verify(content, check)
	}
	return Verified{File: path, PDF: &report}
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
	Form    string            `json:"form,omitempty"`  // of a signature: PAdES, CAdES or PKCS#7
	Level   string            `json:"level,omitempty"` // of PAdES and CAdES
	Time    string            `json:"time,omitempty"`  // by a time stamp
	Claimed string            `json:"claimed,omitempty"`
	Valid   bool              `json:"valid"`
	Checks  []verdict.Encoded `json:"checks"`
}

// In is v as JSON has it.
func (v Verified) In(lang diag.Lang) VerifiedJSON {
	out := VerifiedJSON{File: v.File, Valid: v.OK(), Signatures: []SignatureJSON{}}
	if v.Bag != nil {
		out.Checks = v.Bag.Findings.In(lang)
		if v.Signature != nil {
			out.Signatures = append(out.Signatures, signatureJSON(*v.Signature, lang))
		}
		return out
	}
	out.Checks = v.PDF.Findings.In(lang)
	for _, s := range v.PDF.Signatures {
		out.Signatures = append(out.Signatures, signatureJSON(s, lang))
	}
	return out
}

func signatureJSON(s pades.Result, lang diag.Lang) SignatureJSON {
	found := SignatureJSON{
		Field: s.Field, Kind: "signature", Signer: s.Signer, Form: string(s.Form), Claimed: s.Claimed,
		Valid: s.Findings.OK(), Checks: s.Findings.In(lang),
	}
	if s.Form != pades.PKCS7 {
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

// Roots reads trusted certificates from a file or from all files of a folder.
func Roots(ctx context.Context, path string) ([]*smx509.Certificate, diag.List) {
	files, problems := filesAt(path)
	r := evidenceReader{problems}
	roots := r.certificates(ctx, files)
	if len(roots) == 0 && len(r.problems) == 0 {
		r.problems.Add(diag.Errorf(diag.Pos{File: path}, "文件夹里没有证书", "the folder holds no certificate"))
	}
	return roots, r.problems
}

// Evidence reads files of revocation data.
func Evidence(ctx context.Context, ocsp, crl []string) (pki.Evidence, diag.List) {
	var r evidenceReader
	evidence := pki.Evidence{OCSP: r.responses(ctx, ocsp), CRL: r.lists(ctx, crl)}
	return evidence, r.problems
}

// filesAt is a file, or the files of a folder in order of name.
func filesAt(path string) ([]string, diag.List) {
	info, err := os.Stat(path)
	isFolder := err == nil && info.IsDir()
	if !isFolder {
		return []string{path}, nil // what is wrong is said when it is read
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, diag.List{unreadable(path, err)}
	}
	var files []string
	for _, e := range entries {
		file := filepath.Join(path, e.Name())
		if info, err := os.Stat(file); err == nil && info.IsDir() {
			continue
		}
		files = append(files, file)
	}
	return files, nil
}
