package engine

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// PassVariable is the environment variable that may hold the passphrase of a
// key.
const PassVariable = "GONGWEN_KEY_PASS"

// Secret is where the passphrase of a key, or the PIN of a token, comes from.
type Secret struct {
	Text  string
	Given bool // by a file or the environment, so that nobody is asked

	// Ask asks somebody; nil where nobody is there.
	Ask func(prompt diag.Text) (string, error)
}

// credentials reads key, certificates and revocation data into the order. The
// caller closes the order's Identity.
func credentials(ctx context.Context, config configs.Sign, s Secret, order *pades.Order) diag.List {
	var r evidenceReader
	var key []byte
	if !pki.IsURI(config.Key) {
		key = r.read(ctx, config.Key)
	}
	order.Certificates = append(order.Certificates, r.certificates(ctx, config.Certificates)...)
	order.Evidence = pki.Evidence{OCSP: r.responses(ctx, config.OCSP), CRL: r.lists(ctx, config.CRL)}
	if r.problems.HasErrors() {
		return r.problems
	}
	s, problems := s.of(ctx, config)
	if problems.HasErrors() {
		return problems
	}
	if pki.IsURI(config.Key) {
		order.Identity, problems = tokenIdentity(config.Key, order.Certificates, s)
	} else {
		order.Identity, problems = fileIdentity(config.Key, key, order.Certificates, s)
	}
	if order.Identity != nil {
		if h, err := cms.HashFor(order.Identity.Key.Public()); err == nil && h == cms.SM3 {
			order.Client.Imprint = h
		}
	}
	return problems
}

// evidenceReader reads files that belong to a signature and notes what is wrong
// with them.
type evidenceReader struct{ problems diag.List }

func (r *evidenceReader) read(ctx context.Context, path string) []byte {
	content, err := infile.Read(ctx, path, pki.MaxFile)
	if err != nil {
		r.problems.Add(unreadable(path, err))
	}
	return content
}

func (r *evidenceReader) certificates(ctx context.Context, paths []string) []*smx509.Certificate {
	var all []*smx509.Certificate
	for _, path := range paths {
		if content := r.read(ctx, path); content != nil {
			all = append(all, r.certificatesOf(path, content)...)
		}
	}
	return all
}

func (r *evidenceReader) certificatesOf(path string, content []byte) []*smx509.Certificate {
	list, err := pki.Certificates(content)
	if err != nil {
		r.problems.Add(noCertificate(path))
	}
	return list
}

func noCertificate(path string) diag.Diagnostic {
	return diag.Errorf(diag.Pos{File: path}, "文件里没有能读的证书", "the file holds no certificate that can be read")
}

func (r *evidenceReader) responses(ctx context.Context, paths []string) [][]byte {
	var all [][]byte
	for _, path := range paths {
		content := r.read(ctx, path)
		if content != nil && !pki.IsOCSP(content) {
			r.problems.Add(diag.Errorf(diag.Pos{File: path}, "不是 OCSP 响应", "not an OCSP response"))
		}
		all = append(all, content)
	}
	return all
}

func (r *evidenceReader) lists(ctx context.Context, paths []string) [][]byte {
	var all [][]byte
	for _, path := range paths {
		content := r.read(ctx, path)
		list, err := pki.CRL(content)
		if content != nil && err != nil {
			r.problems.Add(diag.Errorf(diag.Pos{File: path}, "不是吊销列表", "not a certificate revocation list"))
		}
		all = append(all, list)
	}
	return all
}

// fileIdentity opens a key file, and asks for its passphrase only when it has
// one.
func fileIdentity(path string, key []byte, others []*smx509.Certificate, s Secret) (*pki.Identity, diag.List) {
	id, err := s.unlock(diag.T("私钥口令：", "Passphrase of the key: "), func(passphrase string) (*pki.Identity, error) {
		return pki.Open(key, others, passphrase)
	})
	if err != nil {
		return nil, diag.List{keyFault(path, err)}
	}
	return id, nil
}

// unlock opens a key, and asks when that takes a secret which nothing gives.
func (s Secret) unlock(prompt diag.Text, open func(string) (*pki.Identity, error)) (*pki.Identity, error) {
	id, err := open(s.Text)
	if !errors.Is(err, pki.ErrNoPassphrase) || s.Given || s.Ask == nil {
		return id, err
	}
	text, err := s.Ask(prompt)
	if err != nil {
		return nil, &unreadSecret{err}
	}
	return open(text)
}

// unreadSecret says that nobody gave the passphrase that was asked for.
type unreadSecret struct{ cause error }

func (u *unreadSecret) Error() string { return u.cause.Error() }

// Unwrap gives the terminal's error.
func (u *unreadSecret) Unwrap() error { return u.cause }

// of is the secret with the passphrase from the file of the configuration. Of
// file and environment the file comes first, unless only the configuration file
// names it.
func (s Secret) of(ctx context.Context, config configs.Sign) (Secret, diag.List) {
	if config.PassFile == "" || s.Given && config.PassFilePos.Line > 0 {
		return s, nil
	}
	content, problems := ReadFile(ctx, config.PassFile)
	line, _, _ := bytes.Cut(content, []byte("\n"))
	s.Text, s.Given = strings.TrimSuffix(string(line), "\r"), true
	return s, problems
}

func keyFault(path string, err error) diag.Diagnostic {
	pos := diag.Pos{File: path}
	var unread *unreadSecret
	switch {
	case errors.As(err, &unread):
		return diag.Errorf(pos, "读不到口令：%v", "the passphrase cannot be read: %v", err)
	case errors.Is(err, pki.ErrPassphrase):
		return diag.Errorf(pos, "私钥口令不对", "the passphrase of the key is wrong")
	case errors.Is(err, pki.ErrNoPassphrase):
		return diag.Errorf(pos, "私钥有口令", "the key has a passphrase").
			WithHint("用 --pass-file 给出口令文件，或设 %s", "give it with --pass-file or in %s", PassVariable)
	case errors.Is(err, pki.ErrNoKey):
		return diag.Errorf(pos, "文件里没有私钥", "the file holds no private key")
	case errors.Is(err, pki.ErrNoCertificate):
		return diag.Errorf(pos, "没有证书", "there is no certificate").
			WithHint("用 --cert 给出证书文件", "give the file of the certificate with --cert")
	case errors.Is(err, pki.ErrOldCipher):
		return diag.Errorf(pos, "私钥用的是不安全的旧式加密", "the key is encrypted in the old way, which is not safe").
			WithHint("用 openssl pkcs8 -topk8 转换", "convert it with openssl pkcs8 -topk8")
	case errors.Is(err, pki.ErrWork):
		return diag.Errorf(pos, "私钥加密的迭代次数过多，不去解它", "the key is encrypted with too many iterations and was not decrypted").
			WithHint("用 openssl 重新加密，迭代次数在一百万以下", "encrypt it anew with openssl and less than a million iterations")
	case errors.Is(err, pki.ErrHidden):
		return diag.Errorf(pos, "私钥又套在一层加密里，不去解它", "the key stands in an encrypted part of the file and was not decrypted").
			WithHint("用 openssl pkcs12 重新导出", "export it anew with openssl pkcs12")
	case errors.Is(err, pki.ErrNotItsKey):
		return diag.Errorf(pos, "私钥和证书不是一对", "key and certificate do not belong together")
	}
	return diag.Errorf(pos, "不是能读的 PKCS#12 或 PEM 文件", "not a PKCS#12 or PEM file that can be read")
}
