package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/output"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// passVariable may hold the passphrase of the key.
const passVariable = "GONGWEN_KEY_PASS"

// credentials reads key, certificates and revocation data into the order. The
// caller closes the order's Identity.
func (a *app) credentials(config configs.Sign, order *pades.Order) diag.List {
	var problems diag.List
	read := func(path string) []byte {
		content, list := readAll(path)
		problems = append(problems, list...)
		return content
	}
	var key []byte
	if !pki.IsURI(config.Key) {
		key = read(config.Key)
	}
	for _, path := range config.Certificates {
		if content := read(path); content != nil {
			list, err := pki.Certificates(content)
			if err != nil {
				problems.Add(diag.Errorf(diag.Pos{File: path}, "文件里没有能读的证书", "the file holds no certificate that can be read"))
			}
			order.Certificates = append(order.Certificates, list...)
		}
	}
	for _, path := range config.OCSP {
		content := read(path)
		if content != nil && !pki.IsOCSP(content) {
			problems.Add(diag.Errorf(diag.Pos{File: path}, "不是 OCSP 响应", "not an OCSP response"))
		}
		order.Evidence.OCSP = append(order.Evidence.OCSP, content)
	}
	for _, path := range config.CRL {
		content := read(path)
		crl, err := pki.CRL(content)
		if content != nil && err != nil {
			problems.Add(diag.Errorf(diag.Pos{File: path}, "不是吊销列表", "not a certificate revocation list"))
		}
		order.Evidence.CRL = append(order.Evidence.CRL, crl)
	}
	if problems.HasErrors() {
		return problems
	}
	passphrase, given, problems := a.givenPassphrase(config)
	if problems.HasErrors() {
		return problems
	}
	secret := secret{text: passphrase, given: given}
	if pki.IsURI(config.Key) {
		order.Identity, problems = a.tokenIdentity(config.Key, order.Certificates, secret)
	} else {
		order.Identity, problems = a.fileIdentity(config.Key, key, order.Certificates, secret)
	}
	if order.Identity != nil {
		if h, err := cms.HashFor(order.Identity.Key.Public()); err == nil && h == cms.SM3 {
			order.Client.Imprint = h
		}
	}
	return problems
}

// secret is the passphrase of a key, or the PIN of a token.
type secret struct {
	text  string
	given bool // by a file or the environment, so that nobody is asked
}

// fileIdentity opens a key file, and asks for its passphrase only when it has
// one.
func (a *app) fileIdentity(path string, key []byte, others []*smx509.Certificate, s secret) (*pki.Identity, diag.List) {
	id, err := a.unlock(diag.T("私钥口令：", "Passphrase of the key: "), s, func(passphrase string) (*pki.Identity, error) {
		return pki.Open(key, others, passphrase)
	})
	if err != nil {
		return nil, diag.List{keyFault(path, err)}
	}
	return id, nil
}

// unlock opens a key, and asks at the terminal when that takes a secret which
// nothing gives.
func (a *app) unlock(prompt diag.Text, s secret, open func(string) (*pki.Identity, error)) (*pki.Identity, error) {
	id, err := open(s.text)
	if !errors.Is(err, pki.ErrNoPassphrase) || s.given || a.world.Secret == nil {
		return id, err
	}
	text, err := a.world.Secret(prompt.In(a.lang))
	if err != nil {
		return nil, &unreadSecret{err}
	}
	return open(text)
}

// unreadSecret says that the terminal gave no passphrase.
type unreadSecret struct{ cause error }

func (u *unreadSecret) Error() string { return u.cause.Error() }

// Unwrap gives the terminal's error.
func (u *unreadSecret) Unwrap() error { return u.cause }

// givenPassphrase is the passphrase from a file or the environment. Of the two
// the file comes first, unless only the configuration file names it.
func (a *app) givenPassphrase(config configs.Sign) (string, bool, diag.List) {
	passphrase, ok := a.world.Env(passVariable)
	ok = ok && passphrase != ""
	if config.PassFile == "" || ok && config.PassFilePos.Line > 0 {
		return passphrase, ok, nil
	}
	content, problems := readAll(config.PassFile)
	line, _, _ := bytes.Cut(content, []byte("\n"))
	return strings.TrimSuffix(string(line), "\r"), true, problems
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
			WithHint("用 --pass-file 给出口令文件，或设 %s", "give it with --pass-file or in %s", passVariable)
	case errors.Is(err, pki.ErrNoKey):
		return diag.Errorf(pos, "文件里没有私钥", "the file holds no private key")
	case errors.Is(err, pki.ErrNoCertificate):
		return diag.Errorf(pos, "没有证书", "there is no certificate").
			WithHint("用 --cert 给出证书文件", "give the file of the certificate with --cert")
	case errors.Is(err, pki.ErrOldCipher):
		return diag.Errorf(pos, "私钥用的是不安全的旧式加密", "the key is encrypted in the old way, which is not safe").
			WithHint("用 openssl pkcs8 -topk8 转换", "convert it with openssl pkcs8 -topk8")
	case errors.Is(err, pki.ErrNotItsKey):
		return diag.Errorf(pos, "私钥和证书不是一对", "key and certificate do not belong together")
	}
	return diag.Errorf(pos, "不是能读的 PKCS#12 或 PEM 文件", "not a PKCS#12 or PEM file that can be read")
}

// readAll reads a file that is not larger than a PDF may be.
func readAll(path string) ([]byte, diag.List) {
	pos := diag.Pos{File: path}
	info, err := os.Stat(path)
	if err == nil && info.Size() > pdfread.MaxFile {
		return nil, diag.List{diag.Errorf(pos, "文件有 %d MB，超过 %d MB", "the file has %d MB, more than %d MB", info.Size()>>20, pdfread.MaxFile>>20)}
	}
	content, err := os.ReadFile(path)
	switch {
	case err == nil:
		return content, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, diag.List{diag.Errorf(pos, "找不到这个文件", "no such file")}
	case errors.Is(err, fs.ErrPermission):
		return nil, diag.List{diag.Errorf(pos, "没有读这个文件的权限", "no permission to read the file")}
	}
	return nil, diag.List{diag.Errorf(pos, "读不了这个文件：%v", "the file cannot be read: %v", err)}
}

// unwritable says why a file could not be written.
func unwritable(path string, err error) diag.Diagnostic {
	pos := diag.Pos{File: path}
	switch {
	case errors.Is(err, output.ErrIsDirectory):
		return diag.Errorf(pos, "要写的文件名已经是一个文件夹", "a folder stands where the file should be written")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return diag.Errorf(pos, "没有写这个文件夹的权限", "no permission to write to the folder")
	case errors.Is(err, syscall.ENOSPC):
		return diag.Errorf(pos, "磁盘已满", "the disk is full")
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return diag.Errorf(pos, "输出文件夹的位置上是一个文件", "a file stands where the output folder should be")
	}
	return diag.Errorf(pos, "写不了文件：%v", "the file cannot be written: %v", err)
}
